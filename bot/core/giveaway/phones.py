"""Telephone numbers, told from dates, sums and versions by the numbering plans of `phonenumbers`."""

import re

import phonenumbers

from bot.core.giveaway.finding import Kind, Spans

_CANDIDATE = re.compile(r"(?<![\w.,/:#+-])(?:\+|\(\+?)?\d[\d ()/.\-\u00a0\u2010-\u2013]{5,24}\d(?![\w%€$£])")
_DATE_OR_SUM = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,3}(?:[. ]\d{3})+|\d+(?:\.\d+){1,4}|\d+-\d+|\d{4}[/-]\d{2,4}"
)
_DATE_INSIDE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d|^0\.\d")
_NORTH_AMERICAN = re.compile(r"(?:1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}")
_SAID = re.compile(
    r"(?:phone|mobile|cell|tel|call|text me|dial|fax|whatsapp|ruf|handy|telefon|nummer|festnetz|móvil|teléfono|numéro|"
    r"appele)[\w ]{0,16}[.:(]?[\w ]{0,10}$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\b(?:ext\.?|extension|durchwahl|dw|nebenstelle) ?[:.#]? ?(\d{2,6})\b", re.IGNORECASE)
REGIONS = ("DE", "AT", "CH", "GB", "FR", "ES", "US")
"""Whose national numbers are known. Numbers that start with + or 00 are known of every country."""


def phones(text: str) -> Spans:
    """Yield telephone numbers: international ones, and national ones of `REGIONS` as they are usually written."""
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        if text[start] == "(" and ")" not in match[0]:
            start += 1
        if _is_phone(text[start:end], text[max(0, start - 40) : start]):
            yield start, end, Kind.PHONE
    for match in _EXTENSION.finditer(text):
        yield match.start(1), match.end(1), Kind.PHONE


def _is_phone(written: str, before: str) -> bool:
    digits = re.sub(r"\D", "", written)
    if not 7 <= len(digits) <= 17:
        return False
    if written.startswith(("+", "(+")) or digits.startswith("00"):
        return _possible("+" + digits.removeprefix("00"), None)
    if _NORTH_AMERICAN.fullmatch(written):
        return _possible(digits, "US")
    if written.count("(") != written.count(")") or _DATE_INSIDE.search(written):
        return False
    said = _SAID.search(before) is not None
    looks_like_one = digits.startswith("0") and not _DATE_OR_SUM.fullmatch(written)
    return (said or looks_like_one) and any(_valid(digits, region) for region in REGIONS)


def _possible(digits: str, region: str | None) -> bool:
    number = _parsed(digits, region)
    return number is not None and phonenumbers.is_possible_number(number)


def _valid(digits: str, region: str) -> bool:
    number = _parsed(digits, region)
    return number is not None and phonenumbers.is_valid_number(number)


def _parsed(digits: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
