"""One leak of each kind is planted into the product, and the audit says where it is."""

import base64
import hashlib
import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.audit.report import Report
from bot.process import logs, metrics
from handlers.signer import Signer
from handlers.views import ids
from storage.keys.store import SqliteKeyStore
from storage.sqlite.store import SqliteStore
from tests.audit import leaks
from tests.audit.leaks import Taking, when_posting, when_taking, why
from tests.audit.short import one_item
from tests.audit.support import Ground

Leak = Callable[[Taking], Awaitable[None]]


def places(report: Report, what: str) -> set[str]:
    """Return where it was found, once it is sure that the audit did not pass, and that it does not repeat the thing."""
    assert not report.passed
    return {finding.place for finding in report.findings if finding.what == what}


@pytest.mark.parametrize(
    ("leak", "what"),
    [
        (why(lambda taking: f"sent by {taking.author}"), "id"),
        (why(lambda taking: f"in D{taking.author[1:]}"), "conversation"),
        (why(leaks.plain_hash), "id"),
        (why(leaks.hash_salted_with_the_item), "id"),
        (why(leaks.hash_with_its_salt_beside_it), "id"),
        (why(leaks.hash_under_the_secret_key), "id"),
        (leaks.to_the_outbox, "e-mail"),
    ],
    ids=["id", "conversation", "hash", "salted with the item", "salted", "secret key", "outbox"],
)
async def test_in_the_database(ground: Ground, monkeypatch: pytest.MonkeyPatch, leak: Leak, what: str) -> None:
    when_taking(monkeypatch, ground, leak)
    found = places(await ground.audited(one_item), what)
    assert found & {"bot.db", "bot.db-wal"}
    assert "backup first.db" in found


async def test_in_a_file_beside_the_database(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    when_taking(monkeypatch, ground, leaks.to_a_file)
    assert "last_author.txt" in places(await ground.audited(one_item), "name")


@pytest.mark.parametrize(
    ("leak", "what"), [(leaks.to_an_error, "id"), (leaks.words_to_an_error, "words")], ids=["id", "words"]
)
async def test_in_the_text_of_an_error(ground: Ground, monkeypatch: pytest.MonkeyPatch, leak: Leak, what: str) -> None:
    when_taking(monkeypatch, ground, leak)
    assert places(await ground.audited(one_item), what) == {"error text"}


@pytest.mark.parametrize(
    ("leak", "what"),
    [(leaks.to_the_log, "id"), (leaks.handle_to_the_log, "handle"), (leaks.words_to_the_log, "words")],
    ids=["id", "handle", "words"],
)
async def test_in_a_log_whose_allow_list_is_gone(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, leak: Leak, what: str
) -> None:
    monkeypatch.setattr(logs, "allow_only_known", lambda _, __, event: event)
    when_taking(monkeypatch, ground, leak)
    assert places(await ground.audited(one_item), what) == {"log"}


async def test_in_the_log_of_a_library_whose_messages_are_written(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    def emit(_: logs.Bridge, record: Any) -> None:
        logs.log.info("library", kind=record.getMessage())

    monkeypatch.setattr(logs, "allow_only_known", lambda _, __, event: event)
    monkeypatch.setattr(logs.Bridge, "emit", emit)
    when_taking(monkeypatch, ground, leaks.to_a_library_that_logs)
    assert "log" in places(await ground.audited(one_item), "id")


async def test_in_a_label_of_the_metrics(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[metrics.Metrics] = []
    real = metrics.Metrics.gauges

    def gauges(self: metrics.Metrics, counts: Any) -> None:
        counted.append(self)
        self.count("sent", kind=ground.canary.id)
        real(self, counts)

    monkeypatch.setattr(metrics, "_harmless", lambda value: value)
    monkeypatch.setattr(metrics.Metrics, "gauges", gauges)
    assert places(await ground.audited(one_item), "id") == {"metrics"}
    assert counted


async def direct_message(client: Any, _: dict[str, Any], *, ground: Ground) -> None:
    await client.chat_postMessage(channel=ground.canary.id, text="Thank you.")


async def in_the_conversation(client: Any, _: dict[str, Any], *, ground: Ground) -> None:
    await client.chat_postMessage(channel=ground.canary.conversation, text="Thank you.")


async def in_metadata(client: Any, given: dict[str, Any], *, ground: Ground) -> None:
    payload = {"by": hashlib.sha256(ground.canary.id.encode()).hexdigest()}
    metadata = {"event_type": "feedback", "event_payload": payload}
    await client.chat_postMessage(channel=given["channel"], text="More.", metadata=metadata)


async def in_a_block_id(_: Any, given: dict[str, Any], *, ground: Ground) -> None:
    given["blocks"][0]["block_id"] = base64.b64encode(f"by:{ground.canary.id}".encode()).decode()


async def in_the_value_of_a_button(_: Any, given: dict[str, Any], *, ground: Ground) -> None:
    for block in given["blocks"]:
        for element in block.get("elements", []):
            if element.get("type") == "button":
                element["value"] += f" {ground.canary.id.lower()}"


@pytest.mark.parametrize(
    ("leak", "what"),
    [
        (direct_message, "id"),
        (in_the_conversation, "conversation"),
        (in_metadata, "id"),
        (in_a_block_id, "id"),
        (in_the_value_of_a_button, "id"),
    ],
)
async def test_in_a_message(ground: Ground, monkeypatch: pytest.MonkeyPatch, leak: Any, what: str) -> None:
    when_posting(monkeypatch, and_then=lambda client, given: leak(client, given, ground=ground))
    assert places(await ground.audited(one_item), what) == {"request chat.postMessage"}


@pytest.mark.parametrize("part", ["text", "metadata"])
async def test_words_in_what_shows_outside_of_a_message(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    async def leak(client: Any, given: dict[str, Any]) -> None:
        words = json.dumps(given["blocks"])
        shown: Any = words if part == "text" else {"event_type": "x", "event_payload": {"words": words}}
        more = {"text": "More.", "channel": given["channel"], "blocks": given["blocks"], part: shown}
        await client.chat_postMessage(**more)

    when_posting(monkeypatch, and_then=leak)
    assert places(await ground.audited(one_item), "words") == {"notification of chat.postMessage"}


async def test_in_what_a_form_carries(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Signer.seal

    def seal(self: Signer, carried: dict[str, Any], *, purpose: str) -> str:
        more = {"by": ground.canary.id} if purpose == ids.AUTHOR else {}
        return real(self, carried | more, purpose=purpose)

    monkeypatch.setattr(Signer, "seal", seal)
    assert places(await ground.audited(one_item), "id") == {"answer to Slack"}


async def test_a_mute_that_outlives_its_team(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    when_taking(monkeypatch, ground, leaks.to_a_mute_of_another_team)
    report = await ground.audited(one_item)
    assert places(report, "id") & {"bot.keys.db", "bot.keys.db-wal"}
    assert {finding.how for finding in report.findings} == {"as a hash with a stored value as its key"}


async def test_a_key_that_is_not_destroyed(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    async def keeps(*_: object) -> int:
        return 0

    monkeypatch.setattr(SqliteKeyStore, "destroy", keeps)
    assert "key store" in places(await ground.audited(one_item), "an item's key")


async def test_a_key_that_is_deleted_and_left_in_the_log(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    async def leaves(_: SqliteKeyStore) -> bool:
        return True

    monkeypatch.setattr(SqliteKeyStore, "scrub", leaves)
    assert places(await ground.audited(one_item), "an item's key") & {"bot.keys.db", "bot.keys.db-wal"}


async def test_a_tag_that_outlives_its_item(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    close_item = SqliteStore.close_item

    async def keeps(self: SqliteStore, item_id: str, **given: Any) -> Any:
        [tagged] = await self.tagged()
        closed = await close_item(self, item_id, **given)
        with closing(sqlite3.connect(ground.folder / "bot.db")) as raw, raw:
            raw.execute("UPDATE items SET tag = ?, way_back = 'home' WHERE id = ?", (tagged.tag, item_id))
        return closed

    monkeypatch.setattr(SqliteStore, "close_item", keeps)
    found = places(await ground.audited(one_item), "an item's tag")
    assert "database" in found
    assert found & {"bot.db", "bot.db-wal"}


async def test_words_that_are_erased_and_left_in_the_log(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    async def leaves(_: SqliteStore) -> bool:
        return True

    monkeypatch.setattr(SqliteStore, "scrub", leaves)
    assert "bot.db-wal" in places(await ground.audited(one_item), "words")


async def test_in_a_backup_or_a_log_of_the_operators_own(ground: Ground, tmp_path: Path) -> None:
    backups, log = tmp_path / "backups", tmp_path / "bot.log"
    (backups / "monday").mkdir(parents=True)
    (backups / "monday" / "bot.db").write_bytes(b"SQLite" + ground.canary.handle.encode())
    log.write_text(f"user={ground.canary.id}\n")
    report = await ground.audited(one_item, also=(backups, log))
    assert places(report, "handle") == {str(backups / "monday" / "bot.db")}
    assert places(report, "id") == {str(log)}


async def test_a_hash_under_another_key_of_the_environment(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    token = b"xoxb-of-the-real-workspace"
    leak = why(lambda taking: hashlib.sha256(taking.author.encode() + token).hexdigest()[:20])
    when_taking(monkeypatch, ground, leak)
    report = await ground.audited(one_item, secrets={"SLACK_BOT_TOKEN": token})
    assert "bot.db" in {place.removesuffix("-wal") for place in places(report, "id")}
    assert any("SLACK_BOT_TOKEN" in finding.how for finding in report.findings)
