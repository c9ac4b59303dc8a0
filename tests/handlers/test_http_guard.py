"""What gets through in HTTP mode, and what is refused with one clear line."""

import json
from urllib.parse import urlencode

import pytest
import structlog

from handlers.http_guard import HttpGuard
from tests.handlers import payloads
from tests.handlers.http import FORM, interaction, post, signed
from tests.handlers.stage import Stage, element, texts

JSON = "application/json"


async def test_a_signed_command_gets_through(stage: Stage, guard: HttpGuard, at: float) -> None:
    body = urlencode(payloads.command("My refund is late & so on"))
    response = await post(guard, body, signed(body, at=at))
    assert (response.status, response.text) == (200, "")
    assert element(stage.slack.opened[0], "words")["initial_value"] == "My refund is late & so on"


async def test_a_command_about_a_payload_gets_through_too(stage: Stage, guard: HttpGuard, at: float) -> None:
    body = urlencode(payloads.command("the payload= is wrong"))
    assert (await post(guard, body, signed(body, at=at))).status == 200
    assert element(stage.slack.opened[0], "words")["initial_value"] == "the payload= is wrong"


@pytest.mark.parametrize("chunk", [None, 1000])
async def test_a_signed_form_is_stored_and_confirmed(
    stage: Stage, guard: HttpGuard, at: float, chunk: int | None
) -> None:
    form = await stage.form(payloads.command("payments: Schöne Grüße & 100% 🙂 + <b> \\ \u200b"))
    body = interaction(payloads.submission(form))
    response = await post(guard, body, signed(body, at=at), chunk=chunk)
    assert response.status == 200
    assert response.headers[b"content-type"].startswith(b"application/json")
    assert "AAAA-AA goes to Payments" in texts(response.json()["view"])
    assert stage.kept().words == "Schöne Grüße & 100% 🙂 + <b> \\ \u200b"


async def test_a_signed_event_gets_through(stage: Stage, guard: HttpGuard, at: float) -> None:
    body = json.dumps(payloads.home_opened())
    assert (await post(guard, body, signed(body, at=at, content_type=JSON))).status == 200
    assert stage.slack.published


async def test_slack_can_verify_the_url(guard: HttpGuard, at: float) -> None:
    body = json.dumps({"token": "t", "challenge": "3eZbrw1aBm2r", "type": "url_verification"})
    response = await post(guard, body, signed(body, at=at, content_type=JSON))
    assert response.json() == {"challenge": "3eZbrw1aBm2r"}


async def test_slack_can_check_the_certificate(stage: Stage, guard: HttpGuard) -> None:
    response = await post(guard, "ssl_check=1&token=x", {"content-type": FORM})
    assert (response.status, response.text) == (200, "")


async def refused(guard: HttpGuard, body: str, headers: dict[str, str]) -> tuple[int, str]:
    response = await post(guard, body, headers)
    assert response.headers[b"content-type"].startswith(b"text/plain")
    assert response.text.count("\n") == 0
    assert response.text
    return response.status, response.text


@pytest.mark.parametrize("missing", ["x-slack-signature", "x-slack-request-timestamp"])
async def test_a_request_without_a_signature_is_refused(
    stage: Stage, guard: HttpGuard, at: float, missing: str
) -> None:
    body = urlencode(payloads.command("x"))
    headers = signed(body, at=at)
    del headers[missing]
    assert (await refused(guard, body, headers))[0] == 401
    assert not stage.slack.opened


@pytest.mark.parametrize(
    "signature", ["", "v0=", "v0=" + "0" * 64, "v1=" + "0" * 64, "nonsense", "v0=Grüße", "v0=" + "f" * 10_000]
)
async def test_a_wrong_signature_is_refused(stage: Stage, guard: HttpGuard, at: float, signature: str) -> None:
    body = urlencode(payloads.command("x"))
    assert await refused(guard, body, signed(body, at=at) | {"x-slack-signature": signature}) == (
        401,
        "The signature of this request is not right.",
    )
    assert not stage.slack.opened


async def test_another_secret_and_another_body_are_refused(guard: HttpGuard, at: float) -> None:
    body = urlencode(payloads.command("x"))
    assert (await refused(guard, body, signed(body, at=at, secret="of another app")))[0] == 401
    assert (await refused(guard, f"{body}&more=1", signed(body, at=at)))[0] == 401


@pytest.mark.parametrize("off", [301, -301, 86_400])
async def test_a_timestamp_more_than_5_minutes_away_is_refused(guard: HttpGuard, at: float, off: int) -> None:
    body = urlencode(payloads.command("x"))
    status, line = await refused(guard, body, signed(body, at=at + off))
    assert status == 401
    assert "5 minutes" in line


@pytest.mark.parametrize("off", [299, -299])
async def test_a_timestamp_within_5_minutes_gets_through(guard: HttpGuard, at: float, off: int) -> None:
    body = urlencode(payloads.command("x"))
    assert (await post(guard, body, signed(body, at=at + off))).status == 200


@pytest.mark.parametrize("timestamp", ["", "yesterday", "1.5", "-1", " 1", "1_0", "²", "9" * 400, "1e9", "0x10"])
async def test_a_malformed_timestamp_is_refused(guard: HttpGuard, at: float, timestamp: str) -> None:
    body = urlencode(payloads.command("x"))
    headers = signed(body, at=at) | {"x-slack-request-timestamp": timestamp}
    assert (await refused(guard, body, headers))[0] == 401


@pytest.mark.parametrize("chunk", [None, 50_000])
async def test_more_than_a_megabyte_is_refused(guard: HttpGuard, at: float, chunk: int | None) -> None:
    body = urlencode(payloads.command("x" * 1_000_000))
    assert (await post(guard, body, signed(body, at=at), chunk=chunk)).status == 413


async def test_a_length_of_more_than_a_megabyte_is_refused_before_it_is_read(guard: HttpGuard, at: float) -> None:
    headers = signed("", at=at) | {"content-length": "1000001"}
    assert (await post(guard, b"", headers)).status == 413


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("", FORM),
        ("nonsense", FORM),
        ("a=b&c=d", FORM),
        ("payload=", FORM),
        ("payload=nonsense", FORM),
        ("payload=%5B1%5D", FORM),
        ("payload=7", FORM),
        ("payload=null", FORM),
        ("payload=%7B%22team%22%3A7%7D", FORM),
        ("{", JSON),
        ("[]", JSON),
        ("7", JSON),
        ("{}", JSON),
        ("[" * 100_000, JSON),
        (urlencode(payloads.command("x")), "text/plain"),
        (urlencode(payloads.command("x")), "multipart/form-data; boundary=x"),
        (urlencode(payloads.command("x")), None),
    ],
)
async def test_a_body_that_slack_would_not_send_is_refused(
    guard: HttpGuard, at: float, body: str, content_type: str | None
) -> None:
    assert (await refused(guard, body, signed(body, at=at, content_type=content_type)))[0] == 400


async def test_a_body_that_is_not_utf_8_is_refused(guard: HttpGuard, at: float) -> None:
    response = await post(guard, b"text=\xff\xfe", signed("text=", at=at))
    assert response.status == 400


async def test_a_connection_that_closes_halfway_has_no_effect(stage: Stage, guard: HttpGuard, at: float) -> None:
    body = urlencode(payloads.command("x"))
    assert (await post(guard, body, signed(body, at=at), chunk=10, gone=True)).status == 400
    assert not stage.slack.opened


@pytest.mark.parametrize(("method", "path"), [("GET", "/slack/events"), ("PUT", "/slack/events"), ("POST", "/other")])
async def test_another_method_or_path_is_not_found(guard: HttpGuard, at: float, method: str, path: str) -> None:
    body = urlencode(payloads.command("x"))
    assert (await post(guard, body, signed(body, at=at), method=method, path=path)).status == 404


async def test_a_signed_request_that_nobody_knows_is_answered_in_one_line(guard: HttpGuard, at: float) -> None:
    body = interaction({"type": "unheard_of", "user": {"id": "UANA"}})
    status, line = await refused(guard, body, signed(body, at=at))
    assert status == 404
    assert "UANA" not in line


async def test_what_is_refused_is_logged_without_any_of_it(guard: HttpGuard, at: float) -> None:
    body = urlencode(payloads.command("a secret sentence"))
    with structlog.testing.capture_logs() as lines:
        await post(guard, body, signed(body, at=at) | {"x-slack-signature": "v0=wrong"})
        await post(guard, body, signed(body, at=at - 999))
        await post(guard, "secret=sentence", signed("secret=sentence", at=at))
        await post(guard, body, signed(body, at=at))
        await post(guard, body, signed(body, at=at))
    assert [line["code"] for line in lines] == ["bad_signature", "old_timestamp", "unreadable", "replayed"]
    assert not any(found in str(lines) for found in ("secret", "UANA", "ana"))
