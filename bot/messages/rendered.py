"""What every message function returns."""

from dataclasses import dataclass

from bot.ports import Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message ready to send. `text` is what notifications show, and all there is where `blocks` is empty."""

    text: str
    blocks: Blocks
