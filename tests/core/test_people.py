import pytest

from bot.core.giveaway.directory import Directory
from bot.core.people import People, Person

ANA = Person(id="UANA", handle="alima", name="Ana", real_name="Ana Lima")
PEOPLE = People(
    by_id={
        one.id: one
        for one in (
            ANA,
            Person(id="UBEN", handle="ben", real_name="Ben König"),
            Person(id="UCEM", handle="cem"),
            Person(id="UGUEST", guest=True),
            Person(id="UBOT", bot=True),
            Person(id="UGONE", gone=True),
        )
    },
    members={
        "CFULL": frozenset({"UANA", "UBEN", "UGUEST", "UBOT", "UGONE", "UNOBODY"}),
        "CEMPTY": frozenset(),
    },
)


@pytest.mark.parametrize(("channel", "count"), [("CFULL", 2), ("CEMPTY", 0), ("CELSEWHERE", None)])
def test_guests_bots_and_those_who_left_could_not_have_written_it(channel: str, count: int | None) -> None:
    assert PEOPLE.could_have_written(channel) == count
    assert PEOPLE.could_have_written(channel) == count


@pytest.mark.parametrize(
    ("person", "name"),
    [("UANA", "Ana"), ("UBEN", "Ben König"), ("UCEM", "cem"), ("UGUEST", "UGUEST"), ("UNOBODY", "UNOBODY")],
)
def test_people_go_by_the_name_that_others_know(person: str, name: str) -> None:
    assert PEOPLE.name_of(person) == name


def test_the_names_of_one_person_are_prepared_once_as_if_nobody_else_were_there() -> None:
    alone = PEOPLE.directory_of("UANA")
    assert {"ana", "lima", "alima"} <= alone.singles | alone.spoken_to
    assert PEOPLE.directory_of("UANA") is alone
    assert PEOPLE.directory_of("UNOBODY") == Directory()


def test_no_repr_shows_a_name() -> None:
    assert "Lima" not in repr(ANA)
    assert "Lima" not in repr(PEOPLE)


def test_before_they_were_read_nobody_is_known() -> None:
    assert People().could_have_written("CFULL") is None
    assert People().name_of("UANA") == "UANA"
