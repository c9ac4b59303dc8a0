"""The same form sent again with another choice, or under another policy: the last press counts, and is what is said."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.held import WayBack
from bot.core.organisation import Anonymity, Policy
from bot.ports import Release
from tests.handlers import payloads
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import CHECKOUT, PAYMENTS, organisation


async def opened(stage: Stage) -> dict[str, Any]:
    return await stage.form(payloads.command("My refund is late"))


@pytest.mark.parametrize(
    ("choice", "value", "way_back", "said"),
    [
        ("signature", "receipt", WayBack.RECEIPT, "Your receipt"),
        ("signature", "none", WayBack.NONE, ""),
        ("leave_out", "ULEAD", WayBack.HOME, "UDIRECTOR"),
    ],
)
async def test_a_form_sent_again_with_another_choice_is_kept_as_it_was_chosen_last(
    stage: Stage, choice: str, value: str, way_back: WayBack, said: str
) -> None:
    form = await opened(stage)
    await stage.send(payloads.submission(form))  # and the answer to it never came
    again = await stage.send(payloads.submission(form, **{choice: value}))
    confirmed = await stage.send(payloads.submission(again["view"]))
    assert said in texts(confirmed["view"])
    (held,) = stage.store.waits.values()
    assert (held.way_back, held.left_out) == (way_back, "ULEAD" if choice == "leave_out" else None)
    assert bool(await stage.deps.identity.keys.keys()) == (way_back is WayBack.HOME)


async def test_a_form_sent_again_signed_does_not_leave_an_anonymous_copy(stage: Stage) -> None:
    form = await opened(stage)
    await stage.send(payloads.submission(form))
    await stage.send(payloads.submission(form, signature="signed"))
    assert stage.store.waits == {}
    assert [item.signed_by for item in stage.store.items.values()] == ["UANA"]
    assert await stage.deps.identity.keys.keys() == {}


async def test_what_went_out_the_way_it_was_chosen_first_is_said_and_not_confirmed_otherwise(stage: Stage) -> None:
    form = await opened(stage)
    await stage.send(payloads.submission(form))
    await stage.store.release([Release(id="AAAA-AA", places=("CPAYMENTS",))], at=stage.clock())
    answer = await stage.send(payloads.submission(form, signature="signed"))
    assert "went out already" in answer["errors"]["words"]
    assert [item.signed_by for item in stage.store.items.values()] == [None]


async def test_a_policy_that_moved_since_the_form_was_drawn_is_shown_before_anything_is_sent(stage: Stage) -> None:
    form = await opened(stage)
    weaker = replace(PAYMENTS, policy=Policy(anonymous=Anonymity(at_least=1)))
    stage.deps.current.organisation = organisation(weaker, CHECKOUT)
    again = await stage.send(payloads.submission(form))
    assert stage.keeps_nothing
    await stage.send(payloads.submission(again["view"]))
    assert stage.kept().words == "My refund is late"


async def test_a_team_that_does_not_answer_in_the_home_does_not_offer_it(stage: Stage) -> None:
    without = replace(PAYMENTS, policy=Policy(anonymous=Anonymity(ways_back=(WayBack.RECEIPT, WayBack.NONE))))
    stage.deps.current.organisation = organisation(without, CHECKOUT)
    form = await opened(stage)
    assert [option["value"] for option in element(form, "signature")["options"]] == ["receipt", "none", "signed"]
    await stage.send(payloads.submission(form))
    (held,) = stage.store.waits.values()
    assert held.way_back is WayBack.RECEIPT
