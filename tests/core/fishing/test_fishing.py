import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.fishing import Span, fishing
from bot.core.giveaway import Directory
from bot.words.form import OPENING_LINE
from tests.core.fishing.questions import Question, directory, questions

PEOPLE = directory()


def flagged(question: str) -> list[str]:
    return [span.text for span in fishing(question, PEOPLE)]


@pytest.mark.parametrize(
    "question",
    [
        OPENING_LINE,
        "What would have helped?",
        "How often does it happen?",
        "",
        " ",
        "?!",
        "🚀",
        "Danke für die Offenheit.",
    ],
)
def test_good_questions_pass(question: str) -> None:
    assert flagged(question) == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who should fix this, and who wrote it?", ["who wrote"]),
        ("Do people who join late know who is in it?", ["who is"]),
        ("Thanks.\nWhich\u00a0sprint was that?", ["Which\u00a0sprint"]),
        ("WHICH SPRINT WAS THAT?", ["WHICH SPRINT"]),
        ("What’s your name?", ["your name"]),
        ("Were you in the meeting on 3 March?", ["Were you in the meeting", "on 3 March"]),
        ("Did Ana Lima close PROJ-123?", ["Ana Lima", "PROJ-123"]),
        ("We changed it last week. Is it better?", []),
        ("Was it last week?", ["last week"]),
        ("Haben Sie es gemeldet?", ["Haben Sie es gemeldet"]),
        ("Haben sie es gemeldet?", []),
        ("Wie ist Ihr Name, und sind Sie neu?", ["Wie ist Ihr Name", "sind Sie neu"]),
        ("İst das so? Wer bist du?", ["Wer bist du"]),
        ("Who wrote this? Wer bist du?", ["Who wrote", "Wer bist du"]),
    ],
)
def test_what_is_flagged_stands_where_it_is_said_to(question: str, found: list[str]) -> None:
    assert flagged(question) == found


def test_without_a_directory_nobody_is_known_by_name() -> None:
    assert fishing("Is this about Markus?", Directory()) == ()


def test_a_span_does_not_show_its_text() -> None:
    assert "Ana" not in repr(fishing("Is this about Ana?", PEOPLE))


ALPHABET = st.sampled_from([question.text for question in questions()]) | st.text(max_size=30)


@given(st.lists(ALPHABET, max_size=4).map(" ".join))
def test_spans_are_in_order_do_not_overlap_and_hold_what_they_say(question: str) -> None:
    end = 0
    for span in fishing(question, PEOPLE):
        assert isinstance(span, Span)
        assert end <= span.start < span.end
        assert question[span.start : span.end] == span.text
        end = span.end


@pytest.mark.parametrize("question", [one for one in questions() if one.expected and one.half == "tuned"])
def test_neither_line_breaks_nor_other_apostrophes_hide_it(question: Question) -> None:
    assert fishing(question.text.replace(" ", "\n").replace("'", "’"), PEOPLE)


@pytest.mark.parametrize(
    "piece", ["who ", "was ", "hast du ", "which review ", "a", "is it last ", "wer ", "1", "@", "("]
)
def test_no_question_makes_it_slow(piece: str) -> None:
    began = time.perf_counter()
    fishing((piece * 3_000)[:3_000], PEOPLE)
    assert time.perf_counter() - began < 0.5
