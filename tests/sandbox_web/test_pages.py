import asyncio
import re
import time

import pytest

from sandbox.web.guard import same_origin_only
from tests.sandbox_web.stage import ANA, BEN, GENERAL, SECRET, Stage, option, plain, text_input

CHANNEL = f"/as/{ANA}/c/{GENERAL}"
LIVE = f"/as/{ANA}/live"
HERE = {"view": "channel", "channel": GENERAL}


async def body(stage: Stage, path: str, **params: str | int) -> str:
    async with stage.browser() as browser:
        answer = await browser.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_the_welcome_offers_everybody_and_says_what_to_try() -> None:
    html = await body(Stage(), "/")
    for part in ("Ana Ruiz", "Ben Okafor", f"/as/{BEN}", "/feedback", "Skip ahead 4 h"):
        assert part in html
    assert "/as/U0TELLMEMORE" not in html


async def test_sitting_down_leads_to_general() -> None:
    async with Stage().browser() as browser:
        answer = await browser.get(f"/as/{ANA}")
    assert (answer.status_code, answer.headers["location"]) == (303, CHANNEL)


async def test_a_channel_shows_its_messages_threads_and_shortcuts() -> None:
    stage = Stage()
    root = stage.person_says(BEN, "*anybody*?")
    stage.person_says(ANA, "here", root.ts)
    html = await body(stage, CHANNEL)
    assert "<b>anybody</b>?" in html
    assert "<span>1 reply</span>" in html
    assert f'data-ts="{root.ts}"' in html
    assert "Give feedback on this" in html
    assert ">here<" not in html


async def test_a_thread_shows_its_replies_and_stays_when_its_first_message_is_gone() -> None:
    stage = Stage()
    root = stage.person_says(BEN, "anybody?")
    stage.person_says(ANA, "I am here", root.ts)
    assert "I am here" in await body(stage, f"{CHANNEL}/t/{root.ts}")
    stage.world.delete(root)
    assert "I am here" in await body(stage, f"{CHANNEL}/t/{root.ts}")


@pytest.mark.parametrize(
    "path", [f"/as/{ANA}/c/{SECRET}", f"/as/{ANA}/c/C0NOWHERE", "/as/U0NOBODY/app", "/picture/U9.svg"]
)
async def test_what_somebody_cannot_see_is_not_found(path: str) -> None:
    async with Stage().browser() as browser:
        assert (await browser.get(path)).status_code == 404


async def test_a_private_channel_is_named_to_its_members_only() -> None:
    stage = Stage()
    assert "plans" not in await body(stage, CHANNEL)
    assert "plans" in await body(stage, f"/as/{BEN}/c/{SECRET}")


async def test_a_guest_sees_nothing_of_a_public_channel_they_are_not_in() -> None:
    stage = Stage()
    stage.act.leave(ANA, GENERAL)
    stage.act.make_guest(ANA)
    where = stage.world.dm(ANA).id
    stage.bot_says([{"type": "section", "text": {"type": "mrkdwn", "text": f"in <#{GENERAL}>"}}], channel=where)
    html = await body(stage, f"/as/{ANA}/messages")
    assert "general" not in html
    async with stage.browser() as browser:
        assert (await browser.get(CHANNEL)).status_code == 404


async def test_an_ephemeral_is_shown_to_its_person_only() -> None:
    stage = Stage()
    ana = stage.world.person(ANA)
    stage.core.world.ephemerals.clear()
    stage.act._answers.whisper(ana, stage.world.channel(GENERAL), "psst")
    assert "psst" in await body(stage, CHANNEL)
    assert "Only visible to you" in await body(stage, CHANNEL)
    assert "psst" not in await body(stage, f"/as/{BEN}/c/{GENERAL}")


async def test_home_is_drawn_and_the_app_is_told() -> None:
    stage = Stage()
    stage.core.surfaces.publish(ANA, {"type": "home", "blocks": [{"type": "header", "text": plain("Your feedback")}]})
    assert "Your feedback" in await body(stage, f"/as/{ANA}/app")


async def test_the_conversation_with_the_app_cannot_be_written_to_when_the_manifest_says_so() -> None:
    html = await body(Stage(), f"/as/{ANA}/messages")
    assert "Sending messages to this app has been turned off." in html
    assert 'aria-label="Message"' not in html


async def test_a_channel_that_one_is_not_in_can_be_read_but_not_written_to() -> None:
    stage = Stage()
    stage.act.leave(ANA, GENERAL)
    html = await body(stage, CHANNEL)
    assert "Ana is not in this channel." in html
    assert 'aria-label="Message"' not in html


async def test_an_archived_channel_has_no_composer() -> None:
    stage = Stage()
    stage.act.archive(GENERAL)
    assert "This channel was archived." in await body(stage, CHANNEL)


async def test_a_new_message_marks_its_channel_until_it_is_looked_at() -> None:
    stage = Stage()
    async with stage.browser() as browser:
        await browser.get(f"/as/{ANA}/about")
        stage.person_says(BEN, "new")
        assert 'class="unread"' in (await browser.get(f"/as/{ANA}/about")).text
        await browser.get(CHANNEL)
        assert 'class="unread"' not in (await browser.get(f"/as/{ANA}/about")).text


async def test_a_modal_stands_in_the_page_of_the_person_who_has_it_open() -> None:
    stage = Stage()
    stage.opens(ANA, [text_input()])
    assert '<h2 id="modal-title">Give feedback</h2>' in await body(stage, CHANNEL)
    assert "modal-title" not in await body(stage, f"/as/{BEN}/c/{GENERAL}")


async def test_a_live_answer_waits_for_a_change_and_then_brings_it() -> None:
    stage = Stage()
    await body(stage, CHANNEL)
    waiting = asyncio.create_task(body(stage, LIVE, since=stage.world.changes.version, **HERE))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    stage.person_says(BEN, "news")
    html = await asyncio.wait_for(waiting, 1)
    assert "news" in html
    assert f'{{"since": {stage.world.changes.version}}}' in html


async def test_a_live_answer_without_news_brings_only_the_time_and_the_next_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sandbox.web.pages.HOLD_SECONDS", 0.05)
    stage = Stage()
    await body(stage, CHANNEL)
    html = await body(stage, LIVE, since=stage.world.changes.version, **HERE)
    assert re.findall(r' id="([a-z]+)"', html) == ["live", "clock"]


async def test_a_live_answer_comes_at_once_when_the_sandbox_was_started_again() -> None:
    start = time.perf_counter()
    assert 'id="messages"' in await body(Stage(), LIVE, since=999_999, **HERE)
    assert time.perf_counter() - start < 1


async def test_a_live_question_about_a_place_that_is_gone_changes_nothing() -> None:
    async with Stage().browser() as browser:
        answer = await browser.get(LIVE, params={"since": -1, "view": "channel", "channel": "C0GONE"})
    assert answer.status_code == 204


async def test_pages_load_nothing_from_elsewhere_and_run_no_script_of_others() -> None:
    stage = Stage()
    async with stage.browser() as browser:
        answer = await browser.get(CHANNEL)
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        found = re.findall(r'(?:src|href)="([^"#]+)"', answer.text)
        assert all(address.startswith("/") for address in found)
        for address in {one for one in found if one.startswith(("/static", "/picture"))}:
            assert (await browser.get(address)).status_code == 200, address
    assert "<script>" not in answer.text
    assert " onclick" not in answer.text


async def test_suggestions_come_from_the_app() -> None:
    stage = Stage()
    stage.app_double.answers["block_suggestion"] = {"options": [option("<Payments>", "pay")]}
    element = {"type": "external_select", "action_id": "team", "min_query_length": 1}
    view = stage.opens(ANA, [{"type": "input", "block_id": "t", "label": plain("Team"), "element": element}])
    asked = {"view_id": view.id, "block_id": "t", "action_id": "team", "query": "pa"}
    html = await body(stage, f"/as/{ANA}/suggestions", **asked)
    assert 'data-value="pay"' in html
    assert "&lt;Payments&gt;" in html
    assert stage.got[-1]["value"] == "pa"
    stage.app_double.answers["block_suggestion"] = {"options": []}
    assert "Nothing found" in await body(stage, f"/as/{ANA}/suggestions", **asked)
    gone = {**asked, "block_id": "gone"}
    assert "nothing" in await body(stage, f"/as/{ANA}/suggestions", **gone)


def test_the_guard_keeps_the_name_of_what_it_guards() -> None:
    async def endpoint(request: object) -> object:
        return request

    assert same_origin_only(endpoint).__name__ == "endpoint"  # type: ignore[arg-type]
