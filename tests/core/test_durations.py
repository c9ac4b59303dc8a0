from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.durations import LONGEST, parse, spoken, written


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("1s", timedelta(seconds=1)),
        ("30s", timedelta(seconds=30)),
        ("15m", timedelta(minutes=15)),
        ("4h", timedelta(hours=4)),
        ("2d", timedelta(days=2)),
        (" 90m ", timedelta(minutes=90)),
        ("3650d", LONGEST),
    ],
)
def test_lengths_of_time_are_read(text: str, duration: timedelta) -> None:
    assert parse(text) == duration


@pytest.mark.parametrize(
    "text", ["", "4", "h", "4 h", "4H", "1w", "1.5h", "-4h", "1h30m", "four hours", "٤h", "4h\n4h"]
)
def test_anything_else_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as 30s, 15m, 4h or 2d"):
        parse(text)


def test_nothing_at_all_is_too_short() -> None:
    with pytest.raises(ValueError, match="shortest length of time is 1s"):
        parse("0h")


@pytest.mark.parametrize("text", ["3651d", "999999999999d"])
def test_ten_years_are_the_most(text: str) -> None:
    with pytest.raises(ValueError, match="longest length of time is 3650d"):
        parse(text)


@given(st.integers(min_value=1, max_value=int(LONGEST.total_seconds())))
def test_what_is_written_reads_as_the_same(seconds: int) -> None:
    assert parse(written(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 seconds"),
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (59.7, "1 minute"),
        (89, "1 minute"),
        (91, "2 minutes"),
        (3600, "1 hour"),
        (5400, "1 hour 30 minutes"),
        (4 * 3600 + 20, "4 hours"),
        (4 * 3600 + 1800, "5 hours"),
        (86_399, "1 day"),
        (86_400, "1 day"),
        (2 * 86_400 + 3 * 3600 + 600, "2 days 3 hours"),
        (7 * 86_400 - 60, "7 days"),
        (9 * 86_400 + 43_200, "10 days"),
        (400 * 86_400, "400 days"),
    ],
)
def test_lengths_of_time_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert spoken(timedelta(seconds=seconds)) == said
