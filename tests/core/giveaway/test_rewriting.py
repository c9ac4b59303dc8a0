import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.giveaway import Kind, Piece, brevity, diff, find, rewrite
from bot.words import giveaway as said
from tests.core.giveaway.sentences import directory, sentences

PEOPLE = directory()


def test_a_rewrite_says_in_plain_words_what_stood_there() -> None:
    words = "I told Ana Lima (ana@example.com, +49 30 12345678) about PROJ-123."
    assert rewrite(words, find(words, directory=PEOPLE)) == (
        "I told [a name] ([an e-mail address], [a phone number]) about [a ticket]."
    )


def test_the_author_may_keep_what_was_found() -> None:
    words = "Ana Lima closed PROJ-123."
    kept = [each for each in find(words, directory=PEOPLE) if each.kind is not Kind.TICKET]
    assert rewrite(words, kept) == "[a name] closed PROJ-123."


def test_advice_is_never_rewritten() -> None:
    words = "As the only designer I told my manager in yesterday's stand-up."
    found = find(words, directory=PEOPLE)
    assert {each.kind for each in found} == {Kind.ROLE, Kind.WHEN, Kind.TOLD}
    assert rewrite(words, found) == words


def test_a_difference_marks_what_was_found_and_what_would_stand_there() -> None:
    words = "My manager ignores OPS-7."
    assert diff(words, find(words, directory=PEOPLE)) == (
        Piece(text="My manager", kind=Kind.ROLE),
        Piece(text=" ignores "),
        Piece(text="OPS-7", kind=Kind.TICKET, instead="[a ticket]"),
        Piece(text="."),
    )


@given(st.lists(st.sampled_from([sentence.words for sentence in sentences()]), max_size=5).map(" ".join))
def test_the_pieces_are_the_words_and_with_the_proposals_the_rewrite(words: str) -> None:
    found = find(words, directory=PEOPLE)
    pieces = diff(words, found)
    assert "".join(piece.text for piece in pieces) == words
    assert "".join(piece.instead or piece.text for piece in pieces) == rewrite(words, found)


@pytest.mark.parametrize(
    ("count", "now", "shorter"),
    [(0, 0.29, None), (10, 0.29, None), (11, 0.43, 0.29), (20, 0.43, 0.29), (21, 0.71, 0.43), (150, 0.71, 0.43)],
)
def test_brevity_tells_what_was_measured(count: int, now: float, shorter: float | None) -> None:
    hint = brevity("word " * count)
    assert (hint.count, hint.now.chance) == (count, now)
    assert (hint.shorter.chance if hint.shorter else None) == shorter


def test_the_hint_says_the_figures_in_words() -> None:
    assert said.brevity(count=80, words=50, up_to=150, chance=0.71, then_words=20, then=0.43) == (
        "This is 80 words. Of 10 people, the author of 50 to 150 words was recognised by style alone in 71 of 100 "
        "cases, of 20 words in 43."
    )
    assert said.brevity(count=1, words=10, up_to=10, chance=0.29) == (
        "This is 1 word. Of 10 people, the author of 10 words was recognised by style alone in 29 of 100 cases; "
        "a blind guess is right in 10."
    )


def test_nothing_is_ever_called_clean_or_anonymous() -> None:
    texts = [
        *said.INSTEAD.values(),
        *said.WHAT.values(),
        *said.ADVICE.values(),
        said.NOTHING_FOUND,
        said.PREVIEW,
        said.STYLE,
    ]
    assert not any(word in text.lower() for text in texts for word in ("clean", "anonym", "safe", "!"))
