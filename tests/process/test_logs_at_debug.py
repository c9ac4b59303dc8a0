"""A process at level debug whose libraries are all made to speak of planted words and people, and what it prints."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest

from tests.process.programs.everything_at_debug import PLANTED

PROGRAM = Path(__file__).parent / "programs" / "everything_at_debug.py"
LIBRARIES = ("slack_bolt", "slack_sdk", "aiosqlite", "sqlalchemy", "apscheduler", "uvicorn", "websockets", "asyncio")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Everything that the process wrote, to both of its outputs."""
    folder = tmp_path_factory.mktemp("debug")
    ended = subprocess.run(
        [sys.executable, PROGRAM, folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"TMM_ALLOW_DEBUG": "1", "PYTHONASYNCIODEBUG": "1"},
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1  # it ends with an error that nobody catches
    return ended.stdout.decode()


def lines(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def disguises(planted: str) -> Iterator[str]:
    raw = planted.encode()
    yield from (planted, planted.upper(), quote_plus(planted), raw.hex())
    for cut in range(3):  # wherever it stands in what was encoded
        yield base64.b64encode(b"\0" * cut + raw).decode()[4 if cut else 0 : -4].rstrip("=")


@pytest.mark.parametrize("planted", PLANTED)
def test_no_line_of_any_logger_holds_words_or_people_however_they_are_written(printed: str, planted: str) -> None:
    assert [found for found in disguises(planted) if found in printed] == []


def test_nothing_is_printed_but_lines_of_known_fields(printed: str) -> None:
    fields = {field for line in lines(printed) for field in line}
    assert fields <= {"event", "level", "timestamp", "logger", "where", "error", "frames", "code", "kind"}


@pytest.mark.parametrize("library", LIBRARIES)
def test_each_library_did_speak(printed: str, library: str) -> None:
    assert [line for line in lines(printed) if line.get("logger", "").split(".")[0] == library]


def test_errors_that_nobody_caught_are_there_by_their_type(printed: str) -> None:
    events = [line["event"] for line in lines(printed) if line.get("error", "").startswith("ValueError")]
    assert events.count("uncaught_error") == 3  # in a thread, in __del__, and the last of all
    assert events.count("background_error") >= 2  # a callback, and a task that nobody awaited


def test_the_search_finds_what_is_planted_in_each_disguise() -> None:
    for planted in PLANTED:
        for plain in (planted, f"x{planted}", f"xy{planted}x", planted.encode().hex()):
            hidden = base64.b64encode(plain.encode()).decode()
            found = [one for one in disguises(planted) if one in f"{plain} {hidden}"]
            assert found
        for before in ("", "x", "xy"):
            hidden = base64.b64encode(f"{before}{planted} and more".encode()).decode()
            assert [one for one in disguises(planted) if one in hidden]
