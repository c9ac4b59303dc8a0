"""Choices that are told at once, asked twice, or open one form above another, as a real Chromium shows them."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.sandbox_web.stage import ANA, Stage, option, plain, text_input

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_choice_in_a_menu_of_a_message_is_confirmed_first(stage: Stage, page: Page) -> None:
    confirm = {
        "title": plain("Report it?"),
        "text": plain("It hides."),
        "confirm": plain("Report"),
        "deny": plain("No"),
    }
    choices = [option("Mute its author", "mute:K7"), option("Report it", "report:K7")]
    more = {"type": "overflow", "action_id": "more", "options": choices, "confirm": confirm}
    stage.bot_says([{"type": "actions", "elements": [more]}])
    for answer in ("No", "Report"):
        await page.get_by_label("More options").click()
        await page.get_by_role("menuitem", name="Report it").click()
        await page.get_by_role("dialog", name="Report it?").get_by_role("button", name=answer, exact=True).click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.wait_for_timeout(300)
    assert [one["actions"][0]["selected_option"]["value"] for one in stage.got] == ["report:K7"]


async def test_a_choice_that_is_told_at_once_changes_the_form_and_nothing_that_was_typed(
    stage: Stage, page: Page
) -> None:
    how = {"type": "radio_buttons", "action_id": "how", "options": [option("Signed", "s"), option("Anonymous", "a")]}
    when = {"type": "static_select", "action_id": "when", "options": [option("Later", "later"), option("Now", "now")]}
    inputs = [
        {"type": "input", "block_id": one["action_id"], "label": plain(label), "dispatch_action": True, "element": one}
        for label, one in (("How", how), ("When", when))
    ]

    def answer(payload: dict[str, Any]) -> None:
        values = payload["view"]["state"]["values"]
        said = [(values[one][one]["selected_option"] or {}).get("value", "-") for one in ("how", "when")]
        says = {"type": "section", "block_id": "says", "text": plain(f"how {said[0]}, when {said[1]}")}
        content = {"type": "modal", "title": plain("Give feedback"), "submit": plain("Send")}
        stage.core.surfaces.update(view, content | {"blocks": [says, text_input(), *inputs]}, payload["view"]["hash"])

    stage.app_double.then = answer
    view = stage.opens(ANA, [text_input(), *inputs])
    dialog = page.get_by_role("dialog", name="Give feedback")
    await dialog.get_by_label("What happened?").fill("the checkout is slow")
    await dialog.get_by_label("Anonymous").check()
    await expect(dialog.get_by_text("how a, when -")).to_be_visible()
    await dialog.get_by_label("When").select_option("now")
    await expect(dialog.get_by_text("how a, when now")).to_be_visible()
    await expect(dialog.get_by_label("What happened?")).to_have_value("the checkout is slow")
    await expect(dialog.get_by_label("Anonymous")).to_be_checked()
    assert [one["view"]["state"]["values"]["what"]["text"]["value"] for one in stage.got] == [
        "the checkout is slow"
    ] * 2


async def test_a_text_that_is_told_at_enter_is_not_told_when_it_is_left(stage: Stage, page: Page) -> None:
    stage.opens(ANA, [{**text_input(), "dispatch_action": True}, text_input("more")])
    fields = page.get_by_role("dialog", name="Give feedback").get_by_label("What happened?")
    await fields.first.fill("six words")
    await fields.last.click()
    await page.wait_for_timeout(300)
    assert stage.got == []
    await fields.first.press("Enter")
    await expect(page.get_by_role("dialog", name="Give feedback")).to_be_visible()
    await page.wait_for_timeout(300)
    assert [(one["type"], one["actions"][0]["value"]) for one in stage.got] == [("block_actions", "six words")]


async def test_a_home_of_many_rows_opens_a_form_and_that_another_above_it(stage: Stage, page: Page) -> None:
    def row(action_id: str, label: str, number: int = 0) -> dict[str, Any]:
        button = {"type": "button", "action_id": action_id, "text": plain(label), "value": str(number)}
        return {"type": "section", "block_id": f"row{number}", "text": plain(f"Item {number}"), "accessory": button}

    def answer(payload: dict[str, Any]) -> None:
        pressed = payload.get("actions", [{}])[0].get("action_id")
        if pressed == "open":
            stage.opens(ANA, [text_input(), row("push", "How private is this?")])
        if pressed == "push":
            more = {"type": "section", "text": plain("Slack always sees who sent it.")}
            stage.core.surfaces.push(ANA, {"type": "modal", "title": plain("Privacy"), "blocks": [more]})

    stage.app_double.then = answer
    rows = [row("open", f"Answer {number}", number) for number in range(1, 100)]
    stage.core.surfaces.publish(ANA, {"type": "home", "blocks": rows})
    await page.get_by_test_id("app").click()
    await page.get_by_role("button", name="Answer 99").click()
    form = page.get_by_role("dialog", name="Give feedback")
    await form.get_by_label("What happened?").fill("half a thought")
    await form.get_by_role("button", name="How private is this?").click()
    await expect(page.get_by_text("Slack always sees who sent it.")).to_be_visible()
    await page.get_by_role("dialog", name="Privacy").get_by_role("button", name="Back").click()
    await expect(form.get_by_label("What happened?")).to_have_value("half a thought")
    await expect(page.get_by_role("button", name="Answer 98")).to_be_attached()
