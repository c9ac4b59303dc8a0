"""Who waits in a batch: counted, never kept in clear, and forgotten."""

from itertools import count

import pytest

from bot.identity.authors import Authors
from tests.identity.memory import finds

PERSON = "U0PLANTEDAUTHOR"


@pytest.fixture
def authors() -> Authors:
    return Authors(b"k" * 32)


def noted(authors: Authors, *people: str) -> list[str]:
    """Note one held entry for each, and return their ids."""
    ids = [f"H{number}" for _, number in zip(people, count(len(authors)), strict=False)]
    for held_id, person in zip(ids, people, strict=True):
        authors.note(held_id, person)
    return ids


def test_each_author_counts_once_however_much_they_wrote(authors: Authors) -> None:
    ids = noted(authors, "U1", "U2", "U1", "U1", "U3")
    assert authors.distinct(ids, not_counting=()) == 3
    assert authors.distinct(ids[:1], not_counting=()) == 1
    assert authors.distinct((), not_counting=()) == 0


def test_only_the_ids_asked_for_count(authors: Authors) -> None:
    ids = noted(authors, "U1", "U2", "U3")
    assert authors.distinct(ids[1:], not_counting=()) == 2


def test_those_who_answer_do_not_count(authors: Authors) -> None:
    ids = noted(authors, "U1", "U1LEAD", "U2")
    assert authors.distinct(ids, not_counting=["U1LEAD", "U1OTHER"]) == 2
    assert authors.distinct(ids, not_counting=iter(["U1", "U2", "U1LEAD"])) == 0


def test_what_nobody_noted_counts_as_nobody(authors: Authors) -> None:
    ids = noted(authors, "U1")
    assert authors.distinct([*ids, "before the restart", "another"], not_counting=()) == 1
    assert Authors(b"k" * 32).distinct(ids, not_counting=()) == 0


def test_what_is_forgotten_counts_no_more_and_twice_is_fine(authors: Authors) -> None:
    ids = noted(authors, "U1", "U2")
    authors.forget(ids[:1])
    authors.forget([*ids[:1], "never there"])
    assert len(authors) == 1
    assert authors.distinct(ids, not_counting=()) == 1


def test_a_form_sent_twice_is_noted_once(authors: Authors) -> None:
    authors.note("H", "U1")
    authors.note("H", "U1")
    assert len(authors) == 1
    assert authors.distinct(["H"], not_counting=()) == 1


def test_no_more_than_so_many_are_kept_and_the_oldest_go_first() -> None:
    authors = Authors(b"k" * 32, most=3)
    ids = noted(authors, "U1", "U2", "U3")
    authors.note("H9", "U9")
    assert len(authors) == 3
    assert authors.distinct(ids, not_counting=()) == 2
    assert authors.distinct(["H9"], not_counting=()) == 1


def test_nothing_in_its_memory_says_who(authors: Authors) -> None:
    ids = noted(authors, PERSON, "U2")
    authors.distinct(ids, not_counting=[PERSON])
    assert not finds(authors, PERSON)
    assert finds({"kept": {"deep": [PERSON]}}, PERSON), "this test would find it"


def test_two_processes_note_the_same_person_differently() -> None:
    one, other = Authors(b"k" * 32), Authors(b"l" * 32)
    one.note("H", "U1")
    other.note("H", "U1")
    assert one._noted["H"] != other._noted["H"]


def test_its_repr_shows_nothing(authors: Authors) -> None:
    noted(authors, "U1")
    assert repr(authors) == "Authors()"
    assert not hasattr(authors, "__dict__")
