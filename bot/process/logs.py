"""What may be written to the log, enforced in one place: static event names and a few fields, never what people say.

Bolt and slack-sdk put whole request bodies into their messages (`slack_bolt.RequestVerification` at INFO, for one), so
a line of any library is reduced to its logger, level and the function and line it came from.
"""

import asyncio
import contextlib
import ctypes
import logging
import re
import resource
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.process.hooks import Hook, Telling, installed_hooks

FIELDS = frozenset(
    {
        "item",
        "team",
        "kind",
        "code",
        "method",
        "attempts",
        "seconds",
        "count",
        "step",
        "version",
    }  # what callers may add
    | {"level", "timestamp", "logger", "where", "error", "frames"}  # what is added here
)
EVENT = re.compile(r"[a-z][a-z0-9_.]{0,63}")
VALUE = re.compile(r"[A-Za-z0-9_.:/<>-]{0,100}|[A-Za-z0-9_]{1,60} in [a-z0-9_<>]{1,60}:[0-9]{1,6}")
"""A code, an id, a method, or where an error came from (`KeyError in form_sent:52`): no words with spaces."""

PERSON = re.compile(r"[UWD][A-Z0-9]{5,}")
"""The ids that Slack gives people and direct messages."""

_PR_SET_DUMPABLE = 4  # linux/prctl.h

OWN = Path(__file__).resolve().parents[2]
OWN_PACKAGES = ("bot", "handlers", "storage", "sandbox")

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def configure_logs(
    level: str,
    form: Literal["console", "json"],
    *,
    stream: TextIO | None = None,
    hooks: Sequence[Hook] | None = None,
) -> None:
    """Send every log line of this process, ours and any library's, to `stream` (stderr) through the allow-list.

    Each of `hooks` (those that installed packages name) is told the name and level of every line, and nothing else.
    """
    out = stream or sys.stderr
    telling = Telling()
    renderer: Any = structlog.processors.JSONRenderer() if form == "json" else _console(out)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            describe_error,
            allow_only_known,
            _handing_on(telling),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    _bridge_libraries(level)
    telling.start(installed_hooks() if hooks is None else hooks)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def forbid_core_dumps() -> None:
    """A core dump would hold, in clear, whatever was being taken in.

    Linux does not ask the limit where dumps are piped to a program (core(5)), as many distributions do: there the
    process is made one that is never dumped, which also keeps others of the same user from reading its memory.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # a C library without prctl
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def report_loop_errors(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler that names the error's type and place, and prints nothing it was handed."""
    log.error("background_error", exc_info=context.get("exception"))


def describe_error(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by the types of the error and its causes, and our own frames: no message, no values."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["error"] = "<".join(type(each).__name__ for each in _causes(error))
        event["frames"] = own_frames(error.__traceback__)
    return event


def allow_only_known(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Drop every field that is not listed, and every value that could be somebody or somebody's words."""
    name = event.pop("event", "")
    kept: EventDict = {"event": name if isinstance(name, str) and EVENT.fullmatch(name) else "unnamed_event"}
    for field, value in event.items():
        if field in FIELDS and value is not None:
            kept[field] = value if field == "frames" else _harmless(value)
    return kept


def own_frames(traceback: TracebackType | None) -> list[str]:
    """Return `path:line function` of the frames of this product, the innermost last, at most eight."""
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        path = Path(code.co_filename)
        if path.is_relative_to(OWN) and path.relative_to(OWN).parts[0] in OWN_PACKAGES:
            found.append(f"{path.relative_to(OWN)}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return found[-8:]


class Bridge(logging.Handler):
    """Turns a library's record into a line that holds only where it came from. The message is never formatted."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        where = f"{Path(record.pathname).name}:{record.lineno}:{record.funcName}"
        log.log(_plain_level(record.levelno), "library", logger=record.name, where=where, exc_info=record.exc_info)


def _handing_on(telling: Telling) -> Processor:
    def hand_on(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        telling.tell(event["event"], event["level"])
        return event

    return hand_on


def _bridge_libraries(level: str) -> None:
    logging.raiseExceptions = False  # or a record that cannot be formatted is printed, arguments and all
    logging.captureWarnings(capture=True)
    for name in list(logging.root.manager.loggerDict):
        known = logging.getLogger(name)
        known.handlers.clear()
        known.propagate = True
    logging.root.handlers[:] = [Bridge()]
    # what libraries say below a warning is of no use without its message
    logging.root.setLevel(
        logging.DEBUG if level == "debug" else max(logging.WARNING, logging.getLevelName(level.upper()))
    )


def _plain_level(level: int) -> int:
    """Return the named level at or below: structlog knows no other."""
    return max(logging.DEBUG, min(logging.CRITICAL, level // 10 * 10))


def _console(out: TextIO) -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=lambda *_: None)


def _harmless(value: Any) -> Any:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return round(value, 3)
    text = str(value)
    return "-" if PERSON.fullmatch(text) or not VALUE.fullmatch(text) else text


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen and len(seen) < 5:
        seen.append(current)
        current = current.__cause__
    return iter(seen)


def _uncaught(kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
    log.error("uncaught_error", error=kind.__name__, frames=own_frames(traceback), exc_info=error)
