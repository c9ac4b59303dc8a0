"""The tables, for both databases. Every change here needs a migration in `storage/migrations/versions`.

Times are whole microseconds since 1970 in UTC (`storage.rows.micros`), since the two databases agree about integers and
about little else. No column anywhere says who wrote an anonymous item.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Written out in statements too, since SQLite uses a partial index only where it finds the same words.
NOT_A_CARD = text("kind <> 'card'")

teams = Table(
    "teams",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# Without a rowid the rows lie in the order of their random ids: nothing in the file says which item came first.
items = Table(
    "items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("team", Text, ForeignKey("teams.key"), nullable=False),
    Column("state", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("about", Text),
    Column("signed_by", Text),
    Column("waiting_since", BigInteger, nullable=False),
    Column("acknowledged_by", Text),
    Column("acknowledged_at", BigInteger),
    Column("nudges", Integer, nullable=False),
    Column("nudge_at", BigInteger),
    Column("version", Integer, nullable=False),
    # Only items that have a reminder to come are in it, so that a sweep costs the same however many there are.
    Index(
        "ix_items_due",
        "state",
        "nudge_at",
        sqlite_where=text("nudge_at IS NOT NULL"),
        postgresql_where=text("nudge_at IS NOT NULL"),
    ),
    # For counting. By state alone it would lie in the order of the ids, and every new row would cost a page of it.
    Index("ix_items_state", "state", "waiting_since"),
    sqlite_with_rowid=False,
)

questions = Table(
    "questions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("item", Text, ForeignKey("items.id"), nullable=False, index=True),
    Column("asked_by", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

messages = Table(
    "messages",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("ts", Text, primary_key=True),
    Column("item", Text, ForeignKey("items.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("ref", Text),
    Column("version", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Names the item and never repeats its words: what is sent is rendered from the item at the moment of sending.
outbox = Table(
    "outbox",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("item", Text, ForeignKey("items.id")),
    Column("step", Integer, nullable=False),
    Column("ref", Text),
    Column("attempts", Integer, nullable=False),
    Column("detour", Integer, nullable=False),
    Column("reason", Text),
    Column("due_at", BigInteger, nullable=False),
    Column("claimed_until", BigInteger),
    Column("claimed_by", Text),
    Index("ix_outbox_lane", "channel", "seq"),
    # What an acknowledgement looks for. Cards are left out: their ids are random, and would cost a page each.
    Index("ix_outbox_item", "item", sqlite_where=NOT_A_CARD, postgresql_where=NOT_A_CARD),
    sqlite_autoincrement=True,  # a number is never given out again, so a late `sent` cannot delete another row
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("applied_at", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

user_groups = Table(
    "user_groups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("handle", Text, nullable=False),
    Column("members", Text, nullable=False),
    Column("problem", Text),
    Column("read_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# One row that is written to find out whether a write can be committed.
pulse = Table(
    "pulse",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("beats", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
