"""Every command explains itself with an example, and whatever is wrong is a line that says what to do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import entry, main
from bot.errors import Misconfigured, SlackUnavailable, StoreUnavailable

COMMANDS = [
    ("demo",),
    ("run",),
    ("check",),
    ("teams",),
    ("teams", "apply"),
    ("teams", "show"),
    ("teams", "check"),
    ("audit",),
    ("migrate",),
]

NOT_BUILT = ["digest", "backup", "restore", "export", "rotate-key"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_an_example_that_can_be_typed(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    example = shown.rpartition("example:")[2]
    assert f"tell-me-more {' '.join(command)}" in example
    assert max(map(len, shown.splitlines())) <= 120


@pytest.mark.parametrize("name", NOT_BUILT)
def test_what_is_not_built_is_not_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


@pytest.mark.parametrize("args", [[], ["teams"], ["teams", "apply"], ["demo", "--port", "x"], ["run", "--fast"]])
def test_what_cannot_be_understood_ends_with_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(args)
    assert ended.value.code == 2
    assert "usage: tell-me-more" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.strip()


class Command:
    """A command that ends as told."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def execute(self, _: Any) -> int:
        raise self._error


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def use(error: BaseException) -> int:
        monkeypatch.setattr(entry, "import_module", lambda _: Command(error))
        return main(["run"])

    return use  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (Misconfigured(["one", "two"]), ["tell-me-more: one", "tell-me-more: two"]),
        (StoreUnavailable("the disk is full: make room"), ["tell-me-more: Database: the disk is full: make room"]),
        (KeyboardInterrupt(), ["tell-me-more: Stopped."]),
    ],
)
def test_an_error_is_a_line(
    failing: Any, capsys: pytest.CaptureFixture[str], error: BaseException, lines: list[str]
) -> None:
    assert failing(error) == 1
    assert capsys.readouterr().err.splitlines() == lines


def test_an_unreachable_slack_says_what_to_do(failing: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(SlackUnavailable("timeout")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "(timeout)" in line
    assert "SLACK_API_URL" in line


def test_a_defect_of_ours_shows_its_place_and_none_of_its_values(
    failing: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(ValueError("planted words")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "ValueError at bot/cli/entry.py" in line
    assert "planted" not in line


def test_a_missing_teams_file_is_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "nonsense")
    assert main(["teams", "apply", "nowhere.yml"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("tell-me-more: SLACK_BOT_TOKEN")
