"""The sender, the real store and the real client against the strict Slack of the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.core.item import Item, Question
from bot.core.organisation import Channel, Organisation, Team
from bot.current import Current
from bot.ports import Store
from bot.sending.sender import Sender
from bot.slackapi.client import make_client, make_session
from bot.slackapi.identity import identify
from bot.slackapi.poster import SlackPoster
from bot.slackapi.workspace import SlackWorkspace
from sandbox import Sandbox, serve
from storage.open import open_store

ROOT = Path(__file__).parents[2]
NASTY = "<!channel> <!here> <@U0BEN> <!subteam^S0PAYLEADS> <#C0SAFETY> <https://evil.example|your bank> & *more* :wave:"

PAYMENTS = Team(
    key="payments", name="Payments", channel=Channel(id="C0PAYMENTS", name="payments"), leaders=("U0BEN", "U0CHIYO")
)
TRIAGE = Team(
    key="fallback", name="Triage", channel=Channel(id="C0TRIAGE", name="feedback-triage"), leaders=("U0HUGO",)
)
ORGANISATION = Organisation(teams=(PAYMENTS,), fallback=TRIAGE, admins=("U0INES",), version=1)


def now() -> datetime:
    return datetime.now(UTC)


def item(number: int = 1, words: str = NASTY) -> Item:
    return Item(id=f"K7QX-{number:02}", team="payments", words=words, why="It mentions “card”.", waiting_since=now())


class Silent:
    """A Meter that counts nothing."""

    def count(self, event: str, **labels: str) -> None:
        """Nothing."""


@dataclass
class Town:
    """Everything at once."""

    sandbox: Sandbox
    store: Store
    sender: Sender

    async def until_sent(self) -> None:
        async with asyncio.timeout(20):
            while (await self.store.counts())["outbox_rows"]:
                self.sender.wake()
                await asyncio.sleep(0.01)

    @property
    def refused(self) -> list[str | None]:
        return [request.error for request in self.sandbox.requests if not request.ok]


@asynccontextmanager
async def a_town(path: Path, *, speed: float = 20.0) -> AsyncIterator[Town]:
    made = Sandbox.create(
        organisation=ROOT / "sandbox/sample/organisation.yml", manifest=ROOT / "manifest.yml", speed=speed
    )
    store = await open_store(f"sqlite:///{path / 'feedback.db'}")
    await store.apply(ORGANISATION, now=now())
    session = make_session()
    async with serve(made) as sandbox:
        poster = SlackPoster(make_client(sandbox.bot_token, f"{sandbox.base_url}/api/", session))
        sender = Sender(
            store=store,
            poster=poster,
            current=Current(ORGANISATION),
            clock=now,
            rate=speed,
            random=Random(7),
            meter=Silent(),
        )
        running = asyncio.create_task(sender.run())
        yield Town(sandbox, store, sender)
        await sender.drain(5)
        await running
        await session.close()
    await store.close()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with a_town(tmp_path) as made:
        yield made


async def test_whatever_is_written_a_card_notifies_nobody_and_unfurls_nothing(town: Town) -> None:
    await town.store.take(item(), channel="C0PAYMENTS")
    await town.until_sent()
    [card] = town.sandbox.act.messages("ana", "payments")
    assert NASTY in str(card.blocks)
    assert "evil" not in card.text
    assert card.notified == []
    assert card.unfurled == []


async def test_a_card_that_slack_calls_invalid_arrives_as_text_and_notifies_nobody(town: Town) -> None:
    town.sandbox.faults.fail_next("chat.postMessage", error="invalid_blocks")
    await town.store.take(item(), channel="C0PAYMENTS")
    await town.until_sent()
    [card] = town.sandbox.act.messages("ana", "payments")
    assert card.blocks == []
    assert "&lt;!channel&gt; &lt;!here&gt; &lt;@U0BEN&gt;" in card.text
    assert card.notified == []
    [alert] = town.sandbox.act.dms("ines")
    assert "without its buttons" in alert.text


async def test_a_card_for_an_archived_channel_arrives_in_the_fallback_with_the_reason(town: Town) -> None:
    town.sandbox.act.archive("payments")
    await town.store.take(item(), channel="C0PAYMENTS")
    await town.until_sent()
    [card] = town.sandbox.act.messages("hugo", "feedback-triage")
    assert "#payments is archived, so this came here." in str(card.blocks)
    assert "is archived" in town.sandbox.act.dms("ines")[0].text
    posted = await town.store.card("K7QX-01")
    assert posted is not None
    assert (posted.channel, posted.ref) == ("C0TRIAGE", "is_archived")


async def test_a_question_and_its_acknowledgement_show_in_thread_and_card(town: Town) -> None:
    await town.store.take(item(), channel="C0PAYMENTS")
    await town.until_sent()
    question = Question(id="q1", item="K7QX-01", asked_by="U0BEN", text="Which card, <!here>?", asked_at=now())
    await town.store.ask(question)
    await town.until_sent()
    [card] = town.sandbox.act.messages("ana", "payments")
    _, asked = town.sandbox.act.thread("ana", "payments", card.ts)
    assert "Which card, <!here>?" in str(asked.blocks)
    assert "!here" not in asked.notified
    assert "Acknowledged by <@U0BEN>" in str(card.blocks)
    assert "acknowledge" not in [each.get("action_id") for each in card.blocks[-2]["elements"]]


async def test_a_burst_into_one_channel_meets_no_limit_and_arrives_in_order(town: Town) -> None:
    for number in range(40):
        await town.store.take(item(number), channel="C0PAYMENTS")
    await town.until_sent()
    shown = [card.text for card in town.sandbox.act.messages("ana", "payments")]
    assert shown == [f"Feedback K7QX-{number:02} for Payments" for number in range(40)]
    assert town.refused == []


async def test_a_connection_lost_after_slack_took_a_card_may_bring_it_twice_and_never_not_at_all(town: Town) -> None:
    town.sandbox.faults.fail_next("chat.postMessage", drop=True)
    town.sandbox.faults.fail_next("chat.postMessage", drop_after_taking=True)
    await town.store.take(item(), channel="C0PAYMENTS")
    await town.until_sent()
    assert 1 <= len(town.sandbox.act.messages("ana", "payments")) <= 2


async def test_what_the_client_reads_is_what_the_sandbox_knows(town: Town) -> None:
    session = make_session()
    client = make_client(town.sandbox.bot_token, f"{town.sandbox.base_url}/api/", session)
    identity = await identify(client)
    workspace = SlackWorkspace(client, rate=20)
    channels = {channel.name: channel for channel in await workspace.channels()}
    person = await workspace.person("U0BEN")
    nobody = await workspace.person("U0NOBODY")
    groups = {group.handle: group.id for group in await workspace.groups()}
    members = await workspace.group_members("S0PAYLEADS")
    everybody = {one.handle: one for one in await workspace.people()}
    in_payments = await workspace.members("C0PAYMENTS")
    town.sandbox.act.remove_bot("people-safety")
    unseen = [await workspace.members(channel) for channel in ("C0SAFETY", "C0NOWHERE")]
    await session.close()
    assert "chat:write" in identity.scopes
    assert channels["payments"].bot_is_member
    assert person is not None
    assert person.handle == "ben"
    assert nobody is None
    assert groups["pay-leads"] == "S0PAYLEADS"
    assert set(members) == {"U0BEN", "U0CHIYO"}
    assert everybody["ben"] == person
    assert everybody["ben"].real_name == "Ben Okafor"
    assert [handle for handle, one in everybody.items() if one.guest] == ["milo", "nadia"]
    assert [handle for handle, one in everybody.items() if one.bot] == ["tell-me-more"]
    assert {"U0BEN", "U0NADIA", town.sandbox.world.workspace.bot_user} <= set(in_payments)
    assert unseen == [[], []]
