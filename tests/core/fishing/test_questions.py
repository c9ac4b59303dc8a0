import pytest

from tests.core.fishing.questions import Half, half, questions, score


def test_the_set_is_as_large_as_it_must_be() -> None:
    every = questions()
    assert len({question.text for question in every}) == len(every) >= 120
    assert sum(not question.expected for question in every) >= 60
    assert min(len(half("tuned")), len(half("held back"))) >= 0.4 * len(every)


def test_both_languages_are_in_both_halves() -> None:
    for which in ("tuned", "held back"):
        german = [
            one for one in half(which) if {"du", "sie", "ist", "der", "das", "war"} & set(one.text.lower().split())
        ]
        assert len(german) >= 15


# A little under what was measured: 1.00 of the tuned half, 0.84 of the other. The last row is the honest one: of 29
# questions that nobody had in mind when the patterns were written 15 were found, and 3 of 29 good ones flagged.
@pytest.mark.parametrize(
    ("which", "later", "recall", "false_alarms"),
    [
        ("tuned", False, 0.98, 0.0),
        ("held back", False, 0.81, 0.04),
        ("held back", True, 0.5, 0.11),
    ],
)
def test_as_much_is_found_and_as_little_cried_wolf_about_as_was_measured(
    which: Half, later: bool, recall: float, false_alarms: float
) -> None:
    scored = score(half(which, later=later))
    assert scored.recall >= recall
    assert scored.false_alarms <= false_alarms
