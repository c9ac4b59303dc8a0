"""Every shape in which somebody could lie in a file: clear, encoded, or hashed so that the member list reverses it."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.audit.canary import Canary

SHORTEST = 8
"""Bytes of a digest that are looked for: one that is cut shorter could not tell members apart for certain."""

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """`what` was planted, `how` it is written, and the bytes to look for, which stay out of the repr."""

    what: str
    how: str
    value: bytes = field(repr=False)


def identity_needles(canary: Canary, *, secrets: Mapping[str, bytes]) -> tuple[Needle, ...]:
    """Return the shapes of who the canary is; `secrets` are the keys by name that hashes may have been made with."""
    found: dict[bytes, Needle] = {}
    for what, text in canary.identities().items():
        for needle in (*written(what, text), *hashed(what, text, secrets)):
            found.setdefault(needle.value, needle)
    return tuple(found.values())


def written(what: str, text: str) -> Iterator[Needle]:
    """Yield a text as it may be written: in clear, in other encodings, in hex and in base64 at each alignment."""
    for spelling in dict.fromkeys((text, text.lower(), text.upper())):
        raw = spelling.encode()
        yield Needle(what=what, how="in clear", value=raw)
        yield Needle(what=what, how="in UTF-16", value=spelling.encode("utf-16-le"))
        yield Needle(what=what, how="percent-encoded", value=quote(spelling, safe="").encode())
        yield Needle(what=what, how="in hex", value=raw.hex().encode())
        yield Needle(what=what, how="in hex", value=raw.hex().upper().encode())
        for shift in range(3):
            yield from _in_base64(what, raw, shift)


def hashed(what: str, text: str, secrets: Mapping[str, bytes]) -> Iterator[Needle]:
    """Yield the digests of a text: bare, and with each secret as HMAC key, as prefix and as suffix."""
    for spelling in dict.fromkeys((text, text.lower())):
        raw = spelling.encode()
        for algorithm in ALGORITHMS:
            yield from as_digest(what, f"as {algorithm}", hashlib.new(algorithm, raw).digest())
            for name, secret in secrets.items():
                how = f"as {algorithm} with {name}"
                yield from as_digest(what, how, hmac.digest(secret, raw, algorithm))
                yield from as_digest(what, how, hashlib.new(algorithm, secret + raw).digest())
                yield from as_digest(what, how, hashlib.new(algorithm, raw + secret).digest())
        for name, secret in secrets.items():
            keyed = hashlib.blake2b(raw, key=secret[:64]).digest()
            yield from as_digest(what, f"as blake2b keyed with {name}", keyed)


def salted(canary: Canary, salts: Iterable[bytes]) -> Iterator[Needle]:
    """Yield the tags that stored values would make as keys; what is left after closing must make none."""
    raw = canary.id.encode()
    for salt in salts:
        for digest in (
            hmac.digest(salt, raw, "sha256"),
            hashlib.sha256(salt + raw).digest(),
            hashlib.sha256(raw + salt).digest(),
            hashlib.blake2b(raw, key=salt[:64]).digest(),
        ):
            yield from as_digest("id", "as a hash with a stored value as its key", digest)


def _in_base64(what: str, raw: bytes, shift: int) -> Iterator[Needle]:
    """Yield the letters that stay the same whatever stands before and after the text in what was encoded."""
    encoded = base64.b64encode(b"\0" * shift + raw)
    start = 0 if shift == 0 else 4
    certain = encoded[start : (shift + len(raw)) // 3 * 4]
    if len(certain) >= SHORTEST:
        yield Needle(what=what, how="in base64", value=certain)
        yield Needle(what=what, how="in base64", value=certain.translate(bytes.maketrans(b"+/", b"-_")))


def as_digest(what: str, how: str, digest: bytes) -> Iterator[Needle]:
    """Yield random bytes, a hash or a key, as they may be written: raw, in hex, in base64 and in base32."""
    start = digest[:SHORTEST]
    yield Needle(what=what, how=how, value=start)
    yield Needle(what=what, how=f"{how}, in hex", value=start.hex().encode())
    yield Needle(what=what, how=f"{how}, in hex", value=start.hex().upper().encode())
    for alphabet in (base64.b64encode, base64.urlsafe_b64encode, base64.b32encode):
        # 9 bytes are 12 whole letters of base64, and 10 are 16 of base32.
        whole = digest[:10] if alphabet is base64.b32encode else digest[:9]
        yield Needle(what=what, how=f"{how}, in base64", value=alphabet(whole))
