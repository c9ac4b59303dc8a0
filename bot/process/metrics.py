"""Counters and gauges for Prometheus, named `tmm_…`; a label is never a person, an item or words."""

import re
import threading
from collections.abc import Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    PlatformCollector,
    disable_created_metrics,
    generate_latest,
)

LABELS = ("kind", "code", "method", "outcome", "trouble", "how")
"""The only labels there are; each counter has those that its first count named."""

EVENT = re.compile(r"[a-z][a-z0-9_]{0,63}")
VALUE = re.compile(r"[a-z][A-Za-z0-9_.-]{0,63}")
"""A lower-case first letter keeps out the ids of people, channels and items."""

MOST_SERIES = 100
"""How many combinations of labels one event may have; what is beyond counts as `other`."""


class Metrics:
    """A Meter over a registry of its own."""

    def __init__(self) -> None:
        # or `tmm_…_created` tells, to the microsecond, when something was first counted
        disable_created_metrics()  # type: ignore[no-untyped-call]  # not annotated there
        self._registry = CollectorRegistry()
        # No ProcessCollector: a receipt takes 0.1 s to hash, so CPU time and memory tell when one was made, and by it
        # that somebody who was seen to open the bot chose a receipt.
        PlatformCollector(registry=self._registry)
        self._counters: dict[str, tuple[Counter, tuple[str, ...]]] = {}
        self._series: dict[str, set[tuple[str, ...]]] = {}
        self._gauges: dict[str, Gauge] = {}
        self._making = threading.Lock()

    def count(self, event: str, **labels: str) -> None:
        """Count one occurrence of `event` as `tmm_<event>_total`. Never raises: counting must not break what it counts.

        Labels that are not in LABELS are left out; a value that could be an id or words counts as `other`.
        """
        if not EVENT.fullmatch(event):
            event, labels = "unnamed_event", {}
        counter, names = self._counter(event, labels)
        if not names:
            counter.inc()
            return
        values = tuple(_harmless(labels.get(name, "")) for name in names)
        seen = self._series.setdefault(event, set())
        if values not in seen and len(seen) >= MOST_SERIES:
            values = ("other",) * len(names)
        seen.add(values)
        counter.labels(*values).inc()

    def gauge(self, name: str, value: float) -> None:
        """Set `tmm_<name>`."""
        with self._making:
            if name not in self._gauges:
                self._gauges[name] = Gauge(f"tmm_{name}", _help(name), registry=self._registry)
        self._gauges[name].set(value)

    def gauges(self, counts: Mapping[str, int]) -> None:
        """Set a gauge for each of `Store.counts()`."""
        for name, value in counts.items():
            self.gauge(name, value)

    def render(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, event: str, labels: Mapping[str, str]) -> tuple[Counter, tuple[str, ...]]:
        with self._making:
            if event not in self._counters:
                names = tuple(name for name in LABELS if name in labels)
                self._counters[event] = Counter(f"tmm_{event}", _help(event), names, registry=self._registry), names
            return self._counters[event]


def _help(name: str) -> str:
    return name.replace("_", " ")


def _harmless(value: str) -> str:
    return value if not value or VALUE.fullmatch(value) else "other"
