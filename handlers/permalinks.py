"""Links to the message that feedback refers to: only where the link says nothing about who wrote the feedback."""

import re

from handlers.payloads import Body, optional

_DOMAIN = re.compile(r"[a-z0-9.-]{1,80}")
_CHANNEL = re.compile(r"[A-Z0-9]{1,20}")
_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,8}")


def in_public(body: Body) -> bool:
    """Return whether a message shortcut was used in a public channel.

    In payloads Slack calls private channels `privategroup`, and conversations `directmessage` or `mpdm-…`. What cannot
    be told counts as private: few people can see such a message, and of a direct message it is one or two.
    """
    channel = optional(body, "channel", "id") or ""
    name = optional(body, "channel", "name") or ""
    hidden = name in {"", "privategroup", "directmessage"} or name.startswith("mpdm-")
    return channel.startswith("C") and not hidden


def permalink(body: Body) -> str | None:
    """Return the address of the message that a shortcut was used on, as `chat.getPermalink` would, or None.

    None where the message is not in a public channel. Made from the payload, since a call would spend the seconds that
    opening the form has.
    """
    domain = optional(body, "team", "domain") or ""
    channel = optional(body, "channel", "id") or ""
    ts = optional(body, "message_ts") or ""
    if not in_public(body):
        return None
    if not (_DOMAIN.fullmatch(domain) and _CHANNEL.fullmatch(channel) and _TS.fullmatch(ts)):
        return None
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    thread = optional(body, "message", "thread_ts")
    if thread and thread != ts and _TS.fullmatch(thread):
        link += f"?thread_ts={thread}&cid={channel}"
    return link


def to_show(link: str | None) -> str | None:
    """Return a link that came back from a form or a button, or None where it leads into a conversation."""
    return link if link and "/archives/C" in link else None
