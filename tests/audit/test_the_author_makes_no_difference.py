"""Two runs that differ in nothing but who writes leave the same, byte for byte.

Chance and time are the same in both: every random byte comes from one seed, and the clock stands still but for what
is skipped. So random ids, keys and times need no masking. What is masked, and why:

- the tag of an item that is open, in the database alone: it is the one thing that is made of its author, under a random
  key that lies elsewhere, and it is gone once the item is closed;
- `user_id` of views.publish, which is how Slack is told in front of whom a Home is shown;
- the unused bytes of the page of `pulse`, one row of counters that names no item;
- in the log the real time and the seconds that something took, and in metrics what the process used of the machine.
"""

import json
import os
import random
import re
import secrets
import sqlite3
import string
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import assembly
from bot.audit import run as audit_run
from bot.audit.canary import Canary, new_canary
from bot.audit.cast import LEADER
from bot.audit.life import Life
from bot.audit.life_home import open_form
from bot.audit.place import Request
from bot.audit.said import Said
from bot.audit.works import Works
from bot.core.held import WayBack
from bot.messages import actions
from bot.sending import sender
from bot.sending.sender import Sender
from bot.usecases.close import close
from handlers.views import ids
from sandbox import clock as sandbox_clock
from storage.keys.store import SqliteKeyStore
from tests.audit.support import Ground

TRIES = 4
BEGAN = datetime(2031, 5, 5, 9, 0, 0, 300_000, tzinfo=UTC)
TIMES = re.compile(r'"(timestamp|seconds)": ?("[^"]*"|[0-9.e-]+)|(?<=T)\d\d:\d\d:\d\d')


@dataclass
class Left:
    """What a run leaves: copies of both stores at three moments, and what was said."""

    tables: dict[str, dict[str, list[tuple[object, ...]]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    log: str = ""
    metrics: str = ""
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


def seeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all chance come from one seed, and let time stand still."""
    source = random.Random(7)

    def letters_of(count: int, alphabet: str) -> str:
        return "".join(source.choice(alphabet) for _ in range(count))

    fakes: dict[str, Callable[..., object]] = {
        "token_bytes": lambda count=32: source.randbytes(count),
        "token_hex": lambda count=32: source.randbytes(count).hex(),
        "token_urlsafe": lambda count=32: letters_of(-(-count * 4 // 3), string.ascii_letters + string.digits),
        "randbelow": source.randrange,
        "choice": source.choice,
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(secrets, name, fake)
    defaults = SqliteKeyStore.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "new_key", source.randbytes)
    monkeypatch.setattr(assembly, "SystemRandom", lambda: random.Random(7))
    monkeypatch.setattr(sandbox_clock.Clock, "now", lambda self: BEGAN + timedelta(seconds=self.offset))


def in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sender work only while somebody waits for it, one row after another: which comes first is chance, too."""
    look, settled, waited_for = Sender._look, Works.settled, [False]

    async def looking(self: Sender) -> float:
        return await look(self) if waited_for[0] else 0.01

    async def settling(self: Works) -> None:
        waited_for[0] = True
        await settled(self)
        waited_for[0] = False

    monkeypatch.setattr(sender, "AT_ONCE", 1)
    monkeypatch.setattr(Sender, "_look", looking)
    monkeypatch.setattr(Works, "settled", settling)


async def lived(life: Life, left: Left, folder: Path) -> None:
    """One item by way of the Home and one with a receipt, asked about, answered, acknowledged, reported and closed."""
    hands = life.hands
    async with life.step("lived"):
        confirmation = await hands.send(await open_form(life, "words"))
        item = life.items["home"] = hands.item_of(confirmation)
        form = await open_form(life, "words with a receipt")
        confirmation = await hands.send(form, {ids.SIGNATURE: WayBack.RECEIPT.value})
        other = life.items["receipt"] = hands.item_of(confirmation)
        keep(left, folder, "held")
        await life.works.later(1.1)
        card = await hands.card(item)
        await hands.ask(LEADER, card, life.sentences.new("question"))
        await hands.answer(await hands.open_item(item), life.sentences.new("answer"))
        await life.works.later(1.1)
        for one in (item, other):
            card = await hands.card(one)
            await hands.choose(LEADER, card, f"{actions.REPORT}{one}", ids.REPORT_FORM)
        await life.works.settled()
        keep(left, folder, "open")
        deps, now = life.works.made.deps, life.place.clock.now()
        for one in (item, other):
            await close(store=deps.store, keys=deps.identity.keys, item_id=one, because="a test", now=now)
        await life.works.settled()
        keep(left, folder, "closed")


def keep(left: Left, folder: Path, when: str) -> None:
    """Keep both stores as they are: every row in the order of the file, and the pages themselves."""
    for path in (folder / "bot.db", folder / "bot.keys.db"):
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
            tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
            rows = {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
            left.tables[f"{when}: {path.name}"] = rows
            left.files[f"{when}: {path.name}"] = without_the_gap(raw.serialize(), raw, table="pulse")


def without_the_gap(pages: bytes, raw: sqlite3.Connection, *, table: str) -> bytes:
    """Return the pages with zeros in what is not in use of the one that a table of one row has."""
    [size] = raw.execute("PRAGMA page_size").fetchone()
    for (root,) in raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchall():
        page = (root - 1) * size
        begins, ends = page + 10, page + int.from_bytes(pages[page + 5 : page + 7])  # fileformat2.html#b_tree_pages
        pages = pages[:begins] + bytes(ends - begins) + pages[ends:]
    return pages


def masked(rows: dict[str, list[tuple[object, ...]]], tags: set[object]) -> dict[str, list[tuple[object, ...]]]:
    """Return rows without the tags of open items."""
    return {
        table: [tuple("a tag" if value in tags else value for value in row) for row in found]
        for table, found in rows.items()
    }


def tags_of(database: dict[str, list[tuple[object, ...]]]) -> set[object]:
    """Return the tags of items that are answered in the Home; that of a receipt is the same whoever has it."""
    rows = (*database["items"], *database["held"])
    return {value for row in rows if WayBack.HOME.value in row for value in row if isinstance(value, bytes)}


def without_tags(pages: bytes, tags: set[object]) -> bytes:
    for tag in tags:
        assert isinstance(tag, bytes)
        pages = pages.replace(tag, b"t" * len(tag))
    return pages


async def run(folder: Path, canary: Canary, monkeypatch: pytest.MonkeyPatch) -> Left:
    left, said = Left(), Said()
    with monkeypatch.context() as patched:
        seeded(patched)
        in_order(patched)
        patched.setattr(audit_run, "Said", lambda: said)
        words = random.Random(11)
        ground = Ground(folder=folder, canary=canary, random=words.randbytes)

        async def part(life: Life) -> None:
            await lived(life, left, folder)
            left.metrics = life.works.metrics[0].render().decode()
            left.answers = [json.dumps(answer, sort_keys=True) for answer in life.hands.answers]

        report = await ground.audited(part)
    assert report.passed, list(report.lines())
    assert ground.sandbox is not None
    left.log, left.errors = said.log.getvalue(), said.errors
    left.requests = [_request(request, canary) for request in ground.sandbox.requests]
    return left


def _request(request: Request, canary: Canary) -> str:
    args = dict(request.args)
    if request.method == "views.publish" and args.get("user_id") == canary.id:
        args["user_id"] = "whom it answers"
    return f"{request.method} {json.dumps(args, sort_keys=True)}"


@pytest.fixture
async def both(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> tuple[Left, Left]:
    first = await run(tmp_path_factory.mktemp("first"), new_canary(os.urandom), monkeypatch)
    # Which writes share a commit is chance, and about 1 run in 35 of one and the same author leaves other bytes in the
    # unused space of a page. Were they of the author, no run of another one would ever leave the same.
    for attempt in range(TRIES):
        second = await run(tmp_path_factory.mktemp(f"other{attempt}"), new_canary(os.urandom), monkeypatch)
        if not moments_that_differ(first, second):
            break
    return first, second


def moments_that_differ(first: Left, second: Left) -> list[str]:
    """Return when, and in which file, the pages of two runs are not the same but for the tags of open items."""
    return [
        moment
        for moment in first.files
        if len({without_tags(left.files[moment], tags_at(left, moment)) for left in (first, second)}) > 1
    ]


def tags_at(left: Left, moment: str) -> set[object]:
    return tags_of(left.tables[moment]) if moment.endswith("bot.db") else set()


async def test_whoever_writes_leaves_the_same_bytes(both: tuple[Left, Left]) -> None:
    first, second = both
    for moment in first.tables:
        rows = [masked(left.tables[moment], tags_at(left, moment)) for left in both]
        assert rows[0] == rows[1], moment
    assert moments_that_differ(first, second) == []
    assert first.tables["open: bot.db"] != second.tables["open: bot.db"], "the tag is made of the author"
    for store in ("bot.db", "bot.keys.db"):
        assert first.files[f"closed: {store}"] == second.files[f"closed: {store}"], "and then nothing is masked"
    assert of_the_bot(first.log) == of_the_bot(second.log)
    assert set(of_libraries(first.log)) == set(of_libraries(second.log))
    assert first.log.count("\n") > 10
    assert first.errors == second.errors
    assert without_the_machine(first.metrics) == without_the_machine(second.metrics)
    assert sorted(first.requests) == sorted(second.requests)
    assert first.answers == second.answers
    assert len(first.requests) > 20


def without_the_machine(rendered: str) -> list[str]:
    """Return what is counted of the bot; what the process used of the machine is the same for nobody."""
    return [line for line in rendered.splitlines() if "process_" not in line and "python_" not in line]


def of_the_bot(log: str) -> list[str]:
    """Return the bot's own lines in their order, without times."""
    return [TIMES.sub("", line) for line in log.splitlines() if '"library"' not in line]


def of_libraries(log: str) -> list[str]:
    """Return the lines of libraries: their order and number are those of threads that look whether there is work."""
    return [TIMES.sub("", line) for line in log.splitlines() if '"library"' in line]
