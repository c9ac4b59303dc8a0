from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.banned import _tokens, banned, places
from bot.core.fold import words as folded

LIST = ("damn", "Idiot", "piece of work", "blöd", "返金", "don't", "ass")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("This damn build", ("damn",)),
        ("DAMN it, damn it, Damn it", ("DAMN", "damn", "Damn")),
        ("damn, damn and damn", ("damn",)),
        ("what an İdiot, what an ídiot", ("İdiot", "ídiot")),
        ("He is a piece of\nwork", ("piece of\nwork",)),
        ("He is a Piece-of-Work!", ("Piece-of-Work",)),
        ("Das ist blod, BLÖD und blo\u0308d", ("blod", "BLÖD", "blo\u0308d")),
        ("早く返金して", ("返金",)),
        ("I don’t know", ("don’t",)),
        ("da\u200bmn", ("da\u200bmn",)),
        ("ｄａｍｎ", ("ｄａｍｎ",)),
        # Whole words only.
        ("damned class, assess, idiots", ()),
        ("a piece of good work", ()),
        ("damn\u200bed", ()),
        ("返す金", ()),
        ("", ()),
    ],
)
def test_banned_words_are_found_whole_and_as_they_stand(words: str, found: tuple[str, ...]) -> None:
    assert banned(words, LIST) == found


def test_nothing_is_banned_where_the_list_is_empty_or_holds_nothing_to_read() -> None:
    assert banned("damn", ()) == ()
    assert banned("damn 🚀", ("🚀", " ", "")) == ()


def test_of_two_that_begin_together_the_longer_one_is_marked() -> None:
    assert places("a piece of work of art", ("piece", "piece of work", "of")) == ((2, 15), (16, 18))


def test_what_only_begins_like_a_phrase_is_searched_on() -> None:
    assert banned("piece of piece of work", LIST) == ("piece of work",)


TEXT = st.text(st.sampled_from("abÉßæøİςΣ e\u0301\u200b\u00ad_'-返金ㄱ가กำ1２½ﬁ🚀\n"), max_size=20) | st.text(
    max_size=12
)


@given(TEXT)
def test_its_words_are_those_of_folding_and_stand_where_it_says(text: str) -> None:
    tokens = _tokens(text)
    assert tuple(token[0] for token in tokens) == folded(text)
    for word, start, end in tokens:
        assert word in folded(text[start:end])  # not the only one: ½ is 1 and 2


@given(TEXT, st.lists(TEXT, max_size=4))
def test_every_place_is_a_banned_phrase_and_they_do_not_overlap(text: str, listed: list[str]) -> None:
    found = places(text, listed)
    phrases = ["\n".join(("", *folded(one), "")) for one in listed if folded(one)]
    marked = ["\n".join(("", *folded(text[start:end]), "")) for start, end in found]
    assert all(any(phrase in one for phrase in phrases) for one in marked)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(st.lists(st.sampled_from(["damn", "fine", "build", "idiot"]), max_size=8))
def test_a_word_is_found_exactly_when_it_is_there(said: list[str]) -> None:
    assert banned(", ".join(said), ["IDIOT", "damn"]) == tuple(dict.fromkeys(w for w in said if w in {"damn", "idiot"}))
