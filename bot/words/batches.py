"""When anonymous feedback goes out, in words, and what it costs not to wait. Times are local to its team.

The chances are the project's own simulations of somebody who knows who opened the bot, and when.
"""

from datetime import datetime, timedelta

from bot.words.protection import AT_ONCE, MEASURED, WEAKER

_BATCHES = {**WEAKER, **MEASURED}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock(moment: datetime, *, now: datetime) -> str:
    """Return such as `14:00` today, `Tue 12:00` within six days, else `Tue 3 Mar 12:00`; with seconds if it has any."""
    time = f"{moment.hour:02}:{moment.minute:02}" + (f":{moment.second:02}" if moment.second else "")
    if moment.date() == now.date():
        return time
    if timedelta() < moment.date() - now.date() < timedelta(days=7):
        return f"{_DAYS[moment.weekday()]} {time}"
    return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {time}"


def first(batch: datetime, *, now: datetime, zone: str) -> str:
    """Return such as `14:00 (Europe/Berlin)`."""
    return f"{clock(batch, now=now)} ({zone})"


def company(batch: datetime, until: datetime, *, now: datetime, at_least: int) -> str:
    """Say whose company a batch waits for, and until when; nothing where it waits for nobody. At most 75 characters.

    Where too few write it leaves with the first whose time is up, which may be somebody else's: so it may be earlier.
    """
    if at_least <= 1 or until <= batch:
        return ""
    return f"once {at_least} people have written or one's time is up; by {clock(until, now=now)}"


def goes_out(batch: datetime, until: datetime, *, now: datetime, zone: str, at_least: int) -> str:
    """Return such as `14:00 (Europe/Berlin), once 3 people have written or one's time is up; by Tue 12:00`."""
    return ", ".join(
        filter(None, (first(batch, now=now, zone=zone), company(batch, until, now=now, at_least=at_least)))
    )


def now_costs(at_least: int, *, as_measured: bool) -> str:
    """Say the same as `chances` in the 75 characters that an option has."""
    said = f"Whoever saw you open this guesses right {AT_ONCE} times in 100"
    return f"{said}; in a batch, {_BATCHES[_measured(at_least)]}." if as_measured else f"{said}."


def chances(at_least: int, *, as_measured: bool) -> str:
    """Say what is known about the chance to be named at once, and in a batch of `at_least` authors.

    `as_measured` is whether batches leave no sooner than those that were measured (`bot.core.exposure`).
    """
    said = f"Somebody who saw that you opened this names you in {AT_ONCE} of 100 cases"
    if not as_measured:
        return f"{said}; a batch protects better, the longer it waits and the more people are in it."
    size = _measured(at_least)
    return f"{said}; in a batch of at least {size} in {_BATCHES[size]}."


def _measured(at_least: int) -> int:
    """Return the largest batch that was measured and is no larger than this one, which is at least 1."""
    return max(size for size in _BATCHES if size <= at_least)
