"""What fits into one modal: at most 100 blocks and 250 KB (Slack's limits), of which the newest are shown."""

import json
from collections.abc import Sequence

from handlers.views.parts import Block

MOST_BLOCKS = 80
MOST_BYTES = 200_000
"""Both leave room for what stands above and below."""


def newest(groups: Sequence[Sequence[Block]], *, blocks: int = MOST_BLOCKS) -> tuple[list[Block], bool]:
    """Return the last of `groups` that fit, whole and in their order, and whether all of them do."""
    kept: list[Sequence[Block]] = []
    size = 0
    for group in reversed(groups):
        size += size_of(group)
        if size > MOST_BYTES or sum(map(len, kept)) + len(group) > blocks:
            break
        kept.append(group)
    return [block for group in reversed(kept) for block in group], len(kept) == len(groups)


def pages(blocks: Sequence[Block], *, most: int = MOST_BLOCKS) -> list[list[Block]]:
    """Cut `blocks` into parts that each fit."""
    parts: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        width = size_of([block])
        if parts[-1] and (len(parts[-1]) >= most or size + width > MOST_BYTES):
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += width
    return parts


def size_of(blocks: Sequence[Block]) -> int:
    """Return how many bytes they take, counted as carefully as Slack could."""
    return len(json.dumps(list(blocks)).encode())
