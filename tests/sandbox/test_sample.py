import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core.organisation import Anonymity
from sandbox import yaml
from sandbox.errors import NoSuchElement, SetupError
from sandbox.organisation import read_organisation
from sandbox.store import Store
from sandbox.world import World
from tests.sandbox.conftest import ORGANISATION

SAMPLE = read_organisation(ORGANISATION, "Tell Me More")


def test_the_sample_people_can_be_written_to_and_live_in_real_zones() -> None:
    people = [one for one in SAMPLE.people.values() if not one.is_bot]
    assert len(people) == 14
    assert all(re.fullmatch(r"[UW][A-Z0-9]+", one.id) and "@" in one.email for one in people)
    assert len({one.color for one in people}) == 14
    assert all(ZoneInfo(one.tz) for one in people)
    assert {one.name for one in people if one.is_guest} == {"milo", "nadia"}


def test_a_newcomer_can_watch_a_batch_go_out_and_reads_that_this_is_weaker_than_the_defaults() -> None:
    written = (ORGANISATION.parent / "teams.yml").read_text()
    anonymous = yaml.read(ORGANISATION.parent / "teams.yml")["defaults"]["anonymous"]
    assert (anonymous["release_every"], anonymous["hold_at_most"], anonymous["at_least"]) == ("15s", "15s", 1)
    defaults = Anonymity()
    assert "# For trying" in written
    assert (
        "# The defaults protect better: {default: true, release_every: 2h, at_least: 3, hold_at_most: 24h, "
        "minimum_channel_size: 5}" in written
    )
    assert defaults == Anonymity(
        default=True,
        release_every=timedelta(hours=2),
        at_least=3,
        hold_at_most=timedelta(hours=24),
        minimum_channel_size=5,
    )


def test_one_sample_team_has_a_channel_too_small_and_a_parent_that_is_not() -> None:
    teams = yaml.read(ORGANISATION.parent / "teams.yml")
    small = teams["defaults"]["anonymous"]["minimum_channel_size"]
    sizes = {team["key"]: _members_of(team["channel"]) for team in teams["teams"]}
    [child] = [team for team in teams["teams"] if sizes[team["key"]] < small]
    assert sizes[child["parent"]] >= small
    assert [team["key"] for team in teams["teams"] if "parent" in team] == [child["key"]]


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


def _members_of(channel: str) -> int:
    found = next(one for one in SAMPLE.channels.values() if f"#{one.name}" == channel)
    people = (SAMPLE.people[member] for member in found.members)
    return sum(not (person.is_guest or person.is_bot) for person in people)


def _people(leader: str) -> list[str]:
    return SAMPLE.groups[leader].members if leader in SAMPLE.groups else [leader]
