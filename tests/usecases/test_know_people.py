"""Who could have written something: everybody's names, and who is in the teams' channels, read whole or left out."""

import io
import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest
import structlog

from bot.core.giveaway.directory import Directory
from bot.core.organisation import Channel, Organisation, Team
from bot.core.people import People
from bot.current import Current
from bot.errors import SlackFailure, SlackRefused, SlackTokenRefused, SlackUnavailable
from bot.ports import PersonInfo, Workspace
from bot.usecases.know_people import know_people, refresh_people

ANA = PersonInfo(id="U0ANA", handle="ana", name="Ana", real_name="Ana Ribeiro", gone=False, bot=False)
GUEST = PersonInfo(id="U0GUS", handle="gus", name="Gus", real_name="Gus Holm", gone=False, bot=False, guest=True)
GONE = PersonInfo(id="U0TIM", handle="timur", name="Timur", real_name="Timur Aydin", gone=True, bot=False)
BOT = PersonInfo(id="U0BOT", handle="calendar", name="Calendar", real_name="Calendar", gone=False, bot=True)


def team(key: str, *, archived: bool = False) -> Team:
    channel = Channel(id=f"C0{key.upper()}", name=key)
    return Team(key=key, name=key, channel=channel, leaders=("U0LEAD",), archived=archived)


ORGANISATION = Organisation(
    teams=(team("payments"), team("search"), team("old", archived=True)), fallback=team("fallback")
)


class Town:
    """A workspace that knows people and members, and nothing else; a failure there is raised instead."""

    def __init__(self) -> None:
        self.everybody: list[PersonInfo] | SlackFailure = [ANA, GUEST, GONE, BOT]
        self.channels: dict[str, tuple[str, ...] | SlackFailure] = {
            "C0PAYMENTS": ("U0ANA", "U0GUS", "U0TIM", "U0BOT"),
            "C0SEARCH": ("U0ANA", "U0STRANGER"),
            "C0FALLBACK": ("U0BOT",),
        }
        self.asked: list[str] = []

    def port(self) -> Workspace:
        return cast(Workspace, self)

    async def people(self) -> Sequence[PersonInfo]:
        if isinstance(self.everybody, SlackFailure):
            raise self.everybody
        return self.everybody

    async def members(self, channel_id: str) -> Sequence[str]:
        self.asked.append(channel_id)
        found = self.channels[channel_id]
        if isinstance(found, SlackFailure):
            raise found
        return found

    async def known(self, known: People | None = None) -> People:
        return await know_people(workspace=self.port(), organisation=ORGANISATION, known=known)


@pytest.fixture
def town() -> Town:
    return Town()


async def test_guests_bots_and_those_who_left_could_not_have_written_it(town: Town) -> None:
    people = await town.known()
    assert people.could_have_written("C0PAYMENTS") == 1
    assert people.could_have_written("C0SEARCH") == 1
    assert people.could_have_written("C0FALLBACK") == 0
    assert people.by_id["U0GUS"].guest
    assert people.by_id["U0TIM"].gone
    assert people.name_of("U0ANA") == "Ana"


async def test_only_channels_of_open_teams_and_the_fallback_are_looked_into_and_each_once(town: Town) -> None:
    shared = replace(team("mobile"), channel=Channel(id="C0PAYMENTS", name="payments"))
    named = replace(team("typed"), channel=Channel(id="", name="typed"))
    organisation = replace(ORGANISATION, teams=(*ORGANISATION.teams, shared, named))
    await know_people(workspace=town.port(), organisation=organisation)
    assert town.asked == ["C0FALLBACK", "C0PAYMENTS", "C0SEARCH"]


async def test_names_are_found_in_full_and_alone_but_not_those_of_bots_or_of_who_left(town: Town) -> None:
    directory = (await town.known()).directory
    assert {"ana ribeiro", "gus holm"} <= directory.phrases
    assert "timur aydin" not in directory.phrases
    assert not {"calendar", "timur"} & (directory.singles | directory.spoken_to)


async def test_the_directory_is_made_in_a_thread_of_its_own(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    made_in: list[threading.Thread] = []

    def of(_: object) -> Directory:
        made_in.append(threading.current_thread())
        return Directory()

    monkeypatch.setattr(Directory, "of", of)
    await town.known()
    assert made_in
    assert made_in[0] is not threading.current_thread()


async def test_a_channel_that_slack_refuses_is_left_out_and_the_others_are_read(town: Town) -> None:
    town.channels["C0PAYMENTS"] = SlackRefused("missing_scope")
    people = await town.known()
    assert people.could_have_written("C0PAYMENTS") is None
    assert people.could_have_written("C0SEARCH") == 1


async def test_a_channel_without_anybody_is_one_that_the_bot_may_not_see(town: Town) -> None:
    town.channels["C0PAYMENTS"] = ()
    assert (await town.known()).could_have_written("C0PAYMENTS") is None


async def test_after_a_temporary_failure_slack_is_left_alone_and_what_was_known_stays(town: Town) -> None:
    before = await town.known()
    town.asked.clear()
    town.channels |= {"C0PAYMENTS": SlackUnavailable("ratelimited"), "C0SEARCH": ("U0ANA", "U0GUS", "U0NEW")}
    people = await town.known(before)
    assert town.asked == ["C0FALLBACK", "C0PAYMENTS"]
    assert people.members == before.members
    assert (await town.known()).members.keys() == {"C0FALLBACK"}


async def test_a_token_that_is_refused_is_not_passed_over(town: Town) -> None:
    town.channels["C0PAYMENTS"] = SlackTokenRefused("token_revoked")
    with pytest.raises(SlackTokenRefused):
        await town.known()


async def test_refreshing_replaces_people_and_keeps_the_old_ones_where_slack_fails(town: Town) -> None:
    current = Current(ORGANISATION)
    await refresh_people(workspace=town.port(), current=current)
    before = current.people
    assert "U0ANA" in before.by_id
    town.everybody = SlackUnavailable("timeout")
    with pytest.raises(SlackUnavailable):
        await refresh_people(workspace=town.port(), current=current)
    assert current.people is before
    town.everybody = [GUEST]
    await refresh_people(workspace=town.port(), current=current)
    assert current.people.by_id.keys() == {"U0GUS"}


async def test_nobody_is_named_in_the_log_or_in_what_people_look_like_when_printed(town: Town) -> None:
    out = io.StringIO()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        logger_factory=structlog.PrintLoggerFactory(out),
    )
    try:
        town.channels["C0PAYMENTS"] = SlackRefused("missing_scope")
        town.channels["C0SEARCH"] = SlackUnavailable("timeout")
        people = await town.known()
    finally:
        structlog.reset_defaults()
    assert out.getvalue().count("members_not_read") == 2
    for said in ("U0", "C0", "Ana", "ribeiro", "payments"):
        assert said not in out.getvalue() + repr(people) + repr(Current(ORGANISATION, people).people)
