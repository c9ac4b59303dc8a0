"""`check`, `teams` and `migrate` against a served sandbox, each as a process of its own."""

from pathlib import Path

import pytest

from sandbox import Sandbox
from tests.cli.running import SAMPLE, settings, tell_me_more

TEAMS = str(SAMPLE / "teams.yml")
TEAMS_TEXT = (SAMPLE / "teams.yml").read_text(encoding="utf-8")


async def output(*args: str, cwd: Path, env: dict[str, str]) -> tuple[int, list[str], list[str]]:
    """Run to the end; return the exit code and the lines of both streams."""
    async with tell_me_more(*args, cwd=cwd, env=env) as running:
        return await running.ended(), running.out, running.err


@pytest.fixture
def env(place: Sandbox, tmp_path: Path) -> dict[str, str]:
    return settings(place, tmp_path, TMM_TEAMS_FILE="")


async def test_check_has_a_line_for_each_thing_and_ends_with_0_when_all_is_well(
    tmp_path: Path, env: dict[str, str]
) -> None:
    assert (await output("teams", "apply", TEAMS, cwd=tmp_path, env=env))[0] == 0
    code, out, err = await output("check", cwd=tmp_path, env=env)
    assert (code, err) == (0, [])
    assert all(line.startswith("ok ") for line in out)
    said = "\n".join(out)
    for thing in ("Bot token", "Scopes", "Clock", "App-level token", "Database", "Payments"):
        assert thing in said


async def test_check_ends_with_1_and_names_what_is_wrong(place: Sandbox, tmp_path: Path, env: dict[str, str]) -> None:
    assert (await output("teams", "apply", TEAMS, cwd=tmp_path, env=env))[0] == 0
    place.act.archive("#mobile")
    place.act.deactivate("hugo")
    code, out, _ = await output("check", cwd=tmp_path, env=env)
    assert code == 1
    wrong = [line for line in out if not line.startswith("ok ")]
    assert any("mobile" in line for line in wrong)
    assert any("hugo" in line.lower() for line in wrong)


async def test_check_says_what_is_not_set(tmp_path: Path) -> None:
    code, out, _ = await output("check", cwd=tmp_path, env={})
    assert code == 1
    assert len(out) == 3
    assert all(line.startswith("NOT ") for line in out)


async def test_check_goes_on_when_a_token_is_refused(place: Sandbox, tmp_path: Path, env: dict[str, str]) -> None:
    code, out, _ = await output("check", cwd=tmp_path, env=env | {"SLACK_BOT_TOKEN": "xoxb-wrong"})
    assert code == 1
    assert out[0].startswith("NOT  SLACK_BOT_TOKEN: Slack refuses it")
    assert any(line.startswith("ok   Database") for line in out)
    assert "xoxb-wrong" not in "".join(out)


async def test_teams_are_applied_shown_and_applied_again(tmp_path: Path, env: dict[str, str]) -> None:
    code, out, _ = await output("teams", "apply", TEAMS, cwd=tmp_path, env=env)
    assert code == 0
    assert out == ["Added: payments, platform, mobile, people, workplace, support, fallback"]
    assert (await output("teams", "apply", TEAMS, cwd=tmp_path, env=env))[1] == [
        "Nothing to change: the teams are already like this."
    ]
    code, table, _ = await output("teams", "show", cwd=tmp_path, env={"TMM_DATABASE_URL": env["TMM_DATABASE_URL"]})
    assert code == 0
    assert any("#payments" in line for line in table)
    _, written, _ = await output("teams", "show", "--yaml", cwd=tmp_path, env=env)
    (tmp_path / "again.yml").write_text("\n".join(written) + "\n", encoding="utf-8")
    assert (await output("teams", "apply", "again.yml", cwd=tmp_path, env=env))[1] == [
        "Nothing to change: the teams are already like this."
    ]
    assert (await output("teams", "check", cwd=tmp_path, env=env))[0] == 0


async def test_a_wrong_teams_file_changes_nothing(tmp_path: Path, env: dict[str, str]) -> None:
    assert (await output("teams", "apply", TEAMS, cwd=tmp_path, env=env))[0] == 0
    before = (await output("teams", "show", cwd=tmp_path, env=env))[1]
    (tmp_path / "wrong.yml").write_text("fallback: {channel: '#nowhere', leaders: [U0INES]}\nteams: []\ncolour: red\n")
    code, _, err = await output("teams", "apply", "wrong.yml", cwd=tmp_path, env=env)
    assert code == 1
    assert all(line.startswith("tell-me-more: wrong.yml:") for line in err)
    assert (await output("teams", "show", cwd=tmp_path, env=env))[1] == before


async def test_what_protects_less_waits_for_two_admins_and_says_so(tmp_path: Path, env: dict[str, str]) -> None:
    file = tmp_path / "teams.yml"
    text = TEAMS_TEXT.replace("admins: [U0INES]", "admins: [U0INES, U0KAIA]")
    file.write_text(text, encoding="utf-8")
    assert (await output("teams", "apply", str(file), cwd=tmp_path, env=env))[0] == 0
    before = (await output("teams", "show", "--yaml", cwd=tmp_path, env=env))[1]
    file.write_text(text.replace("admins: [U0INES, U0KAIA]", "admins: [U0INES]"), encoding="utf-8")
    code, out, _ = await output("teams", "apply", str(file), cwd=tmp_path, env=env)
    assert code == 0
    assert out[0] == "Nothing was applied yet. This protects authors less than before:"
    assert out[1].startswith("  All teams: the admins change")
    assert out[-1] == ("Two of the admins have to agree: U0INES, U0KAIA. Each gets a direct message with a button.")
    assert (await output("teams", "show", "--yaml", cwd=tmp_path, env=env))[1] == before


async def test_no_file_and_no_teams_are_a_line_each(tmp_path: Path, env: dict[str, str]) -> None:
    assert await output("teams", "apply", "nowhere.yml", cwd=tmp_path, env=env) == (
        1,
        [],
        ["tell-me-more: nowhere.yml: cannot be read; check the path and who may read it"],
    )
    code, _, err = await output("teams", "show", cwd=tmp_path, env=env)
    assert code == 1
    assert "tell-me-more teams apply" in err[0]


async def test_migrating_makes_the_database_and_may_be_done_again(tmp_path: Path) -> None:
    env = {"TMM_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'bot.db'}"}
    for _ in range(2):
        assert await output("migrate", cwd=tmp_path, env=env) == (0, ["The database is at this version."], [])
    assert (tmp_path / "new" / "bot.db").exists()


async def test_migrating_something_else_is_a_line(tmp_path: Path) -> None:
    env = {"TMM_DATABASE_URL": "postgresql://me:planted@db/x"}
    code, _, err = await output("migrate", cwd=tmp_path, env=env)
    assert code == 1
    assert len(err) == 1
    assert "planted" not in err[0]
