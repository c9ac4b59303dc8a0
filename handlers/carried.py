"""What the feedback form carries through Slack and back, sealed, and never anything about its author."""

import base64
import binascii
import hashlib
import json
from dataclasses import asdict, dataclass, field

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
    was put into the form. `seen` is the mark of the words whose findings the form shows, `drawn` the team it was drawn
    for, and `told` the mark of the choices whose exposure it states.
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
    drawn: str | None = None
    told: str = ""

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


def mark(*parts: str) -> str:
    """Return 16 letters that are the same for the same texts: enough to tell an edit, and too little to keep words."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()
