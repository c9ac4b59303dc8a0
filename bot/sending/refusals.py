"""What a refusal by Slack is about: the payload, the place, the thread, the message or the person."""

from enum import Enum, auto


class About(Enum):
    """What would have to be different for the same call to succeed."""

    PAYLOAD = auto()
    PLACE = auto()
    THREAD = auto()
    MESSAGE = auto()
    EDITING = auto()
    PERSON = auto()
    TOKEN = auto()
    UNKNOWN = auto()


INVALID_BLOCKS = "invalid_blocks"
OVER_LIMITS = "over_limits"
"""Ours: our own check found what Slack would refuse."""

_PAYLOAD = {
    INVALID_BLOCKS,
    OVER_LIMITS,
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "block_mismatch",
    "invalid_arguments",
    "invalid_attachments",
    "too_many_attachments",
    "attachment_payload_limit_exceeded",
}
_GONE = {"is_archived", "channel_not_found", "not_in_channel"}
_CLOSED = {
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "posting_to_channel_denied",
    "channel_is_limited_access",
    "method_not_supported_for_channel_type",
    "team_not_found",
    "ekm_access_denied",
    "access_denied",
    "no_permission",
    "is_inactive",
}
_THREAD = {
    "thread_not_found",
    "cannot_reply_to_message",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
}
_MESSAGE = {"message_not_found"}
_EDITING = {"cant_update_message", "edit_window_closed"}
"""The message is there for everybody to read, and stays as it is."""

_PERSON = {"user_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot", "messages_tab_disabled"}
_TOKEN = {"missing_scope", "not_allowed_token_type", "team_access_not_granted", "app_access_restricted"}
"""Not the token's fault alone, but nothing can be posted with it until an operator acts."""

_ABOUT = {
    code: about
    for codes, about in (
        (_PAYLOAD, About.PAYLOAD),
        (_GONE | _CLOSED, About.PLACE),
        (_THREAD, About.THREAD),
        (_MESSAGE, About.MESSAGE),
        (_EDITING, About.EDITING),
        (_PERSON, About.PERSON),
        (_TOKEN, About.TOKEN),
    )
    for code in codes
}


def about(code: str) -> About:
    """Return what a Slack error code is about; codes from the references of chat.postMessage and chat.update."""
    return _ABOUT.get(code, About.UNKNOWN)


def reason(code: str, *, to_person: bool = False) -> str:
    """Return the key of `bot.words.delivery.REASONS` for a code, or the code itself where there is none.

    `to_person` is True for direct messages, where the place that is gone is a person.
    """
    kind = about(code)
    if kind is About.PERSON or (kind is About.PLACE and to_person):
        return "person_gone"
    if kind is About.PLACE:
        return code if code in _GONE else "may_not_post"
    if kind in (About.THREAD, About.MESSAGE):
        return "thread_gone"
    if kind is About.EDITING:
        return "may_not_change"
    return "will_not_show" if kind is About.PAYLOAD else code
