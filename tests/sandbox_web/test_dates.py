from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.web.dates import clock_time, day_name, format_date

NOW = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{date_num}", "2026-11-24"),
        ("{date}", "November 24th, 2026"),
        ("{date_short}", "Nov 24, 2026"),
        ("{date_long}", "Tuesday, November 24th, 2026"),
        ("{date_pretty}", "Today"),
        ("since {date_pretty} at {time}", "since today at 12:05 PM"),
        ("{time_secs}", "12:05:00 PM"),
    ],
)
def test_every_token_of_slack_has_its_form(pattern: str, words: str) -> None:
    assert format_date(STAMP, pattern, NOW, ZoneInfo("UTC")) == words


def test_the_zone_decides_what_day_it_is() -> None:
    assert format_date(STAMP, "{date_num} {time}", NOW, ZoneInfo("Pacific/Auckland")) == "2026-11-25 1:05 AM"


@pytest.mark.parametrize(
    ("day", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (23, "23rd")]
)
def test_days_have_their_endings(day: int, words: str) -> None:
    stamp = str(int(datetime(2026, 3, day, tzinfo=UTC).timestamp()))
    assert format_date(stamp, "{date}", NOW, ZoneInfo("UTC")) == f"March {words}, 2026"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW - timedelta(seconds=1), "1 second ago"),
        (NOW - timedelta(hours=3), "3 hours ago"),
        (NOW + timedelta(days=2), "In 2 days"),
    ],
)
def test_ago_counts_in_the_largest_unit(moment: datetime, words: str) -> None:
    assert format_date(str(int(moment.timestamp())), "{ago}", NOW, ZoneInfo("UTC")) == words


def test_near_days_have_names() -> None:
    assert day_name(NOW, NOW) == "Today"
    assert day_name(NOW - timedelta(days=1), NOW) == "Yesterday"
    assert day_name(NOW - timedelta(days=2), NOW) == "Sunday, November 22nd"
    assert clock_time(NOW.replace(hour=0, minute=3)) == "12:03 AM"


@pytest.mark.parametrize("stamp", ["soon", "", "9" * 30])
def test_a_time_that_is_none_is_not_drawn(stamp: str) -> None:
    assert format_date(stamp, "{date}", NOW, ZoneInfo("UTC")) is None
