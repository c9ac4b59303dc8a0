from typing import Any

import httpx
import pytest

from sandbox.delivery import Delivery
from tests.sandbox_web.stage import ADDRESS, ANA, BEN, GENERAL, Stage, option, plain, text_input


async def post(stage: Stage, what: str, _headers: Any = None, **form: Any) -> httpx.Response:
    async with stage.browser(**(_headers or {})) as browser:
        return await browser.post(f"/as/{ANA}/{what}", data=form)


async def test_words_become_a_message_and_the_composer_is_told() -> None:
    stage = Stage()
    answer = await post(stage, "send", channel=GENERAL, text="hello @ben <b>")
    assert (answer.status_code, answer.headers["hx-trigger"]) == (204, "sent")
    (message,) = stage.act.messages(ANA, GENERAL)
    assert (message.user, message.text) == (ANA, f"hello <@{BEN}> &lt;b&gt;")


async def test_words_in_a_thread_stay_in_it() -> None:
    stage = Stage()
    root = stage.person_says(BEN, "anybody?")
    await post(stage, "send", channel=GENERAL, text="here", thread_ts=root.ts)
    assert [one.text for one in stage.world.replies(GENERAL, root.ts)] == ["here"]


async def test_a_slash_is_a_command() -> None:
    stage = Stage()
    answer = await post(stage, "send", channel=GENERAL, text="/feedback slow")
    assert answer.headers["hx-trigger"] == "sent"
    assert [(one["command"], one["text"], one["user_id"]) for one in stage.got] == [("/feedback", "slow", ANA)]
    assert stage.act.messages(ANA, GENERAL) == []


async def test_a_command_in_a_thread_is_refused_and_stays_in_the_composer() -> None:
    stage = Stage()
    root = stage.person_says(BEN, "anybody?")
    answer = await post(stage, "send", channel=GENERAL, text="/feedback slow", thread_ts=root.ts)
    assert "/feedback is not supported in threads. Sorry!" in answer.text
    assert "hx-trigger" not in answer.headers
    assert stage.got == []


async def test_nothing_is_sent_when_nothing_is_written() -> None:
    stage = Stage()
    assert (await post(stage, "send", channel=GENERAL, text="  \n")).status_code == 204
    assert stage.act.messages(ANA, GENERAL) == []


async def test_shortcuts_reach_the_app_with_their_message() -> None:
    stage = Stage()
    message = stage.person_says(BEN, "anybody?")
    await post(stage, "shortcut", callback_id="give")
    await post(stage, "shortcut", callback_id="give_on", channel=GENERAL, ts=message.ts)
    assert [one["type"] for one in stage.got] == ["shortcut", "message_action"]
    assert stage.got[1]["message"]["ts"] == message.ts


async def test_a_shortcut_that_fails_says_so() -> None:
    stage = Stage()
    stage.app_double.answer = Delivery(0, error="operation_timeout")
    assert "operation_timeout" in (await post(stage, "shortcut", callback_id="give")).text
    assert "no global shortcut" in (await post(stage, "shortcut", callback_id="none")).text


async def test_a_button_in_a_message_is_pressed() -> None:
    stage = Stage()
    button = {"type": "button", "action_id": "more", "text": plain("Tell me more"), "value": "7"}
    message = stage.bot_says([{"type": "actions", "block_id": "b", "elements": [button]}])
    where = {"channel": GENERAL, "ts": message.ts, "block_id": "b", "action_id": "more"}
    assert (await post(stage, "press", value="7", **where)).status_code == 204
    (action,) = stage.got[0]["actions"]
    assert (action["action_id"], action["value"]) == ("more", "7")
    stage.world.delete(message)
    assert "there is no message" in (await post(stage, "press", value="7", **where)).text


async def test_a_choice_in_a_message_is_read_from_its_field() -> None:
    stage = Stage()
    select = {"type": "static_select", "action_id": "team", "placeholder": plain("x"), "options": [option("A", "a")]}
    message = stage.bot_says([{"type": "actions", "block_id": "b", "elements": [select]}])
    where = {"channel": GENERAL, "ts": message.ts, "block_id": "b", "action_id": "team"}
    await post(stage, "press", **where, **{"b/team": "a"})
    assert stage.got[0]["actions"][0]["selected_option"] == option("A", "a")


async def test_a_button_in_an_ephemeral_is_pressed() -> None:
    stage = Stage()
    button = {"type": "button", "action_id": "undo", "text": plain("Undo")}
    stage.act._answers.whisper(
        stage.world.person(ANA),
        stage.world.channel(GENERAL),
        "x",
        [{"type": "actions", "block_id": "b", "elements": [button]}],
    )
    (shown,) = stage.act.ephemerals(ANA, GENERAL)
    where = {"channel": GENERAL, "ts": shown.ts, "ephemeral_id": shown.id, "block_id": "b", "action_id": "undo"}
    assert (await post(stage, "press", **where, value="")).status_code == 204
    assert stage.got[0]["container"]["is_ephemeral"]


async def test_a_press_in_a_modal_brings_what_was_typed_so_far() -> None:
    stage = Stage()
    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    view = stage.opens(ANA, [text_input(), {"type": "actions", "block_id": "b", "elements": [button]}])
    form = {"what/text": "half", "view_id": view.id, "block_id": "b", "action_id": "go", "value": ""}
    await post(stage, "press", **form)
    assert stage.got[0]["view"]["state"]["values"]["what"]["text"]["value"] == "half"


async def test_a_modal_is_sent_and_goes() -> None:
    stage = Stage()
    view = stage.opens(ANA, [text_input()])
    answer = await post(stage, "submit", view_id=view.id, **{"what/text": "two\r\nlines"})
    assert "<dialog" not in answer.text
    assert stage.got[0]["view"]["state"]["values"]["what"]["text"]["value"] == "two\nlines"


async def test_what_the_client_refuses_stands_at_its_field_and_is_not_sent() -> None:
    stage = Stage()
    view = stage.opens(ANA, [text_input()])
    answer = await post(stage, "submit", view_id=view.id, **{"what/text": ""})
    assert "Please complete this required field." in answer.text
    assert stage.got == []


async def test_what_the_app_refuses_stands_at_its_field_with_the_text_kept() -> None:
    stage = Stage()
    stage.app_double.answers["view_submission"] = {"response_action": "errors", "errors": {"what": "Too short"}}
    view = stage.opens(ANA, [text_input()])
    answer = await post(stage, "submit", view_id=view.id, **{"what/text": "no"})
    assert "Too short" in answer.text
    assert 'value="no"' in answer.text


async def test_a_modal_that_the_app_does_not_answer_says_so_at_its_top() -> None:
    stage = Stage()
    stage.app_double.answer = Delivery(0, error="operation_timeout")
    view = stage.opens(ANA, [text_input()])
    answer = await post(stage, "submit", view_id=view.id, **{"what/text": "words"})
    assert "We had some trouble connecting. Try again?" in answer.text


async def test_a_form_that_is_not_in_front_of_the_person_is_not_sent() -> None:
    stage = Stage()
    view = stage.opens(BEN, [text_input()])
    assert "is not in front of ana" in (await post(stage, "submit", view_id=view.id)).text
    assert "is not in front of ana" in (await post(stage, "close", view_id=view.id)).text


async def test_closing_shows_the_form_below_and_closing_all_none() -> None:
    stage = Stage()
    stage.opens(ANA, [text_input()])
    more = {"type": "modal", "title": plain("Second"), "blocks": [{"type": "divider"}]}
    second = stage.core.surfaces.push(ANA, more)
    assert "Give feedback" in (await post(stage, "close", view_id=second.id)).text
    third = stage.core.surfaces.push(ANA, more)
    assert "<dialog" not in (await post(stage, "close", view_id=third.id, all="all")).text


async def test_time_is_skipped_forward_and_only_so_far() -> None:
    stage = Stage()
    assert (await post(stage, "skip", seconds="14400")).status_code == 204
    assert stage.clock.offset == 14400
    for wrong in ("-5", "nan", "1e12", "soon", ""):
        assert (await post(stage, "skip", seconds=wrong)).status_code == 400
    assert stage.clock.offset == 14400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": ""},
        {"origin": "null"},
        {"origin": "http://evil.example:8000", "host": "evil.example:8000"},
    ],
)
@pytest.mark.parametrize("what", ["send", "shortcut", "press", "submit", "close", "skip"])
async def test_a_page_of_somebody_else_changes_nothing(what: str, headers: dict[str, str]) -> None:
    stage = Stage()
    before = stage.world.changes.version
    answer = await post(stage, what, headers, channel=GENERAL, text="forged", callback_id="give", seconds="60")
    assert answer.status_code == 403
    assert (stage.got, stage.world.changes.version) == ([], before)


async def test_its_own_page_may_also_be_called_localhost() -> None:
    own = {"origin": ADDRESS.replace("127.0.0.1", "localhost"), "host": "localhost:8000"}
    assert (await post(Stage(), "skip", own, seconds="1")).status_code == 204
