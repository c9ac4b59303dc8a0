"""What the feedback form carries through Slack and back, sealed, and never anything about its author."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import lru_cache, partial

from bot.core.item_id import new_item_id
from bot.core.organisation import Anonymity, Policy
from handlers.permalinks import to_show
from handlers.signer import ForgedError, Signer
from handlers.views import ids

VERSION = 3

MOST_TIES = 30
"""Of 40 characters each at most: they fit beside the rest into the 3,000 of private_metadata."""

_MOST_OF_A_REASON = 300
"""Bytes of each reason in JSON; a longer one is not carried, and said in general words later."""


class OutdatedError(Exception):
    """The form is sealed by us and in the shape of another version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What is sealed in the form's private_metadata.

    `item_id` and `secret` (9 random bytes in base64url, which the receipt is made from) are chosen when the form is
    opened, so that sending it twice stores once and gives one receipt. `team`, `why` and `because` are the team that
    was found and the rule, in words for readers and for the author, and `routed` the mark of the words they are true
    of. `ties` are the keys of the teams among which only the author can choose; `turn` counts how often another team
    was put into the form. `seen` is the mark of the words whose findings the form shows, and `clear` whether there were
    none; `drawn` is the team it was drawn for, `told` the mark of the choices whose exposure it states, and
    `promised` the mark of the team's policy that it states.
    """

    item_id: str
    secret: str = field(default="", repr=False)
    about: str | None = None
    team: str | None = None
    why: str = ""
    because: str = ""
    routed: str = ""
    ties: tuple[str, ...] = ()
    turn: int = 0
    seen: str = ""
    clear: bool = False
    drawn: str | None = None
    told: str = ""
    promised: str = ""

    def sealed(self, signer: Signer) -> str:
        """Return it as private_metadata."""
        carried = asdict(self)
        for reason in ("why", "because"):
            if len(json.dumps(carried[reason])) > _MOST_OF_A_REASON:
                carried[reason] = ""
        return signer.seal({"v": VERSION, **carried}, purpose=ids.FEEDBACK_FORM)

    @classmethod
    def opened(cls, sealed: str, signer: Signer) -> "Carried":
        """Read private_metadata; raise ForgedError or OutdatedError."""
        carried = signer.open(sealed, purpose=ids.FEEDBACK_FORM)
        if carried.pop("v", None) != VERSION:
            raise OutdatedError
        try:
            carried["about"] = to_show(carried["about"])
            carried["ties"] = tuple(carried["ties"])
            return cls(**carried)
        except (KeyError, TypeError):
            raise ForgedError from None

    def further_ids(self) -> Iterator[str]:
        """Yield the ids to try next where `item_id` is in use: always the same ones, so that sending twice stores once.

        They are made with the form's own secret, which is nowhere but in the form: from what is stored, and from the
        keys of this installation, nobody shall see that two items came from one form.
        """
        for number in range(1_000):
            yield new_item_id(partial(self._derived, number))

    def _derived(self, number: int, count: int) -> bytes:
        what_for = f"further id {number} of {self.item_id}".encode()
        return hashlib.blake2b(what_for, key=self.receipt_secret, digest_size=count).digest()

    @property
    def receipt_secret(self) -> bytes:
        """The bytes that the receipt is made from; raise ForgedError where they are none."""
        try:
            return base64.urlsafe_b64decode(self.secret)
        except (binascii.Error, ValueError):
            raise ForgedError from None


def secret_of(random: bytes) -> str:
    """Return random bytes as they are carried."""
    return base64.urlsafe_b64encode(random).decode()


def promise(policy: Policy) -> str:
    """Return the mark of what a policy promises to anonymous authors."""
    return _promised(policy.anonymous, policy.retention_text)


@lru_cache(maxsize=256)  # each submission asks, and policies change seldom
def _promised(anonymous: Anonymity, kept: timedelta) -> str:
    return mark(repr(anonymous), str(kept))


def mark(*parts: str) -> str:
    """Return 16 letters that are the same for the same texts: enough to tell an edit, and too little to keep words."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()
