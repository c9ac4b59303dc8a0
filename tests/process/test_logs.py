"""The log holds event names and a few fields: whatever a library or a careless line of ours says, no words get in."""

import asyncio
import io
import json
import logging
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreUnavailable
from bot.process.logs import configure_logs, report_loop_errors
from tests.process.tiny_slack import TinySlack

PLANTED = "planted-the-coffee-machine-is-on-fire"
AUTHOR = "U0PLANTED1"

LIBRARIES = ["slack_bolt.AsyncApp", "slack_sdk.web", "aiohttp.server", "uvicorn.error", "websockets.client"]
LIBRARIES += ["apscheduler.scheduler", "alembic.runtime.migration", "asyncio", "never.seen.before"]


def lines(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def explode(words: str) -> None:
    raise ValueError(words)


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, 25, 1])
def test_a_library_is_reduced_to_where_it_spoke(logged: io.StringIO, name: str, level: int) -> None:
    logging.getLogger(name).log(level, "body %s", PLANTED, extra={"user": AUTHOR})
    assert PLANTED not in logged.getvalue()
    if level >= logging.DEBUG:
        (line,) = lines(logged)
        assert line["logger"] == name
        assert line["where"].startswith("test_logs.py:")
        assert set(line) == {"event", "logger", "where", "level", "timestamp"}


def test_a_record_that_cannot_be_formatted_is_not_printed_either(
    logged: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("slack_bolt").error("%d", PLANTED)
    assert PLANTED not in logged.getvalue() + capsys.readouterr().err


def test_an_error_is_its_type_and_our_own_frames(logged: io.StringIO) -> None:
    log = structlog.get_logger()
    try:
        try:
            json.loads(PLANTED)
        except ValueError as error:
            raise StoreUnavailable(PLANTED) from error
    except StoreUnavailable:
        log.exception("take_failed", item="K7QX-2M")
        logging.getLogger("slack_bolt").exception("said %s", PLANTED)
    ours, theirs = lines(logged)
    assert ours["error"] == theirs["error"] == "StoreUnavailable<JSONDecodeError"
    assert ours["item"] == "K7QX-2M"
    assert PLANTED not in logged.getvalue()


def test_frames_are_ours_alone(logged: io.StringIO) -> None:
    from bot.process.settings import decode_key

    try:
        decode_key(PLANTED)
    except ValueError as error:
        structlog.get_logger().warning("key_refused", exc_info=error)
    (line,) = lines(logged)
    assert [frame.split()[-1] for frame in line["frames"]] == ["decode_key"]


def test_a_field_that_is_not_listed_is_dropped(logged: io.StringIO) -> None:
    structlog.get_logger().info("card_sent", item="K7QX-2M", text=PLANTED, user=AUTHOR, body={"text": PLANTED})
    (line,) = lines(logged)
    assert set(line) == {"event", "item", "level", "timestamp"}


@pytest.mark.parametrize("value", [PLANTED + " and more", AUTHOR, "D0123456789", {"a": PLANTED}, f"<{PLANTED}>"])
def test_a_listed_field_holds_no_words_and_nobody(logged: io.StringIO, value: object) -> None:
    structlog.get_logger().info("card_sent", team=value)
    (line,) = lines(logged)
    assert line["team"] in {"-", f"<{PLANTED}>"}


def test_an_event_name_made_of_words_is_replaced(logged: io.StringIO) -> None:
    structlog.get_logger().info(f"Taking {PLANTED} now")
    assert lines(logged)[0]["event"] == "unnamed_event"


def test_numbers_stay_numbers(logged: io.StringIO) -> None:
    structlog.get_logger().info("retrying", attempts=3, seconds=1.23456, count=None)
    (line,) = lines(logged)
    assert (line["attempts"], line["seconds"]) == (3, 1.235)


@pytest.mark.parametrize("hook", ["main", "thread", "unraisable"])
def test_what_nobody_caught_is_named_and_not_shown(logged: io.StringIO, hook: str) -> None:
    try:
        explode(PLANTED)
    except ValueError as error:
        if hook == "main":
            sys.excepthook(ValueError, error, error.__traceback__)
        elif hook == "unraisable":
            told: Any = SimpleNamespace(exc_type=ValueError, exc_value=error, exc_traceback=None, err_msg=PLANTED)
            sys.unraisablehook(told)
        else:
            threading.excepthook(threading.ExceptHookArgs((ValueError, error, error.__traceback__, None)))
    (line,) = lines(logged)
    assert (line["event"], line["error"]) == ("uncaught_error", "ValueError")
    assert PLANTED not in logged.getvalue()


async def test_what_a_task_raised_is_named_and_not_shown(logged: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(report_loop_errors)
    loop.call_soon(explode, PLANTED)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    assert [line["error"] for line in lines(logged) if line["event"] == "background_error"] == ["ValueError"]
    assert PLANTED not in logged.getvalue()


def test_a_warning_is_not_shown_either(logged: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(PLANTED, UserWarning, stacklevel=1)
    assert PLANTED not in logged.getvalue() + capsys.readouterr().err


def test_libraries_below_a_warning_are_left_out_at_info() -> None:
    before = logging.root.handlers[:], logging.root.level
    out = io.StringIO()
    try:
        configure_logs("info", "console", stream=out)
        logging.getLogger("uvicorn.error").info(PLANTED)
        structlog.get_logger().info("started")
        structlog.get_logger().debug("detail")
    finally:
        logging.captureWarnings(capture=False)
        logging.root.handlers[:] = before[0]
        logging.root.setLevel(before[1])
        structlog.reset_defaults()
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
    assert "started" in out.getvalue()
    assert "uvicorn" not in out.getvalue()
    assert "detail" not in out.getvalue()


CRASHES = """
import ctypes, os, resource, sys
from bot.process.logs import forbid_core_dumps
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
forbid_core_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
os.chdir(sys.argv[1])
os.abort()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is only the limit")
def test_a_crash_leaves_no_core_dump_neither_in_a_file_nor_in_a_pipe(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", CRASHES, tmp_path], capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGABRT
    assert ended.stdout == "(0, 0) 0\n"  # of the limit, and of PR_GET_DUMPABLE
    assert list(tmp_path.iterdir()) == []


def bolt(slack: TinySlack, listener: Callable[..., Awaitable[None]] | None = None) -> AsyncApp:
    app = AsyncApp(
        client=AsyncWebClient(token="xoxb-1", base_url=slack.base_url),
        signing_secret="secret",
        process_before_response=True,
    )
    if listener is not None:
        app.command("/feedback")(listener)
    return app


def signed(age: int = 0, signature: str | None = None) -> AsyncBoltRequest:
    from slack_sdk.signature import SignatureVerifier

    body = f"command=/feedback&text={PLANTED}&user_id={AUTHOR}&team_id=T1&token=x&trigger_id=1"
    stamp = str(int(time.time()) - age)
    right = SignatureVerifier("secret").generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature or right,
    }
    return AsyncBoltRequest(body=body, headers=headers)  # type: ignore[arg-type]


async def quarrel(ack: Any) -> None:
    await ack()
    raise RuntimeError(PLANTED)


@pytest.mark.parametrize(
    ("case", "status"), [("bad signature", 401), ("old", 401), ("nobody listens", 404), ("listener fails", 500)]
)
async def test_bolt_with_a_planted_body_says_where_and_not_what(
    slack: TinySlack, logged: io.StringIO, case: str, status: int
) -> None:
    app = bolt(slack, quarrel if case == "listener fails" else None)
    request = signed(age=4000 if case == "old" else 0, signature="v0=00" if case == "bad signature" else None)
    response = await app.async_dispatch(request)
    assert response.status == status
    assert any(line.get("logger", "").startswith("slack_bolt") for line in lines(logged))
    assert PLANTED not in logged.getvalue()
    assert AUTHOR not in logged.getvalue()


async def test_slack_sdk_at_debug_with_a_planted_payload_says_where_and_not_what(
    slack: TinySlack, logged: io.StringIO
) -> None:
    client = AsyncWebClient(token="xoxb-1", base_url=slack.base_url)
    await client.chat_postMessage(channel="C1", text=PLANTED, blocks=[])
    assert any(line.get("logger", "").startswith("slack_sdk") for line in lines(logged))
    assert PLANTED not in logged.getvalue()
