"""Feedback of authors on the stage, as if they had sent it earlier."""

from datetime import timedelta
from typing import Any

from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import Answer, Item, Question
from bot.identity.receipts import digest, receipt
from bot.identity.tags import tag_of
from tests.handlers import payloads
from tests.handlers.stage import Stage
from tests.usecases.fake_keys import PEPPER
from tests.usecases.fakes import NOW, held, waiting

SECRET = b"\x01\x23\x45\x67\x89\xab\xcd\xef\x01"


async def in_home(stage: Stage, item_id: str = "K7QX-2M", *, who: str = "UANA", **changes: Any) -> Item:
    """An item that is out, and that `who` finds in their Home."""
    item = waiting(item_id, **{"way_back": WayBack.HOME, "answerable": True, **changes})
    stage.store.items[item_id] = item
    key = await stage.keys.key(item_id, expires=(NOW + timedelta(days=31)).date())
    stage.store.tags[item_id] = tag_of(key, who)
    stage.store.channels[item_id] = "CPAYMENTS"
    return item


async def held_in_home(stage: Stage, item_id: str = "HELD-11", *, who: str = "UANA", **changes: Any) -> Held:
    """An item that still waits for its batch."""
    key = await stage.keys.key(item_id, expires=(NOW + timedelta(days=31)).date())
    stage.store.waits[item_id] = held(item_id, **{"way_back": WayBack.HOME, "tag": tag_of(key, who), **changes})
    return stage.store.waits[item_id]


def with_receipt(stage: Stage, item_id: str = "RCPT-66") -> str:
    """An item that is out and has a receipt, whose words are returned."""
    words = receipt(SECRET)
    stage.store.items[item_id] = waiting(item_id, way_back=WayBack.RECEIPT, answerable=True)
    stage.store.tags[item_id] = digest(words, PEPPER)
    return " ".join(words)


def asked(stage: Stage, text: str = "What happened then?", *, hours: float = 1, **changes: Any) -> Question:
    """A question that a leader asked some hours after the beginning."""
    number = len(stage.store.asked)
    question = Question(
        id=f"question-{number}",
        item=changes.pop("item", "K7QX-2M"),
        asked_by="ULEAD",
        text=text,
        asked_at=NOW + timedelta(hours=hours),
        **changes,
    )
    stage.store.asked[question.id] = question
    return question


def answered(stage: Stage, text: str = "It timed out.", *, hours: float = 2, item: str = "K7QX-2M") -> Answer:
    """An answer that is out."""
    answer = Answer(id=f"answer-{hours}", item=item, text=text, answered_at=NOW + timedelta(hours=hours))
    stage.store.answered[answer.id] = answer
    return answer


def waits(stage: Stage, kind: HeldKind, text: str = "", *, item: str = "K7QX-2M") -> Held:
    """An answer or a withdrawal that waits for its batch."""
    entry = held(f"waits-{kind}", kind=kind, item=item, words=text, way_back=None)
    stage.store.waits[entry.id] = entry
    return entry


async def home_of(stage: Stage, who: str = "UANA") -> dict[str, Any]:
    """Open somebody's Home and return it."""
    await stage.send(payloads.home_opened(who=who))
    person, view = stage.slack.published[-1]
    assert person == who
    return view


async def opened(stage: Stage, item_id: str = "K7QX-2M", *, who: str = "UANA") -> dict[str, Any]:
    """Open one piece of feedback from somebody's Home and return its view."""
    home = await home_of(stage, who)
    return await stage.form(payloads.press_in(home, "my_item", item_id, who=who))


def action_ids(view: dict[str, Any]) -> list[str]:
    """Return the action ids of all buttons and inputs of a view, in order."""
    parts = [(block.get("element"), block.get("accessory"), *block.get("elements", [])) for block in view["blocks"]]
    return [one["action_id"] for found in parts for one in found if isinstance(one, dict) and "action_id" in one]
