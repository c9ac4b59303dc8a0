import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.fold import fold, invisible, phrase, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Payments", "payments"),
        ("Éclair Ñandú", "eclair nandu"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("SØREN", "soren"),
        ("ÆTHER", "aether"),
        ("İstanbul ışık", "istanbul isik"),
        ("Ｐａｙ", "pay"),
        ("pay\u200bments", "payments"),
        ("\u202epay\u202c", "pay"),
        ("pay\ufe0f", "pay"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
    ],
)
def test_case_diacritics_and_what_cannot_be_seen_fold_away(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("कि", "क"), ("ที่", "ท")])
def test_signs_that_make_another_word_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    assert not any(invisible(character) for character in fold(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Double-charge, again!", ("double", "charge", "again")),
        ("snake_case v2", ("snake", "case", "v2")),
        ("", ()),
        ("🚀 👩‍👩‍👧 …", ()),
        ("हिन्दी में", ("हिन्दी", "में")),
        ("返金が", ("返", "金", fold("が"))),
        ("APIの返金", ("api", "の", "返", "金")),
        ("ค่า", ("ค่", "า")),
        ("возврат Ёлки", ("возврат", "елки")),
        ("\u0301orphan", ("orphan",)),
    ],
)
def test_words_are_found_in_any_script(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


@given(st.text())
def test_a_text_contains_itself_as_a_phrase(text: str) -> None:
    assert phrase(words(text)) in phrase(words(f"before {text} after"))


def test_a_phrase_matches_whole_words_only() -> None:
    assert phrase(["charge"]) not in phrase(["recharge", "charges"])
    assert phrase(["double", "charge"]) in phrase(["a", "double", "charge"])
    assert phrase(["double", "charge"]) not in phrase(["double", "the", "charge"])


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_the_quick_way_for_ascii_finds_the_same_words(text: str) -> None:
    assert words(text) == words(f"{text} ж")[:-1]
