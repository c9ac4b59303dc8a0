"""Tells installed hooks (alerting, error reporting) the names of events, in a thread where nothing else can be seen."""

import atexit
import queue
import threading
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points

import structlog

Hook = Callable[[str, str], object]
"""Called with an event's name and its level (`debug` to `critical`), and nothing else."""

GROUP = "tell_me_more.events"
"""The group of entry points that packages name their hooks in."""

MOST_WAITING = 1000
"""Events that wait for slow hooks; what comes on top is not told."""

FINISH_WITHIN = 2.0
"""Seconds at the end of the process for what still waits: a crash is the last event there is."""

_END = ("", "")


class Telling:
    """Calls each hook with each event, one after the other. An error in a hook is swallowed, and stops no other.

    A thread of its own has no frames of ours to walk up, and no exception that is being handled: a hook that collects
    local variables finds only names of events.
    """

    def __init__(self, *, finish_within: float = FINISH_WITHIN) -> None:
        self._hooks: tuple[Hook, ...] = ()
        self._finish_within = finish_within
        self._waiting: queue.Queue[tuple[str, str]] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None

    def start(self, hooks: Sequence[Hook]) -> None:
        """Begin; what was told before is not told any more. Without hooks nothing is started."""
        self._hooks = tuple(hooks)
        if self._hooks:
            self._thread = threading.Thread(target=self._run, name="event-hooks", daemon=True)
            self._thread.start()
            atexit.register(self.close)

    def tell(self, event: str, level: str) -> None:
        """Hand an event on without waiting. What a hook logs itself is not told again."""
        if self._thread is None or threading.current_thread() is self._thread:
            return
        try:
            self._waiting.put_nowait((event, level))
        except queue.Full:
            return

    def close(self) -> None:
        """Let the hooks finish what waits, for a while."""
        if self._thread is None:
            return
        try:
            self._waiting.put(_END, timeout=self._finish_within)
        except queue.Full:
            return
        self._thread.join(self._finish_within)
        atexit.unregister(self.close)

    def _run(self) -> None:
        while (told := self._waiting.get()) != _END:
            for hook in self._hooks:
                try:
                    hook(*told)
                except Exception:  # noqa: BLE001, S112  its message may hold anything
                    continue


def installed_hooks() -> tuple[Hook, ...]:
    """Return the hooks that installed packages name. One that cannot be imported is logged, and stops nothing."""
    found: list[Hook] = []
    for point in entry_points(group=GROUP):
        try:
            found.append(point.load())
        except Exception as error:  # noqa: BLE001  whatever a package raises on import
            structlog.get_logger().error("event_hook_not_loaded", exc_info=error)
    return tuple(found)
