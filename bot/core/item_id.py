"""Ids that people can read aloud, type and compare: `K7QX-2M`. Random, so that they tell neither order nor number."""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 letters: no I, L, O (they look like 1, 1 and 0) and no U. 6 of them make 10^9 ids."""

LENGTH = 6

_LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "#": None})


def new_item_id(random: Callable[[int], bytes]) -> str:
    """Return a new id such as `K7QX-2M`; `random(n)` returns n random bytes (`secrets.token_bytes`)."""
    letters = "".join(ALPHABET[byte & 31] for byte in random(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def read_item_id(typed: str) -> str | None:
    """Return the id a person means by what they typed (`k7qx2m`, `#K7QX-2M`, O for 0), or None where it is none."""
    letters = typed.strip().upper().translate(_LOOK_ALIKES)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return None
    return f"{letters[:4]}-{letters[4:]}"
