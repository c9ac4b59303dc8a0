"""Every limit of Block Kit, checked before a payload leaves: what Slack would refuse is found here first.

Numbers are those of Slack's Block Kit reference. Where it is unclear how Slack counts, characters are counted.
"""

import json
from collections import Counter
from enum import StrEnum
from typing import Any

from bot.messages.limits_blocks import check_block
from bot.messages.limits_texts import Problems, check_text, check_words
from bot.messages.plain import POST_TEXT, UPDATE_TEXT
from bot.ports import Blocks

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
"""`view_too_large` beyond, in the reference of views.open."""

IN_MESSAGES = frozenset(
    {"actions", "context", "divider", "file", "header", "image", "input", "markdown", "rich_text", "section", "video"}
)
IN_VIEWS = IN_MESSAGES - {"file", "markdown"}


class Payload(StrEnum):
    """The two ways a message leaves; they differ in how long its text may be."""

    POST = "post"
    UPDATE = "update"


def check(payload: Payload, text: str, blocks: Blocks | None) -> list[str]:
    """Return what is wrong with a message, one line each that names the place and no content; empty when all is well.

    A message needs text: it is what notifications show, and all there is without blocks.
    """
    problems: Problems = []
    check_words(problems, "text", text, most=POST_TEXT if payload is Payload.POST else UPDATE_TEXT)
    if blocks:
        _check_blocks(problems, blocks, most=MESSAGE_BLOCKS, known=IN_MESSAGES)
    return problems


def check_view(view: dict[str, Any]) -> list[str]:
    """Return what is wrong with a modal or home view, one line each that names no content; empty when all is well."""
    problems: Problems = []
    kind = view.get("type")
    if kind not in ("modal", "home"):
        problems.append("type: must be modal or home")
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        problems.append("blocks: at least 1")
        blocks = []
    _check_blocks(problems, blocks, most=VIEW_BLOCKS, known=IN_VIEWS)
    if kind == "modal":
        _check_modal(problems, view, blocks)
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if name in view:
            check_words(problems, name, view[name], most=most, least=0)
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        problems.append("view: more than 250 KB")
    return problems


def _check_modal(problems: Problems, view: dict[str, Any], blocks: Blocks) -> None:
    if "title" not in view:
        problems.append("title: missing")
    for name in ("title", "submit", "close"):
        if name in view:
            check_text(problems, name, view[name], most=24, plain_only=True)
    if "submit" not in view and any(_type(block) == "input" for block in blocks):
        problems.append("submit: missing, and there are inputs")


def _check_blocks(problems: Problems, blocks: Blocks, *, most: int, known: frozenset[str]) -> None:
    if len(blocks) > most:
        problems.append(f"blocks: {len(blocks)}, at most {most}")
    for position, block in enumerate(blocks):
        at = f"blocks[{position}]"
        if _type(block) not in known:
            problems.append(f"{at}: unknown type of block")
            continue
        check_block(problems, at, block)
    ids = Counter(str(block["block_id"]) for block in blocks if _type(block) and block.get("block_id"))
    problems.extend("blocks: the same block_id twice" for count in ids.values() if count > 1)
    if sum(json.dumps(block).count('"focus_on_load": true') for block in blocks) > 1:
        problems.append("blocks: focus_on_load more than once")


def _type(block: Any) -> str:
    return str(block.get("type")) if isinstance(block, dict) else ""
