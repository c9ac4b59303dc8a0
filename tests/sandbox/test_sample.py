import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sandbox import yaml
from sandbox.errors import NoSuchElement, SetupError
from sandbox.organisation import read_organisation
from sandbox.store import Store
from sandbox.world import World
from tests.sandbox.conftest import ORGANISATION

SAMPLE = read_organisation(ORGANISATION, "Tell Me More")


def test_the_sample_people_can_be_written_to_and_live_in_real_zones() -> None:
    people = [one for one in SAMPLE.people.values() if not one.is_bot]
    assert len(people) == 12
    assert all(re.fullmatch(r"[UW][A-Z0-9]+", one.id) and "@" in one.email for one in people)
    assert len({one.color for one in people}) == 12
    assert all(ZoneInfo(one.tz) for one in people)


def test_the_bot_is_where_the_teams_are_and_nowhere_else() -> None:
    bot = SAMPLE.workspace.bot_user
    without = {one.name for one in SAMPLE.channels.values() if bot not in one.members}
    assert without == {"general", "random"}
    assert [one.name for one in SAMPLE.channels.values() if one.kind == "private"] == ["people-safety"]


def test_the_sample_teams_name_only_what_is_there() -> None:
    teams = yaml.read(ORGANISATION.parent / "teams.yml")
    assert set(teams) == {"defaults", "organisation", "fallback", "teams"}
    known = SAMPLE.people.keys() | SAMPLE.groups.keys()
    names = {f"#{one.name}" for one in SAMPLE.channels.values()}
    assert len(teams["teams"]) == 6
    for team in (*teams["teams"], teams["fallback"]):
        assert team["channel"] in names
        assert set(team["leaders"]) <= known
        assert all(set(level) <= known for level in team.get("escalation", []))
        channel = next(one for one in SAMPLE.channels.values() if f"#{one.name}" == team["channel"])
        led_by = {one for leader in team["leaders"] for one in _people(leader)}
        assert len(led_by) == 2
        assert led_by <= set(channel.members)


def test_things_are_found_by_id_or_name() -> None:
    world = World(SAMPLE, Store(None))
    assert world.person("@ana") is world.person("U0ANA")
    assert world.channel("#payments") is world.channel("C0PAYMENTS")
    assert world.group("@pay-leads") is world.group("S0PAYLEADS")
    with pytest.raises(NoSuchElement):
        world.person("zoe")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("- a list", "must hold a mapping"),
        ("a: [", "not valid YAML"),
        ("channels: [{id: C1, name: x, members: [nobody]}]", "nobody is called 'nobody'"),
        ("people: [{id: U1, name: x, nick: y}]", "nick"),
    ],
)
def test_an_organisation_that_is_wrong_is_refused_in_one_line(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "organisation.yml"
    path.write_text(content)
    with pytest.raises(SetupError, match=complaint) as caught:
        read_organisation(path, "bot")
    assert "\n" not in str(caught.value)


def _people(leader: str) -> list[str]:
    return SAMPLE.groups[leader].members if leader in SAMPLE.groups else [leader]
