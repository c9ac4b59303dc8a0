"""Secrets: keys and tokens of known shapes, passwords that are said to be one, and long random strings."""

import math
import re
from collections import Counter

from bot.core.giveaway.finding import Kind, Spans

# Shapes as their issuers publish them: AWS, GitHub, GitLab, Slack, Stripe, OpenAI, Google, npm, PyPI, JWT.
_KNOWN = re.compile(
    r"\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{20,255}|glpat-[\w-]{18,64}|"
    r"xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,255}|xapp-\d-[A-Za-z0-9-]{10,255}|[srp]k_(?:live|test)_\w{10,255}|"
    r"sk-[\w-]{20,255}|AIza[\w-]{35}|npm_\w{36}|pypi-[\w-]{16,255}|eyJ[\w-]{8,2000}\.[\w-]{8,2000}(?:\.[\w-]{0,2000})?)"
)
_WEBHOOK = re.compile(r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[\w/-]{10,200}")
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----")
_KEY_ENDS = re.compile(r"-----END [A-Z ]{0,40}PRIVATE KEY-----")
_SAID = re.compile(
    r"\b(?:password|passwort|passphrase|pwd|kennwort|contraseña|mot de passe|pin|api[_ -]?key|secret|token)"
    r"(?:(?: (?:is|ist|lautet|war|was|es|est))? ?[:=] ?|(?: (?:is|ist|lautet|war|was|es|est))? (?=[^\s\"'`]{6}))"
    r"[\"'`]?((?=[^\s\"'`]{0,60}\d)[^\s\"'`]{4,200})",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?<![\w/.])(?:root|admin|administrator) ?[/:] ?((?=[^\s/]{0,40}\d)[^\s/]{6,64})(?!/)", re.IGNORECASE
)
_TRAILING = ".,;:)]}"
_RUN = re.compile(r"(?<![\w+=-])[\w+=-]{24,}", re.ASCII)
_HEX = re.compile(r"(?=[0-9]{0,64}[a-fA-F])(?=[a-fA-F]{0,64}[0-9])(?:[0-9a-f]{32,}|[0-9A-F]{32,})")
_CHANGES = re.compile(r"[A-Za-z](?=\d)|\d(?=[A-Za-z])")
_BITS = 4.0  # a character: random base 64 of 32 characters has 4.5, words in any case and with numbers below 4


def keys(text: str) -> Spans:
    """Yield what looks like a key, a token or a password."""
    for pattern in (_KNOWN, _WEBHOOK):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), Kind.SECRET
    yield from _private_keys(text)
    for pattern in (_SAID, _LOGIN):
        for match in pattern.finditer(text):
            end = match.start(1) + len(match[1].rstrip(_TRAILING))
            if end > match.start(1):
                yield match.start(1), end, Kind.SECRET
    for match in _RUN.finditer(text):
        if _random(match[0]):
            yield match.start(), match.end(), Kind.SECRET


def _private_keys(text: str) -> Spans:
    """Yield from the first line of a key to its last, or to the end of the text where the last is missing."""
    end = 0
    for begins in _PRIVATE_KEY.finditer(text):
        if begins.start() >= end:
            ends = _KEY_ENDS.search(text, begins.end())
            end = ends.end() if ends else len(text)
            yield begins.start(), end, Kind.SECRET


def _random(run: str) -> bool:
    if _HEX.fullmatch(run):
        return True
    if not (any(map(str.isupper, run)) and any(map(str.islower, run))):
        return False
    if len(_CHANGES.findall(run)) < 4:
        return False
    often = Counter(run).values()
    return -sum(count / len(run) * math.log2(count / len(run)) for count in often) >= _BITS
