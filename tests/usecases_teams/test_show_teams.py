from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.held import WayBack
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
from bot.usecases.apply_teams import plan
from bot.usecases.show_teams import export, table
from tests.teamsfile.support import DESIGN
from tests.usecases_teams.support import TEAMS, FakeWorkspace


async def organisation() -> Organisation:
    return (await plan(TEAMS, filename="teams.yml", workspace=FakeWorkspace().port())).organisation


async def test_the_table_shows_who_leads_and_what_goes_where() -> None:
    assert table(await organisation()) == (
        "TEAM      CHANNEL    LEADERS                 GOES THERE\n"
        "Payments  #payments  U0LEAD, @pay-leads (2)  payments, refunds\n"
        "Search    #search    U0SAM                   search\n"
        "Triage    #triage    U0TRIAGE                whatever nobody owns\n"
    )


async def test_long_lists_go_on_in_the_next_line_and_archived_teams_come_last() -> None:
    stored = await organisation()
    payments = replace(stored.teams[0], topics=tuple(f"topic number {n}" for n in range(9)))
    lines = table(replace(stored, teams=(replace(stored.teams[1], archived=True), payments))).splitlines()
    assert max(map(len, lines)) <= 110
    assert lines[2].startswith(" " * 40)
    assert lines[-1].endswith("(archived)")


async def test_what_is_exported_can_be_applied_again() -> None:
    stored = await organisation()
    again = await plan(export(stored), filename="again.yml", workspace=FakeWorkspace().port())
    assert again.organisation == stored


def test_the_export_reads_like_the_documented_file() -> None:
    text = export(parse(DESIGN).organisation)
    assert '  working_hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:30"}\n' in text
    assert "    topics: [checkout, refunds, invoice, double charge]\n" in text


async def test_a_channel_is_exported_by_its_id_with_its_name_beside_it() -> None:
    assert "channel: C0PAYMENTS  # payments\n" in export(await organisation())


PEOPLE = st.lists(st.sampled_from(["U0ANA", "W0BEN", "S0PAY", "S0ALL"]), min_size=1, max_size=3, unique=True).map(tuple)
NAMES = st.text(min_size=1, max_size=12).map(str.strip)
SECONDS = st.integers(min_value=1, max_value=10**7).map(lambda seconds: timedelta(seconds=seconds))
CLOCK = st.times().map(lambda moment: time(moment.hour, moment.minute))
HOURS = st.builds(
    lambda days, ends: WorkingHours(days=days, start=min(ends), end=max(ends)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.lists(CLOCK, min_size=2, max_size=2, unique=True),
)
POLICIES = st.builds(
    Policy,
    timezone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
    working_hours=st.none() | HOURS,
    holidays=st.none() | st.sampled_from(["DE", "NO", "DE-BY"]) | st.lists(st.dates(), max_size=2).map(tuple),
    nudge=st.builds(Nudging, first_after=SECONDS, then_every=SECONDS, escalate_after=st.integers(1, 1000)),
    anonymous=st.builds(
        Anonymity,
        default=st.booleans(),
        hold_at_most=SECONDS,
        at_least=st.integers(1, 9),
        ways_back=st.sets(st.sampled_from(WayBack), min_size=1).map(
            lambda ways: tuple(w for w in WayBack if w in ways)
        ),
    ),
    digest=st.builds(DigestTime, day=st.integers(0, 6), at=CLOCK),
    retention_text=SECONDS,
    banned_words=st.lists(st.sampled_from(["damn", "it's", "no", "1e3", "# c #"]), max_size=2, unique=True).map(tuple),
)
CHANNELS = st.sampled_from([Channel(id="C0A", name=""), Channel(id="", name="b"), Channel(id="", name="zürich-büro")])
WORDS = st.sampled_from(
    ["yes", "1e3", "~a", "2026-01-01", "a: b", "# c #", "返金", "it's", '"x"', "null", "- d", "09:00"]
)


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    def team(key: str, topics: tuple[str, ...] = (), paths: tuple[str, ...] = ()) -> Team:
        return Team(
            key=key,
            name=f"Team {key}",
            channel=draw(CHANNELS),
            leaders=draw(PEOPLE),
            escalation=draw(st.lists(PEOPLE, max_size=2).map(tuple)),
            policy=draw(POLICIES),
            topics=topics,
            paths=paths,
        )

    teams = []
    for key in draw(st.lists(st.sampled_from(["no", "x1", "pay-ments", "0o7"]), unique=True)):
        topics = draw(st.lists(WORDS, max_size=3, unique=True).map(tuple))
        teams.append(team(key, topics=topics, paths=draw(st.sampled_from([(), ("src/**", "*.py")]))))
    admins = draw(st.sampled_from([(), ("U0ADMIN",)]))
    for place in range(1, len(teams)):  # the one before, so that there is no circle
        if draw(st.booleans()):
            teams[place] = replace(teams[place], parent=teams[place - 1].key)
    return Organisation(
        teams=tuple(teams), fallback=team("fallback"), admins=admins, digest_channel=draw(st.none() | CHANNELS)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(organisations())
def test_every_organisation_is_read_again_as_it_was_exported(stored: Organisation) -> None:
    assert parse(export(stored)).organisation == stored


def test_exported_dates_are_dates() -> None:
    policy = Policy(holidays=(date(2026, 12, 24),))
    fallback = Team(key="fallback", name="Triage", channel=Channel(id="C0A", name="a"), leaders=("U0A",), policy=policy)
    assert "holidays: [2026-12-24]\n" in export(Organisation(teams=(), fallback=fallback))
