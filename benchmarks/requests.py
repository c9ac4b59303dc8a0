"""Signed requests as Slack would send them, written beforehand so that the load costs little."""

import base64
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.core.item_id import new_item_id
from handlers.signer import Signer
from handlers.views import ids
from handlers.views.feedback_form import Carried

WORDS = "The checkout charged me twice, and the refund took three weeks. Nobody could tell me whom to ask."


def ready_requests(count: int, *, port: int, key: str, signing_secret: str) -> list[bytes]:
    """Return whole HTTP requests, each another submitted form, signed now."""
    signer = Signer(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    verifier = SignatureVerifier(signing_secret)
    timestamp = str(int(time.time()))
    return [_request(port, verifier, timestamp, _submission(signer)) for _ in range(count)]


def _submission(signer: Signer) -> dict[str, Any]:
    carried = Carried(item_id=new_item_id(secrets.token_bytes), team="payments", why="“checkout”")
    # Words of their own: an id drawn twice with the same words would count as the same submission sent again.
    words = f"{WORDS} {secrets.token_hex(4)}"
    values = {
        ids.WORDS: {ids.WORDS: {"type": "plain_text_input", "value": words}},
        f"{ids.TEAM}0": {ids.TEAM: {"type": "external_select", "selected_option": {"value": "payments"}}},
        ids.SIGNATURE: {ids.SIGNATURE: {"type": "radio_buttons", "selected_option": {"value": ids.ANONYMOUS}}},
    }
    shown = {"type": "plain_text_input", "action_id": ids.WORDS, "multiline": True, "initial_value": words}
    return {
        "type": "view_submission",
        "team": {"id": "T0HARBOUR", "domain": "harbour"},
        "user": {"id": "U0ANA", "username": "ana", "name": "ana", "team_id": "T0HARBOUR"},
        "api_app_id": "A0TELLMEMORE",
        "token": "verification",
        "trigger_id": f"{secrets.randbelow(10**12)}.1.{secrets.token_hex(8)}",
        "view": {
            "id": f"V{secrets.token_hex(5).upper()}",
            "team_id": "T0HARBOUR",
            "type": "modal",
            "callback_id": ids.FEEDBACK_FORM,
            "private_metadata": carried.sealed(signer),
            "state": {"values": values},
            "blocks": [{"type": "input", "block_id": ids.WORDS, "element": shown}],
            "hash": "1.abc",
        },
    }


def _request(port: int, verifier: SignatureVerifier, timestamp: str, payload: dict[str, Any]) -> bytes:
    body = urlencode({"payload": json.dumps(payload)})
    signature = verifier.generate_signature(timestamp=timestamp, body=body)
    return (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n\r\n{body}"
    ).encode()
