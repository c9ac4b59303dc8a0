"""Slack's mrkdwn as HTML. Apps and people write it, so everything is escaped before any of it becomes a tag."""

import re
from collections.abc import Callable
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from sandbox.web.dates import format_date
from sandbox.web.emoji import emojify
from sandbox.web.names import Names

_FENCE: Final = re.compile(r"```\n?(.*?)```", re.DOTALL)
_TOKEN: Final = re.compile(r"`[^`\n]+`|<[^<>\n]+>|\bhttps?://[^\s<>`|]+[^\s<>`|.,:;!?)\]'\"*_~]")
_STYLED: Final = {
    marks: re.compile(rf"(?<![\w*_~])([{marks}])(?=\S)(?!\1)([^\n]{{1,1500}}?)(?<=\S)(?<!\1)\1(?![\w*~])")
    for marks in ("*_~", "_~", "*~", "*_", "*", "_", "~")
}
_QUOTE: Final = re.compile(r"(?:&gt;|>) ?")
_ITEM: Final = re.compile(r"(?:[•◦\-]|(\d{1,3})\.) +(?=\S)")
_TAGS: Final = {"*": "b", "_": "i", "~": "s"}
_SAFE_SCHEMES: Final = ("http://", "https://", "mailto:")
# While the text is escaped each token is one private-use character in it; the input's own ones are taken out first.
_MARK: Final = "\ue000"


def mrkdwn(text: str, names: Names) -> Markup:
    """Return mrkdwn as safe HTML, with mentions, channels and dates as the reader in `names` sees them."""
    text = text.replace("\r\n", "\n").replace(_MARK, "")
    out, end = Markup(), 0
    for fence in _FENCE.finditer(text):
        out += _lines(text[end : fence.start()].removesuffix("\n"), names)
        out += Markup("<pre>{}</pre>").format(unescape(fence[1].removesuffix("\n")))
        end = fence.end()
    return out + _lines(text[end:].removeprefix("\n") if end else text, names)


def unescape(text: str) -> str:
    """Return `text` without the only three escapes that Slack has."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def link(url: str, label: str) -> Markup:
    """Return a link, or only the words when the address is of a kind that could run code or is no address."""
    if not url.lower().startswith(_SAFE_SCHEMES):
        return escape(label)
    return Markup('<a href="{}" target="_blank" rel="noreferrer noopener">{}</a>').format(url, label)


def person_chip(person_id: str, names: Names, fallback: str = "") -> Markup:
    """Return a mention of somebody; of the reader, it stands out."""
    mine = " mention-me" if person_id == names.me else ""
    return Markup('<span class="mention{}">@{}</span>').format(mine, names.person(person_id, fallback))


def channel_link(channel_id: str, names: Names, fallback: str = "") -> Markup:
    """Return a link to a channel, or only its words when the reader cannot open it."""
    name = names.channel(channel_id, fallback)
    if channel_id not in names.channels:
        return Markup('<span class="mention">#{}</span>').format(name)
    return Markup('<a class="mention" href="{}/c/{}">#{}</a>').format(names.base, channel_id, name)


def chip(words: str) -> Markup:
    """Return a mention of a group or of everybody."""
    return Markup('<span class="mention">@{}</span>').format(words)


def date_chip(timestamp: str, pattern: str, url: str, fallback: str, names: Names) -> Markup:
    """Return a date in the reader's zone, or the fallback that its sender gave."""
    words = format_date(timestamp, pattern, names.now, names.zone)
    return link(url, words or fallback) if url else escape(words or fallback)


def _lines(text: str, names: Names) -> Markup:
    """Lay out quotes and lists, which are matters of whole lines, and leave the rest to `_inline`."""
    out = Markup()
    for kind, group in groupby(text.split("\n") if text else (), key=_kind_of):
        lines = list(group)
        if kind == "quote":
            quoted = "\n".join(_QUOTE.sub("", line, count=1) for line in lines)
            out += Markup("<blockquote>{}</blockquote>").format(_inline(quoted, names))
        elif kind == "text":
            out += _inline("\n".join(lines), names)
        else:
            out += _list(kind, lines, names)
    return out


def _kind_of(line: str) -> str:
    if _QUOTE.match(line):
        return "quote"
    item = _ITEM.match(line)
    if item is None:
        return "text"
    return "ol" if item[1] else "ul"


def _list(kind: str, lines: list[str], names: Names) -> Markup:
    items = Markup().join(
        Markup("<li{}>{}</li>").format(_numbered(line), _inline(_ITEM.sub("", line, count=1), names)) for line in lines
    )
    return Markup("<{}>{}</{}>").format(kind, items, kind)


def _numbered(line: str) -> Markup:
    found = _ITEM.match(line)
    return Markup(' value="{}"').format(found[1]) if found and found[1] else Markup()


def _inline(text: str, names: Names) -> Markup:
    tokens: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        tokens.append(_token(found[0], names))
        return _MARK

    plain = _TOKEN.sub(keep, text)
    styled = _style(str(escape(emojify(unescape(plain)))))
    pieces = styled.split(_MARK)
    whole = pieces[0] + "".join(str(token) + piece for token, piece in zip(tokens, pieces[1:], strict=True))
    # Every piece was escaped above, and every token is Markup of its own.
    return Markup(whole.replace("\n", "<br>"))  # noqa: S704


def _style(escaped: str, marks: str = "*_~") -> str:
    """Nest by recursion, so that crossing marks such as `*a _b* c_` never make crossing tags.

    A mark that is open already is only a character inside, which also bounds the depth of hostile input.
    """
    if not marks:
        return escaped

    def wrap(found: re.Match[str]) -> str:
        tag = _TAGS[found[1]]
        return f"<{tag}>{_style(found[2], marks.replace(found[1], ''))}</{tag}>"

    return _STYLED[marks].sub(wrap, escaped)


def _token(raw: str, names: Names) -> Markup:
    if raw.startswith("`"):
        return Markup("<code>{}</code>").format(unescape(raw[1:-1]))
    if not raw.startswith("<"):
        return link(unescape(raw), unescape(raw))
    target, _, label = raw[1:-1].partition("|")
    target, label = unescape(target), unescape(label)
    for start, write in _CONTROLS:
        if target.startswith(start):
            return write(target.removeprefix(start), label, names)
    return link(target, emojify(label or target)) if target.lower().startswith(_SAFE_SCHEMES) else escape(unescape(raw))


def _special(target: str, label: str, _: Names) -> Markup:
    if target in {"here", "channel", "everyone"}:
        return chip(target)
    return escape(label or f"<!{target}>")


def _date(target: str, label: str, names: Names) -> Markup:
    timestamp, _, rest = target.partition("^")
    pattern, _, url = rest.partition("^")
    return date_chip(timestamp, pattern, url, label or pattern, names)


_CONTROLS: Final[tuple[tuple[str, Callable[[str, str, Names], Markup]], ...]] = (
    ("@", lambda target, label, names: person_chip(target, names, label)),
    ("#", lambda target, label, names: channel_link(target, names, label)),
    ("!subteam^", lambda target, label, names: chip(names.group(target, label))),
    ("!date^", _date),
    ("!", _special),
)
