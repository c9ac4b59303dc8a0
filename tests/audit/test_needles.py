"""Whatever way somebody is written, the search finds them; and it finds nobody who is not there."""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.audit import search as searching
from bot.audit.canary import Canary, Sentences, new_canary
from bot.audit.needles import as_digest, identity_needles, salted, written
from bot.audit.search import Finding, Search, Searched

SECRETS = {"TMM_SECRET_KEY": b"k" * 32}
CANARY = new_canary(os.urandom)


def found(data: bytes, canary: Canary = CANARY) -> set[tuple[str, str]]:
    searched = Searched()
    Search(identity_needles(canary, secrets=SECRETS)).data("here", data, searched)
    return {(finding.what, finding.how) for finding in searched.findings}


@pytest.mark.parametrize("what", ["id", "name", "handle", "e-mail", "conversation"])
@pytest.mark.parametrize(
    ("written_as", "how"),
    [
        (str.encode, "in clear"),
        (lambda text: text.upper().encode(), "in clear"),
        (lambda text: text.encode("utf-16-le"), "in UTF-16"),
        (lambda text: quote(text, safe="").encode(), "percent-encoded"),
        (lambda text: text.encode().hex().encode(), "in hex"),
        (lambda text: text.encode().hex().upper().encode(), "in hex"),
        (lambda text: hashlib.md5(text.encode()).digest(), "as md5"),
        (lambda text: hashlib.sha256(text.encode()).hexdigest().encode(), "as sha256, in hex"),
        (lambda text: base64.b64encode(hashlib.sha512(text.encode()).digest()), "as sha512, in base64"),
        (lambda text: base64.b32encode(hashlib.sha1(text.encode()).digest()), "as sha1, in base64"),
        (lambda text: hmac.digest(b"k" * 32, text.encode(), "sha256"), "as sha256 with TMM_SECRET_KEY"),
        (lambda text: hashlib.sha256(b"k" * 32 + text.encode()).digest()[:8], "as sha256 with TMM_SECRET_KEY"),
        (lambda text: hashlib.sha256(text.encode() + b"k" * 32).digest(), "as sha256 with TMM_SECRET_KEY"),
        (lambda text: hashlib.blake2b(text.encode(), key=b"k" * 32).digest(), "as blake2b keyed with TMM_SECRET_KEY"),
    ],
)
def test_every_shape_of_everything_that_names_somebody_is_found(
    what: str, written_as: Callable[[str], bytes], how: str
) -> None:
    data = os.urandom(1000) + written_as(CANARY.identities()[what]) + os.urandom(1000)
    shapes = found(data)
    assert any(one == what and said.startswith(how) for one, said in shapes) or (
        how == "percent-encoded" and (what, "in clear") in shapes
    )


@pytest.mark.parametrize("before", [b"", b"x", b"xy", b"xyz"])
@pytest.mark.parametrize("alphabet", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("text", CANARY.identities().values(), ids=CANARY.identities())
def test_base64_is_found_wherever_it_begins(before: bytes, alphabet: Callable[[bytes], bytes], text: str) -> None:
    assert any(how == "in base64" for _, how in found(alphabet(before + text.encode() + b"and more")))


def test_another_member_and_random_bytes_are_not_found() -> None:
    other = new_canary(os.urandom)
    listed = "".join(f"{text} {hashlib.sha256(text.encode()).hexdigest()}" for text in other.identities().values())
    assert found(listed.encode() + os.urandom(1_000_000)) == set()


def test_a_hash_with_a_stored_value_as_its_key_is_found_whichever_way_they_are_put_together() -> None:
    salt, person = os.urandom(16), CANARY.id.encode()
    made = (
        hmac.digest(salt, person, "sha256"),
        hashlib.sha256(salt + person).hexdigest().encode(),
        base64.b64encode(hashlib.sha256(person + salt).digest()),
        hashlib.blake2b(person, key=salt).digest(),
    )
    search = Search(tuple(salted(CANARY, [os.urandom(32), salt])))
    assert all(list(search.in_bytes(b"..." + one + b"...")) for one in made)
    assert not list(Search(tuple(salted(CANARY, [os.urandom(32)]))).in_bytes(b"".join(made)))


def test_a_needle_that_is_cut_by_the_end_of_a_chunk_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "CHUNK", 64)
    search = Search(tuple(written("id", CANARY.id)))
    for start in range(40, 90):
        path = tmp_path / "file"
        path.write_bytes(b"." * start + CANARY.id.encode() + b"." * 100)
        assert [needle.what for needle in search.in_file(path)][:1] == ["id"]


def test_what_is_found_names_the_place_and_never_the_thing(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(CANARY.id.encode())
    searched = Searched()
    Search(tuple(written("id", CANARY.id))).files(
        [("the log", tmp_path / "log"), ("gone", tmp_path / "gone")], searched
    )
    assert Finding(place="the log", what="id", how="in clear") in searched.findings
    assert (searched.files, searched.bytes) == (1, len(CANARY.id))
    needles = identity_needles(CANARY, secrets=SECRETS)
    for shown in (repr(searched), repr(CANARY), repr(needles[0]), repr(Sentences(os.urandom))):
        assert not any(text in shown for text in CANARY.identities().values())


def test_nothing_to_look_for_finds_nothing() -> None:
    assert list(Search(()).in_bytes(b"anything")) == []


def test_random_bytes_are_found_raw_and_encoded() -> None:
    key = os.urandom(32)
    search = Search(tuple(as_digest("key", "kept", key)))
    for shape in (key, key.hex().encode(), base64.b64encode(key), base64.urlsafe_b64encode(key), base64.b32encode(key)):
        assert list(search.in_bytes(b"...." + shape))


def test_two_sentences_share_nothing_that_is_looked_for() -> None:
    sentences = Sentences(os.urandom)
    first, second = sentences.new("first"), sentences.new("second")
    assert sentences.planted["first"] in first
    assert sentences.planted["second"] in second
    assert sentences.planted["first"] not in second
