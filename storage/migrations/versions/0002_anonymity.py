"""What waits for its batch, ways back to authors, answers, reports, retention and proposals."""

import json
from datetime import timedelta

import sqlalchemy as sa
from alembic import op
from pydantic import TypeAdapter

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = "P180D"
"""How long words were kept where a team said nothing."""


def upgrade() -> None:
    """Add to items and questions, make the new tables, and set when the words of items that are there are erased."""
    for column in (
        sa.Column("way_back", sa.Text),
        sa.Column("tag", sa.LargeBinary),
        sa.Column("left_out", sa.Text),
        sa.Column("hidden_by", sa.Text),
        sa.Column("erase_at", sa.BigInteger),
        sa.Column("erased", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("closed_because", sa.Text),
    ):
        op.add_column("items", column)
    op.add_column("questions", sa.Column("fishes", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("pulse", sa.Column("untidy", sa.Integer, nullable=False, server_default=sa.text("0")))
    _make_indexes()
    _make_tables()
    _fill_items()


def _make_indexes() -> None:
    tagged, signed, kept = sa.text("tag IS NOT NULL"), sa.text("signed_by IS NOT NULL"), sa.text("erase_at IS NOT NULL")
    op.create_index(
        "ix_items_way_back", "items", ["way_back", "tag", "waiting_since"], sqlite_where=tagged, postgresql_where=tagged
    )
    op.create_index(
        "ix_items_signed", "items", ["signed_by", "waiting_since"], sqlite_where=signed, postgresql_where=signed
    )
    op.create_index("ix_items_to_erase", "items", ["erase_at"], sqlite_where=kept, postgresql_where=kept)
    leaves_out = sa.text("left_out IS NOT NULL")
    op.create_index("ix_items_left_out", "items", ["state"], sqlite_where=leaves_out, postgresql_where=leaves_out)


def _make_tables() -> None:
    op.create_table(
        "held",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("batch", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("at_least", sa.Integer, nullable=False),
        sa.Column("release_every", sa.BigInteger, nullable=False),
        sa.Column("hold_at_most", sa.BigInteger, nullable=False),
        sa.Column("keep_for", sa.BigInteger, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("about", sa.Text),
        sa.Column("left_out", sa.Text),
        sa.Column("way_back", sa.Text),
        sa.Column("tag", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_held"),
        sqlite_with_rowid=False,
    )
    no_item = sa.text("kind <> 'item'")
    op.create_index("ix_held_item", "held", ["item"], sqlite_where=no_item, postgresql_where=no_item)
    op.create_table(
        "answers",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_answers_item"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answers_item", "answers", ["item"])
    op.create_table(
        "proposals",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("weaker", sa.Text, nullable=False),
        sa.Column("agreed", sa.Text, nullable=False),
        sa.Column("proposed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sqlite_with_rowid=False,
    )


def _fill_items() -> None:
    items = sa.table(
        "items", sa.column("team"), sa.column("signed_by"), sa.column("waiting_since"), sa.column("way_back"),
        sa.column("erase_at"),
    )  # fmt: skip
    organisation = sa.table("organisation", sa.column("document"))
    op.execute(sa.update(items).where(items.c.signed_by.is_(None)).values(way_back="none"))
    op.execute(sa.update(items).values(erase_at=items.c.waiting_since + _micros(KEPT)))
    for (document,) in op.get_bind().execute(sa.select(organisation.c.document)).all():
        known = json.loads(document)
        for team in (*known["teams"], known["fallback"]):
            kept = _micros(team["policy"].get("retention_text", KEPT))
            when = items.c.waiting_since + kept
            op.execute(sa.update(items).where(items.c.team == team["key"]).values(erase_at=when))


def _micros(duration: str) -> int:
    return TypeAdapter(timedelta).validate_python(duration) // timedelta(microseconds=1)


def downgrade() -> None:
    """Nothing goes back: an older version is run on a backup of its own."""
    raise NotImplementedError("restore a backup instead")
