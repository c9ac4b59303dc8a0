"""What an audit found, and how it is printed; never what was looked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.audit.life import Step
from bot.audit.search import Finding, Searched
from bot.words import audit as say


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`tried` stored values were tried as keys, `tried_all` where there were no more.

    `also` is whether backups or logs of the operator's own were searched, too.
    """

    steps: tuple[Step, ...]
    searched: Searched
    rounds: int
    needles: int
    tried: int
    tried_all: bool
    also: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each once."""
        return tuple(self.searched.findings)

    @property
    def failures(self) -> tuple[Step, ...]:
        """What could not be done."""
        return tuple(step for step in self.steps if step.why is not None)

    @property
    def passed(self) -> bool:
        """True where nothing was found, and everything was done."""
        return not self.findings and not self.failures and bool(self.steps)

    def lines(self) -> Iterator[str]:
        """Yield it as lines of text."""
        yield f"{say.PLANTED_TITLE}:"
        yield from (f"     {line}" for line in say.planted())
        yield f"{say.DONE_TITLE}:"
        for step in self.steps:
            yield say.done(step.name) if step.why is None else say.not_done(step.name, step.why)
        searched = self.searched
        yield f"{say.SEARCHED_TITLE}:"
        amounts = say.searched(
            size=searched.bytes,
            files=searched.files,
            requests=searched.requests,
            rounds=self.rounds,
            needles=self.needles,
        )
        tried = say.keys_tried(self.tried, all_of_them=self.tried_all)
        yield from (f"     {line}" for line in (*amounts, tried))
        yield from say.looked_at(searched.places)
        yield f"{say.MISSING_TITLE}:"
        yield from (f"     {line}" for line in (say.MISSING, say.MISSING_TRACES))
        if not self.also:
            yield f"     {say.MISSING_ALSO}"
        yield f"{say.FOUND_TITLE}:"
        yield from (say.found(finding.place, finding.what, finding.how) for finding in self.findings)
        if not self.findings:
            yield f"     {say.NOTHING_FOUND}"
        yield say.passed(len(self.findings), len(self.failures))
