"""Puts back what an audit changes for the whole process: where logs go, and who is told of errors."""

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator

import structlog


@contextlib.contextmanager
def logs_put_back() -> Iterator[None]:
    """Put them back after the block."""
    root = logging.root
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        root.handlers[:], logging.raiseExceptions = handlers, raising
        root.setLevel(level)
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()
