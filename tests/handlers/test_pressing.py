"""Leaders press Acknowledge or Tell me more, in the channel, the thread or a direct message."""

import copy
from typing import Any

import pytest

from bot.core.item import State
from bot.ports import Kind, Message
from handlers.signer import Signer
from handlers.views import ids
from tests.handlers import payloads
from tests.handlers.conftest import Whispers
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import out_of_order, waiting


@pytest.fixture
def stage() -> Stage:
    made = Stage()
    made.store.items["K7QX-2M"] = waiting()
    made.store.messages["CPAYMENTS", "111.222"] = Message(
        channel="CPAYMENTS", ts="111.222", item="K7QX-2M", kind=Kind.CARD, version=1
    )
    return made


def state(stage: Stage) -> State:
    return stage.store.items["K7QX-2M"].state


async def test_a_leader_acknowledges_and_the_sender_is_woken(stage: Stage) -> None:
    assert await stage.send(payloads.press("acknowledge")) == {}
    assert stage.store.items["K7QX-2M"].acknowledged_by == "ULEAD"
    assert stage.woken == 1
    assert not stage.slack.opened


@pytest.mark.parametrize("channel", ["CPAYMENTS", "DLEAD"])
@pytest.mark.parametrize("who", ["ULEAD", "UBEN", "UDIRECTOR"])
async def test_whoever_is_reminded_can_acknowledge_from_there(stage: Stage, who: str, channel: str) -> None:
    await stage.send(payloads.press("acknowledge", who=who, channel=channel))
    assert stage.store.items["K7QX-2M"].acknowledged_by == who


async def test_of_two_who_press_one_acknowledges_and_the_other_is_told_who_did(stage: Stage) -> None:
    await stage.send(payloads.press("acknowledge"))
    await stage.send(payloads.press("acknowledge", who="UBEN"))
    assert stage.store.items["K7QX-2M"].acknowledged_by == "ULEAD"
    assert "<@ULEAD> has acknowledged K7QX-2M already" in texts(stage.slack.opened[-1])


async def test_pressing_twice_is_pressing_once(stage: Stage) -> None:
    await stage.send(payloads.press("acknowledge"))
    await stage.send(payloads.press("acknowledge"))
    assert not stage.slack.opened


@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
async def test_somebody_who_leads_nothing_is_told_whom_to_talk_to(stage: Stage, action: str) -> None:
    await stage.send(payloads.press(action, who="UANA"))
    assert state(stage) is State.WAITING
    assert "only those who lead it can answer. You can talk to <@ULEAD> or <@UBEN>." in texts(stage.slack.opened[-1])
    assert "acknowledge" not in stage.store.calls


@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
async def test_an_item_that_is_not_there_is_said(stage: Stage, action: str) -> None:
    await stage.send(payloads.press(action, "ZZZZ-ZZ"))
    assert "is not here any more" in texts(stage.slack.opened[-1])


@pytest.mark.parametrize("other", [State.WITHDRAWN, State.CLOSED])
async def test_an_item_that_waits_no_more_and_was_acknowledged_by_nobody_is_said(stage: Stage, other: State) -> None:
    stage.store.items["K7QX-2M"] = waiting(state=other)
    await stage.send(payloads.press("acknowledge"))
    assert "is not waiting any more" in texts(stage.slack.opened[-1])


async def test_where_no_notice_can_be_opened_it_is_whispered(stage: Stage, whispers: Whispers) -> None:
    stage.slack.refuses = "expired_trigger_id"
    await stage.send(payloads.press("acknowledge", who="UANA", response_url=whispers.url))
    assert "only those who lead it" in whispers.heard[0]["text"]
    assert whispers.heard[0]["replace_original"] is False


@pytest.mark.parametrize("gone", ["http://127.0.0.1:9/", "not a url", ""])
async def test_where_nothing_can_be_said_the_press_is_acknowledged_all_the_same(stage: Stage, gone: str) -> None:
    stage.slack.refuses = "expired_trigger_id"
    assert await stage.send(payloads.press("acknowledge", who="UANA", response_url=gone)) == {}


@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
async def test_a_store_that_fails_is_said_and_nothing_changes(stage: Stage, action: str) -> None:
    stage.store.broken = out_of_order()
    assert await stage.send(payloads.press(action)) == {}
    assert "could not be stored just now" in texts(stage.slack.opened[-1])
    assert state(stage) is State.WAITING
    assert stage.woken == 0


@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
async def test_a_store_that_is_too_slow_is_not_said_to_have_changed_nothing(stage: Stage, action: str) -> None:
    stage.store.broken = TimeoutError()
    await stage.send(payloads.press(action))
    said = texts(stage.slack.opened[-1])
    assert "too long to be sure" in said
    assert "nothing changed" not in said


@pytest.mark.parametrize(
    ("channel", "thread", "kind"),
    [
        ("CPAYMENTS", None, Kind.CARD),
        ("CPAYMENTS", "333.444", Kind.CARD),
        ("CPAYMENTS", "111.222", Kind.THREAD_REMINDER),
        ("DLEAD", None, Kind.LEADER_REMINDER),
    ],
)
@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
async def test_a_message_that_is_not_known_is_noted_once_it_is_pressed(
    stage: Stage, action: str, channel: str, thread: str | None, kind: Kind
) -> None:
    body = payloads.press(action, channel=channel)
    body["container"]["message_ts"] = body["message"]["ts"] = "333.444"
    if thread:
        body["message"]["thread_ts"] = thread
    await stage.send(body)
    assert stage.store.messages[channel, "333.444"] == Message(
        channel=channel, ts="333.444", item="K7QX-2M", kind=kind, version=0
    )


async def test_it_is_noted_before_it_is_acknowledged_so_that_it_is_updated_with_the_others(stage: Stage) -> None:
    stage.store.messages.clear()
    await stage.send(payloads.press("acknowledge"))
    assert stage.store.calls.index("remember") < stage.store.calls.index("acknowledge")


async def test_a_message_is_not_made_to_show_an_item_that_who_pressed_may_not_answer(stage: Stage) -> None:
    body = payloads.press("acknowledge", who="USTRANGER", channel="DSTRANGER")  # the value is not what was posted there
    body["container"]["message_ts"] = body["message"]["ts"] = "333.444"
    await stage.send(body)
    assert "remember" not in stage.store.calls


async def test_an_ephemeral_message_is_not_noted(stage: Stage) -> None:
    body = payloads.press("acknowledge", channel="COTHER")
    body["container"]["is_ephemeral"] = True
    await stage.send(body)
    assert "remember" not in stage.store.calls


@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
@pytest.mark.parametrize("broken", [{"actions": []}, {"actions": None}, {"user": None}, {"user": {}}, {"actions": [7]}])
async def test_a_press_with_missing_keys_is_answered_and_changes_nothing(
    stage: Stage, action: str, broken: dict[str, Any]
) -> None:
    body = payloads.press(action) | broken
    status = await stage.status(body)
    assert status in {200, 400, 404}
    assert state(stage) is State.WAITING


async def test_a_button_without_a_value_is_answered(stage: Stage) -> None:
    await stage.send(payloads.press("acknowledge", None))
    assert "could not be read" in texts(stage.slack.opened[-1])


# Tell me more


async def question(stage: Stage, who: str = "ULEAD") -> dict[str, Any]:
    return await stage.form(payloads.press("tell_me_more", who=who))


async def test_tell_me_more_opens_a_form_with_an_opening_line(stage: Stage) -> None:
    form = await question(stage)
    assert element(form, "question")["initial_value"] == "Tell me more about what's not working."
    assert "K7QX-2M" in texts(form)
    assert state(stage) is State.WAITING


async def test_sending_the_question_stores_it_and_acknowledges(stage: Stage) -> None:
    answer = await stage.send(payloads.submission(await question(stage), who="ULEAD", question="Which page?"))
    (stored,) = stage.store.asked.values()
    assert (stored.item, stored.asked_by, stored.text) == ("K7QX-2M", "ULEAD", "Which page?")
    assert state(stage) is State.ACKNOWLEDGED
    assert "counts as heard" in texts(answer["view"])
    assert stage.woken == 1


async def test_a_question_sent_twice_is_asked_once(stage: Stage) -> None:
    body = payloads.submission(await question(stage), who="ULEAD")
    assert await stage.send(copy.deepcopy(body)) == await stage.send(body)
    assert len(stage.store.asked) == 1


async def test_a_question_edited_after_a_lost_answer_is_not_swallowed(stage: Stage) -> None:
    form = await question(stage)
    await stage.send(payloads.submission(form, who="ULEAD", question="Which page?"))
    await stage.send(payloads.submission(form, who="ULEAD", question="Which page, and when?"))
    assert [one.text for one in stage.store.asked.values()] == ["Which page?", "Which page, and when?"]


async def test_who_asks_after_another_acknowledged_is_told_so_before_and_after(stage: Stage) -> None:
    await stage.send(payloads.press("acknowledge", who="UBEN"))
    form = await question(stage)
    assert "<@UBEN> has acknowledged this already" in texts(form)
    answer = await stage.send(payloads.submission(form, who="ULEAD"))
    assert "<@UBEN> had acknowledged this before you" in texts(answer["view"])


async def test_who_asks_after_acknowledging_is_not_told_about_themselves(stage: Stage) -> None:
    await stage.send(payloads.press("acknowledge"))
    answer = await stage.send(payloads.submission(await question(stage), who="ULEAD"))
    assert "before you" not in texts(answer["view"])


@pytest.mark.parametrize("text", [None, " ", "\u200b", "x" * 3001])
async def test_a_question_that_is_blank_or_too_long_is_an_error_at_the_question(stage: Stage, text: str | None) -> None:
    answer = await stage.send(payloads.submission(await question(stage), who="ULEAD", question=text))
    assert list(answer["errors"]) == ["question"]
    assert not stage.store.asked


@pytest.mark.parametrize(
    "forged",
    ["", "x", Signer(b"another key, 32 bytes long, yes!").seal({"item": "K7QX-2M"}, purpose=ids.QUESTION_FORM)],
)
async def test_a_forged_question_form_is_refused(stage: Stage, forged: str) -> None:
    form = {**await question(stage), "private_metadata": forged}
    answer = await stage.send(payloads.submission(form, who="ULEAD"))
    assert "was not opened by this app" in answer["errors"]["question"]
    assert not stage.store.asked


async def test_who_leads_no_more_when_the_question_is_sent_cannot_ask(stage: Stage) -> None:
    answer = await stage.send(payloads.submission(await question(stage), who="UANA"))
    assert "you are not among them" in answer["errors"]["question"]
    assert state(stage) is State.WAITING


async def test_a_question_that_could_not_be_stored_stays_in_the_form(stage: Stage) -> None:
    body = payloads.submission(await question(stage), who="ULEAD")
    stage.store.broken = out_of_order()
    answer = await stage.send(body)
    assert list(answer["errors"]) == ["question"]


async def test_a_question_that_took_too_long_is_not_said_to_be_lost(stage: Stage) -> None:
    body = payloads.submission(await question(stage), who="ULEAD")
    stage.store.broken = TimeoutError()
    answer = await stage.send(body)
    assert "It may already be on its way" in answer["errors"]["question"]


async def test_a_question_form_that_does_not_open_is_whispered(stage: Stage, whispers: Whispers) -> None:
    stage.slack.refuses = "expired_trigger_id"
    await stage.send(payloads.press("tell_me_more", response_url=whispers.url))
    assert "press “Tell me more” again" in whispers.heard[0]["text"]
