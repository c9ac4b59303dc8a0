"""The two shortcuts and the Home's button: they open the form, the message shortcut with a link to its message."""

import re

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.target import Command
from bot.words import answers as say
from handlers.answers import Answer, nothing
from handlers.deps import Deps
from handlers.fresh_form import fresh_form
from handlers.payloads import Body, optional
from handlers.screen import open_view, whisper
from handlers.views.given_back import Again, given_back

_DOMAIN = re.compile(r"[a-z0-9.-]{1,80}")
_CHANNEL = re.compile(r"[A-Z0-9]{1,20}")
_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,8}")


async def give_feedback(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open an empty form. Should Slack not open it there is nothing to lose, and no place to answer in."""
    await open_view(client, body, fresh_form(deps, command=Command()))
    return nothing()


async def give_feedback_on_this(deps: Deps, body: Body, client: AsyncWebClient) -> Answer:
    """Open a form that refers to the message, for the team of its channel where there is one."""
    about = permalink(body)
    form = fresh_form(deps, command=Command(), typed_in=optional(body, "channel", "id"), about=about)
    if await open_view(client, body, form) is not None:
        deps.meter.count("form_not_opened")
        await whisper(client, body, given_back(say.FORM_NOT_OPENED_EMPTY, again=Again(about=about), stash=deps.stash))
    return nothing()


def permalink(body: Body) -> str | None:
    """Return the address of the message that a shortcut was used on, as `chat.getPermalink` would, or None.

    Made from the payload, since a call would spend the seconds that opening the form has.
    """
    domain = optional(body, "team", "domain") or ""
    channel = optional(body, "channel", "id") or ""
    ts = optional(body, "message_ts") or ""
    if not (_DOMAIN.fullmatch(domain) and _CHANNEL.fullmatch(channel) and _TS.fullmatch(ts)):
        return None
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    thread = optional(body, "message", "thread_ts")
    if thread and thread != ts and _TS.fullmatch(thread):
        link += f"?thread_ts={thread}&cid={channel}"
    return link
