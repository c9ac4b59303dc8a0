"""The baseline: a Bolt app whose listener only acknowledges, on Bolt's ASGI adapter and uvicorn, as fast as they go."""

import logging
import sys

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

CALLBACK_ID = "feedback_form"  # the same requests go to both


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T0HARBOUR", bot_token="xoxb-benchmark", bot_user_id="U0BOT")


def main(port: int, signing_secret: str) -> None:
    """Serve on loopback until a signal ends it."""
    logging.disable(logging.CRITICAL)
    app = AsyncApp(signing_secret=signing_secret, authorize=_authorize, process_before_response=True)
    app.view(CALLBACK_ID)(_acknowledge)
    handler = AsyncSlackRequestHandler(app, path="/slack/events")
    uvicorn.run(
        handler, host="127.0.0.1", port=port, loop="uvloop", http="httptools", log_level="error", access_log=False
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
