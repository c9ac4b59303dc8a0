"""A copy of everything, for its author alone, in parts that fit into a modal."""

import json
from typing import Any

import pytest

from tests.handlers import payloads
from tests.handlers.authoring import action_ids, answered, asked, home_of, in_home, opened, with_receipt
from tests.handlers.stage import Stage, element, texts


def words(view: dict[str, Any]) -> str:
    return "".join(block["text"]["text"] for block in view["blocks"] if block["type"] == "section")


async def export(stage: Stage, who: str = "UANA") -> dict[str, Any]:
    home = await home_of(stage, who)
    return await stage.form(payloads.press_in(home, "export_mine", "0", who=who))


async def test_everything_is_there_in_plain_words(stage: Stage) -> None:
    await in_home(stage)
    await in_home(stage, "BBBB-22", words="The <lift> is *slow*.")
    asked(stage, "What happened?")
    answered(stage, "It timed out.")
    view = await export(stage)
    for text in ("The refund page is slow.", "The <lift> is *slow*.", "What happened?", "It timed out.", "BBBB-22"):
        assert text in words(view)
    assert "shown to you alone" in texts(view)
    assert action_ids(view) == []


async def test_nobody_else_gets_any_of_it(stage: Stage) -> None:
    await in_home(stage, who="UBOB")
    await in_home(stage, "BBBB-22", words="Mine.")
    assert "Mine." in words(await export(stage))
    assert "refund" not in words(await export(stage))


async def test_with_nothing_to_copy_it_says_so(stage: Stage) -> None:
    await in_home(stage)
    home = await home_of(stage)
    stage.keys.lose()
    view = await stage.form(payloads.press_in(home, "export_mine", "0"))
    assert "There is nothing of yours to copy here" in texts(view)


async def test_a_home_without_items_offers_no_copy(stage: Stage) -> None:
    assert "export_mine" not in action_ids(await home_of(stage))


async def test_what_does_not_fit_comes_in_parts_that_together_are_all_of_it(stage: Stage) -> None:
    for number in range(60):
        await in_home(stage, f"AAAA-{number:02}", words=f"{number}:" + "😀" * 2900)
    view = await export(stage)
    parts = [view]
    while "export_page" in action_ids(parts[-1]):
        pressed = payloads.press_in(parts[-1], "export_page", element(parts[-1], "export_page")["value"])
        await stage.send(pressed)
        parts.append(stage.slack.updated[-1][1])
        assert len(json.dumps(parts[-1]).encode()) < 250_000
    whole = "".join(words(part) for part in parts)
    assert all(f"{number}:" in whole for number in range(60))
    assert whole.count("😀") == 60 * 2900
    assert f"Part 1 of {len(parts)}." in texts(view)
    assert len(parts) > 5


async def test_one_piece_is_copied_on_top_of_its_view(stage: Stage) -> None:
    await in_home(stage)
    await in_home(stage, "BBBB-22", words="Another matter.")
    await stage.send(payloads.press_in(await opened(stage), "export_item"))
    assert "The refund page is slow." in words(stage.slack.pushed[-1])
    assert "Another matter." not in words(stage.slack.pushed[-1])


async def test_whoever_has_a_receipt_copies_that_piece_alone(stage: Stage) -> None:
    receipt = with_receipt(stage)
    await in_home(stage, "BBBB-22", words="Another matter.")
    form = await stage.form(payloads.press_in(await home_of(stage), "have_receipt"))
    view = (await stage.send(payloads.submission(form, receipt=receipt)))["view"]
    await stage.send(payloads.press_in(view, "export_item"))
    assert "RCPT-66" in words(stage.slack.pushed[-1])
    assert "Another matter." not in words(stage.slack.pushed[-1])


async def test_the_parts_of_one_piece_stay_those_of_one_piece(stage: Stage) -> None:
    receipt = with_receipt(stage)
    for number in range(40):
        asked(stage, f"{number}:" + "😀" * 2900, hours=number, item="RCPT-66")
    await in_home(stage, "BBBB-22", words="Another matter.")
    form = await stage.form(payloads.press_in(await home_of(stage), "have_receipt"))
    view = (await stage.send(payloads.submission(form, receipt=receipt)))["view"]
    await stage.send(payloads.press_in(view, "export_item"))
    await stage.send(payloads.press_in(stage.slack.pushed[-1], "export_page", "1"))
    second = stage.slack.updated[-1][1]
    assert "Another matter." not in words(second)
    assert "Part 2 of" in texts(second)
    assert "😀" in words(second)


@pytest.mark.parametrize("value", ["-1", "99", "x", None])
async def test_a_part_that_is_not_there_is_the_first(stage: Stage, value: str | None) -> None:
    await in_home(stage)
    view = await export(stage)
    await stage.send(payloads.press_in(view, "export_page", value))
    assert stage.slack.updated[-1][1] == view


async def test_an_item_that_is_gone_is_said(stage: Stage) -> None:
    await in_home(stage)
    view = await opened(stage)
    del stage.store.items["K7QX-2M"]
    await stage.send(payloads.press_in(view, "export_item"))
    assert "not here any more" in texts(stage.slack.pushed[-1])
