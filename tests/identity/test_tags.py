"""Tags: who wrote it finds it, and without the key nobody does."""

import hashlib
import hmac
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives import constant_time
from hypothesis import given
from hypothesis import strategies as st

from bot.identity import tags
from bot.identity.tags import is_muted, mine, tag_of
from bot.ports import Mute, Tagged

KEYS = {name: name.encode() * 32 for name in "ABCDEFG"}


def tagged(author: str, *items: str) -> list[Tagged]:
    return [Tagged(item=item, tag=tag_of(KEYS[item], author)) for item in items]


def mute(name: str, person: str, until: date = date(2026, 3, 9)) -> Mute:
    key = name.encode() * 32
    return Mute(id=name, team="payments", key=key, tag=tag_of(key, person), until=until)


@given(st.binary(min_size=32, max_size=32), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_tag_is_the_hmac_of_the_standard_library(key: bytes, person: str) -> None:
    assert tag_of(key, person) == hmac.digest(key, person.encode(), hashlib.sha256)


def test_an_author_finds_what_they_wrote_in_the_order_given() -> None:
    all_of_them = tagged("U1", "D", "A") + tagged("U2", "B") + tagged("U1", "C")
    assert mine("U1", all_of_them, KEYS) == ("D", "A", "C")
    assert mine("U2", all_of_them, KEYS) == ("B",)
    assert mine("U3", all_of_them, KEYS) == ()
    assert mine("U1", [], KEYS) == ()


def test_an_item_without_its_key_is_nobodys() -> None:
    assert mine("U1", tagged("U1", "A", "B"), {"B": KEYS["B"]}) == ("B",)
    assert mine("U1", tagged("U1", "A"), {}) == ()


def test_a_tag_under_the_key_of_another_item_is_nobodys() -> None:
    assert mine("U1", [Tagged(item="A", tag=tag_of(KEYS["B"], "U1"))], KEYS) == ()


@pytest.mark.parametrize("tag", [b"", b"short", b"x" * 32, b"x" * 33])
def test_a_tag_that_is_damaged_is_nobodys(tag: bytes) -> None:
    assert mine("U1", [Tagged(item="A", tag=tag)], KEYS) == ()


class Counted:
    """Calls a function, and counts how often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.function = getattr(tags, name)
        self.calls = 0
        monkeypatch.setattr(tags, name, self)

    def __call__(self, one: Any, other: Any) -> Any:
        self.calls += 1
        return self.function(one, other)


@pytest.mark.parametrize("person", ["U1", "nobody"])
def test_every_tag_is_computed_and_compared_in_constant_time_whatever_is_found(
    monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    items, mutes = tagged("U1", *KEYS), [mute(name, "U1") for name in KEYS]
    computed, compared = Counted(monkeypatch, "tag_of"), Counted(monkeypatch, "bytes_eq")
    assert compared.function is constant_time.bytes_eq
    mine(person, items, KEYS)
    assert (computed.calls, compared.calls) == (len(KEYS), len(KEYS))
    is_muted(person, mutes)
    assert (computed.calls, compared.calls) == (2 * len(KEYS), 2 * len(KEYS))


def test_two_items_of_one_author_have_nothing_in_common() -> None:
    first, second = tagged("U1", "A", "B")
    assert first.tag != second.tag


def test_ten_thousand_members_recomputed_under_any_other_key_match_nothing() -> None:
    tag = tag_of(KEYS["A"], "U00042")
    members = [f"U{number:05}" for number in range(10_000)]
    assert {tag_of(KEYS["A"], member) for member in members} >= {tag}, "this test would find it"
    assert tag not in {tag_of(KEYS["B"], member) for member in members}
    assert tag not in {hashlib.sha256(member.encode()).digest() for member in members}


def test_a_mute_is_found_by_the_tag_and_the_longest_one_counts() -> None:
    mutes = [mute("A", "U1"), mute("B", "U2"), mute("C", "U1", until=date(2026, 3, 11))]
    assert is_muted("U1", mutes) == mutes[2]
    assert is_muted("U2", mutes) == mutes[1]
    assert is_muted("U3", mutes) is None
    assert is_muted("U1", []) is None


def test_a_mute_copied_from_an_item_finds_its_author() -> None:
    (item,) = tagged("U1", "A")
    copied = Mute(id="M", team="payments", key=KEYS["A"], tag=item.tag, until=date(2026, 3, 9))
    assert is_muted("U1", [copied]) == copied


def test_no_repr_shows_a_key_or_a_tag() -> None:
    for shown in (repr(tagged("U1", "A")), repr(mute("A", "U1"))):
        assert "AAAA" not in shown
        assert "\\x" not in shown
