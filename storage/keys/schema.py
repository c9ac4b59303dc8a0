"""The tables of the key store. No time here is finer than a day, and nothing keeps the order in which rows came."""

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, MetaData, Table, Text

VERSION = 1
"""`PRAGMA user_version` of a file with these tables. Raise it with every change, and bring older files up to it."""

metadata = MetaData()

# Without a rowid rows lie in the order of their random ids. A day is a number, that of `date.toordinal`.
keys = Table(
    "keys",
    metadata,
    Column("item", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("expires", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Names no item: once the item's key is destroyed above, nothing says which item a mute came from.
mutes = Table(
    "mutes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("tag", LargeBinary, nullable=False),
    Column("until", Integer, nullable=False),
    sqlite_with_rowid=False,
)

pepper = Table(
    "pepper",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("pepper", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="ck_pepper_one_row"),
)
