"""The leader whom an item is about presses whatever there is, and learns nothing of it."""

from typing import Any

import pytest

from tests.handlers import payloads
from tests.handlers.authoring import in_home
from tests.handlers.stage import Stage, texts


async def pressed(stage: Stage, action: str, item_id: str, who: str) -> dict[str, Any]:
    await stage.send(payloads.press(action, item_id, who=who, channel="DLEAD"))
    return stage.slack.opened[-1]


@pytest.mark.parametrize("who", ["ULEAD", "UBEN", "UANA"])
@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
async def test_it_is_as_if_it_were_not_there(stage: Stage, action: str, who: str) -> None:
    nowhere = await pressed(stage, action, "ZZZZ-ZZ", who)
    await in_home(stage, left_out="ULEAD")
    assert await pressed(stage, action, "K7QX-2M", who) == nowhere
    assert "Payments" not in texts(nowhere)
    assert not stage.store.messages
    assert stage.woken == 0


@pytest.mark.parametrize("action", ["acknowledge", "tell_me_more"])
async def test_who_reads_it_answers_it_and_their_message_is_kept_up_to_date(stage: Stage, action: str) -> None:
    await in_home(stage, left_out="ULEAD")
    await stage.send(payloads.press(action, who="UDIRECTOR", channel="DDIRECTOR"))
    assert ("DDIRECTOR", "111.222") in stage.store.messages


async def test_a_question_from_a_form_that_was_opened_before_is_not_taken(stage: Stage) -> None:
    await in_home(stage)
    form = await stage.form(payloads.press("tell_me_more"))
    await in_home(stage, left_out="ULEAD")
    answer = await stage.send(payloads.submission(form, who="ULEAD"))
    assert "is not here any more" in answer["errors"]["question"]
    assert not stage.store.asked
