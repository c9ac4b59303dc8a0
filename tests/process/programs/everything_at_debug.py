"""Lets each library at level debug say all it has to say of planted words and people. Run with a folder to write in.

Only what the logs print may come out: this prints nothing itself.
"""

import asyncio
import contextlib
import gc
import logging
import sqlite3
import sys
import threading
import time
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

import aiohttp
import aiosqlite
import sqlalchemy
from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.process.logs import configure_logs, report_loop_errors
from bot.process.web import WebServer, bind
from sandbox import Sandbox, serve

WORDS = "planted-the-coffee-machine-is-on-fire"
AUTHOR = {"id": "U0PLANTED1", "name": "plantedhandle", "real_name": "Plantedname", "email": "planted@mail.example"}
PLANTED = (WORDS, *AUTHOR.values())

ORGANISATION = {"people": [AUTHOR], "channels": [{"id": "C0GENERAL", "name": "general", "bot": True}]}
MANIFEST = Path(__file__).parents[2] / "sandbox" / "manifest.yml"


def explode(*given: object) -> None:
    raise ValueError(*given, *PLANTED)


async def slack_sdk(sandbox: Sandbox) -> None:
    client = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.base_url}/api/")
    for channel in ("C0GENERAL", "C0NOWHERE"):
        with contextlib.suppress(SlackApiError):
            await client.chat_postMessage(channel=channel, text=WORDS, metadata={"event_type": AUTHOR["id"]})
    await client.users_info(user=AUTHOR["id"])


async def bolt(sandbox: Sandbox) -> None:
    """Whatever Bolt refuses, does not know, or fails in."""
    client = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.base_url}/api/")
    app = AsyncApp(client=client, signing_secret="secret", process_before_response=True)
    app.command("/fails")(explode_in_a_listener)
    for command, age, signature in (
        ("/fails", 0, "v0=00"),
        ("/fails", 4000, None),
        ("/unknown", 0, None),
        ("/fails", 0, None),
    ):
        body = f"command={command}&text={WORDS}&user_id={AUTHOR['id']}&user_name={AUTHOR['name']}&team_id=T1&token=x"
        await app.async_dispatch(signed(body, age=age, signature=signature))


async def explode_in_a_listener(ack: Any, body: dict[str, Any]) -> None:
    await ack()
    explode(body)


def signed(body: str, *, age: int, signature: str | None) -> AsyncBoltRequest:
    from slack_sdk.signature import SignatureVerifier

    stamp = str(int(time.time()) - age)
    right = SignatureVerifier("secret").generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature or right,
    }
    return AsyncBoltRequest(body=body, headers=headers)  # type: ignore[arg-type]


async def socket_mode(sandbox: Sandbox) -> None:
    client = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.base_url}/api/")
    app = AsyncApp(client=client, signing_secret="secret")
    app.command("/feedback")(explode_in_a_listener)
    handler = AsyncSocketModeHandler(app, sandbox.app_token, web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.act.command(AUTHOR["id"], "general", f"/feedback {WORDS}")
    await handler.close_async()  # type: ignore[no-untyped-call]


async def databases(folder: Path) -> None:
    async with aiosqlite.connect(folder / "a.db") as connection:
        await connection.execute("create table t (words text unique)")
        await connection.execute("insert into t values (?)", (WORDS,))
        with contextlib.suppress(sqlite3.IntegrityError):
            await connection.execute("insert into t values (?)", (WORDS,))
        with contextlib.suppress(sqlite3.OperationalError):
            await connection.execute(f"select '{WORDS}' from \"{AUTHOR['id']}\"")
    logging.getLogger("sqlalchemy").setLevel(logging.DEBUG)  # it keeps itself at WARNING unless somebody asks
    engine = sqlalchemy.create_engine(f"sqlite:///{folder / 'b.db'}")
    with engine.connect() as other, contextlib.suppress(sqlalchemy.exc.OperationalError):
        other.execute(sqlalchemy.text("select :words"), {"words": WORDS}).all()
        other.execute(sqlalchemy.text("select :words from nowhere"), {"words": WORDS})
    engine.dispose()


async def scheduler() -> None:
    failed = asyncio.Event()
    made = AsyncIOScheduler(timezone="UTC")
    made.add_listener(lambda _: failed.set(), EVENT_JOB_ERROR)
    made.add_job(explode, args=PLANTED, name=WORDS)
    made.start()
    await failed.wait()
    made.shutdown(wait=False)


async def web_server() -> None:
    async def fail(_: Any, receive: Any, __: Any) -> None:
        explode(await receive())

    server = WebServer(fail, bind("127.0.0.1", 0), finish_within=2)
    serving = asyncio.create_task(server.serve())
    async with aiohttp.ClientSession() as session:
        address = f"http://127.0.0.1:{server.port}/{WORDS}?user={AUTHOR['id']}"
        async with session.post(address, data=WORDS, headers={"x-user": AUTHOR["name"]}) as answer:
            assert answer.status == 500
    await server.stop()
    await serving


async def event_loop() -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(explode, *PLANTED)
    loop.call_soon(lambda *_: time.sleep(0.02), *PLANTED)  # slow enough to be named, with its arguments
    forgotten = asyncio.create_task(asyncio.to_thread(explode, *PLANTED), name=WORDS)
    await asyncio.sleep(0.1)
    del forgotten
    gc.collect()


class Unraisable:
    """Fails when it is collected."""

    def __del__(self) -> None:
        explode(*PLANTED)


def the_language() -> None:
    warnings.simplefilter("always")
    warnings.warn(WORDS, stacklevel=1)
    thread = threading.Thread(target=explode, args=PLANTED, name=WORDS)
    thread.start()
    thread.join()
    Unraisable()
    gc.collect()
    logging.getLogger("never.seen.before").error("%d", WORDS)


async def main(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.slow_callback_duration = 0.01
    loop.set_exception_handler(report_loop_errors)
    async with serve(Sandbox.create(organisation=ORGANISATION, manifest=MANIFEST)) as sandbox:
        for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
            logging.getLogger(name).setLevel(logging.NOTSET)  # the sandbox's server has made them quieter
        await slack_sdk(sandbox)
        await bolt(sandbox)
        await socket_mode(sandbox)
    await databases(folder)
    await scheduler()
    await web_server()
    await event_loop()
    the_language()
    explode(*PLANTED)


if __name__ == "__main__":
    configure_logs("debug", "json")
    asyncio.run(main(Path(sys.argv[1])))
