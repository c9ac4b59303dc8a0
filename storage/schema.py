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
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
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
NOT_AN_ITEM = text("kind <> 'item'")
HAS_A_TAG = text("tag IS NOT NULL")
IS_SIGNED = text("signed_by IS NOT NULL")
IS_TO_BE_ERASED = text("erase_at IS NOT NULL")
LEAVES_OUT = text("left_out IS NOT NULL")

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
    Column("way_back", Text),
    Column("tag", LargeBinary),  # under a key of this item alone, or of words that only the author has
    Column("left_out", Text),
    Column("hidden_by", Text),
    Column("erase_at", BigInteger),
    Column("erased", Boolean, nullable=False, server_default=false()),
    Column("closed_because", Text),
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
    # Only items with a way back are in it, with all that is asked about one: the others cost nothing, however many.
    Index(
        "ix_items_way_back",
        "way_back",
        "tag",
        "waiting_since",
        sqlite_where=HAS_A_TAG,
        postgresql_where=HAS_A_TAG,
    ),
    Index("ix_items_signed", "signed_by", "waiting_since", sqlite_where=IS_SIGNED, postgresql_where=IS_SIGNED),
    Index("ix_items_to_erase", "erase_at", sqlite_where=IS_TO_BE_ERASED, postgresql_where=IS_TO_BE_ERASED),
    # For not counting them. Only the few items that leave out a leader are in it.
    Index("ix_items_left_out", "state", sqlite_where=LEAVES_OUT, postgresql_where=LEAVES_OUT),
    sqlite_with_rowid=False,
)

# What waits for its batch. No time but those of its batch, which are the same for all who came within hours; what its
# policy promised is in whole microseconds, so that times and durations add up. No foreign key, since SQLite then
# empties it by overwriting whole pages (`storage.operations.tidying`).
held = Table(
    "held",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("batch", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("at_least", Integer, nullable=False),
    Column("release_every", BigInteger, nullable=False),
    Column("hold_at_most", BigInteger, nullable=False),
    Column("keep_for", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("about", Text),
    Column("left_out", Text),
    Column("way_back", Text),
    Column("tag", LargeBinary),
    # An item is found by its own id; this is for the few answers and withdrawals.
    Index("ix_held_item", "item", sqlite_where=NOT_AN_ITEM, postgresql_where=NOT_AN_ITEM),
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
    Column("fishes", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)

# Of an anonymous author `answered_at` is the time of the batch, and nothing finer.
answers = Table(
    "answers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("item", Text, ForeignKey("items.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("answered_at", BigInteger, nullable=False),
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

# One row at most: `propose` replaces it. `agreed` holds admins.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("weaker", Text, nullable=False),
    Column("agreed", Text, nullable=False),
    Column("proposed_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
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

# One row that is written to find out whether a write can be committed. `untidy` is what is left to be done by `scrub`
# about words that were deleted or overwritten (`storage.operations.tidying`).
pulse = Table(
    "pulse",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("beats", BigInteger, nullable=False),
    Column("untidy", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("id = 1", name="one_row"),
)
