"""Messages in the order and the groups in which Slack's client shows them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sandbox.model import Ephemeral, Message
from sandbox.web.avatar import SLACKBOT
from sandbox.web.dates import clock_time, day_name, from_ts
from sandbox.web.names import Names

_TOGETHER_SECONDS: Final = 300


@dataclass(frozen=True)
class Post:
    """One message as drawn. `day` is set where a new day begins, `follows` where the author need not be repeated."""

    key: str
    ts: str
    channel: str
    author_id: str
    author: str
    is_app: bool
    time: str
    full_time: str
    day: str
    follows: bool
    text: str
    blocks: list[dict[str, Any]]
    attachments: list[dict[str, Any]]
    edited: bool
    quiet: bool
    thread_ts: str | None = None
    ephemeral_id: str | None = None
    replies: int = 0
    repliers: Sequence[str] = ()
    last_reply: str = ""


def timeline(
    messages: Iterable[Message],
    ephemerals: Iterable[Ephemeral],
    names: Names,
    bot_user: str,
    replies: Callable[[Message], Sequence[Message]] | None = None,
) -> list[Post]:
    """Return posts oldest first; with `replies` the posts say how long their threads are."""
    posts: list[Post] = []
    everything: list[Message | Ephemeral] = [*messages, *ephemerals]
    for item in sorted(everything, key=lambda one: float(one.ts)):
        before = posts[-1] if posts else None
        made = _ephemeral(item, names, bot_user) if isinstance(item, Ephemeral) else _message(item, names, bot_user)
        thread = replies(item) if replies and isinstance(item, Message) else ()
        posts.append(_placed(made, before, thread, names))
    return posts


def _message(item: Message, names: Names, bot_user: str) -> dict[str, Any]:
    author = bot_user if item.bot_id and not item.user else item.user
    return {
        "key": f"m{item.ts}",
        "author_id": author,
        "author": str(item.extra.get("username") or names.person(author)),
        "is_app": bool(item.bot_id),
        "edited": item.edited is not None,
        "quiet": item.subtype in {"channel_join", "channel_leave", "group_join", "group_leave", "channel_archive"},
        "attachments": item.attachments,
        "source": item,
    }


def _ephemeral(item: Ephemeral, names: Names, bot_user: str) -> dict[str, Any]:
    return {
        "key": item.id,
        "author_id": bot_user if item.from_bot else SLACKBOT,
        "author": names.person(bot_user) if item.from_bot else "Slackbot",
        "is_app": item.from_bot,
        "edited": False,
        "quiet": False,
        "attachments": [],
        "ephemeral_id": item.id,
        "source": item,
    }


def _placed(made: dict[str, Any], before: Post | None, thread: Sequence[Message], names: Names) -> Post:
    item: Message | Ephemeral = made.pop("source")
    moment = from_ts(item.ts, names.zone)
    now = names.now.astimezone(names.zone)
    earlier = from_ts(before.ts, names.zone) if before else None
    new_day = earlier is None or earlier.date() != moment.date()
    follows = (
        before is not None
        and not new_day
        and (before.author_id, before.author) == (made["author_id"], made["author"])
        and bool(before.ephemeral_id) == bool(made.get("ephemeral_id"))
        and float(item.ts) - float(before.ts) < _TOGETHER_SECONDS
        and not before.quiet
        and not made["quiet"]
    )
    last = from_ts(thread[-1].ts, names.zone) if thread else None
    return Post(
        **made,
        ts=item.ts,
        channel=item.channel,
        time=clock_time(moment),
        full_time=f"{day_name(moment, now)} at {clock_time(moment)}",
        day=day_name(moment, now) if new_day else "",
        follows=follows,
        text=item.text,
        blocks=item.blocks,
        thread_ts=item.thread_ts,
        replies=len(thread),
        repliers=list(dict.fromkeys(reply.user for reply in thread))[:4],
        last_reply=f"{day_name(last, now)} at {clock_time(last)}" if last else "",
    )
