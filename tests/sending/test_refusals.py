"""Every way in which Slack can refuse a message for good, and where the message ends up."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.item import Question
from bot.errors import SlackRefused
from bot.ports import Detour, Kind
from bot.sending.refusals import About, about
from tests.sending.support import ORGANISATION, START, TRIAGE, WORDS, Bench, Call, an_item, clock, refusing

GONE = [
    "is_archived",
    "channel_not_found",
    "not_in_channel",
    "restricted_action",
    "restricted_action_read_only_channel",
]
INVALID = ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "no_text", "msg_too_long"]
THREAD_GONE = ["thread_not_found", "cannot_reply_to_message", "restricted_action_thread_locked"]
PERSON_GONE = ["user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled", "channel_not_found"]


def refuse_blocks(call: Call) -> SlackRefused | None:
    return SlackRefused("invalid_blocks") if call.blocks else None


@pytest.mark.parametrize("code", GONE)
async def test_an_item_whose_channel_is_gone_goes_to_the_fallback_with_the_reason(bench: Bench, code: str) -> None:
    bench.slack.answer = refusing(SlackRefused(code), channels=["CPAY"])
    bench.store.add(an_item())
    await bench.until_empty()
    [card] = [call for call in bench.slack.sent if call.channel == "CTRI"]
    assert "#payments" in card.shown
    assert "so this came here" in card.shown
    assert card.buttons == ["tell_me_more", "acknowledge"]
    assert [people for people, _ in bench.store.alerts] == [("UADMIN", "USECOND", "UTRI")]
    [(_, alert)] = bench.store.alerts
    assert "K7QX-1 for Payments" in alert
    assert "#payments" in alert
    assert "It is in <#CTRI> instead." in alert
    assert "export" not in alert
    assert bench.store.nudges.keys() == {"K7QX-1"}


async def test_a_card_in_the_fallback_says_why_it_is_there_after_an_update_too(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY"])
    bench.store.add(an_item())
    async with bench.running():
        await bench.empty()
        await bench.store.acknowledge("K7QX-1", by="ULEAD", now=clock())
        await bench.empty()
    update = bench.slack.sent[-1]
    assert update.method == "update"
    assert "#payments is archived, so this came here." in update.shown.replace("Payments", "payments")
    assert "Acknowledged by <@ULEAD>" in update.shown


@pytest.mark.parametrize("code", INVALID)
async def test_a_message_slack_calls_invalid_is_sent_as_plain_text_into_the_same_channel(
    bench: Bench, code: str
) -> None:
    bench.slack.answer = lambda call: SlackRefused(code) if call.blocks else None
    bench.store.add(an_item())
    await bench.until_empty()
    card = bench.slack.sent[0]
    assert (card.channel, card.blocks) == ("CPAY", [])
    assert "The export takes ten minutes &lt;!channel&gt; &amp; nobody says why" in card.text
    assert "without its buttons" in bench.store.alerts[0][1]


async def test_what_is_over_the_limits_is_found_before_slack_is_asked(bench: Bench) -> None:
    bench.store.add(an_item(words="x" * 200_000))
    await bench.until_empty()
    assert bench.slack.refused == []
    assert bench.slack.sent[0].blocks == []
    assert len(bench.slack.sent[0].text) <= 40_000


async def test_an_item_refused_by_its_channel_and_the_fallback_goes_to_an_admin(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("not_in_channel"), channels=["CPAY", "CTRI"])
    bench.store.add(an_item())
    await bench.until_empty()
    [card] = [call for call in bench.slack.sent if call.blocks]
    assert card.channel == "UADMIN"
    assert WORDS in card.shown
    assert "feedback-triage" in card.shown
    assert [row[1] for row in bench.store.diverted] == [Detour.FALLBACK_CHANNEL, Detour.ADMINS]
    assert len(bench.store.alerts) == 2


async def test_an_item_the_first_admin_cannot_get_goes_to_the_next(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["CPAY", "CTRI", "UADMIN"])
    bench.store.add(an_item())
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent if call.blocks] == ["USECOND"]


async def test_an_item_nobody_takes_is_kept_and_goes_round_until_somebody_does(bench: Bench) -> None:
    everywhere = ["CPAY", "CTRI", "UADMIN", "USECOND", "UTRI"]
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=everywhere)
    bench.store.add(an_item())
    async with bench.running():
        await asyncio.sleep(900)
        assert [row.item for row in bench.store.rows if row.kind is Kind.CARD] == ["K7QX-1"]
        tried = len(bench.slack.refused)
        assert tried < 60  # and not in a hurry
        bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CTRI"])
        await bench.empty()
    [card] = [call for call in bench.slack.sent if call.blocks]
    assert card.channel == "CPAY"
    assert "so this came here" not in card.shown


async def test_without_admins_an_item_goes_to_those_who_lead_the_fallback() -> None:
    bench = Bench(replace(ORGANISATION, admins=()))
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY", "CTRI"])
    bench.store.add(an_item())
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent if call.blocks] == ["UTRI"]


async def test_without_anybody_to_tell_an_item_is_kept() -> None:
    bench = Bench(replace(ORGANISATION, admins=(), fallback=replace(TRIAGE, leaders=())))
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY", "CTRI"])
    bench.store.add(an_item())
    async with bench.running():
        await asyncio.sleep(600)
        assert len(bench.store.rows) == 1
        bench.slack.answer = lambda call: None
        await bench.empty()
    assert bench.slack.sent[0].channel in {"CPAY", "CTRI"}


async def test_an_item_of_the_fallback_itself_goes_straight_to_an_admin(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CTRI"])
    bench.store.add(an_item(team="fallback"), channel="CTRI")
    await bench.until_empty()
    [card] = [call for call in bench.slack.sent if call.blocks]
    assert card.channel == "UADMIN"
    assert "#feedback-triage is archived" in card.shown


async def test_blocks_refused_in_the_fallback_too_are_sent_plainly_there(bench: Bench) -> None:
    def answer(call: Call) -> SlackRefused | None:
        return SlackRefused("is_archived") if call.channel == "CPAY" else refuse_blocks(call)

    bench.slack.answer = answer
    bench.store.add(an_item())
    await bench.until_empty()
    [card] = [call for call in bench.slack.sent if call.channel == "CTRI"]
    assert card.blocks == []
    assert "#payments is archived" in card.text
    assert "&lt;!channel&gt;" in card.text


async def test_an_archived_channel_alerts_admins_once_and_not_for_every_item(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY"])
    for number in range(30):
        bench.store.add(an_item(number))
    await bench.until_empty()
    assert len([call for call in bench.slack.sent if call.channel == "CTRI"]) == 30
    assert len(bench.store.alerts) == 1


@pytest.mark.parametrize("code", THREAD_GONE)
async def test_a_reminder_whose_thread_is_gone_goes_to_the_fallback(bench: Bench, code: str) -> None:
    bench.slack.answer = lambda call: SlackRefused(code) if call.thread_ts else None
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    await bench.until_empty()
    [reminder] = [call for call in bench.slack.sent if call.blocks]
    assert (reminder.channel, reminder.thread_ts) == ("CTRI", None)
    assert len(bench.store.alerts) == 1


async def test_a_reminder_no_channel_takes_is_dropped_and_admins_are_told(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY", "CTRI"])
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.THREAD_REMINDER, "CPAY", step=1)
    await bench.until_empty()
    assert [row.kind for row in bench.store.dropped] == [Kind.THREAD_REMINDER]
    assert len(bench.store.alerts) == 2


async def test_a_question_whose_thread_is_gone_is_asked_in_the_fallback(bench: Bench) -> None:
    bench.slack.answer = lambda call: SlackRefused("thread_not_found") if call.thread_ts else None
    bench.store.add_delivered(an_item())
    bench.store.asked.append(Question(id="q1", item="K7QX-1", asked_by="ULEAD", text="Which export?", asked_at=START))
    bench.store.put(Kind.QUESTION, "CPAY", ref="q1")
    await bench.until_empty()
    [question] = [call for call in bench.slack.sent if call.blocks]
    assert question.channel == "CTRI"
    assert "Which export?" in question.shown


@pytest.mark.parametrize("code", PERSON_GONE)
async def test_a_leader_who_is_gone_is_not_tried_again_and_admins_are_told_once(bench: Bench, code: str) -> None:
    bench.slack.answer = refusing(SlackRefused(code), channels=["ULEAD"])
    bench.store.add_delivered(an_item())
    for step in (1, 2, 3):
        bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=step)
    bench.store.put(Kind.LEADER_REMINDER, "UTWO", step=1)
    await bench.until_empty()
    assert len(bench.store.dropped) == 3
    [(_, alert)] = bench.store.alerts
    assert "<@ULEAD>" in alert
    assert "Name somebody else as a leader of Payments." in alert
    assert "UTWO" in {call.channel for call in bench.slack.sent}


async def test_an_alert_an_admin_cannot_get_does_not_stop_the_others(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["UADMIN"])
    bench.store.put(Kind.ALERT, "UADMIN", None, ref="something")
    bench.store.put(Kind.ALERT, "USECOND", None, ref="something")
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent] == ["USECOND"]
    assert bench.store.alerts == []


async def test_a_code_nobody_knows_is_tried_again_before_it_counts_as_permanent(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("brand_new_code"), channels=["CPAY"])
    bench.store.add(an_item())
    await bench.until_empty()
    assert [row[1] for row in bench.store.diverted] == [Detour.PLAIN_TEXT, Detour.FALLBACK_CHANNEL]
    assert "brand_new_code" in bench.store.alerts[0][1]
    assert len(bench.slack.refused) == 6
    assert "CTRI" in {call.channel for call in bench.slack.sent}


async def test_a_code_nobody_knows_that_goes_away_changes_nothing(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("brand_new_code"), channels=["CPAY"], times=2)
    bench.store.add(an_item())
    await bench.until_empty()
    assert [call.channel for call in bench.slack.sent] == ["CPAY"]
    assert bench.store.diverted == []


async def test_a_policy_that_cannot_be_computed_stops_only_its_own_items(bench: Bench) -> None:
    broken = replace(bench.current.organisation.teams[0], policy=None)  # type: ignore[arg-type] # what no code of ours makes
    bench.current.organisation = replace(ORGANISATION, teams=(broken, ORGANISATION.teams[1]))
    bench.store.add(an_item(1))
    bench.store.add(an_item(2, team="search"), channel="CSEA")
    await bench.run_for(30)
    assert [call.channel for call in bench.slack.sent if call.blocks] == ["CSEA"]
    assert "bug_attributeerror" in bench.store.alerts[0][1]


def test_every_code_of_the_tables_is_about_one_thing() -> None:
    assert [about(code) for code in ("is_archived", "invalid_blocks", "thread_not_found")] == [
        About.PLACE,
        About.PAYLOAD,
        About.THREAD,
    ]
    assert about("missing_scope") is About.TOKEN
    assert about("never_heard_of") is About.UNKNOWN
