"""What decides who could still find out who the author is: the choices made in the form, and what is in the words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.giveaway.finding import Finding, Kind
from bot.core.held import WayBack

MEASURED_EVERY, MEASURED_HOLD = timedelta(hours=2), timedelta(hours=24)
"""The batches of benchmarks/guessing.py, and the defaults of a policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One item as it would be sent now.

    `signed` excludes the rest of the choices; of an anonymous item `way_back` is how it can be answered, and None
    counts as not at all. `at_once` is the author's choice not to wait for a batch, `at_least` how many distinct authors
    a batch has, and `as_measured` whether its batches are no less careful than those that chances were measured for.
    `could_have_written` is how many people are in the team's channel, None where nobody knows. `found` are
    the kinds of what stands in the words, `left_out` the leader it is about, `about` the linked message.
    """

    signed: bool = False
    way_back: WayBack | None = None
    at_once: bool = False
    at_least: int = 3
    as_measured: bool = True
    could_have_written: int | None = None
    found: tuple[Kind, ...] = ()
    left_out: str | None = field(default=None, repr=False)
    about: str | None = field(default=None, repr=False)


def as_measured(*, release_every: timedelta, hold_at_most: timedelta) -> bool:
    """Return whether batches leave no sooner than those of the defaults, for which chances were measured."""
    return release_every >= MEASURED_EVERY and hold_at_most >= MEASURED_HOLD


def kinds(findings: Iterable[Finding]) -> tuple[Kind, ...]:
    """Return the kinds of what was found, each once, in the order in which they stand in the words."""
    return tuple(dict.fromkeys(finding.kind for finding in findings))
