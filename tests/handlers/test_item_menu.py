"""The menu of a card: mute the author, or report; each asked once more, and nobody learns whom it met."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.item import State
from bot.core.organisation import Channel
from bot.ports import Kind
from handlers.signer import Signer
from tests.handlers import payloads
from tests.handlers.authoring import in_home, with_receipt
from tests.handlers.stage import Stage, texts
from tests.usecases.fakes import NOW, organisation, out_of_order, waiting


@pytest.fixture
def stage() -> Stage:
    return Stage(replace(organisation(), safety_channel=Channel(id="CSAFETY", name="people-safety")))


async def chosen(stage: Stage, what: str, item_id: str = "K7QX-2M", who: str = "ULEAD") -> dict[str, Any]:
    assert await stage.send(payloads.choose("more", f"{what}:{item_id}", who=who)) == {}
    return stage.slack.opened[-1]


async def test_muting_is_asked_once_more_and_says_what_it_does(stage: Stage) -> None:
    await in_home(stage)
    view = await chosen(stage, "mute")
    said = texts(view)
    assert "cannot send this team anything anonymous until 9 March 2026" in said
    assert "Nobody is told who it is" in said
    assert not stage.keys.muted


async def test_a_confirmed_mute_keeps_a_tag_and_no_item(stage: Stage) -> None:
    await in_home(stage)
    answer = await stage.send(payloads.submission(await chosen(stage, "mute"), who="ULEAD"))
    assert "Until 9 March 2026 this team takes no anonymous feedback" in texts(answer["view"])
    [mute] = stage.keys.muted.values()
    assert "K7QX" not in mute.id
    assert mute.until == (NOW.date().replace(day=9))


async def test_what_a_leader_reads_is_the_same_whether_or_not_anybody_was_met(stage: Stage) -> None:
    await in_home(stage)
    met = await stage.send(payloads.submission(await chosen(stage, "mute"), who="ULEAD"))
    with_receipt(stage)
    stage.store.items["NONE-00"] = waiting("NONE-00")
    for item_id in ("RCPT-66", "NONE-00"):
        view = await chosen(stage, "mute", item_id)
        assert await stage.send(payloads.submission(view, who="ULEAD")) == met
    assert len(stage.keys.muted) == 1


async def test_who_signed_cannot_be_muted_and_the_leader_is_told_why(stage: Stage) -> None:
    stage.store.items["K7QX-2M"] = waiting(signed_by="UANA")
    view = await chosen(stage, "mute")
    assert "This is signed" in texts(view)
    assert view["callback_id"] == "notice"


async def test_reporting_is_asked_once_more_and_then_hides_the_words(stage: Stage) -> None:
    await in_home(stage)
    view = await chosen(stage, "report")
    assert "handed to those who look after safety" in texts(view)
    assert stage.store.items["K7QX-2M"].hidden_by is None
    woken = stage.woken
    answer = await stage.send(payloads.submission(view, who="ULEAD"))
    item = stage.store.items["K7QX-2M"]
    assert (item.hidden_by, item.state) == ("ULEAD", State.ACKNOWLEDGED)
    assert (Kind.REPORT, "CSAFETY", "K7QX-2M") in stage.store.queued
    assert "The reminders stop" in texts(answer["view"])
    assert stage.woken == woken + 1


async def test_who_reports_second_is_thanked_too(stage: Stage) -> None:
    await in_home(stage)
    first, second = await chosen(stage, "report"), await chosen(stage, "report", who="UBEN")
    await stage.send(payloads.submission(first, who="ULEAD"))
    answer = await stage.send(payloads.submission(second, who="UBEN"))
    assert "reported before" in texts(answer["view"])
    assert stage.store.items["K7QX-2M"].hidden_by == "ULEAD"


@pytest.mark.parametrize("what", ["mute", "report"])
async def test_somebody_who_leads_nothing_is_told_whom_to_talk_to(stage: Stage, what: str) -> None:
    await in_home(stage)
    assert "only those who lead it can answer" in texts(await chosen(stage, what, who="UANA"))


@pytest.mark.parametrize("what", ["mute", "report"])
async def test_who_leads_no_more_when_confirming_changes_nothing(stage: Stage, what: str) -> None:
    await in_home(stage)
    view = await chosen(stage, what)
    answer = await stage.send(payloads.submission(view, who="UANA"))
    assert "you are not among them any more" in texts(answer["view"])
    assert not stage.keys.muted
    assert stage.store.items["K7QX-2M"].hidden_by is None


@pytest.mark.parametrize("what", ["mute", "report"])
async def test_the_one_it_is_about_learns_nothing_of_it(stage: Stage, what: str) -> None:
    nowhere = await chosen(stage, what, "ZZZZ-ZZ")
    await in_home(stage, left_out="ULEAD")
    assert await chosen(stage, what) == nowhere
    assert not stage.store.messages
    view = await chosen(stage, what, who="UDIRECTOR")
    answer = await stage.send(payloads.submission(view, who="ULEAD"))
    assert "is not here any more" in texts(answer["view"])
    assert not stage.keys.muted


@pytest.mark.parametrize("what", ["mute", "report"])
async def test_an_item_that_is_gone_when_confirming_is_said(stage: Stage, what: str) -> None:
    await in_home(stage)
    view = await chosen(stage, what)
    stage.store.items.clear()
    answer = await stage.send(payloads.submission(view, who="ULEAD"))
    assert "is not here any more" in texts(answer["view"])


@pytest.mark.parametrize("what", ["mute", "report"])
async def test_a_forged_confirmation_changes_nothing(stage: Stage, what: str) -> None:
    await in_home(stage)
    view = await chosen(stage, what)
    other = "report_form" if what == "mute" else "mute_form"
    for purpose, signer in ((other, stage.deps.signer), (f"{what}_form", Signer(b"f" * 32))):
        sealed = signer.seal({"item": "K7QX-2M"}, purpose=purpose)
        answer = await stage.send(payloads.submission({**view, "private_metadata": sealed}, who="ULEAD"))
        assert "nothing changed" in texts(answer["view"])
    assert not stage.keys.muted
    assert stage.store.items["K7QX-2M"].hidden_by is None


async def test_a_store_that_is_out_of_order_is_said(stage: Stage) -> None:
    await in_home(stage)
    view = await chosen(stage, "mute")
    stage.keys.broken = out_of_order()
    answer = await stage.send(payloads.submission(view, who="ULEAD"))
    assert "could not be stored just now" in texts(answer["view"])


async def test_with_nobody_to_hand_it_to_nothing_is_hidden() -> None:
    plain = organisation()
    stage = Stage(replace(plain, fallback=replace(plain.fallback, leaders=())))
    await in_home(stage)
    answer = await stage.send(payloads.submission(await chosen(stage, "report"), who="ULEAD"))
    assert "Nobody else is named who could look after this" in texts(answer["view"])
    assert stage.store.items["K7QX-2M"].hidden_by is None


@pytest.mark.parametrize("value", ["snooze:K7QX-2M", "K7QX-2M", "mutes"])
async def test_an_entry_of_another_version_is_explained(stage: Stage, value: str) -> None:
    await stage.send(payloads.choose("more", value))
    assert "from another version" in texts(stage.slack.opened[-1])


async def test_a_menu_without_a_choice_is_answered(stage: Stage) -> None:
    await stage.send(payloads.press("more", None))
    assert stage.slack.opened


async def test_a_card_that_was_not_known_is_noted_for_a_leader(stage: Stage) -> None:
    await in_home(stage)
    await chosen(stage, "report")
    assert ("CPAYMENTS", "111.222") in stage.store.messages
