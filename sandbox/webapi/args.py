"""The arguments of a Web API call, which come as a form, as JSON, or in the address, with JSON inside forms."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from sandbox.errors import SlackError


class Args:
    """Arguments by name. Reading one that has the wrong form raises `invalid_arguments` with its name."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}

    def need(self, *names: str) -> None:
        """Raises `invalid_arguments` when one of these is missing or empty."""
        missing = [name for name in names if self.given.get(name) in (None, "")]
        if missing:
            raise SlackError(
                "invalid_arguments", messages=[f"[ERROR] missing required field: {name}" for name in missing]
            )

    def text(self, name: str, default: str = "") -> str:
        """A text, or the text of a number."""
        value = self.given.get(name, default)
        if isinstance(value, dict | list):
            raise SlackError("invalid_arguments", messages=[f"[ERROR] must be a string [json-pointer:/{name}]"])
        return str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True for true, 1, "true" and "1"."""
        value = self.given.get(name, default)
        return value is True or str(value).lower() in {"true", "1"}

    def number(self, name: str, default: int) -> int:
        """A whole number; `invalid_limit` when it is none."""
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError):
            raise SlackError("invalid_limit") from None

    def data(self, name: str, error: str = "invalid_arguments") -> Any:
        """JSON data, given as such or written in a text; None when it is missing. `error` when it is no JSON."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error, messages=[f"[ERROR] {name} is not valid JSON"]) from None


async def read_args(request: Request) -> dict[str, Any]:
    """All arguments of a request; SlackError `invalid_json` or `invalid_form_data` when the body is neither."""
    given: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if request.method != "POST":
        return given
    body = await request.body()
    if kind == "application/json":
        return given | _json_body(body)
    if kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form() as form:
            return given | {name: value for name, value in form.items() if isinstance(value, str)}
    if body:
        raise SlackError("invalid_post_type")
    return given


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(content, dict):
        raise SlackError("json_not_object")
    return content
