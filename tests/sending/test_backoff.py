"""How long to wait before trying again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.backoff import BASE, CAP, backoff

attempts = st.integers(min_value=0, max_value=100_000)
jitter = st.floats(min_value=0, max_value=1)


def test_waiting_doubles_up_to_five_minutes() -> None:
    assert [backoff(each, jitter=0).total_seconds() for each in range(10)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]


@given(attempts=attempts, jitter=jitter)
def test_waiting_is_never_less_than_half_a_second_nor_more_than_the_cap(attempts: int, jitter: float) -> None:
    assert BASE / 2 <= backoff(attempts, jitter=jitter) <= CAP


@given(attempts=attempts, jitter=jitter, retry_after=st.floats(min_value=0, max_value=86_400))
def test_what_slack_asks_for_is_waited_and_little_more(attempts: int, jitter: float, retry_after: float) -> None:
    waited = backoff(attempts, jitter=jitter, retry_after=retry_after)
    assert timedelta(seconds=retry_after) <= waited <= timedelta(seconds=retry_after * 1.1 + 0.001)
