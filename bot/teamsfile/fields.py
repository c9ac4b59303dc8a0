"""The kinds of values in the teams file, each with the one line that says how to write it."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from bot.core import durations
from bot.core.fold import words as folded
from bot.core.held import WayBack
from bot.core.working_hours import public_holiday
from bot.words import teams as words
from bot.words.durations import WRITE_IT_SO

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_GROUP = re.compile(r"S[A-Z0-9]{2,30}")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,30}")
_CHANNEL_NAME = re.compile(r"[^\s#@<>:,.]{1,80}")
_COUNTRY = re.compile(r"[A-Z]{2,3}(-[A-Z0-9]{1,3})?")


def is_channel_id(written: str) -> bool:
    """Return whether a channel is written as its id; names have no capital letters in Slack."""
    return _CHANNEL_ID.fullmatch(written) is not None


def _text(value: Any, problem: str = words.TEXT) -> str:
    if not isinstance(value, str):
        raise ValueError(words.EMPTY if value is None else problem)
    return value.strip()


def _one_line(value: str) -> str:
    # Surrogates can be written as escapes in YAML, and no database takes them.
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise ValueError(words.ONE_LINE)
    return value.strip()


def _matchable(value: str) -> str:
    if not folded(value):
        raise ValueError(words.BLANK)
    return value


def _duration(value: Any) -> timedelta:
    return durations.parse(_text(value, WRITE_IT_SO))


def _clock(value: Any) -> time:
    found = _CLOCK.fullmatch(_text(value, words.CLOCK))
    if found is None:
        raise ValueError(words.CLOCK)
    return time(int(found[1]), int(found[2]))


def _weekday(value: Any) -> int:
    day = _text(value, words.WEEKDAY)
    if day not in words.WEEKDAYS:
        raise ValueError(words.WEEKDAY)
    return words.WEEKDAYS.index(day)


def _ways_back(value: Any) -> tuple[WayBack, ...]:
    known = {way.value for way in WayBack}
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one in known for one in value):
        raise ValueError(words.EMPTY if value is None else words.WAYS_BACK)
    # In one order, whatever order they were written in: the one that can be answered most easily is offered first.
    return tuple(way for way in WayBack if way.value in value)


def _some_day(days: list[int]) -> list[int]:
    if not days:
        raise ValueError(words.WEEKDAY)
    return days


def _timezone(value: str) -> str:
    if value not in _timezones():
        raise ValueError(words.no_timezone(value, _near_timezone(value)))
    return value


@cache  # it opens some 600 files, and every team may name a timezone
def _timezones() -> frozenset[str]:
    """Return the names that mean the same on every machine."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def _near_timezone(value: str) -> str | None:
    zones = {zone.casefold(): zone for zone in _timezones()}
    zones |= {zone.rpartition("/")[2]: zones[zone] for zone in sorted(zones, reverse=True)}
    near = get_close_matches(value.casefold(), zones, n=1, cutoff=0.75)
    return zones[near[0]] if near else None


def _holidays(value: Any) -> str | tuple[date, ...]:
    if isinstance(value, str):
        return _country(value.strip())
    if not isinstance(value, list):
        raise ValueError(words.EMPTY if value is None else words.HOLIDAYS)
    return tuple(_day(item) for item in value)


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(words.HOLIDAYS) from None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError(words.HOLIDAYS)


def _country(value: str) -> str:
    try:
        if _COUNTRY.fullmatch(value):
            public_holiday(value, date(2026, 1, 1))
            return value
    except NotImplementedError:
        pass
    raise ValueError(words.no_country(value, _near_country(value)))


def _near_country(value: str) -> str | None:
    # Imported here for the same reason as in bot.core.working_hours: it is heavy, and this is the rare case.
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    codes = {name.replace("_", " "): entities[1] for name, entities in COUNTRIES.items()}
    codes |= {code.casefold(): code for code in codes.values()}
    country = value.casefold().partition("-")[0]
    near = [country] if country in codes else get_close_matches(country, codes, n=1, cutoff=0.8)
    return codes[near[0]] if near else None


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise ValueError(words.KEY)
    if value == "fallback":
        raise ValueError(words.RESERVED)
    return value


def _channel(value: Any) -> str:
    if value is None:
        raise ValueError(words.EMPTY_CHANNEL)
    written = _text(value, words.CHANNEL)
    if not (is_channel_id(written) or _CHANNEL_NAME.fullmatch(written.removeprefix("#"))):
        raise ValueError(words.CHANNEL)
    return written


def _person(value: str) -> str:
    if not _PERSON.fullmatch(value):
        raise ValueError(words.PERSON)
    return value


def _leader(value: str) -> str:
    if not (_PERSON.fullmatch(value) or _GROUP.fullmatch(value)):
        raise ValueError(words.PERSON_OR_GROUP)
    return value


def _pattern(value: str) -> str:
    if value.startswith("!"):
        raise ValueError(words.PATH_NEGATED)
    if not value.strip("/. "):
        raise ValueError(words.BLANK)
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
ClockTime = Annotated[time, BeforeValidator(_clock)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
Weekdays = Annotated[list[Weekday], AfterValidator(_some_day)]
WaysBack = Annotated[tuple[WayBack, ...], PlainValidator(_ways_back)]
Timezone = Annotated[str, AfterValidator(_timezone)]
Holidays = Annotated[str | tuple[date, ...], PlainValidator(_holidays)]
Key = Annotated[str, AfterValidator(_key)]
ChannelRef = Annotated[str, BeforeValidator(_channel)]
Person = Annotated[str, AfterValidator(_person)]
Leader = Annotated[str, AfterValidator(_leader)]
Line = Annotated[str, Field(max_length=80), AfterValidator(_one_line), AfterValidator(_matchable)]
Name = Annotated[str, Field(max_length=60), AfterValidator(_one_line), AfterValidator(_matchable)]
Pattern = Annotated[str, Field(max_length=200), AfterValidator(_one_line), AfterValidator(_pattern)]
