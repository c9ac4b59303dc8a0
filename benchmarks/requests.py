"""Signed requests as Slack would send them, written beforehand so that the load costs little."""

import base64
import json
import secrets
import time
from functools import cache
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.servers import teams_text
from bot.core.item_id import new_item_id
from bot.core.organisation import Team
from bot.teamsfile import parse
from handlers.carried import Carried, mark, promise, secret_of
from handlers.draft import Draft
from handlers.signer import Signer
from handlers.views import ids

WORDS = "The checkout charged me twice, and the refund took three weeks. Nobody could tell me whom to ask."
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def ready_requests(count: int, *, port: int, key: str, signing_secret: str, shown: bool = True) -> list[bytes]:
    """Return whole HTTP requests, each another submitted form, signed now.

    `shown` are words that the form showed before, looked over, such as when the team was found by them; others are
    looked over when they are sent.
    """
    signer = Signer(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    verifier = SignatureVerifier(signing_secret)
    timestamp = str(int(time.time()))
    return [_request(port, verifier, timestamp, _submission(signer, shown=shown)) for _ in range(count)]


@cache
def _payments() -> Team:
    """Return the team that the server under load has."""
    found = parse(teams_text()).organisation.team("payments")
    assert found is not None
    return found


def _submission(signer: Signer, *, shown: bool) -> dict[str, Any]:
    # Words of their own: an id drawn twice with the same words would count as the same submission sent again. Letters,
    # since eight digits look like the number of a telephone.
    words = f"{WORDS} {secrets.token_hex(4).translate(_LETTERS)}"
    draft = Draft(words=words, team="payments")
    carried = Carried(
        item_id=new_item_id(secrets.token_bytes),
        secret=secret_of(secrets.token_bytes(9)),
        team="payments",
        why="“checkout”",
        because="“checkout”",
        routed=mark(words),
        seen=draft.seen if shown else "",
        clear=shown,
        drawn="payments",
        told=draft.told,
        promised=promise(_payments().policy),
    )
    values = {
        ids.WORDS: {ids.WORDS: {"type": "plain_text_input", "value": words}},
        f"{ids.TEAM}0": {ids.TEAM: {"type": "external_select", "selected_option": {"value": "payments"}}},
        ids.SIGNATURE: {ids.SIGNATURE: {"type": "radio_buttons", "selected_option": {"value": draft.way}}},
    }
    words_input = {"type": "plain_text_input", "action_id": ids.WORDS, "multiline": True, "initial_value": words}
    return {
        "type": "view_submission",
        "team": {"id": "T0HARBOUR", "domain": "harbour"},
        # Somebody else each time: one person may not send that much.
        "user": {
            "id": f"U0ANA{secrets.token_hex(3).upper()}",
            "username": "ana",
            "name": "ana",
            "team_id": "T0HARBOUR",
        },
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
            "blocks": [{"type": "input", "block_id": ids.WORDS, "element": words_input}],
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
