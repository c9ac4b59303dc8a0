"""Times of batches in words, and what it costs not to wait for them."""

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.words import form, sent
from bot.words.batches import chances, clock, company, goes_out, now_costs

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(hours=5), "14:00"),
        (timedelta(days=1, hours=3), "Tue 12:00"),
        (timedelta(days=6), "Sun 09:00"),
        (timedelta(days=7), "Mon 9 Mar 09:00"),
        (timedelta(seconds=15), "09:00:15"),
    ],
)
def test_a_time_says_no_more_than_is_needed_to_know_it(ahead: timedelta, said: str) -> None:
    assert clock(NOW + ahead, now=NOW) == said


def test_a_batch_says_its_time_the_timezone_the_company_it_waits_for_and_the_end() -> None:
    said = goes_out(
        NOW + timedelta(hours=5), NOW + timedelta(days=1, hours=3), now=NOW, zone="Europe/Berlin", at_least=3
    )
    assert said == "14:00 (Europe/Berlin), once 3 people have written or one's time is up; by Tue 12:00"


@pytest.mark.parametrize(("at_least", "longer"), [(1, 5), (3, 0)])
def test_a_batch_that_waits_for_nobody_says_only_its_time(at_least: int, longer: int) -> None:
    assert company(NOW, NOW + timedelta(hours=longer), now=NOW, at_least=at_least) == ""


@pytest.mark.parametrize(
    ("at_least", "said"),
    [
        (1, "of at least 1 in 50."),
        (2, "of at least 2 in 32."),
        (3, "of at least 3 in 28."),
        (4, "of at least 3 in 28."),
        (5, "of at least 5 in 27."),
        (50, "of at least 5 in 27."),
    ],
)
def test_a_chance_is_only_said_where_it_was_measured(at_least: int, said: str) -> None:
    at_once = "Somebody who saw that you opened this names you in 100 of 100 cases"
    assert chances(at_least, as_measured=True).startswith(at_once)
    assert said in chances(at_least, as_measured=True)
    assert f"in a batch, {said.rsplit(maxsplit=1)[-1]}" in now_costs(at_least, as_measured=True)
    for unmeasured in (chances(at_least, as_measured=False), now_costs(at_least, as_measured=False)):
        assert re.findall(r"\d+", unmeasured.replace("100", "")) == []


def test_whatever_is_an_option_fits_into_one() -> None:
    texts = [text for way in form.WAYS.values() for text in way]
    texts += [form.REWRITE_MEANS, form.AS_THEY_ARE_MEANS, form.LEAVE_OUT_NOBODY]
    texts += [now_costs(number, as_measured=measured) for number in range(1, 60) for measured in (True, False)]
    names = ["Ana", "x" * 200, "Ana Maria Magdalena von und zu Hohenstein-Oberland"]
    texts += [form.leave_out(name) for name in names]
    texts += [form.leave_out_means([one] * 5, other) for one, other in product(names, names)]
    texts += [form.send_to("x" * 60), form.next_batch(f"Mon 12 Mar 14:00:15 ({'x' * 40})")]
    texts += [company(NOW, NOW + timedelta(days=days, seconds=1), now=NOW, at_least=1000) for days in range(400)]
    assert [text for text in texts if len(text) > 75] == []


def test_dialogs_fit_into_slacks() -> None:
    assert (
        max(len(chances(number, as_measured=measured)) for number in range(1, 60) for measured in (True, False)) <= 300
    )
    assert len(sent.WITHDRAW_TEXT) <= 300
    for label in (sent.WITHDRAW_YES, sent.WITHDRAW_NO, sent.SEND_NOW_YES, sent.SEND_NOW_NO):
        assert len(label) <= 30


def test_many_names_are_shortened_and_few_are_not() -> None:
    assert form.together(["A"]) == "A"
    assert form.together(["A", "B"]) == "A and B"
    assert form.together(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
