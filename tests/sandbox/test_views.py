import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.errors import CannotSee
from tests.sandbox.forms import input_, modal, shown, text, words
from tests.sandbox.test_web_api import refusal


async def test_a_view_opens_once_a_trigger(sandbox: Sandbox, client: AsyncWebClient) -> None:
    trigger = sandbox.core.handles.trigger("U0ANA")
    answer = await client.views_open(trigger_id=trigger, view=modal())
    view = sandbox.act.modal("ana")
    assert view is not None
    assert answer["view"]["id"] == view.id
    assert answer["view"]["root_view_id"] == view.id
    again = await refusal(client, "views.open", trigger_id=trigger, view=modal())
    assert again["error"] == "exchanged_trigger_id"
    late = sandbox.core.handles.trigger("U0ANA")
    sandbox.clock.skip(4)
    assert (await refusal(client, "views.open", trigger_id=late, view=modal()))["error"] == "expired_trigger_id"
    missing = await refusal(client, "views.open", view=modal())
    assert missing["response_metadata"]["messages"] == ["[ERROR] missing required field: trigger_id"]


async def test_a_wrong_view_is_refused_and_leaves_the_trigger_good(sandbox: Sandbox, client: AsyncWebClient) -> None:
    trigger = sandbox.core.handles.trigger("U0ANA")
    wrong = await refusal(client, "views.open", trigger_id=trigger, view=modal(title=text("x" * 25)))
    assert wrong["error"] == "invalid_arguments"
    assert "/view/title/text" in wrong["response_metadata"]["messages"][0]
    large = modal(*({"type": "section", "text": text("x" * 2900)} for _ in range(100)))
    assert (await refusal(client, "views.open", trigger_id=trigger, view=large))["error"] == "view_too_large"
    await client.views_open(trigger_id=trigger, view=modal())


async def test_what_was_typed_survives_an_update_with_the_same_ids_only(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    view = shown(sandbox, "ana", modal(input_("about", words()), input_("other", words(action_id="more"))))
    sandbox.act.fill("ana", view.id, {"words": "typed", "more": "gone"})
    changed = modal(input_("about", words(initial_value="ignored")), input_("renamed", words(action_id="more")))
    await client.views_update(view_id=view.id, view=changed)
    assert view.values["about"]["words"]["value"] == "typed"
    assert view.values["renamed"]["more"]["value"] is None


async def test_made_up_block_ids_lose_what_was_typed(sandbox: Sandbox, client: AsyncWebClient) -> None:
    field = {"type": "input", "label": text("About"), "element": words()}
    view = shown(sandbox, "ana", modal(field))
    sandbox.act.fill("ana", view.id, {"words": "typed"})
    await client.views_update(view_id=view.id, view=modal(field))
    assert [state["words"]["value"] for state in view.values.values()] == [None]


async def test_an_old_hash_and_a_closed_view_are_refused(sandbox: Sandbox, client: AsyncWebClient) -> None:
    view = shown(sandbox, "ana", modal(external_id="mine"))
    old = view.hash
    await client.views_update(external_id="mine", view=modal(external_id="mine"), hash=old)
    stale = await refusal(client, "views.update", view_id=view.id, view=modal(), hash=old)
    assert stale["error"] == "hash_conflict"
    await sandbox.act.close("ana", view.id)
    assert (await refusal(client, "views.update", view_id=view.id, view=modal()))["error"] == "not_found"


async def test_views_stack_three_high(sandbox: Sandbox, client: AsyncWebClient) -> None:
    push = sandbox.core.handles.trigger
    assert (await refusal(client, "views.push", trigger_id=push("U0ANA"), view=modal()))["error"] == "not_found"
    root = shown(sandbox, "ana")
    for _ in range(2):
        await client.views_push(trigger_id=push("U0ANA"), view=modal())
    top = sandbox.act.modal("ana")
    assert top is not None
    assert (top.root_view_id, top.id != root.id) == (root.id, True)
    full = await refusal(client, "views.push", trigger_id=push("U0ANA"), view=modal())
    assert full["error"] == "push_limit_reached"
    with pytest.raises(CannotSee):
        await sandbox.act.submit("ana", root.id)
    await sandbox.act.close("ana", top.id)
    below = sandbox.act.modal("ana")
    assert below is not None
    assert below.id == top.previous_view_id


async def test_a_view_with_clear_on_close_takes_all_below_it_away(sandbox: Sandbox, client: AsyncWebClient) -> None:
    shown(sandbox, "ana")
    await client.views_push(trigger_id=sandbox.core.handles.trigger("U0ANA"), view=modal(clear_on_close=True))
    top = sandbox.act.modal("ana")
    assert top is not None
    await sandbox.act.close("ana", top.id)
    assert sandbox.act.modal("ana") is None
