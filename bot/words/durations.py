"""Lengths of time in words."""

WRITE_IT_SO = "write a length of time as a whole number and s, m, h or d, such as 30s, 15m, 4h or 2d"
TOO_SHORT = "the shortest length of time is 1s"
TOO_LONG = "the longest length of time is 3650d"
UNITS = {"d": "day", "h": "hour", "m": "minute", "s": "second"}


def amount(count: int, unit: str) -> str:
    """Return such as `1 day` or `4 hours`; `unit` is d, h, m or s."""
    return f"{count} {UNITS[unit]}" + ("" if count == 1 else "s")
