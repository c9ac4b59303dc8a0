"""Links and paths that carry a user name, or a parameter that says who shared them."""

import re

from bot.core.fold import fold
from bot.core.giveaway.directory import Directory
from bot.core.giveaway.finding import Kind, Spans

_URL = re.compile(r"<?\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>\"'`]{1,3000}(?:\|[^<>]{0,200})?>?", re.IGNORECASE)
_TRAILING = ".,;:!?)]}*_~…"
_SHARING = re.compile(
    r"[?&#;](?:usp|utm_\w{1,30}|from|source|src|share\w{0,20}|sharing|invite\w{0,20}|ref|referr?er|si|igshid|igsh|"
    r"fbclid|gclid|msclkid|mc_eid|trk|tracking\w{0,10}|token|access_token|auth\w{0,10}|key|sig|signature|"
    r"user\w{0,20}|uid|usr|email|mail|author|assignee|owner|reporter|creator|member|employee\w{0,10}|"
    r"thread_ts|e|u|s|login|login_hint|account)=[^&#\s{]",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"/~[\w.-]|/@[\w.-]|/(?:users?|u|people|person|profiles?|members?|employees?|in|staff|author|home|personal)/"
    r"(?!me\b|self\b|\d{0,2}(?:/|$)|list\b|search\b|new\b|edit\b|login\b)[\w.%+-]|"
    r"/(?:invite|invites|join|share|shared|s/[\w-]{12})(?:/|$)[\w-]|/archives/[CDG]\w{1,20}/p\d|"
    r"//[^/@\s]{1,100}@|/team/[UW]\w|discord\.gg/\w",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"//[^/@\s:]{1,100}:[^/@\s]{1,200}@")
_PATH = re.compile(
    r"(?<![\w/.])/(?:home|Users)/(?!(?:me|runner|shared|Shared|Public|user|"
    r"username)\b)[\w.-]{1,64}(?:/[\w./-]{0,200})?|"
    r"\b[A-Za-z]:\\(?:Users|Benutzer|Documents and Settings)\\(?!(?:Public|"
    r"Default)\b)[\w.-]{1,64}(?:\\[\w. \\-]{0,200}(?<! ))?"
)
_NAMED_PATH = re.compile(r"(?<![\w/.~])(?:/users?/|/u/|~)([\w.-]{2,64})(?![\w~.-])(?:/[\w./-]{0,200})?")
_SEGMENT = re.compile(r"(?<=/)[\w.~-]{3,64}(?=[/?#]|$)")


def links(text: str, directory: Directory) -> Spans:
    """Yield links and paths that name somebody or whose parameters tell who shared them."""
    for match in _URL.finditer(text):
        start, end = _address(text, *match.span())
        url = text[start:end]
        if _PASSWORD.search(url):
            yield start, end, Kind.SECRET
        elif _SHARING.search(url) or _PERSONAL.search(url) or _names_a_member(url, directory):
            yield start, end, Kind.LINK
    yield from _paths(text, directory)


def _address(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without brackets of which only one is there, and without the sentence's punctuation."""
    if text[start] == "<" and text[end - 1] == ">":
        return start, end
    start += text[start] == "<"
    return start, start + len(text[start:end].rstrip(_TRAILING + ">"))


def _paths(text: str, directory: Directory) -> Spans:
    if "/" in text or "\\" in text:
        for match in _PATH.finditer(text):
            yield match.start(), match.start() + len(match[0].rstrip(_TRAILING)), Kind.LINK
    if "/u" in text or "~" in text:
        for match in _NAMED_PATH.finditer(text):
            if _is_member(match[1], directory):
                yield match.start(), match.end(), Kind.LINK


def _names_a_member(url: str, directory: Directory) -> bool:
    return any(_is_member(segment, directory) for segment in _SEGMENT.findall(url[8:]))


def _is_member(segment: str, directory: Directory) -> bool:
    folded = fold(segment)
    return folded in directory.singles or re.sub(r"[._~-]+", " ", folded).strip() in directory.phrases
