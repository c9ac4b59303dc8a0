"""Lengths of time: as written in the teams file, and as people say them."""

import re
from datetime import timedelta

from bot.words import durations as words

SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
LONGEST = timedelta(days=3650)
_WRITTEN = re.compile(r"([0-9]{1,12})([smhd])")


def parse(text: str) -> timedelta:
    """Read `30s`, `15m`, `4h` or `2d`. Raises ValueError with one line that says how to write it."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(words.WRITE_IT_SO)
    seconds = int(found[1]) * SECONDS[found[2]]
    if seconds < 1:
        raise ValueError(words.TOO_SHORT)
    if seconds > LONGEST.total_seconds():
        raise ValueError(words.TOO_LONG)
    return timedelta(seconds=seconds)


def written(duration: timedelta) -> str:
    """Write a duration of whole seconds so that `parse` reads the same: the largest unit that divides it."""
    seconds = int(duration.total_seconds())
    unit = next(unit for unit, size in SECONDS.items() if seconds % size == 0)
    return f"{seconds // SECONDS[unit]}{unit}"


def spoken(duration: timedelta) -> str:
    """Say about how long: `40 seconds`, `4 hours`, `1 day`, `2 days 3 hours`.

    Rounded to minutes below three hours, to hours below a week, to days above; what is negative counts as nothing.
    """
    seconds = _rounded(max(0, round(duration.total_seconds())))
    parts = []
    for unit, size in SECONDS.items():
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(words.amount(count, unit))
    return " ".join(parts) or words.amount(0, "s")


def _rounded(seconds: int) -> int:
    steps = ((60, "s"), (3 * SECONDS["h"], "m"), (7 * SECONDS["d"], "h"))
    size = SECONDS[next((unit for below, unit in steps if seconds < below), "d")]
    return (seconds + size // 2) // size * size
