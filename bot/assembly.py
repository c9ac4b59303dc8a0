"""Puts together what takes feedback in and sends it on, around a store, a key store and a client to Slack.

The process and the audit both stand on it, so that what is audited is what runs.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.item_id import new_item_id
from bot.current import Current
from bot.identity.authors import Authors
from bot.identity.identity import Identity
from bot.identity.rate_limit import RateLimit
from bot.ports import Clock, KeyStore, Meter, Store
from bot.sending.sender import Sender
from bot.slackapi.poster import SlackPoster
from bot.usecases.keep_short import WaysBack
from bot.usecases.release import Releases
from handlers.app import build_app
from handlers.deps import Deps
from handlers.signer import Signer
from handlers.stash import Stash

MOST_SENT, SENT_WITHIN = 10, timedelta(hours=1)
"""How often one person may send something: more than anybody has to say, and too little to flood a team."""

MOST_TRIES, TRIES_WITHIN = 10, timedelta(hours=1)
"""How often one person may try a receipt: 10 guesses in 2^66."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """What was put together: `app` takes in, `releases` lets go, `sender` sends, `ways_back` forgets."""

    app: AsyncApp
    deps: Deps
    sender: Sender
    releases: Releases
    ways_back: WaysBack


def new_token() -> str:
    """Return 16 random letters that nobody can guess."""
    return secrets.token_urlsafe(12)


def new_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(32)


def assemble(
    *,
    store: Store,
    keys: KeyStore,
    client: AsyncWebClient,
    current: Current,
    clock: Clock,
    meter: Meter,
    secret_key: bytes,
    signing_secret: str | None,
    rate: float = 1.0,
) -> Assembled:
    """Return the parts, of which nothing runs yet. `rate` multiplies the pace of sending: 1 is Slack's own."""
    authors = Authors(new_key())
    sender = Sender(
        store=store,
        poster=SlackPoster(client),
        current=current,
        clock=clock,
        rate=rate,
        random=SystemRandom(),
        meter=meter,
    )
    deps = Deps(
        store=store,
        identity=Identity(
            keys=keys,
            authors=authors,
            rate=RateLimit(clock=clock, most=MOST_SENT, within=SENT_WITHIN, new_key=new_key),
            tries=RateLimit(clock=clock, most=MOST_TRIES, within=TRIES_WITHIN, new_key=new_key),
        ),
        current=current,
        clock=clock,
        signer=Signer(secret_key),
        new_item_id=lambda: new_item_id(secrets.token_bytes),
        new_token=new_token,
        new_secret=lambda: secrets.token_bytes(9),
        wake=sender.wake,
        meter=meter,
        stash=Stash(clock=clock, new_token=new_token),
    )
    return Assembled(
        app=build_app(deps, client=client, signing_secret=signing_secret),
        deps=deps,
        sender=sender,
        releases=Releases(
            store=store, current=current, authors=authors, shuffle=SystemRandom().shuffle, keys=keys, meter=meter
        ),
        ways_back=WaysBack(store=store, keys=keys),
    )
