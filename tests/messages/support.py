"""Items, teams and a reader of messages that knows what Slack would do with them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.core.item import Answer, Item, Question, State
from bot.core.organisation import Channel, Organisation, Team
from bot.messages.rendered import Rendered

NOW = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
PAYMENTS = Team(
    key="payments",
    name="Payments",
    channel=Channel(id="CPAY", name="payments"),
    leaders=("ULEAD",),
    escalation=(("UDIR", "UBOSS"),),
)
ORGANISATION = Organisation(teams=(PAYMENTS,), fallback=replace(PAYMENTS, key="fallback", name="Triage"))

ITEM = Item(
    id="K7QX-2M",
    team="payments",
    words="The export takes ten minutes.",
    why="It mentions “export”.",
    waiting_since=NOW - timedelta(hours=4),
)
HEARD = replace(ITEM, state=State.ACKNOWLEDGED, acknowledged_by="ULEAD", acknowledged_at=NOW, version=2)
LEFT_OUT = replace(ITEM, left_out="ULEAD")
QUESTION = Question(id="q1", item=ITEM.id, asked_by="ULEAD", text="Which export?", asked_at=NOW)
ANSWER = Answer(id="a1", item=ITEM.id, text="The one for March.", answered_at=NOW)

NASTY = [
    "<!channel> <!here> <!everyone> @channel @here",
    "<@U0BOSS> <#C0SECRET|secret> <!subteam^S0ALL>",
    "<https://evil.example|your bank> https://evil.example/?a=1&b=2",
    "&lt;!channel&gt; &amp;lt;",
    "*bold* _italic_ ~gone~ `code` ```block```\n> quote :smile: :slightly_smiling_face:",
    "\u202eright to left\u202c \u200b\u200d zero width \ufeff",
    "🙂" * 50,
    "<" * 3000,
    "x" * 3000,
    "line\n" * 600,
    "{team} %s {0} \\n",
]

written = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3000) | st.lists(
    st.sampled_from(
        ["<!channel>", "<@U0BOSS>", "<#C0|x>", "<!subteam^S0>", "&", "<", ">", " ", "\n", "ünï", "🙂", "|", "!"]
    ),
    min_size=1,
    max_size=300,
).map("".join)


def texts(value: Any) -> Iterator[dict[str, Any]]:
    """Every text object in a message."""
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def parsed(rendered: Rendered) -> list[str]:
    """Everything Slack would parse: the text, and every mrkdwn object."""
    return [rendered.text, *(text["text"] for text in texts(rendered.blocks) if text["type"] == "mrkdwn")]


def controls(rendered: Rendered) -> set[str]:
    """Every control sequence Slack would act on, without the time of a date."""
    found = {control for text in parsed(rendered) for control in re.findall(r"<([^<>]*)>", text)}
    return {"!date" if control.startswith("!date^") else control for control in found}


def shown(rendered: Rendered) -> str:
    """What a reader sees, block by block."""
    return "\n".join(text["text"] for text in texts(rendered.blocks))


def their_words(rendered: Rendered) -> str:
    """What stands in plain sections, put together."""
    sections = [block["text"] for block in rendered.blocks if block["type"] == "section"]
    return "".join(text["text"] for text in sections if text["type"] == "plain_text")


def buttons(rendered: Rendered) -> list[tuple[str, str, str]]:
    """Label, action id and value of each button."""
    return [
        (each["text"]["text"], each["action_id"], each["value"])
        for block in rendered.blocks
        if block["type"] == "actions"
        for each in block["elements"]
        if each["type"] == "button"
    ]


def menu(rendered: Rendered) -> list[tuple[str, str]]:
    """Label and value of each thing in the menu."""
    return [
        (option["text"]["text"], option["value"])
        for block in rendered.blocks
        if block["type"] == "actions"
        for each in block["elements"]
        if each["type"] == "overflow"
        for option in each["options"]
    ]
