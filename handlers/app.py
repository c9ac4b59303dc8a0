"""The Bolt app: built from what it is handed, with everything switched off that would leak or cost without a use."""

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.deps import Deps
from handlers.registry import register
from handlers.silence import silent_logger

log = structlog.get_logger()


def build_app(deps: Deps, *, client: AsyncWebClient, signing_secret: str | None) -> AsyncApp:
    """Return the app with every listener registered; dispatch to it, or put `HttpGuard` in front of it.

    `client` is shared by all listeners and is made with `retry_handlers=[]`: a trigger works once, so that opening a
    modal twice cannot help. Raises ValueError where it has any. Requests are not verified here but by `HttpGuard`,
    since Bolt logs the body of those it refuses; Socket Mode needs no verification.
    """
    if client.retry_handlers:
        raise ValueError("the client of the app must be made with retry_handlers=[]")
    app = _App(
        name="tell-me-more",
        logger=silent_logger(),
        client=client,
        signing_secret=signing_secret or "",
        authorize=_OneWorkspace(client),
        # Slack is told after the commit; without it Bolt also polls for the answer every 10 ms.
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,  # the one event we subscribe to is never our own doing
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.error(_unhandled)
    register(app, deps)
    return app


class _App(AsyncApp):
    def _init_context(self, req: AsyncBoltRequest) -> None:
        """Hand every request the one client. Bolt makes one each time for apps that change its token; ours does not."""
        req.context["logger"] = self.logger
        req.context["token"] = self.client.token
        req.context["client"] = self.client
        req.context["listener_runner"] = self.listener_runner

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Answer what Bolt answers; it reads a payload of a wrong shape again while it handles the error of that."""
        try:
            return await super().async_dispatch(req)
        except Exception as error:  # noqa: BLE001  nothing of ours runs outside a listener, so it is the payload
            return await _unhandled(error)


class _OneWorkspace(AsyncAuthorize):
    """Every request is from the workspace whose token we have, which Slack's signature or its socket vouches for.

    `auth.test` is asked once at start, by whoever composes the process, and never here.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._result = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=client.token)

    async def __call__(self, **_: object) -> AuthorizeResult:
        return self._result


async def _unhandled(error: Exception) -> BoltResponse:
    """Answer what no listener takes, and what Bolt itself cannot read, without a word of what was sent."""
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("request_unknown", code="unhandled")
        return BoltResponse(status=404, body="This is no request that this app knows.")
    log.warning("request_unreadable", code=type(error).__name__)
    return BoltResponse(status=400, body="This request could not be read.")
