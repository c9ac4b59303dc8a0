"""Times as Slack's client writes them, in the reader's own zone."""

import re
from datetime import datetime, tzinfo
from typing import Final

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}")


def from_ts(ts: str, zone: tzinfo) -> datetime:
    """Return the moment of a message `ts` ("1700000000.000100") in `zone`."""
    return datetime.fromtimestamp(float(ts), tz=zone)


def clock_time(moment: datetime) -> str:
    """Return "9:05 AM"."""
    return f"{moment.hour % 12 or 12}:{moment:%M} {moment:%p}"


def day_name(moment: datetime, now: datetime) -> str:
    """Return "Today", "Yesterday" or "Tuesday, February 18th", as the line between two days says."""
    return _relative(moment, now) or f"{moment:%A}, {moment:%B} {_ordinal(moment.day)}"


def format_date(timestamp: str, pattern: str, now: datetime, zone: tzinfo) -> str | None:
    """Return a `<!date^…>` pattern filled in, or None when the timestamp or a token is not one Slack knows."""
    try:
        moment = datetime.fromtimestamp(int(timestamp), tz=zone)
    except (ValueError, OverflowError, OSError):
        return None
    now = now.astimezone(zone)
    words = _words(moment, now)
    if not _TOKEN.search(pattern) or any(name not in words for name in _TOKEN.findall(pattern)):
        return None
    text = _TOKEN.sub(lambda found: words[found[1]], pattern)
    return text[:1].upper() + text[1:] if pattern.startswith("{") else text


def _words(moment: datetime, now: datetime) -> dict[str, str]:
    near = _relative(moment, now).lower()
    day = f"{moment:%B} {_ordinal(moment.day)}, {moment.year}"
    short = f"{moment:%b} {moment.day}, {moment.year}"
    long = f"{moment:%A}, {day}"
    return {
        "date_num": f"{moment:%Y-%m-%d}",
        "date_slash": f"{moment:%m/%d/%Y}",
        "date": day,
        "date_short": short,
        "date_long": long,
        "date_pretty": near or day,
        "date_short_pretty": near or short,
        "date_long_pretty": near or long,
        "day_divider_pretty": near or f"{moment:%A}, {moment:%B} {_ordinal(moment.day)}",
        "time": clock_time(moment),
        "time_secs": f"{moment.hour % 12 or 12}:{moment:%M:%S} {moment:%p}",
        "ago": _ago(int((now - moment).total_seconds())),
    }


def _relative(moment: datetime, now: datetime) -> str:
    return {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((moment.date() - now.date()).days, "")


def _ordinal(day: int) -> str:
    ending = "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _ago(seconds: int) -> str:
    size, unit = next(
        ((size, unit) for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")) if abs(seconds) >= size),
        (1, "second"),
    )
    count = abs(seconds) // size
    span = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {span}" if seconds < 0 else f"{span} ago"
