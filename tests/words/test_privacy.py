import re

import pytest

from bot.core.giveaway.brevity import brevity
from bot.core.organisation import Anonymity, Policy
from bot.words.privacy import PARAGRAPHS, TITLE
from bot.words.protection import AT_ONCE, MEASURED

ALL = "\n".join(PARAGRAPHS)


def test_it_fits_into_a_form() -> None:
    assert len(TITLE) <= 24
    assert 6 <= len(PARAGRAPHS) <= 8
    assert max(map(len, PARAGRAPHS)) <= 600


@pytest.mark.parametrize(
    "said",
    [
        "Slack itself always sees",
        "whoever can compel Slack",
        "*In my Home*",
        "*With a receipt*",
        "*No answer*",
        "both the database and the key store",
        "30 days",
        "*Now* means at once",
        "perhaps alone",
        "cannot find all",
        "small group",
        "leave that person out",
        "pause the author",
        "report an item",
        "erased",
        "docs/privacy.md",
        "`tell-me-more audit`",
    ],
)
def test_what_an_author_must_know_is_said(said: str) -> None:
    assert said in ALL


def test_its_numbers_are_the_measured_ones() -> None:
    default = Anonymity()
    assert (
        f"in {AT_ONCE} of 100 cases, against {MEASURED[default.at_least]} in a batch of at least {default.at_least}"
        in (" ".join(ALL.split()))
    )
    long, short = brevity("word " * 100).now, brevity("word").now
    assert f"{long.words} to {long.up_to} words was recognised in {round(long.chance * 100)} of 100" in ALL
    assert f"of {short.words} words in {round(short.chance * 100)}" in ALL
    assert f"{Policy().retention_text.days} days unless" in ALL


def test_nothing_is_called_clean_or_safe() -> None:
    assert not re.search(r"\b(clean|safe|guarantee\w*|fully|completely|untraceable)\b|!", ALL)
