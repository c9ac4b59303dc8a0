"""`tell-me-more audit` from the outside: it wants the bot stopped, a database, and ends with 1 unless all is well."""

import asyncio
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.audit.life import Step
from bot.audit.life_door import at_the_door
from bot.audit.report import Report
from bot.audit.run import audit
from bot.audit.search import Finding, Searched
from bot.cli import audit as command
from bot.cli import main
from bot.process.only_one import only_one
from bot.words import audit as words
from tests.audit.quiet import logs_put_back
from tests.cli.running import KEY


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    with logs_put_back():
        yield


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bot.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMM_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("TMM_SECRET_KEY", KEY)
    monkeypatch.setattr(command, "forbid_core_dumps", lambda: None)
    return path


def report(*findings: Finding, why: str | None = None) -> Report:
    return Report(
        steps=(Step(name="a step", why=why),),
        searched=Searched(bytes=10, files=1, requests=2, findings=dict.fromkeys(findings)),
        rounds=1,
        needles=3,
        tried=4,
        tried_all=True,
    )


def test_a_running_bot_is_to_be_stopped_first(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database.touch()

    async def while_it_runs() -> int:
        async with only_one(database):
            return await asyncio.to_thread(main, ["audit"])

    assert asyncio.run(while_it_runs()) == 1
    assert capsys.readouterr().err == f"tell-me-more: {words.NOT_STOPPED}\n"


def test_a_database_that_is_not_there_is_no_pass(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == 1
    assert "there is no database" in capsys.readouterr().err
    assert not database.exists(), "and none is made"


def test_what_is_to_be_searched_too_has_to_be_there(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--also", "backups", "--also", "."]) == 1
    said = capsys.readouterr().err
    assert "backups" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (report(), 0),
        (report(Finding(place="bot.db", what="id", how="in clear")), 1),
        (report(why="no card"), 1),
    ],
    ids=["nothing found", "found", "not done"],
)
def test_it_ends_with_1_unless_all_was_done_and_nothing_found(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], made: Report, code: int
) -> None:
    async def audited(*_: object) -> Report:
        return made

    monkeypatch.setattr(command, "_audit", audited)
    assert command.execute(Namespace(also=[])) == code
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == words.passed(len(made.findings), len(made.failures))
    assert all(words.found(finding.place, finding.what, finding.how) in said for finding in made.findings)


def test_it_runs_on_the_database_that_the_settings_name(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "RETENTION", timedelta(0))
    monkeypatch.setattr(command, "audit", partial(audit, parts=(at_the_door,)))
    assert main(["migrate"]) == 0
    assert main(["audit"]) == 0
    said = capsys.readouterr().out
    assert words.done(words.SIGNATURE) in said
    assert "bot.keys.db" in said
    assert words.MISSING_ALSO in said
    assert said.splitlines()[-1] == words.passed(0, 0)
    (database.parent / "old.log").write_text("nothing of anybody")
    assert main(["audit", "--also", str(database.parent / "old.log")]) == 0, (
        "the lock is free, and nothing is in the way"
    )
    assert words.MISSING_ALSO not in capsys.readouterr().out
