from datetime import date, time, timedelta

from bot.core.organisation import (
    Anonymity,
    Channel,
    DigestTime,
    Nudging,
    Organisation,
    Policy,
    Team,
    WorkingHours,
)
from bot.teamsfile import parse
from tests.teamsfile.support import DESIGN, file, team

BERLIN = Policy(
    timezone="Europe/Berlin",
    working_hours=WorkingHours(days=frozenset(range(5)), start=time(9), end=time(17, 30)),
    holidays="DE",
)


def test_the_documented_file_is_read_whole() -> None:
    assert parse(DESIGN).organisation == Organisation(
        teams=(
            Team(
                key="payments",
                name="Payments",
                channel=Channel(id="", name="payments"),
                leaders=("U0LEAD", "S0PAYLEADS"),
                escalation=(("U0DIRECTOR",), ("U0VP",)),
                aliases=("billing",),
                topics=("checkout", "refunds", "invoice", "double charge"),
                paths=("src/payments/**",),
                policy=BERLIN,
            ),
        ),
        fallback=Team(
            key="fallback",
            name="Triage",
            channel=Channel(id="", name="feedback-triage"),
            leaders=("U0TRIAGE",),
            policy=BERLIN,
        ),
        admins=("U0ADMIN",),
        digest_channel=Channel(id="", name="all-hands"),
        safety_channel=Channel(id="", name="people-safety"),
    )


def test_the_documented_file_gives_no_warning() -> None:
    assert parse(DESIGN).warnings == ()


def test_without_defaults_the_built_in_policy_holds() -> None:
    assert parse(file(team("search"))).organisation.teams[0].policy == Policy()


def test_a_team_overrides_single_values_of_the_defaults() -> None:
    text = DESIGN + (
        "    timezone: America/New_York\n"
        "    working_hours: always\n"
        "    holidays: [2026-12-24, '2026-12-31']\n"
        "    nudge: {first_after: 30s}\n"
        "    anonymous: {at_least: 5, default: false}\n"
        "    digest: {day: fri}\n"
        "    retention: {text: 90d}\n"
    )
    organisation = parse(text).organisation
    assert organisation.teams[0].policy == Policy(
        timezone="America/New_York",
        working_hours=None,
        holidays=(date(2026, 12, 24), date(2026, 12, 31)),
        nudge=Nudging(first_after=timedelta(seconds=30)),
        anonymous=Anonymity(at_least=5, default=False),
        digest=DigestTime(day=4),
        retention_text=timedelta(days=90),
    )
    assert organisation.fallback.policy == BERLIN


def test_banned_words_are_of_all_teams_or_of_one() -> None:
    text = DESIGN.replace("organisation:", 'banned_words: [damn, "piece of work", damn]\norganisation:').replace(
        "\nbanned_words", "\n  banned_words"
    )
    assert parse(text).organisation.fallback.policy.banned_words == ("damn", "piece of work")
    assert parse(text).organisation.teams[0].policy.banned_words == ("damn", "piece of work")
    own = parse(text + "    banned_words: [idiot]\n").organisation
    assert own.teams[0].policy.banned_words == ("idiot",)
    assert own.fallback.policy.banned_words == ("damn", "piece of work")
    assert parse(text + "    banned_words: []\n").organisation.teams[0].policy.banned_words == ()


def test_a_team_may_belong_to_a_larger_one_that_comes_before_or_after_it() -> None:
    read = parse(file(team("a", "parent: b"), team("b", "parent: c"), team("c"))).organisation
    assert [one.parent for one in read.teams] == ["b", "c", None]


def test_no_holidays_override_those_of_the_defaults() -> None:
    assert parse(DESIGN + "    holidays: []\n").organisation.teams[0].policy.holidays == ()


def test_a_channel_may_be_an_id_or_a_name_without_its_sign() -> None:
    read = parse(file(team("a"), team("b")).replace('"#a"', "C0123").replace('"#b"', "b")).organisation
    assert [one.channel for one in read.teams] == [Channel(id="C0123", name=""), Channel(id="", name="b")]


def test_what_is_listed_twice_in_one_place_counts_once() -> None:
    read = parse(file(team("pay", "topics: [refunds, refunds]", "aliases: [Pay]"))).organisation
    assert read.teams[0].topics == ("refunds",)


def test_bytes_with_a_byte_order_mark_are_read() -> None:
    assert parse(b"\xef\xbb\xbf" + DESIGN.encode()).organisation == parse(DESIGN).organisation


def test_norway_is_a_country_and_no_truth_value() -> None:
    assert parse(DESIGN.replace("holidays: DE ", "holidays: NO ")).organisation.fallback.policy.holidays == "NO"


def test_every_value_has_its_line() -> None:
    read = parse(DESIGN)
    assert read.note(("teams", 0, "leaders", 1), "").line == 15
    assert read.note(("teams", 0, "policy"), "").line == 12
