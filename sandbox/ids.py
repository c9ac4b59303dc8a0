"""Makes the ids that Slack gives to what apps leave without one."""

import secrets
import string

from sandbox.model import BlockList
from sandbox.views import copied

_LETTERS = string.ascii_uppercase + string.digits


def new_id(prefix: str) -> str:
    """An id such as `V0K3J9Q2XZ1`."""
    return prefix + "0" + "".join(secrets.choice(_LETTERS) for _ in range(9))


def with_ids(blocks: BlockList) -> BlockList:
    """A copy in which every block has a `block_id` and every element an `action_id`.

    Made-up ids differ each time, as Slack's do: a form that is updated without ids of its own loses what was typed.
    """
    taken = copied(blocks)
    for block in taken:
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
        inside = [block.get("accessory"), block.get("element")]
        if block["type"] == "actions":
            inside += block["elements"]
        for element in inside:
            if element and element["type"] != "image":
                element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return taken  # type: ignore[no-any-return]
