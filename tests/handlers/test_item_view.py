"""One piece of feedback as its author sees it, and taking it back."""

from datetime import timedelta
from typing import Any

import pytest

from bot.core.held import HeldKind, WayBack
from bot.core.item import State
from handlers.authors import Capability, capability
from handlers.views import ids
from tests.handlers import payloads
from tests.handlers.authoring import action_ids, answered, asked, held_in_home, in_home, opened, waits
from tests.handlers.conftest import Whispers
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import NOW, out_of_order, waiting

LATER = NOW + timedelta(hours=1)


async def signed(stage: Stage, **changes: Any) -> None:
    stage.store.items["K7QX-2M"] = waiting(signed_by="UANA", **changes)
    stage.store.channels["K7QX-2M"] = "CPAYMENTS"


def taken_back(view: dict[str, Any], who: str = "UANA") -> dict[str, Any]:
    return payloads.press_in(view, "withdraw", who=who)


async def test_it_shows_the_words_and_where_they_are(stage: Stage) -> None:
    await in_home(stage, about="https://acme.slack.com/archives/C1/p1?a=1&b=2")
    view = await opened(stage)
    assert "*K7QX-2M* for Payments\nWaiting for somebody in Payments to hear it" in texts(view)
    assert "The refund page is slow." in texts(view)
    assert "<https://acme.slack.com/archives/C1/p1?a=1&amp;b=2|this message>" in texts(view)
    assert action_ids(view) == ["withdraw", "export_item"]


async def test_of_several_the_one_that_was_pressed_opens(stage: Stage) -> None:
    await in_home(stage, words="One.")
    await in_home(stage, "AAAA-11", words="Two.")
    assert "One." in texts(await opened(stage))
    assert "Two." in texts(await opened(stage, "AAAA-11"))


async def test_people_s_words_are_never_parsed(stage: Stage) -> None:
    await in_home(stage, words="*bold* <!channel>")
    asked(stage, "<!here> who")
    answered(stage, "<@UBOB>")
    view = await opened(stage)
    for words in ("*bold* <!channel>", "<!here> who", "<@UBOB>"):
        assert {"type": "section", "text": {"type": "plain_text", "text": words, "emoji": False}} in view["blocks"]


async def test_questions_and_answers_stand_in_the_order_in_which_they_followed(stage: Stage) -> None:
    await in_home(stage)
    asked(stage, "First?", hours=1)
    asked(stage, "Second?", hours=3)
    answered(stage, "To the first.", hours=2)
    waits(stage, HeldKind.ANSWER, "To the second.")
    said = texts(await opened(stage))
    places = [said.index(text) for text in ("First?", "To the first.", "Second?", "To the second.")]
    assert places == sorted(places)
    assert "<@ULEAD> asked" in said
    assert "You answered · goes out with others" in said
    assert "Answering is your choice" in said


async def test_beside_a_question_that_fishes_stands_that_it_need_not_be_answered(stage: Stage) -> None:
    await in_home(stage)
    asked(stage, "What happened?", hours=1)
    assert "need not answer" not in texts(await opened(stage))
    asked(stage, "Which sprint was that?", hours=2, fishes=True)
    blocks = (await opened(stage))["blocks"]
    at = [number for number, block in enumerate(blocks) if "You need not answer this" in texts(block)]
    assert "Which sprint" in texts(blocks[at[0] - 1])
    assert len(at) == 1


async def test_a_long_talk_fits_and_says_what_is_left_out(stage: Stage) -> None:
    await in_home(stage, words="😀" * 3000)
    for number in range(150):
        asked(stage, f"Question {number}? " + "😀" * 2900, hours=number)
    view = await opened(stage)
    assert "Question 149?" in texts(view)
    assert "Question 0?" not in texts(view)
    assert "There is more than fits here" in texts(view)


async def test_what_still_waits_can_be_changed_withdrawn_and_sent_now(stage: Stage) -> None:
    await held_in_home(stage)
    view = await opened(stage, "HELD-11")
    assert "Not delivered yet: goes out with others" in texts(view)
    assert action_ids(view) == ["held_edit", "held_withdraw", "held_send_now", "export_item"]
    assert capability(stage.deps, view) == Capability(item="HELD-11", home=True)


async def test_whoever_is_left_out_is_named_to_the_author(stage: Stage) -> None:
    await in_home(stage, left_out="ULEAD")
    assert "<@ULEAD> is left out, and does not see it." in texts(await opened(stage))


@pytest.mark.parametrize(
    ("changes", "said", "buttons"),
    [
        ({"answerable": False}, "The way back to this is gone", ["export_item"]),
        ({"state": State.CLOSED, "answerable": False}, "This has come to its end", ["export_item"]),
        ({"state": State.WITHDRAWN}, "This has come to its end", ["export_item"]),
        ({"state": State.MADE_RIGHT}, "Answering is your choice", ["write_answer", "export_item"]),
        ({"hidden_by": "ULEAD"}, "This was reported", ["write_answer", "withdraw", "export_item"]),
        ({"erased": True, "words": ""}, "The words are erased", ["export_item"]),
    ],
)
async def test_only_what_can_still_be_done_is_offered(
    stage: Stage, changes: dict[str, Any], said: str, buttons: list[str]
) -> None:
    await in_home(stage, **changes)
    asked(stage)
    view = await opened(stage)
    assert said in texts(view)
    assert action_ids(view) == buttons


async def test_an_erased_item_with_its_questions_still_opens(stage: Stage) -> None:
    await signed(stage, erased=True, words="")
    asked(stage, "")
    answered(stage, "")
    assert texts(await opened(stage)).count("The words are erased") == 3


async def test_where_no_further_modal_goes_on_top_it_comes_in_place_of_the_last(stage: Stage) -> None:
    await in_home(stage)
    asked(stage)
    view = await opened(stage)
    stage.slack.full = True
    await stage.send(payloads.press_in(view, "write_answer"))
    assert stage.slack.updated[-1][0] == "V111"
    assert stage.slack.updated[-1][1]["callback_id"] == "answer_form"
    assert not stage.meter.counted["form_not_opened"]


# taking it back


async def test_the_withdrawal_of_what_is_out_waits_for_its_batch_and_says_so(stage: Stage) -> None:
    await in_home(stage)
    asked(stage)
    view = await opened(stage)
    assert "with the next batch, that its author withdraws it" in texts(element(view, "withdraw")["confirm"])
    assert await stage.send(taken_back(view)) == {}
    [held] = stage.store.waits.values()
    assert held.kind is HeldKind.WITHDRAWAL
    shown_in, after = stage.slack.updated[-1]
    assert shown_in == "V111"
    assert "Your withdrawal is noted" in texts(after)
    assert "Your withdrawal goes out with others" in texts(after)
    assert action_ids(after) == ["export_item"]
    assert "Your withdrawal goes out" in texts(stage.slack.published[-1][1])
    assert stage.woken == 1


async def test_withdrawing_twice_is_withdrawing_once(stage: Stage) -> None:
    await in_home(stage)
    view = await opened(stage)
    await stage.send(taken_back(view))
    await stage.send(taken_back(view))
    assert len(stage.store.waits) == 1


async def test_what_is_signed_is_withdrawn_at_once(stage: Stage) -> None:
    await signed(stage)
    view = await opened(stage)
    assert "The team is told that you withdraw it" in texts(element(view, "withdraw")["confirm"])
    await stage.send(taken_back(view))
    assert stage.store.items["K7QX-2M"].state is State.WITHDRAWN
    assert "It is withdrawn, and the team is told." in texts(stage.slack.updated[-1][1])


async def test_what_has_ended_meanwhile_is_not_withdrawn_and_the_author_is_told(stage: Stage) -> None:
    await in_home(stage)
    view = await opened(stage)
    await in_home(stage, state=State.CONFIRMED)
    await stage.send(taken_back(view))
    assert "come to its end" in texts(stage.slack.pushed[-1])
    assert not stage.slack.updated


async def test_where_the_view_cannot_be_replaced_the_author_is_told_all_the_same(stage: Stage) -> None:
    await in_home(stage)
    view = await opened(stage)
    stage.slack.refuses = "not_found"
    assert await stage.send(taken_back(view)) == {}
    assert stage.store.waits


async def test_a_store_that_is_out_of_order_withdraws_nothing_and_says_so(stage: Stage) -> None:
    await in_home(stage)
    view = await opened(stage)
    stage.store.broken = out_of_order()
    await stage.send(taken_back(view))
    assert "could not be stored just now" in texts(stage.slack.pushed[-1])
    assert not stage.store.waits


@pytest.mark.parametrize("action", ["withdraw", "write_answer", "export_item"])
@pytest.mark.parametrize("forged", ["K7QX-2M", "", '{"item":"K7QX-2M"}', None])
async def test_a_view_that_was_not_sealed_for_an_author_does_nothing(
    stage: Stage, action: str, forged: str | None, whispers: Whispers
) -> None:
    await in_home(stage)
    view = {**await opened(stage), "private_metadata": forged}
    await stage.send(payloads.press_in(view, action))
    assert not stage.store.waits
    assert "slow" not in texts(stage.slack.pushed)


async def test_a_seal_for_another_purpose_does_nothing(stage: Stage) -> None:
    await in_home(stage)
    sealed = stage.deps.signer.seal({"item": "K7QX-2M"}, purpose=ids.QUESTION_FORM)
    await stage.send(taken_back({**await opened(stage), "private_metadata": sealed}))
    assert not stage.store.waits


async def test_an_item_without_a_way_back_is_in_nobodys_home(stage: Stage) -> None:
    stage.store.items["K7QX-2M"] = waiting(way_back=WayBack.NONE)
    await stage.send(payloads.home_opened())
    assert "K7QX-2M" not in str(stage.slack.published)
