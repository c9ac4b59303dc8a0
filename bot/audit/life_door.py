"""Requests that are refused at the door, each with the canary's id and words in it."""

import json
import time
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.audit.life import Life, expect
from bot.words import audit as say

FORM = "application/x-www-form-urlencoded"


async def at_the_door(life: Life) -> None:
    """Knock with a wrong signature, an old one, and with what cannot be read or is not known."""
    async with life.step(say.SIGNATURE):
        who = {"user_id": life.canary.id, "user_name": life.canary.handle}
        typed = urlencode({"command": "/feedback", "text": life.sentences.new("words at the door"), **who})
        expect("wrong signature", true=await _knock(life, typed, signature="v0=" + "0" * 64) == 401)
        expect("old timestamp", true=await _knock(life, typed, age=3600) == 401)
        expect("unreadable", true=await _knock(life, f"payload={{{typed}") == 400)
        expect("no command", true=await _knock(life, typed.replace("%2Ffeedback", "%2Fother")) in {200, 404})
        expect("half a payload", true=await _knock(life, _payload(life, view={"id": typed})) in {200, 400, 404})
        button = {"type": "button", "action_id": "of_another_version", "value": typed}
        expect("unknown button", true=await _knock(life, _payload(life, actions=[button])) == 200)


def _payload(life: Life, **more: object) -> str:
    user = {"id": life.canary.id, "username": life.canary.handle, "name": life.canary.name}
    kind = "block_actions" if "actions" in more else "view_submission"
    payload = {"type": kind, "user": user, "team": {"id": "T0AUDITPLACE"}, "trigger_id": "1.2.3", **more}
    return urlencode({"payload": json.dumps(payload)})


async def _knock(life: Life, body: str, *, age: int = 0, signature: str | None = None) -> int:
    stamp = str(int(time.time()) - age)
    made = SignatureVerifier(life.place.signing_secret).generate_signature(timestamp=stamp, body=body)
    headers = {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or str(made),
    }
    async with life.session.post(life.works.url, data=body, headers=headers) as answer:
        life.hands.answers.append(await answer.text())
        return answer.status
