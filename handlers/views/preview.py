"""What words give away, shown to their author: marked in the words, what to do about it, and a rewrite to choose."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.core.giveaway import Finding, Piece, brevity, diff, rewrite
from bot.core.what_people_write import pieces
from bot.words import form as say
from bot.words import giveaway as say_what
from handlers.views import ids
from handlers.views.parts import Block, Part, context, plain, section

_LONG = 200
"""A stretch of words without a mark is shown to its beginning and end where it is longer, so that marks are seen."""

_KEEPS = 80
_MOST_MARKS = 100
"""Each takes up to three elements of rich text, of which a part holds 1,000."""

_MOST_EXAMPLES = 3
_MOST_OF_AN_EXAMPLE = 40
_MOST_OF_A_REWRITE = 600
"""A longer one would push the form off the screen; the marks say the same."""


def preview(words: str, findings: Sequence[Finding]) -> list[Block]:
    """Return the blocks that show `findings` (not empty) in `words`. Nothing people wrote is parsed in them."""
    parts: list[Part] = [
        {"type": "rich_text_quote", "elements": [*_marked(_shown(words, findings)), *_more(findings)]},
        {"type": "rich_text_list", "style": "bullet", "elements": list(_advice(findings))},
    ]
    rewritten = rewrite(words, findings)
    if words != rewritten and len(rewritten) <= _MOST_OF_A_REWRITE:
        parts.append({"type": "rich_text_section", "elements": [_text(say.THE_REWRITE)]})
        parts.append({"type": "rich_text_quote", "elements": [_text(rewritten)]})
    return [section(plain(say_what.PREVIEW)), {"type": "rich_text", "elements": parts}]


def what_to_send(seen: str, *, chosen: str | None) -> Block:
    """Return the choice between the rewrite and the words; `seen` is the mark of the words it is about."""
    options = [
        {"text": plain(text), "description": plain(meaning), "value": value}
        for value, text, meaning in (
            (ids.REWRITE, say.REWRITE, say.REWRITE_MEANS),
            (ids.AS_THEY_ARE, say.AS_THEY_ARE, say.AS_THEY_ARE_MEANS),
        )
    ]
    element: dict[str, Any] = {"type": "radio_buttons", "action_id": ids.WHAT_TO_SEND, "options": options}
    for option in options:
        if option["value"] == chosen:
            element["initial_option"] = option
    return {
        "type": "input",
        "block_id": f"{ids.WHAT_TO_SEND}{seen}",
        "optional": True,
        "label": plain(say.WHAT_TO_SEND_LABEL),
        "element": element,
    }


def small_print(words: str, *, found: bool) -> Block:
    """Return what can be said of words (not blank) besides: how little was searched for, and what brevity does."""
    hint = brevity(words)
    length = say_what.brevity(
        count=hint.count,
        words=hint.now.words,
        up_to=hint.now.up_to,
        chance=hint.now.chance,
        then_words=hint.shorter.words if hint.shorter else 0,
        then=hint.shorter.chance if hint.shorter else 0.0,
    )
    return context(plain(f"{say_what.STYLE if found else say_what.NOTHING_FOUND} {length}"))


def _shown(words: str, findings: Sequence[Finding]) -> tuple[Piece, ...]:
    if len(findings) <= _MOST_MARKS:
        return diff(words, findings)
    last = findings[_MOST_MARKS - 1]
    return diff(words[: last.end], findings[:_MOST_MARKS])


def _more(findings: Sequence[Finding]) -> list[Part]:
    more = len(findings) - _MOST_MARKS
    return [_text(say.more_places(more))] if more > 0 else []


def _marked(shown: Iterable[Piece]) -> Iterator[Part]:
    for piece in shown:
        if piece.kind is None:
            yield _text(_shortened(piece.text))
        elif piece.instead is None:
            yield from (_text(text, italic=True, underline=True) for text in pieces(piece.text))
        else:
            yield from (_text(text, strike=True, code=True) for text in pieces(piece.text))
            yield _text(f" {piece.instead}", bold=True)


def _advice(findings: Sequence[Finding]) -> Iterator[Part]:
    """Yield one item of a list for each kind, in the order in which they were found."""
    for kind in dict.fromkeys(finding.kind for finding in findings):
        texts = list(dict.fromkeys(_example(finding.text) for finding in findings if finding.kind is kind))
        shown = ", ".join(f"“{text}”" for text in texts[:_MOST_EXAMPLES])
        more = ", …" if len(texts) > _MOST_EXAMPLES else ""
        said = say.found(say_what.WHAT[kind], say_what.ADVICE[kind])
        yield {"type": "rich_text_section", "elements": [_text(f"{shown}{more}", bold=True), _text(said)]}


def _example(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_OF_AN_EXAMPLE else f"{text[:_MOST_OF_AN_EXAMPLE]}…"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_KEEPS]} … {text[-_KEEPS:]}"


def _text(text: str, **style: bool) -> Part:
    made: Part = {"type": "text", "text": text}
    return {**made, "style": style} if style else made
