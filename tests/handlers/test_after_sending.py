"""What an author sees once it is stored: when it goes out, the receipt, and what they can still do until then."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from bot.core.held import WayBack
from bot.core.organisation import Policy
from bot.errors import StoreUnavailable
from handlers.views import ids
from tests.handlers import payloads
from tests.handlers.stage import Stage, element, texts
from tests.handlers.test_the_form_changes import drawn, has, opened, with_people
from tests.usecases.fakes import PAYMENTS, fake_identity, organisation

WORDS = "My refund is late"


async def sent(stage: Stage, way: str = "home", text: str = WORDS) -> dict[str, Any]:
    """Send a form, and return its confirmation."""
    form = await drawn(stage, await opened(stage, text), "signature", way)
    answer = await stage.send(payloads.submission(form))
    assert answer["response_action"] == "update"
    view: dict[str, Any] = answer["view"]
    return view


def receipt_in(view: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]


async def edit_form(stage: Stage, view: dict[str, Any]) -> dict[str, Any]:
    assert await stage.send(payloads.press_in(view, ids.HELD_EDIT)) == {}
    return stage.slack.pushed[-1]


# what it says


async def test_it_says_that_it_waits_and_when_it_goes_out(stage: Stage) -> None:
    said = texts(await sent(stage))
    assert "Your words are kept, and wait for the next batch. AAAA-AA goes to Payments in #payments." in said
    assert "Next batch: 10:00 (UTC), once 3 people have written or one's time is up; by Tue 08:00." in said


async def test_the_time_is_on_the_clock_of_the_team() -> None:
    stage = Stage(organisation(replace(PAYMENTS, policy=Policy(timezone="Asia/Kolkata"))))
    assert "(Asia/Kolkata), once" in texts(await sent(stage))


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("home", "You find it in this app's Home"),
        ("receipt", "The six words are all that leads back to it."),
        ("none", "nothing leads back to you."),
        ("signed", "Your name stands beside your words."),
    ],
)
async def test_it_says_what_was_kept(stage: Stage, way: str, said: str) -> None:
    assert said in texts(await sent(stage, way))


async def test_the_receipt_is_six_words_shown_large_and_stored_nowhere(stage: Stage) -> None:
    view = await sent(stage, "receipt")
    (words,) = receipt_in(view)
    assert len(words.split()) == 6
    assert "shown once; write them down" in texts(view)
    assert words not in f"{stage.store}{stage.keys}"
    assert stage.store.waits["AAAA-AA"].tag is not None


async def test_no_other_way_has_a_receipt(stage: Stage) -> None:
    assert receipt_in(await sent(stage, "none")) == []


async def test_a_form_sent_twice_shows_the_same_receipt_and_another_form_another(stage: Stage) -> None:
    form = await drawn(stage, await opened(stage), "signature", "receipt")
    body = payloads.submission(form)
    first, second = [(await stage.send(copy.deepcopy(body)))["view"] for _ in range(2)]
    assert first == second
    assert receipt_in(await sent(stage, "receipt")) != receipt_in(first)


async def test_what_went_out_offers_nothing_any_more(stage: Stage) -> None:
    for view in (await sent(stage, "signed"), await now(stage)):
        assert "Your words are on their way." in texts(view)
        assert not has(view, ids.HELD_EDIT)


async def now(stage: Stage) -> dict[str, Any]:
    form = await drawn(stage, await opened(stage, "Another refund is late"), "when", "now")
    answer = await stage.send(payloads.submission(form))
    view: dict[str, Any] = answer["view"]
    return view


async def test_nothing_about_the_author_is_in_the_confirmation(stage: Stage) -> None:
    assert "UANA" not in str(await sent(stage))


# what is refused keeps the words


async def test_a_word_that_the_team_does_not_take_is_named_and_the_words_stay() -> None:
    stage = Stage(organisation(replace(PAYMENTS, policy=Policy(banned_words=("damn",)))))
    answer = await stage.send(payloads.submission(await opened(stage, "My damn refund")))
    assert "“damn”" in answer["errors"]["words"]
    assert stage.keeps_nothing


async def test_who_sends_a_lot_is_told_how_long_to_wait_and_the_words_stay(stage: Stage) -> None:
    object.__setattr__(stage.deps, "identity", fake_identity(stage.clock, keys=stage.keys, most=1))
    await stage.send(payloads.submission(await opened(stage)))
    answer = await stage.send(payloads.submission(await opened(stage, "Another refund is late")))
    assert "Press Send again in 60 minutes; your words stay here." in answer["errors"]["words"]
    assert list(stage.store.waits) == ["AAAA-AA"]


async def test_a_rewrite_that_the_team_does_not_take_is_no_loss_either() -> None:
    teams = organisation(replace(PAYMENTS, policy=Policy(banned_words=("damn",))))
    stage = with_people(Stage(teams), payments=14)
    form = await opened(stage, "My damn refund, ask Dora Nowak")
    answer = await stage.send(payloads.submission(form, what_to_send=ids.REWRITE))
    assert "“damn”" in answer["errors"]["words"]


# editing


async def test_the_words_open_on_top_and_are_changed(stage: Stage) -> None:
    form = await edit_form(stage, await sent(stage, "none"))
    assert element(form, "words")["initial_value"] == WORDS
    answer = await stage.send(payloads.submission(form, words="My refund is very late"))
    assert "Your words are changed" in texts(answer["view"])
    assert stage.store.waits["AAAA-AA"].words == "My refund is very late"


async def test_what_changed_words_give_away_is_shown_once_before_they_are_saved(stage: Stage) -> None:
    form = await edit_form(with_people(stage, payments=14), await sent(stage))
    answer = await stage.send(payloads.submission(form, words="Ask Dora Nowak"))
    assert "Not saved yet" in texts(answer["view"])
    assert stage.store.waits["AAAA-AA"].words == WORDS
    await stage.send(payloads.submission(answer["view"]))
    assert stage.store.waits["AAAA-AA"].words == "Ask Dora Nowak"


@pytest.mark.parametrize("words", ["", "  ", "x" * 3001])
async def test_words_that_nobody_could_read_are_not_saved(stage: Stage, words: str) -> None:
    form = await edit_form(stage, await sent(stage))
    answer = await stage.send(payloads.submission(form, words=words))
    assert answer["errors"]["words"]
    assert stage.store.waits["AAAA-AA"].words == WORDS


async def test_words_that_went_out_meanwhile_cannot_be_changed_and_what_was_typed_stays(stage: Stage) -> None:
    view = await sent(stage)
    form = await edit_form(stage, view)
    await stage.send(payloads.press_in(view, ids.HELD_SEND_NOW))
    answer = await stage.send(payloads.submission(form, words="Other words"))
    assert "This went out a moment ago" in answer["errors"]["words"]
    assert stage.store.items["AAAA-AA"].words == WORDS


async def test_a_forged_form_changes_nothing(stage: Stage) -> None:
    form = await edit_form(stage, await sent(stage))
    other = stage.deps.signer.seal({"item": "AAAA-AA"}, purpose=ids.QUESTION_FORM)
    answer = await stage.send(payloads.submission({**form, "private_metadata": other}, words="Other words"))
    assert "words" in answer["errors"]
    assert stage.store.waits["AAAA-AA"].words == WORDS


# taking it back, and not waiting


@pytest.mark.parametrize("way", [way.value for way in WayBack])
async def test_it_is_taken_back_before_anybody_read_it_whatever_the_way_back(stage: Stage, way: str) -> None:
    shown = await stage.redrawn(payloads.press_in(await sent(stage, way), ids.HELD_WITHDRAW))
    assert stage.keeps_nothing
    assert not stage.keys.made
    assert "It is taken back and deleted. Nobody has read it." in texts(shown)
    assert not has(shown, ids.HELD_WITHDRAW)


@pytest.mark.parametrize("way", [way.value for way in WayBack])
async def test_it_is_sent_now_and_the_receipt_stays_on_the_screen(stage: Stage, way: str) -> None:
    view = await sent(stage, way)
    shown = await stage.redrawn(payloads.press_in(view, ids.HELD_SEND_NOW))
    assert "AAAA-AA" in stage.store.items
    assert "It is on its way now." in texts(shown)
    assert receipt_in(shown) == receipt_in(view)
    assert not has(shown, ids.HELD_SEND_NOW)
    assert stage.woken == 1


async def test_both_ask_first_and_say_what_they_cost(stage: Stage) -> None:
    view = await sent(stage)
    assert "100 of 100 cases; in a batch of at least 3 in 28" in texts(element(view, ids.HELD_SEND_NOW)["confirm"])
    assert "cannot be undone" in texts(element(view, ids.HELD_WITHDRAW)["confirm"])


async def test_what_went_out_meanwhile_is_said_at_its_next_batch_to_be_taken_back(stage: Stage) -> None:
    view = await sent(stage)
    await stage.send(payloads.press_in(view, ids.HELD_SEND_NOW))
    shown = await stage.redrawn(payloads.press_in(view, ids.HELD_WITHDRAW))
    assert "Your withdrawal is noted" in texts(shown)
    assert len(stage.store.waits) == 1


async def test_what_cannot_be_taken_back_any_more_is_said_on_top_and_the_receipt_is_not_lost(stage: Stage) -> None:
    view = await sent(stage, "none")
    await stage.send(payloads.press_in(view, ids.HELD_SEND_NOW))
    drawn_before = len(stage.slack.updated)
    await stage.send(payloads.press_in(view, ids.HELD_WITHDRAW))
    assert "The way back to this is gone" in texts(stage.slack.pushed[-1])
    assert len(stage.slack.updated) == drawn_before


async def test_editing_what_has_gone_out_says_so(stage: Stage) -> None:
    view = await sent(stage)
    await stage.send(payloads.press_in(view, ids.HELD_SEND_NOW))
    shown = await stage.redrawn(payloads.press_in(view, ids.HELD_EDIT))
    assert "It has gone out already" in texts(shown)


@pytest.mark.parametrize("action_id", [ids.HELD_EDIT, ids.HELD_WITHDRAW, ids.HELD_SEND_NOW])
async def test_a_view_that_was_not_sealed_for_its_author_can_do_nothing(stage: Stage, action_id: str) -> None:
    view = {**await sent(stage), "private_metadata": stage.deps.signer.seal({"item": "AAAA-AA"}, purpose="other")}
    before = dict(stage.store.waits)
    await stage.send(payloads.press_in(view, action_id))
    assert stage.slack.pushed
    assert stage.store.waits == before


@pytest.mark.parametrize("action_id", [ids.HELD_EDIT, ids.HELD_WITHDRAW, ids.HELD_SEND_NOW])
async def test_a_store_that_fails_is_said_on_top_of_the_confirmation(stage: Stage, action_id: str) -> None:
    view = await sent(stage, "receipt")
    stage.store.broken = StoreUnavailable("locked")
    await stage.send(payloads.press_in(view, action_id))
    assert stage.slack.pushed
    assert not stage.slack.opened[1:]  # nothing replaces the receipt
    stage.store.broken = None
    assert "AAAA-AA" in stage.store.waits


async def test_what_slack_does_not_draw_is_said_on_top(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(**_: object) -> None:
        raise ValueError

    view = await sent(stage)
    monkeypatch.setattr(stage.slack, "views_update", refused)
    await stage.send(payloads.press_in(view, ids.HELD_SEND_NOW))
    assert "It is on its way now." in texts(stage.slack.pushed[-1])


# the same from Home


async def opened_from_home(stage: Stage) -> dict[str, Any]:
    await stage.send(payloads.home_opened())
    await stage.send(payloads.press_in(stage.slack.published[-1][1], ids.MY_ITEM, "AAAA-AA"))
    return stage.slack.opened[-1]


async def test_what_still_waits_is_taken_back_from_home_and_listed_no_more(stage: Stage) -> None:
    await sent(stage)
    shown = await stage.redrawn(payloads.press_in(await opened_from_home(stage), ids.HELD_WITHDRAW))
    assert "It is taken back and deleted" in texts(shown)
    assert stage.keeps_nothing
    assert "AAAA-AA" not in texts(stage.slack.published[-1][1])


async def test_what_still_waits_is_sent_now_from_home_and_shown_as_it_is_then(stage: Stage) -> None:
    await sent(stage)
    shown = await stage.redrawn(payloads.press_in(await opened_from_home(stage), ids.HELD_SEND_NOW))
    assert shown["callback_id"] == ids.ITEM_VIEW
    assert "It is on its way now." in texts(shown)
    assert "Waiting for somebody in Payments to hear it" in texts(shown)
    assert len(stage.slack.published) == 2


async def test_words_changed_from_home_are_shown_below_the_form_at_once(stage: Stage) -> None:
    await sent(stage)
    form = await edit_form(stage, await opened_from_home(stage))
    body = payloads.submission(form, words="My refund is very late")
    body["view"]["previous_view_id"] = "V000"
    assert "Your words are changed" in texts((await stage.send(body))["view"])
    view_id, below = stage.slack.updated[-1]
    assert view_id == "V000"
    assert "My refund is very late" in texts(below)


async def test_words_changed_from_the_confirmation_leave_the_confirmation_alone(stage: Stage) -> None:
    form = await edit_form(stage, await sent(stage, "receipt"))
    before = len(stage.slack.updated)
    await stage.send(payloads.submission(form, words="My refund is very late"))
    assert len(stage.slack.updated) == before
