"""The few Block Kit parts that our views are made of. People's words only ever go into plain text, never parsed."""

from typing import Any

from bot.core.what_people_write import pieces, storable

Block = dict[str, Any]
Part = dict[str, Any]


def plain(text: str) -> Part:
    """Return a plain_text object; emoji codes such as `:+1:` in it stay as they were typed."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Part:
    """Return a mrkdwn object: for our own sentences with mentions and links, never for what people wrote."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: Part) -> Block:
    """Return a section with one text."""
    return {"type": "section", "text": text}


def context(text: Part, *, block_id: str | None = None) -> Block:
    """Return a context block with one text."""
    block: Block = {"type": "context", "elements": [text]}
    return block if block_id is None else {**block, "block_id": block_id}


def actions(*elements: Part) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(text: str, *, action_id: str, value: str | None = None, primary: bool = False) -> Part:
    """Return a button; `text` at most 75 characters, `value` at most 2,000."""
    made: Part = {"type": "button", "action_id": action_id, "text": plain(text)}
    if value is not None:
        made["value"] = value
    if primary:
        made["style"] = "primary"
    return made


def words_in_full(words: str, *, most_blocks: int) -> list[Block]:
    """Return `words` as sections of plain text, cut only where a section is full (3,000 characters).

    Slack refuses a text of spaces only, so that such a piece is left out.
    """
    return [section(plain(piece)) for piece in pieces(storable(words)) if piece.strip()][:most_blocks]


def modal(
    *,
    title: str,
    close: str,
    blocks: list[Block],
    callback_id: str,
    submit: str | None = None,
    private_metadata: str = "",
) -> dict[str, Any]:
    """Return a modal; title, close and submit at most 24 characters, `private_metadata` at most 3,000."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "close": plain(close),
        "blocks": blocks,
    }
    if submit is not None:
        view["submit"] = plain(submit)
    if private_metadata:
        view["private_metadata"] = private_metadata
    return view
