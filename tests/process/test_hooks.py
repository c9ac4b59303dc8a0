"""Hooks of other packages hear that something happened: its name and level, and nothing that stands around it."""

import io
import logging
import sys
import threading
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.process import hooks as event_hooks
from bot.process.hooks import GROUP, Hook, Telling, installed_hooks
from bot.process.logs import configure_logs

PLANTED = "planted-the-coffee-machine-is-on-fire"
AUTHOR = "U0PLANTED1"


class Listening:
    """A hook that keeps what it is given, and what it finds around itself; `then` is done last."""

    def __init__(self, then: Callable[[], object] = lambda: None) -> None:
        self.told: list[tuple[object, ...]] = []
        self.around: list[str] = []
        self._then = then

    def __call__(self, *given: object) -> None:
        self.told.append(given)
        frame: Any = sys._getframe(1)
        self.around.append(repr(sys.exc_info()))
        while frame is not None:
            self.around.append(repr(frame.f_locals))
            frame = frame.f_back
        self._then()


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch, logged: io.StringIO) -> list[Telling]:
    """Every Telling that `configure_logs` makes, so that a test can wait for it; the logs are put back afterwards."""
    made: list[Telling] = []

    class Noted(Telling):
        def __init__(self) -> None:
            super().__init__(finish_within=10)
            made.append(self)

    monkeypatch.setattr("bot.process.logs.Telling", Noted)
    return made


def listen(telling: list[Telling], logged: io.StringIO, *hooks: Hook, level: str = "debug") -> Telling:
    configure_logs(level, "json", stream=logged, hooks=hooks)
    return telling[-1]


def test_a_hook_is_told_the_name_and_the_level_and_nothing_else(telling: list[Telling], logged: io.StringIO) -> None:
    heard = Listening()
    made = listen(telling, logged, heard)
    structlog.get_logger().info("card_sent", item="K7QX-2M", text=PLANTED, user=AUTHOR)
    structlog.get_logger().warning(f"Taking {PLANTED} now")
    logging.getLogger("slack_bolt").error("body %s", PLANTED)
    made.close()
    assert heard.told == [("card_sent", "info"), ("unnamed_event", "warning"), ("library", "error")]


def test_a_hook_that_looks_around_finds_neither_words_nor_people(telling: list[Telling], logged: io.StringIO) -> None:
    heard = Listening()
    made = listen(telling, logged, heard)

    def take(words: str, author: str) -> None:
        try:
            raise ValueError(words, author)
        except ValueError as error:
            structlog.get_logger().exception("take_failed", exc_info=error)

    take(PLANTED, AUTHOR)
    made.close()
    assert heard.told == [("take_failed", "error")]
    assert heard.around
    assert PLANTED not in " ".join(heard.around)
    assert AUTHOR not in " ".join(heard.around)


def test_an_error_in_a_hook_is_swallowed_and_the_next_hook_is_told(
    telling: list[Telling], logged: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError(PLANTED)

    broken, heard = Listening(fail), Listening()
    made = listen(telling, logged, broken, heard)
    for event in ("started", "stopped"):
        structlog.get_logger().info(event)
    made.close()
    assert broken.told == heard.told == [("started", "info"), ("stopped", "info")]
    assert PLANTED not in logged.getvalue() + capsys.readouterr().err


def test_what_a_hook_logs_is_logged_and_not_told_to_it_again(telling: list[Telling], logged: io.StringIO) -> None:
    heard = Listening(lambda: logging.getLogger("urllib3").warning("sending %s", PLANTED))
    made = listen(telling, logged, heard)
    structlog.get_logger().info("started")
    made.close()
    assert heard.told == [("started", "info")]
    assert logged.getvalue().count('"library"') == 1


def test_below_the_level_nothing_is_told(telling: list[Telling], logged: io.StringIO) -> None:
    heard = Listening()
    made = listen(telling, logged, heard, level="error")
    structlog.get_logger().info("started")
    structlog.get_logger().error("crashed")
    made.close()
    assert heard.told == [("crashed", "error")]


def test_a_hook_that_hangs_keeps_nobody_waiting_and_no_more_than_some_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_hooks, "MOST_WAITING", 3)
    go_on = threading.Event()
    heard = Listening(lambda: go_on.wait(10))
    made = Telling(finish_within=10)
    made.start([heard])
    for number in range(100):
        made.tell(f"event{number}", "info")
    go_on.set()
    made.close()
    assert 1 <= len(heard.told) <= 5


def test_without_hooks_there_is_no_thread(telling: list[Telling], logged: io.StringIO) -> None:
    before = threading.active_count()
    made = listen(telling, logged)
    structlog.get_logger().info("started")
    made.close()
    assert threading.active_count() == before


def test_hooks_are_found_by_their_entry_point_and_one_that_cannot_be_imported_stops_nothing(
    telling: list[Telling], logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = EntryPoint(name="good", value="tests.process.test_hooks:collect", group=GROUP)
    bad = EntryPoint(name="bad", value="no_such_package:hook", group=GROUP)
    monkeypatch.setattr(event_hooks, "entry_points", lambda *, group: (bad, good) if group == GROUP else ())
    collected.clear()
    configure_logs("info", "json", stream=logged)
    structlog.get_logger().info("started")
    telling[-1].close()
    assert collected == [("started", "info")]
    assert "event_hook_not_loaded" in logged.getvalue()
    assert "ModuleNotFoundError" in logged.getvalue()
    assert len(installed_hooks()) == 1


def test_the_manual_names_the_group_that_is_looked_for() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    assert f'[project.entry-points."{GROUP}"]' in manual


collected: list[tuple[object, ...]] = []


def collect(*given: object) -> None:
    collected.append(given)
