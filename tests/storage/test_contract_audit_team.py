"""Contract: a team of the audit's own, which leaves nothing behind."""

from bot.core.held import HeldKind
from bot.core.item import Item
from bot.ports import Kind, Message, Store, TakeResult
from storage.schema import metadata
from storage.sqlite.store import SqliteStore
from tests.storage.samples import BATCH, ERASE, LATER, answer, held, item, organisation, question, released, reply

KEY = "audit"


async def test_its_team_is_no_part_of_the_organisation_and_items_may_name_it(store: Store) -> None:
    before = await store.organisation()
    await store.add_team(KEY, name="Audit")
    await store.add_team(KEY, name="Audit again")
    assert await store.organisation() == before
    assert await store.hold(held(team=KEY)) is TakeResult.TAKEN
    assert await store.take(item(team=KEY), channel="C1AUDIT") is TakeResult.TAKEN


async def test_removing_it_deletes_all_that_is_about_its_items_and_nothing_else(sqlite_store: SqliteStore) -> None:
    await _live(sqlite_store, "payments")
    before = await _rows(sqlite_store)
    await sqlite_store.add_team(KEY, name="Audit")
    await _live(sqlite_store, KEY)
    assert all(len(rows) > len(before[table]) for table, rows in (await _rows(sqlite_store)).items())
    await sqlite_store.remove_team(KEY)
    assert await _rows(sqlite_store) == before


async def test_it_can_be_made_again(store: Store) -> None:
    for _ in range(2):
        await store.add_team(KEY, name="Audit")
        entry = held(team=KEY, id="SAME")
        await released(store, entry, places=("C1AUDIT",))
        await store.remove_team(KEY)
        assert await store.item(entry.id) is None
    await store.remove_team(KEY)


async def test_a_team_that_people_write_to_is_not_removed(store: Store) -> None:
    entry = held()
    await released(store, entry)
    await store.remove_team("payments")
    await store.remove_team("fallback")
    assert await store.item(entry.id) is not None
    assert await store.hold(held()) is TakeResult.TAKEN
    assert await store.apply(organisation(), now=LATER) is not None


async def _live(store: Store, team: str) -> None:
    """Let an item of a team be released, asked about, answered, reminded of and withdrawn, with some still held."""
    entry, waiting = held(team=team), held(team=team)
    await store.hold(waiting)
    await released(store, entry, places=("C1AUDIT", "U1AUDITOR"))
    about = await store.item(entry.id)
    assert isinstance(about, Item)
    await store.remember(Message(channel="C1AUDIT", ts=f"1.{team}", item=entry.id, kind=Kind.CARD, version=1))
    await store.ask(question(about))
    await store.answer(answer(entry.id))
    await store.hold(reply(entry.id, team=team))
    await store.hold(reply(entry.id, HeldKind.WITHDRAWAL, team=team))
    await store.take(item(team=team, erase_at=ERASE, waiting_since=BATCH), channel="C1AUDIT")


async def _rows(store: SqliteStore) -> dict[str, set[tuple[object, ...]]]:
    tables = ("teams", "items", "held", "questions", "answers", "messages", "outbox")
    assert set(tables) <= set(metadata.tables)
    return {
        table: set(
            await store._reader.run(lambda raw, table=table: raw.execute(f"SELECT * FROM {table}").fetchall())  # type: ignore[misc]
        )
        for table in tables
    }
