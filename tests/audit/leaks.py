"""Leaks that are planted into the product, each of one kind, for a test to see them found."""

import base64
import contextlib
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import structlog
from slack_sdk.errors import SlackApiError

from bot.errors import StoreUnavailable
from bot.identity.tags import tag_of
from bot.ports import Mute
from bot.slackapi.poster import SlackPoster
from bot.usecases.take_feedback import take_feedback
from handlers.listeners import form_sent
from tests.audit.support import KEY, Ground

Take = Callable[..., Awaitable[Any]]


@dataclass(kw_only=True)
class Taking:
    """What is known where feedback is taken: `given` are the arguments, which a leak may change."""

    given: dict[str, Any]
    ground: Ground

    @property
    def author(self) -> str:
        return str(self.given["author"])


def when_taking(monkeypatch: pytest.MonkeyPatch, ground: Ground, leak: Callable[[Taking], Awaitable[None]]) -> None:
    """Let the leak happen each time before feedback is taken."""

    async def leaking(**given: Any) -> Any:
        taking = Taking(given=given, ground=ground)
        await leak(taking)
        return await take_feedback(**taking.given)

    monkeypatch.setattr(form_sent, "take_feedback", leaking)


def why(value: Callable[[Taking], str]) -> Callable[[Taking], Awaitable[None]]:
    """A leak that stores something beside the item, in its column for the rule."""

    async def leak(taking: Taking) -> None:
        taking.given["because"] = value(taking)

    return leak


def plain_hash(taking: Taking) -> str:
    return hashlib.sha1(taking.author.encode()).hexdigest()


def hash_salted_with_the_item(taking: Taking) -> str:
    return hashlib.sha256(f"{taking.given['item_id']}{taking.author}".encode()).hexdigest()


def hash_with_its_salt_beside_it(taking: Taking) -> str:
    taking.given["about"] = base64.b64encode(b"a salt of bytes.").decode()
    return hmac.digest(b"a salt of bytes.", taking.author.encode(), "sha256").hex()


def hash_under_the_secret_key(taking: Taking) -> str:
    return base64.b64encode(hmac.digest(KEY, taking.author.encode(), "sha256")).decode()


async def to_the_outbox(taking: Taking) -> None:
    email = base64.urlsafe_b64encode(f"<{taking.ground.canary.email}>".encode()).decode()
    await taking.given["store"].alert(people=["U0SOMEBODY"], words=email, now=taking.given["now"])


async def to_a_file(taking: Taking) -> None:
    (taking.ground.folder / "last_author.txt").write_text(taking.ground.canary.name)


async def to_an_error(taking: Taking) -> None:
    raise StoreUnavailable(f"cannot take what {taking.author} wrote")


async def words_to_an_error(taking: Taking) -> None:
    raise StoreUnavailable(f"cannot take {taking.given['words']}")


async def to_the_log(taking: Taking) -> None:
    structlog.get_logger().info("taken", user=taking.author)


async def handle_to_the_log(taking: Taking) -> None:
    structlog.get_logger().info("taken", kind=f"by @{taking.ground.canary.handle}")


async def words_to_the_log(taking: Taking) -> None:
    structlog.get_logger().info("taken", kind=taking.given["words"])


async def to_a_library_that_logs(taking: Taking) -> None:
    logging.getLogger("some.library").debug("body: %s", {"user_id": taking.author})


async def to_a_mute_of_another_team(taking: Taking) -> None:
    key = b"m" * 32
    until = taking.given["now"].date() + timedelta(days=7)
    mute = Mute(id="left", team="payments", key=key, tag=tag_of(key, taking.author), until=until)
    await taking.given["identity"].keys.mute(mute)


def when_posting(
    monkeypatch: pytest.MonkeyPatch, *, and_then: Callable[[Any, dict[str, Any]], Awaitable[None]]
) -> None:
    """Let the leak happen each time a message is posted, with the client and what is posted."""
    real = SlackPoster.post

    async def leaking(self: SlackPoster, **given: Any) -> Any:
        with contextlib.suppress(SlackApiError):  # it was sent, whatever Slack says to it
            await and_then(self._client, given)
        return await real(self, **given)

    monkeypatch.setattr(SlackPoster, "post", leaking)
