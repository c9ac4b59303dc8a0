"""An item about a leader who is in every place that could hear of it, and what is done with it."""

from dataclasses import replace
from typing import Any

from bot.core.item import Answer, Question, State
from bot.ports import Kind, Message
from tests.sending.support import ORGANISATION, PAYMENTS, SEARCH, START, TRIAGE, WORDS, Bench, an_item

LEAD = "ULEAD"
"""Leads Payments and the fallback, and is an admin."""

ABOVE = replace(PAYMENTS, escalation=(("UDIR", "UBOSS"),))
AROUND = replace(
    ORGANISATION, teams=(ABOVE, SEARCH), fallback=replace(TRIAGE, leaders=(LEAD, "UTRI")), admins=(LEAD, "UADMIN")
)


def about_a_leader(bench: Bench, *people: str, **changes: Any) -> None:
    bench.store.items["K7QX-1"] = an_item(left_out=LEAD, **changes)
    for person in people:
        bench.store.put(Kind.CARD, person)


def delivered(bench: Bench, *channels: str, **changes: Any) -> None:
    about_a_leader(bench, **changes)
    for number, channel in enumerate(channels):
        bench.store.messages[channel, f"{number}.0"] = Message(
            channel=channel, ts=f"{number}.0", item="K7QX-1", kind=Kind.CARD, version=1
        )


def said(bench: Bench, kind: Kind, *channels: str) -> None:
    bench.store.asked = [Question(id="q1", item="K7QX-1", asked_by="UDIR", text="Which?", asked_at=START)]
    bench.store.answered = [Answer(id="a1", item="K7QX-1", text="That one.", answered_at=START)]
    if kind is Kind.WITHDRAWN:
        bench.store.items["K7QX-1"] = replace(bench.store.items["K7QX-1"], state=State.WITHDRAWN)
    for channel in channels:
        bench.store.put(kind, channel, ref={Kind.QUESTION: "q1", Kind.ANSWER: "a1"}.get(kind))


def reached(bench: Bench) -> list[str]:
    return [call.channel for call in bench.slack.sent if WORDS in call.shown]


def kept_from_the_leader(bench: Bench) -> bool:
    asked = [*bench.slack.sent, *bench.slack.refused]
    return all(call.channel[0] in "UD" and call.channel not in (LEAD, "DLEAD") for call in asked)
