"""What listeners and sweeps hand to use cases that have to recognise an author without keeping one."""

from dataclasses import dataclass

from bot.identity.authors import Authors
from bot.identity.rate_limit import RateLimit
from bot.ports import KeyStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`authors` knows, in memory, who waits in a batch; `rate` limits what people send, `tries` their receipts."""

    keys: KeyStore
    authors: Authors
    rate: RateLimit
    tries: RateLimit
