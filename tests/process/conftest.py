"""Fixtures of the process's tests."""

import io
import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from bot.process.logs import configure_logs
from tests.process.tiny_slack import TinySlack, tiny_slack


@pytest.fixture
async def slack() -> AsyncIterator[TinySlack]:
    async with tiny_slack() as serving:
        yield serving


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What a process at level debug writes, as JSON lines. Everything global is put back."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    levels = {name: logging.getLogger(name).level for name in list(root.manager.loggerDict)}
    for name in levels:  # a server of another test may have set one
        logging.getLogger(name).setLevel(logging.NOTSET)
    out = io.StringIO()
    configure_logs("debug", "json", stream=out)
    try:
        yield out
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:], level, logging.raiseExceptions = before
        root.setLevel(level)
        for name, was in levels.items():
            logging.getLogger(name).setLevel(was)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        structlog.reset_defaults()
