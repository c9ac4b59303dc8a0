"""The page in a real Chromium: what only a browser can show, such as focus, drafts and drawing while one types."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from sandbox.delivery import Delivery
from tests.sandbox_web.stage import ANA, BEN, GENERAL, Stage, option, plain, text_input

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_message_of_somebody_else_appears_and_what_is_being_typed_stays(stage: Stage, page: Page) -> None:
    composer = page.get_by_role("textbox", name="Message")
    await composer.fill("half a thou")
    stage.person_says(BEN, "a new message")
    await expect(page.get_by_text("a new message")).to_be_visible()
    await expect(composer).to_have_value("half a thou")
    await expect(composer).to_be_focused()


async def test_enter_sends_and_empties_the_composer(page: Page) -> None:
    composer = page.get_by_role("textbox", name="Message")
    await composer.fill("hello all")
    await composer.press("Enter")
    await expect(page.locator("article", has_text="hello all")).to_be_visible()
    await expect(composer).to_have_value("")


async def test_a_draft_is_there_after_a_look_elsewhere(page: Page, stage: Stage) -> None:
    await page.get_by_role("textbox", name="Message").fill("later")
    await page.get_by_test_id("app").click()
    await page.get_by_test_id("channel-general").click()
    await expect(page.get_by_role("textbox", name="Message")).to_have_value("later")


async def test_a_slash_offers_the_commands_and_enter_completes_then_sends(stage: Stage, page: Page) -> None:
    composer = page.get_by_role("textbox", name="Message")
    await composer.press_sequentially("/fee")
    await expect(page.get_by_role("option", name="/feedback")).to_be_visible()
    await composer.press("Enter")
    await expect(composer).to_have_value("/feedback ")
    await composer.press_sequentially("slow checkout")
    await composer.press("Enter")
    await expect(composer).to_have_value("")
    assert [(one["command"], one["text"]) for one in stage.got] == [("/feedback", "slow checkout")]


async def test_a_modal_is_updated_in_place_and_keeps_text_cursor_and_focus(stage: Stage, page: Page) -> None:
    section = {"type": "section", "block_id": "where", "text": plain("It goes to Payments")}
    view = stage.opens(ANA, [section, text_input()])
    field = page.get_by_role("dialog", name="Give feedback").get_by_label("What happened?")
    await expect(field).to_be_focused()
    await field.press_sequentially("the checkout")
    content = {"type": "modal", "title": plain("Give feedback"), "submit": plain("Send")}
    moved = {**section, "text": plain("It goes to Platform")}
    stage.core.surfaces.update(view, content | {"blocks": [moved, text_input(placeholder=plain("Say it"))]})
    await expect(page.get_by_text("It goes to Platform")).to_be_visible()
    await expect(field).to_have_attribute("placeholder", "Say it")
    await field.press_sequentially(" is slow")
    await expect(field).to_have_value("the checkout is slow")


async def test_an_error_stands_at_its_field_and_the_text_is_kept(stage: Stage, page: Page) -> None:
    stage.app_double.answers["view_submission"] = {"response_action": "errors", "errors": {"what": "Too short"}}
    stage.opens(ANA, [text_input()])
    dialog = page.get_by_role("dialog", name="Give feedback")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Please complete this required field.")
    await dialog.get_by_label("What happened?").fill("no")
    await dialog.get_by_label("What happened?").press("Control+Enter")
    await expect(dialog.get_by_role("alert")).to_have_text("Too short")
    await expect(dialog.get_by_label("What happened?")).to_have_value("no")
    stage.app_double.answers["view_submission"] = {}
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)


async def test_escape_closes_the_top_of_a_stack_and_the_cross_closes_all(stage: Stage, page: Page) -> None:
    stage.opens(ANA, [text_input()])
    second = {"type": "modal", "title": plain("Second"), "blocks": [{"type": "section", "text": plain("more")}]}
    await expect(page.get_by_role("dialog", name="Give feedback")).to_be_visible()
    stage.core.surfaces.push(ANA, second)
    await expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Give feedback")).to_be_visible()
    stage.core.surfaces.push(ANA, second)
    await page.get_by_role("dialog", name="Second").get_by_role("button", name="Close this form").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_external_select_is_used_with_the_keyboard(stage: Stage, page: Page) -> None:
    offered = {"options": [option("Payments", "payments"), option("Platform", "platform")]}
    stage.app_double.answers["block_suggestion"] = offered
    element = {"type": "external_select", "action_id": "team", "min_query_length": 1}
    block = {"type": "input", "block_id": "team", "label": plain("Team"), "dispatch_action": True, "element": element}
    stage.opens(ANA, [block])
    field = page.get_by_role("combobox", name="Team")
    await field.press_sequentially("p")
    await expect(page.get_by_role("option", name="Platform")).to_be_visible()
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(field).to_have_value("Platform")
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    kinds = [one["type"] for one in stage.got]
    assert kinds == ["block_suggestion", "block_actions", "view_submission"]
    assert stage.got[-1]["view"]["state"]["values"]["team"]["team"]["selected_option"]["value"] == "platform"


async def test_a_confirmation_is_asked_for_first(stage: Stage, page: Page) -> None:
    confirm = {"title": plain("Sure?"), "text": plain("It moves."), "confirm": plain("Yes"), "deny": plain("No")}
    button = {"type": "button", "action_id": "move", "text": plain("Not ours"), "confirm": confirm}
    stage.bot_says([{"type": "actions", "elements": [button]}])
    await page.get_by_role("button", name="Not ours").click()
    await page.get_by_role("dialog", name="Sure?").get_by_role("button", name="No", exact=True).click()
    await page.get_by_role("button", name="Not ours").click()
    assert stage.got == []
    await page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Yes").click()
    await page.wait_for_timeout(300)
    assert [one["actions"][0]["action_id"] for one in stage.got] == ["move"]


async def test_a_thread_opens_beside_the_channel_and_is_answered_there(stage: Stage, page: Page) -> None:
    root = stage.person_says(BEN, "anybody?")
    stage.person_says(BEN, "hello?", root.ts)
    await page.get_by_role("button", name="1 reply").click()
    reply = page.get_by_role("textbox", name="Reply")
    await expect(reply).to_be_focused()
    await reply.fill("here")
    await reply.press("Enter")
    await expect(page.get_by_role("button", name="2 replies")).to_be_visible()
    await expect(page.get_by_role("log", name="Thread").locator("article")).to_have_count(3)


async def test_reading_further_up_is_not_disturbed_by_what_comes(stage: Stage, page: Page) -> None:
    for number in range(60):
        stage.person_says(BEN, f"line {number}")
    messages = page.get_by_role("log", name="Messages")
    await expect(page.get_by_text("line 59")).to_be_in_viewport()
    await messages.evaluate("box => { box.scrollTop = 200; }")
    await page.wait_for_timeout(100)
    stage.person_says(BEN, "newest")
    await expect(page.get_by_text("newest")).to_be_attached()
    assert await messages.evaluate("box => box.scrollTop") == 200


async def test_the_clock_is_skipped(stage: Stage, page: Page) -> None:
    before: Any = stage.clock.now()
    await page.get_by_role("button", name="Skip ahead 4 h").click()
    await expect(page.get_by_role("button", name="Skip ahead 4 h")).to_be_visible()
    await page.wait_for_timeout(200)
    assert 4 * 3600 <= (stage.clock.now() - before).total_seconds() < 4 * 3600 + 10


async def test_a_failed_press_is_said_and_leaves_the_form_open(stage: Stage, page: Page) -> None:
    stage.app_double.answer = Delivery(0, error="operation_timeout")
    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    stage.opens(ANA, [{"type": "actions", "elements": [button]}])
    await page.get_by_role("button", name="Go").click()
    await expect(page.get_by_text("operation_timeout")).to_be_visible()
    await expect(page.get_by_role("dialog", name="Give feedback")).to_be_visible()


async def test_several_suggestions_are_picked_and_taken_back(stage: Stage, page: Page) -> None:
    stage.app_double.answers["block_suggestion"] = {"options": [option("Payments", "pay"), option("Platform", "plat")]}
    element = {"type": "multi_external_select", "action_id": "teams", "min_query_length": 0}
    stage.opens(ANA, [{"type": "input", "block_id": "t", "label": plain("Teams"), "element": element}])
    dialog = page.get_by_role("dialog", name="Give feedback")
    for name in ("Payments", "Platform"):
        await dialog.get_by_role("combobox", name="Teams").press("ArrowDown")
        await dialog.get_by_role("option", name=name).click()
    await dialog.get_by_role("button", name="Remove Payments").click()
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    picked = stage.got[-1]["view"]["state"]["values"]["t"]["teams"]["selected_options"]
    assert [one["value"] for one in picked] == ["plat"]


async def test_a_message_menu_is_used_with_the_keyboard(stage: Stage, page: Page) -> None:
    message = stage.person_says(BEN, "the office is cold")
    summary = page.locator(f"article[data-ts='{message.ts}']").get_by_label("More actions")
    await summary.focus()
    await summary.press("Enter")
    await expect(page.get_by_role("menuitem", name="Give feedback on this")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(summary).to_be_focused()
    await summary.press("Enter")
    await expect(page.get_by_role("menuitem", name="Give feedback on this")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.wait_for_timeout(300)
    assert [one["callback_id"] for one in stage.got] == ["give_on"]


async def test_two_tabs_are_two_people(stage: Stage, page: Page) -> None:
    other = await page.context.new_page()
    await other.goto(f"{stage.base_url}/as/{BEN}/c/{GENERAL}")
    await page.get_by_role("textbox", name="Message").fill("from ana")
    await page.get_by_role("button", name="Send").click()
    await expect(other.locator("article", has_text="from ana").get_by_text("Ana Ruiz", exact=True)).to_be_visible()
    await other.get_by_role("link", name="Be Ana Ruiz").click()
    await expect(other.get_by_text("You are Ana Ruiz")).to_be_visible()
    await other.close()


async def test_a_narrow_page_has_everything_within_reach(stage: Stage, page: Page) -> None:
    await page.set_viewport_size({"width": 400, "height": 800})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 400
    await page.locator(".sidebar-toggle").click()
    await page.get_by_test_id("app").click()
    await page.get_by_role("link", name="Messages", exact=True).click()
    await expect(page.get_by_text("Sending messages to this app has been turned off.")).to_be_visible()
