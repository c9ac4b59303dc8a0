"""Reports reach those who look after safety and nobody else; notices and proposals, which are about no item."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.item import Answer, Question, State
from bot.core.organisation import Channel
from bot.errors import SlackRefused
from bot.ports import Kind, Proposal
from tests.sending.support import ORGANISATION, PAYMENTS, START, WORDS, Bench, an_item, refusing

SAFE = replace(ORGANISATION, safety_channel=Channel(id="CSAFE", name="safety"))
REPORTED = an_item(
    state=State.ACKNOWLEDGED, acknowledged_by="ULEAD", acknowledged_at=START, hidden_by="ULEAD", version=2
)
CHANNELS = ["CPAY", "CTRI", "CSEA"]


def handed_over(bench: Bench, place: str = "CSAFE") -> None:
    bench.store.add_delivered(REPORTED)
    bench.store.put(Kind.REPORT, place)


@pytest.fixture
async def bench() -> Bench:
    return Bench(SAFE)


async def test_a_report_goes_to_the_safety_channel_with_the_words(bench: Bench) -> None:
    bench.store.asked.append(Question(id="q1", item="K7QX-1", asked_by="ULEAD", text="Which?", asked_at=START))
    bench.store.answered.append(Answer(id="a1", item="K7QX-1", text="That one.", answered_at=START))
    handed_over(bench)
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.thread_ts, call.buttons, call.menu) == ("CSAFE", None, [], [])
    assert WORDS in call.shown
    assert "was reported by <@ULEAD>" in call.shown
    assert "Questions: 1 · Answers: 1" in call.shown


async def test_a_report_needs_no_card(bench: Bench) -> None:
    bench.store.items["K7QX-1"] = REPORTED
    bench.store.put(Kind.REPORT, "CSAFE")
    await bench.until_empty()
    assert len(bench.slack.sent) == 1


async def test_a_report_the_safety_channel_does_not_take_goes_to_admins_and_into_no_other_channel(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CSAFE"])
    handed_over(bench)
    await bench.until_empty()
    [call] = [call for call in bench.slack.sent if call.blocks]
    assert call.channel == "UADMIN"
    assert "#safety is archived, so this came here." in call.shown
    assert "It is with <@UADMIN> instead." in bench.store.alerts[0][1]
    assert not {call.channel for call in bench.slack.sent} & {*CHANNELS}


async def test_a_report_nobody_takes_goes_round_and_never_into_the_teams_channel(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("is_archived") if "reported" in call.shown else None
    handed_over(bench)
    async with bench.running():
        await asyncio.sleep(1800)
        assert [row.kind for row in bench.store.rows] == [Kind.REPORT]
        bench.slack.answer = lambda call: None
        await bench.empty()
    [call] = [call for call in bench.slack.sent if WORDS in call.shown]
    assert call.channel in {"CSAFE", "UTRI"}
    assert not {call.channel for call in bench.slack.refused} & {*CHANNELS}


async def test_without_a_safety_channel_the_report_of_an_admin_who_is_gone_goes_to_the_next() -> None:
    bench = Bench()
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UADMIN"])
    handed_over(bench, "UADMIN")
    await bench.until_empty()
    [call] = [call for call in bench.slack.sent if call.blocks]
    assert call.channel == "USECOND"
    assert "could not be reached, so this came to you" in call.shown


async def test_a_report_is_brought_up_to_date_when_the_words_are_erased(bench: Bench) -> None:
    handed_over(bench)
    async with bench.running():
        await bench.empty()
        bench.store.items["K7QX-1"] = replace(REPORTED, state=State.CLOSED, words="", erased=True, version=3)
        bench.store.put(Kind.UPDATE, "CSAFE", ref=list(bench.store.messages)[-1][1])
        bench.sender.wake()
        await bench.empty()
    update = bench.slack.sent[-1]
    assert (update.method, update.channel) == ("update", "CSAFE")
    assert "export" not in update.shown
    assert "is erased by now" in update.shown


async def test_a_card_that_an_admin_on_a_level_above_gets_has_its_buttons() -> None:
    teams = (replace(PAYMENTS, escalation=(("UADMIN",),)),)
    bench = Bench(replace(ORGANISATION, teams=teams))
    bench.slack.answer = refusing(SlackRefused("not_in_channel"), channels=CHANNELS)
    bench.store.add(an_item())
    await bench.until_empty()
    [card] = [call for call in bench.slack.sent if call.blocks]
    assert (card.channel, card.buttons) == ("UADMIN", ["tell_me_more", "acknowledge"])


async def test_a_notice_is_said_in_its_channel_and_calls_nobody(bench: Bench) -> None:
    bench.store.put(Kind.NOTICE, "CPAY", None, ref="*Payments* <!here> <!channel> <!subteam^S1|@all>: <@UADMIN>")
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.thread_ts, call.blocks) == ("CPAY", None, [])
    assert call.text == "*Payments* here channel @all: <@UADMIN>"
    assert bench.store.messages == {}


async def test_a_notice_its_channel_does_not_take_goes_to_the_fallback_then_to_admins_and_is_dropped(
    bench: Bench,
) -> None:
    places = ["CPAY", "CTRI", "UADMIN", "USECOND", "UTRI"]
    for most in range(len(places) + 1):
        bench = Bench(SAFE)
        bench.slack.answer = refusing(SlackRefused("is_archived"), channels=places[:most])
        bench.store.put(Kind.NOTICE, "CPAY", None, ref="Payments: batches of 2, not 3")
        await bench.until_empty()
        assert [call.channel for call in bench.slack.sent] == places[most : most + 1]
        assert [call.channel for call in bench.slack.refused] == places[:most]
        assert bench.store.alerts == []


async def test_a_proposal_is_put_to_an_admin_with_a_button(bench: Bench) -> None:
    bench.store.proposed = Proposal(id="p1", organisation=SAFE, weaker=("Payments: 2, not 3",), proposed_at=START)
    bench.store.put(Kind.PROPOSAL, "UADMIN", None, ref="p1")
    await bench.until_empty()
    [call] = bench.slack.sent
    assert (call.channel, call.buttons) == ("UADMIN", ["agree"])
    assert "Payments: 2, not 3" in call.shown
    assert bench.store.messages == {}


@pytest.mark.parametrize(("there", "agreed"), [("p2", ()), (None, ()), ("p1", ("UADMIN",))])
async def test_a_proposal_that_is_gone_or_agreed_to_is_not_put(
    bench: Bench, there: str | None, agreed: tuple[str, ...]
) -> None:
    if there:
        bench.store.proposed = Proposal(id=there, organisation=SAFE, weaker=("x",), proposed_at=START, agreed=agreed)
    bench.store.put(Kind.PROPOSAL, "UADMIN", None, ref="p1")
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_a_proposal_an_admin_cannot_get_stops_nothing(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UADMIN"])
    bench.store.proposed = Proposal(id="p1", organisation=SAFE, weaker=("x",), proposed_at=START)
    for admin in ("UADMIN", "USECOND"):
        bench.store.put(Kind.PROPOSAL, admin, None, ref="p1")
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent] == ["USECOND"]
    assert bench.store.alerts == []
