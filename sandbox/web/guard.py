"""Only this page may change something: any site in the same browser could post to a loopback port."""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.web.render import LOOPBACK

Endpoint = Callable[[Request], Awaitable[Response]]


def same_origin_only(endpoint: Endpoint) -> Endpoint:
    """Answer 403 unless the request's Origin is the address it was sent to, and that is a loopback one.

    The second half keeps out a foreign name that was made to point at this machine after its page was loaded.
    """

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        host = request.headers.get("host", "")
        origin = request.headers.get("origin", "")
        if urlsplit(origin).netloc != host or urlsplit(f"//{host}").hostname not in LOOPBACK:
            return PlainTextResponse("This page only takes requests from itself.", status_code=403)
        return await endpoint(request)

    return guarded
