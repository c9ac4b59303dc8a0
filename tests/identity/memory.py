"""A walk through everything that an object holds, to look for a person in it."""

import base64
import gc
import hashlib
from collections.abc import Iterator
from types import FunctionType, ModuleType

HASHES = sorted({"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"})


def everything_in(root: object) -> Iterator[object]:
    """Yield what an object refers to, however deep; code, classes and modules aside."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type | ModuleType | FunctionType):
            continue
        seen.add(id(one))
        yield one
        waiting.extend(gc.get_referents(one))


def traces_of(person: str) -> set[bytes]:
    """Return a person's id in clear, as plain hashes, and each of these in hex and base64."""
    plain = [person.encode(), *(hashlib.new(name, person.encode()).digest() for name in HASHES)]
    return {form for one in plain for form in (one, one.hex().encode(), base64.b64encode(one).rstrip(b"="))}


def finds(root: object, person: str) -> bool:
    """Return whether the memory behind `root` says who somebody is to whoever has the member list."""
    traces = traces_of(person)
    for one in everything_in(root):
        content = one.encode(errors="replace") if isinstance(one, str) else one
        if isinstance(content, bytes | bytearray) and any(trace in content for trace in traces):
            return True
    return False
