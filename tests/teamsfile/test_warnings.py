import pytest

from bot.teamsfile import parse
from bot.teamsfile.lines import rendered
from tests.teamsfile.support import DESIGN, file, team


def warnings(text: str) -> tuple[str, ...]:
    return rendered(parse(text).warnings, filename="teams.yml")


def test_the_same_topic_in_two_teams_is_a_warning() -> None:
    (line,) = warnings(file(team("alpha", "topics: [lift]"), team("beta", "topics: [Lift]")))
    assert line.startswith("teams.yml:13: teams[1].topics[0]: “Lift” is a topic of Alpha too (line 8)")


def test_a_team_that_goes_by_an_everyday_word_is_a_warning() -> None:
    found = warnings(file(team("it", "topics: [all]")))
    assert [line.split(": ")[1] for line in found] == ["teams[0].key", "teams[0].name", "teams[0].topics[0]"]


def test_a_pattern_that_matches_every_path_is_a_warning() -> None:
    assert "matches every path" in warnings(file(team("it-desk", "paths: ['**']")))[0]


def test_no_admins_are_a_warning() -> None:
    text = file(team("search")).replace("organisation: {admins: [U0ADMIN]}\n", "")
    assert "nobody is listed as admin" in warnings(text)[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at_least: 3", "at_least: 1", "defaults.anonymous.at_least: 1 is less than the default of 3"),
        (
            "release_every: 2h",
            "release_every: 5s",
            "defaults.anonymous.release_every: 5s is less than the default of 2h",
        ),
        (
            "hold_at_most: 24h",
            "hold_at_most: 1h",
            "defaults.anonymous.hold_at_most: 1h is less than the default of 24h",
        ),
        ("minimum_channel_size: 5", "minimum_channel_size: 2", "a blind guess is right 1 time in 2"),
        ("at_least: 3", "ways_back: [home]", "authors can choose no way back that keeps nothing of them"),
        ("default: true", "default: false", "who does not look at the choice signs with their name"),
        ("text: 180d", "text: 365d", "defaults.retention.text: 365d is more than the default of 180d"),
    ],
)
def test_a_policy_that_protects_less_than_the_defaults_says_what_it_costs(old: str, new: str, said: str) -> None:
    (line,) = warnings(DESIGN.replace(old, new))
    assert said in line


def test_a_weaker_policy_is_told_where_it_is_written_and_only_there() -> None:
    found = warnings(DESIGN + "    anonymous: {at_least: 2}\n")
    assert [line.split(": ")[:2] for line in found] == [["teams.yml:20", "teams[0].anonymous.at_least"]]


def test_a_stronger_policy_is_no_warning() -> None:
    stronger = DESIGN.replace("at_least: 3", "at_least: 5").replace("text: 180d", "text: 30d")
    assert warnings(stronger) == ()
