import pytest

from tests.core.giveaway.sentences import Half, half, score, sentences


def test_the_set_is_as_large_as_it_must_be() -> None:
    every = sentences()
    assert len({sentence.words for sentence in every}) == len(every) >= 150
    assert sum(not sentence.expected for sentence in every) >= 50
    assert min(len(half("tuned")), len(half("held back"))) >= 0.4 * len(every)


# A little under what was measured: 0.98 and 0.86 of what a rewrite replaces, 1.00 and 0.57 of what is only advice.
@pytest.mark.parametrize(
    ("which", "advice", "recall", "exactness", "false_alarms"),
    [
        ("tuned", False, 0.96, 0.95, 0.02),
        ("tuned", True, 0.97, 0.91, 0.01),
        ("held back", False, 0.84, 0.82, 0.02),
        ("held back", True, 0.54, 0.54, 0.02),
    ],
)
def test_as_much_is_found_and_as_little_cried_wolf_about_as_was_measured(
    which: Half, advice: bool, recall: float, exactness: float, false_alarms: float
) -> None:
    scored = score(half(which), advice=advice)
    assert scored.recall >= recall
    assert scored.exactness >= exactness
    assert scored.false_alarms <= false_alarms
