"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the fallback team and the row that `ping` writes."""
    teams = op.create_table(
        "teams",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_teams"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("about", sa.Text),
        sa.Column("signed_by", sa.Text),
        sa.Column("waiting_since", sa.BigInteger, nullable=False),
        sa.Column("acknowledged_by", sa.Text),
        sa.Column("acknowledged_at", sa.BigInteger),
        sa.Column("nudges", sa.Integer, nullable=False),
        sa.Column("nudge_at", sa.BigInteger),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.ForeignKeyConstraint(["team"], ["teams.key"], name="fk_items_team"),
        sqlite_with_rowid=False,
    )
    due = sa.text("nudge_at IS NOT NULL")
    op.create_index("ix_items_due", "items", ["state", "nudge_at"], sqlite_where=due, postgresql_where=due)
    op.create_index("ix_items_state", "items", ["state", "waiting_since"])
    op.create_table(
        "questions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_questions_item"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_questions_item", "questions", ["item"])
    op.create_table(
        "messages",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("ts", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("ref", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("channel", "ts", name="pk_messages"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_messages_item"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_messages_item", "messages", ["item"])
    op.create_table(
        "outbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("item", sa.Text),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("ref", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("detour", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("claimed_until", sa.BigInteger),
        sa.Column("claimed_by", sa.Text),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_outbox_item"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_lane", "outbox", ["channel", "seq"])
    no_card = sa.text("kind <> 'card'")
    op.create_index("ix_outbox_item", "outbox", ["item"], sqlite_where=no_card, postgresql_where=no_card)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("applied_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.create_table(
        "user_groups",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("handle", sa.Text, nullable=False),
        sa.Column("members", sa.Text, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("read_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user_groups"),
        sqlite_with_rowid=False,
    )
    pulse = op.create_table(
        "pulse",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("beats", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pulse"),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.bulk_insert(teams, [{"key": "fallback", "name": "Fallback", "archived": False}])
    op.bulk_insert(pulse, [{"id": 1, "beats": 0}])


def downgrade() -> None:
    """Nothing goes back: an older version is run on a backup of its own."""
    raise NotImplementedError("restore a backup instead")
