"""Shortcuts, the team picker, the Home, and what no listener takes."""

import copy
from typing import Any

import pytest

from handlers import listening
from handlers.carried import Carried
from handlers.listeners.team_options import teams_like
from handlers.registry import STRANGERS, TABLE
from handlers.switchboard import Kind
from tests.handlers import payloads
from tests.handlers.conftest import Whispers
from tests.handlers.stage import Stage, element, looked_at_and_sent, texts
from tests.usecases.fakes import organisation, out_of_order, team


async def test_the_global_shortcut_opens_an_empty_form(stage: Stage) -> None:
    form = await stage.form(payloads.global_shortcut())
    assert "initial_option" not in element(form, "team")
    assert "No team is chosen yet" in texts(form)


@pytest.mark.parametrize("way", [payloads.global_shortcut(), payloads.press("open_form", None)])
async def test_a_shortcut_or_home_button_that_cannot_open_a_form_is_acknowledged_and_counted(
    stage: Stage, way: dict[str, Any]
) -> None:
    await stage.send(copy.deepcopy(way))
    assert not stage.meter.counted
    stage.slack.refuses = "internal_error"
    assert await stage.send(way) == {}
    assert stage.meter.counted["form_not_opened"] == 1


async def test_the_message_shortcut_carries_the_permalink_and_the_team_of_the_channel(stage: Stage) -> None:
    form = await stage.form(payloads.message_shortcut())
    link = "https://acme.slack.com/archives/CCHECKOUT/p1583636382000300"
    assert f"About <{link}|this message>. Whoever reads your words sees this link." in texts(form)
    assert element(form, "team")["initial_option"]["value"] == "checkout"
    await stage.send(payloads.submission(form, words="This is unclear"))
    assert stage.kept().about == link


async def test_the_permalink_of_a_reply_names_its_thread(stage: Stage) -> None:
    form = await stage.form(payloads.message_shortcut(thread_ts="1583636300.000100"))
    assert "p1583636382000300?thread_ts=1583636300.000100&cid=CCHECKOUT" in texts(form)


NOT_PUBLIC = [
    {"id": "D0BEN", "name": "directmessage"},
    {"id": "D0BEN", "name": "general"},
    {"id": "C0BEN", "name": "directmessage"},
    {"id": "G0BEN", "name": "mpdm-ana--ben-1"},
    {"id": "C0BEN", "name": "mpdm-ana--ben-1"},
    {"id": "C0BEN", "name": "privategroup"},
    {"id": "G0BEN", "name": "some-name"},
    {"id": "C0BEN"},
]


@pytest.mark.parametrize("channel", NOT_PUBLIC)
async def test_a_message_that_few_can_see_is_not_linked_and_the_form_says_why(
    stage: Stage, channel: dict[str, str]
) -> None:
    form = await stage.form({**payloads.message_shortcut(), "channel": channel})
    assert "the link would show who wrote" in texts(form)
    assert "0BEN" not in str(form)
    await looked_at_and_sent(stage, form, words="This is unclear", team="payments")
    assert stage.kept().about is None


@pytest.mark.parametrize("channel", NOT_PUBLIC)
async def test_a_form_that_is_offered_again_does_not_link_it_either(
    stage: Stage, whispers: Whispers, channel: dict[str, str]
) -> None:
    stage.slack.refuses = "expired_trigger_id"
    await stage.send({**payloads.message_shortcut(response_url=whispers.url), "channel": channel})
    assert "0BEN" not in str(whispers.heard)


async def test_a_link_into_a_direct_message_that_comes_back_is_dropped(stage: Stage) -> None:
    link = "https://acme.slack.com/archives/D0BEN/p1583636382000300"
    form = await stage.form(payloads.press("offer_form_again", f"about {link}", channel="CCHECKOUT"))
    assert "D0BEN" not in str(form)
    form["private_metadata"] = Carried(item_id="BBBB-BB", about=link).sealed(stage.deps.signer)
    await stage.send(payloads.submission(form, words="This is unclear", team="payments"))
    assert stage.kept("BBBB-BB").about is None


async def test_a_message_that_no_link_can_be_made_for_still_opens_the_form(stage: Stage) -> None:
    body = payloads.message_shortcut()
    body["team"] = {"id": "T111", "domain": "evil.example/<!channel>"}
    form = await stage.form(body)
    assert "About" not in texts(form)


async def test_a_message_shortcut_that_cannot_open_a_form_offers_it_again(stage: Stage, whispers: Whispers) -> None:
    stage.slack.refuses = "expired_trigger_id"
    await stage.send(payloads.message_shortcut(response_url=whispers.url))
    stage.slack.refuses = None
    again = element(whispers.heard[0], "offer_form_again")["value"]
    form = await stage.form(payloads.press("offer_form_again", again, channel="CCHECKOUT"))
    assert "https://acme.slack.com/archives/CCHECKOUT/p1583636382000300" in texts(form)
    assert element(form, "team")["initial_option"]["value"] == "checkout"


@pytest.mark.parametrize("missing", ["team", "channel", "message_ts", "message", "user", "response_url"])
async def test_a_message_shortcut_with_missing_keys_is_answered(stage: Stage, missing: str) -> None:
    body = payloads.message_shortcut()
    del body[missing]
    assert await stage.send(body) == {}
    assert stage.slack.opened


# the team picker


async def names(stage: Stage, typed: str) -> list[str]:
    answer = await stage.send(payloads.suggestion(typed))
    return [option["value"] for option in answer["options"]]


async def test_the_picker_offers_all_teams_and_the_fallback_last(stage: Stage) -> None:
    assert await names(stage, "") == ["checkout", "payments", "fallback"]


async def test_the_picker_finds_names_keys_aliases_and_channels_folded() -> None:
    stage = Stage(organisation(team("ux", name="Öffentlichkeit", aliases=("public relations",)), team("payments")))
    for typed in ("offent", "ÖFF", "relat", "ux", "#ux", "\u200bux"):
        assert (await names(stage, typed))[0] == "ux"
    assert await names(stage, "nothing like it") == ["fallback"]


async def test_the_picker_offers_at_most_100_of_hundreds_and_finds_any_of_them() -> None:
    stage = Stage(organisation(*(team(f"team-{number:03}") for number in range(500))))
    assert len(await names(stage, "")) == 100
    assert "team-417" in await names(stage, "417")


def test_beginnings_come_before_what_only_holds_it() -> None:
    found = teams_like("pay", organisation(team("repay"), team("apps", aliases=("we pay",)), team("payments")))
    assert [one.key for one in found] == ["payments", "apps", "repay", "fallback"]


def test_archived_teams_are_not_offered() -> None:
    assert [one.key for one in teams_like("", organisation(team("old", archived=True)))] == ["fallback"]


async def test_a_picker_of_another_version_stays_empty(stage: Stage) -> None:
    assert await stage.send(payloads.suggestion("x", action_id="old")) == {"options": []}


# the Home


async def test_opening_the_home_publishes_it(stage: Stage) -> None:
    assert await stage.send(payloads.home_opened()) == {}
    person, view = stage.slack.published[0]
    assert person == "UANA"
    assert "How private this is" in texts(view)
    assert "UANA" not in str(view)
    assert stage.keeps_nothing


async def test_a_home_that_is_there_already_is_not_published_again(stage: Stage) -> None:
    await stage.send(payloads.home_opened())
    await stage.send(payloads.home_opened(view=stage.slack.published[0][1]))
    assert len(stage.slack.published) == 1
    await stage.send(payloads.home_opened(view={"type": "home", "private_metadata": "of last year"}))
    assert len(stage.slack.published) == 2


async def test_the_messages_tab_publishes_nothing(stage: Stage) -> None:
    await stage.send(payloads.home_opened(tab="messages"))
    assert not stage.slack.published


async def test_a_home_that_cannot_be_published_is_no_error(stage: Stage) -> None:
    stage.slack.refuses = "internal_error"
    assert await stage.send(payloads.home_opened()) == {}
    assert not stage.meter.counted["listener_failed"]


async def test_the_button_of_the_home_opens_the_form(stage: Stage) -> None:
    await stage.send(payloads.home_opened())
    button = element(stage.slack.published[0][1], "open_form")
    form = await stage.form(payloads.press(button["action_id"], None))
    assert form["callback_id"] == "feedback_form"


# what no listener takes


async def test_a_button_of_another_version_is_explained(stage: Stage) -> None:
    await stage.send(payloads.press("made_right"))
    assert "from another version" in texts(stage.slack.opened[-1])


async def test_a_shortcut_of_another_version_is_explained(stage: Stage) -> None:
    await stage.send(payloads.global_shortcut("old_shortcut"))
    assert "Use /feedback instead" in texts(stage.slack.opened[-1])


async def test_a_form_of_another_version_keeps_its_words(stage: Stage) -> None:
    form = await stage.form(payloads.command("My words"))
    answer = await stage.send(payloads.submission({**form, "callback_id": "feedback_form_v0"}))
    assert "older version" in answer["errors"]["words"]


async def test_a_view_that_was_closed_is_acknowledged(stage: Stage) -> None:
    form = await stage.form(payloads.command("My words"))
    assert await stage.send({**payloads.submission(form), "type": "view_closed", "is_cleared": False}) == {}


async def test_a_command_that_is_not_ours_gives_the_words_back(stage: Stage) -> None:
    answer = await stage.send(payloads.command("My words &amp; more", command="/other"))
    assert "My words & more" in texts(answer)


async def test_an_event_nobody_subscribed_to_is_acknowledged(stage: Stage) -> None:
    body = payloads.home_opened()
    body["event"] = {"type": "reaction_added", "user": "UANA"}
    assert await stage.send(body) == {}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "unheard_of"},
        {"type": "view_submission"},
        {"type": "view_submission", "view": None},
        {"type": "block_actions"},
        {"type": "event_callback"},
        {"type": "event_callback", "event": {}},
        {"type": "message_action"},
        {"command": ""},
        {"command": None},
        {"type": "block_suggestion"},
    ],
)
async def test_a_payload_without_what_it_should_have_is_answered(stage: Stage, body: dict[str, Any]) -> None:
    assert await stage.status(body) in {200, 400, 404}
    assert not stage.store.calls


async def test_every_kind_has_a_listener_for_what_nobody_else_takes() -> None:
    assert STRANGERS.keys() == set(Kind)


async def test_nothing_stands_twice_in_the_table() -> None:
    ways = [(way.kind, way.id) for way in TABLE]
    assert len(ways) == len(set(ways))


async def test_a_press_in_a_store_that_is_out_of_order_is_counted(stage: Stage) -> None:
    stage.store.broken = out_of_order()
    await stage.send(payloads.press("acknowledge"))
    assert stage.meter.counted["listener_failed"] == 1


async def test_a_refusal_that_cannot_be_shown_in_time_is_not_waited_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "SECONDS_IN_ALL", 0.05)
    stage.store.broken = out_of_order()
    stage.slack.hangs = True
    assert await stage.send(payloads.press("acknowledge")) == {}


async def test_half_of_a_character_is_given_back_as_something_that_slack_takes(stage: Stage) -> None:
    stage.slack.refuses = "internal_error"
    answer = await stage.send(payloads.command("broken \ud83d half"))
    assert "broken \ufffd half" in texts(answer)
    assert element(answer, "offer_form_again")["value"] == "words broken \ufffd half"
