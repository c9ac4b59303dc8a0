"""What every part of the sender works with."""

from dataclasses import dataclass
from random import Random

from bot.current import Current
from bot.ports import Clock, Meter, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Handed down once instead of five arguments everywhere."""

    store: Store
    current: Current
    clock: Clock
    random: Random
    meter: Meter
