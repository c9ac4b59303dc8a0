"""The templates' environment: autoescape is on everywhere, and only the renderers of words hand out markup."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

from sandbox.web.emoji import emojify
from sandbox.web.mrkdwn import mrkdwn
from sandbox.web.names import Names
from sandbox.web.richtext import rich_text
from sandbox.web.surface import digest

LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}


def plain(text: Mapping[str, Any] | str) -> str:
    """Return the words of a plain_text object (or a bare string): nothing in it is parsed but emoji."""
    if isinstance(text, str):
        return text
    words = str(text.get("text", ""))
    return words if text.get("emoji") is False else emojify(words)


def plain_lines(text: str) -> Markup:
    """Return literal text with its line breaks."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def words(text: Mapping[str, Any] | str, names: Names) -> Markup:
    """Return a text object as HTML: mrkdwn is drawn, plain_text is only escaped."""
    if isinstance(text, str):
        return mrkdwn(text, names)
    if text.get("type") == "mrkdwn":
        return mrkdwn(str(text.get("text", "")), names)
    return plain_lines(plain(text))


def on_loopback(url: str) -> bool:
    """Return whether a picture may be loaded: only from this machine, so that nothing outside learns of the page."""
    try:
        return urlsplit(url).scheme == "http" and urlsplit(url).hostname in LOOPBACK
    except ValueError:
        return False


@cache
def environment() -> Environment:
    """Return the one environment, made when it is first needed."""
    made = Environment(
        loader=PackageLoader("sandbox.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "digest": digest,
        "on_loopback": on_loopback,
        "plain": plain,
        "plain_lines": plain_lines,
        "rich": rich_text,
        "words": words,
    }
    return made


def render(template: str, **context: Any) -> str:
    """Return a template drawn with `context`."""
    return environment().get_template(template).render(**context)
