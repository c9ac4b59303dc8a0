import pytest

from bot.core.giveaway import Directory, Kind, find


def named(words: str, *members: tuple[str, str, str, str]) -> list[str]:
    return [each.text for each in find(words, directory=Directory.of(members)) if each.kind is Kind.NAME]


ANA = ("U0000000A1", "ana.lima", "Ana (she/her)", "Ana Maria Lima")
ANNA = ("U0000000A2", "ahuber", "", "Anna Huber")
ANNA_TOO = ("U0000000A3", "ameyer", "Anna", "Anna Meyer")


def test_a_first_name_counts_alone_where_one_member_has_it() -> None:
    assert named("Anna is late", ANNA) == ["Anna"]
    assert named("Anna is late", ANNA, ANNA_TOO) == []
    assert named("Anna Meyer is late", ANNA, ANNA_TOO) == ["Anna Meyer"]


def test_surnames_and_handles_count_however_many_have_them() -> None:
    assert named("Huber and ameyer", ANNA, ANNA_TOO, ("U3", "x.y", "", "Karla Huber")) == ["Huber", "ameyer"]


@pytest.mark.parametrize(
    "words", ["Ana Maria Lima", "ana lima", "LIMA, ANA", "Lima, Ana Maria", "ana.lima", "Áńa  Lima"]
)
def test_a_full_name_is_one_finding_however_it_is_written(words: str) -> None:
    assert named(f"so {words} said", ANA) == [words]


@pytest.mark.parametrize("words", ["banana", "Anagram", "lima2", "climate", "Anatole"])
def test_only_whole_words_count(words: str) -> None:
    assert named(words, ANA) == []


@pytest.mark.parametrize("words", ["Sören", "Soeren", "soren", "SÖREN", "So\u0308ren", "S\u200bören"])
def test_a_name_is_known_with_and_without_its_umlaut(words: str) -> None:
    assert named(f"bei {words} liegt es", ("U1", "sk", "", "Sören Kettler")) == [words]


@pytest.mark.parametrize(
    "words", ["told Will about it", "Dear Grace, hello", "what Mark wants", "Mr Stone knows", "Will Stone"]
)
def test_a_name_that_is_an_ordinary_word_is_told_by_what_surrounds_it(words: str) -> None:
    members = [("U1", "ws", "", "Will Stone"), ("U2", "gh", "Grace", "Grace Hartmann"), ("U3", "mk", "", "Mark Kern")]
    assert len(named(words, *members)) == 1


@pytest.mark.parametrize(
    "words", ["it will do", "the Grace Period", "a stone", "Mark this", "Der Stone", "We will. Will you?"]
)
def test_an_ordinary_word_is_no_name(words: str) -> None:
    members = [("U1", "ws", "", "Will Stone"), ("U2", "gh", "Grace", "Grace Hartmann"), ("U3", "mk", "", "Mark Kern")]
    assert named(words, *members) == []


@pytest.mark.parametrize(
    "member", [("", "", "", ""), ("U1", "🙂", "🙂", "🙂"), ("U1", "1", "2", "3 4"), ("U1", "a", "b", "c")]
)
def test_a_member_without_a_usable_name_names_nobody(member: tuple[str, str, str, str]) -> None:
    assert named("a b c 1 2 3 🙂 it is so", member) == []


def test_a_long_display_name_costs_no_more_than_eight_words() -> None:
    assert Directory.of([("U1", "", "", " ".join(["Lorem"] * 500))]).longest <= 16
