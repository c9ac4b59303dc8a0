"""A strict store in memory, an organisation and a clock. A method that no use case should need is not there."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.core.item import Item, Question, State, acknowledged
from bot.core.organisation import FALLBACK, Anonymity, Channel, Group, Organisation, Policy, Team
from bot.errors import StoreUnavailable, UnknownItem
from bot.ports import Acknowledgement, Message, TakeResult

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def skip(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@dataclass
class FakeStore:
    """What the contract says, in dictionaries. `broken` makes the next calls fail; `calls` are the names called."""

    items: dict[str, Item] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    broken: BaseException | None = None
    calls: list[str] = field(default_factory=list)

    async def take(self, item: Item, *, channel: str) -> TakeResult:
        self._called("take")
        there = self.items.get(item.id)
        if there is not None:
            return TakeResult.ALREADY_TAKEN if there.words == item.words else TakeResult.ID_IN_USE
        self.items[item.id] = item
        self.channels[item.id] = channel
        return TakeResult.TAKEN

    async def item(self, item_id: str) -> Item | None:
        self._called("item")
        return self.items.get(item_id)

    async def acknowledge(self, item_id: str, *, by: str, now: datetime) -> Acknowledgement:
        self._called("acknowledge")
        if item_id not in self.items:
            raise UnknownItem(item_id)
        if self.items[item_id].state is not State.WAITING:
            return Acknowledgement(item=self.items[item_id], won=False)
        self.items[item_id] = acknowledged(self.items[item_id], by=by, now=now)
        return Acknowledgement(item=self.items[item_id], won=True)

    async def ask(self, question: Question) -> Acknowledgement:
        self._called("ask")
        self.asked.setdefault(question.id, question)
        if question.item not in self.items:
            raise UnknownItem(question.item)
        if self.items[question.item].state is not State.WAITING:
            return Acknowledgement(item=self.items[question.item], won=False)
        self.items[question.item] = acknowledged(self.items[question.item], by=question.asked_by, now=question.asked_at)
        return Acknowledgement(item=self.items[question.item], won=True)

    async def message(self, channel: str, ts: str) -> Message | None:
        self._called("message")
        return self.messages.get((channel, ts))

    async def remember(self, message: Message) -> None:
        self._called("remember")
        self.messages[message.channel, message.ts] = message

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.broken is not None:
            raise self.broken


def out_of_order() -> StoreUnavailable:
    return StoreUnavailable("the database is locked")


def team(key: str, **changes: object) -> Team:
    plain = Team(
        key=key,
        name=key.title(),
        channel=Channel(id=f"C{key.upper()}", name=key),
        leaders=(f"U{key.upper()}",),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of Team


PAYMENTS = team("payments", leaders=("ULEAD", "SPAY"), escalation=(("UDIRECTOR",),), topics=("refund",))
CHECKOUT = team("checkout", topics=("basket", "refund button"), policy=Policy(anonymous=Anonymity(default=False)))
TRIAGE = team(FALLBACK, name="Triage", channel=Channel(id="CTRIAGE", name="feedback-triage"), leaders=("UTRIAGE",))


def organisation(*teams: Team) -> Organisation:
    return Organisation(
        teams=teams or (PAYMENTS, CHECKOUT),
        fallback=TRIAGE,
        groups={"SPAY": Group(id="SPAY", handle="pay-leads", members=("UBEN",))},
        version=1,
    )


def waiting(item_id: str = "K7QX-2M", **changes: object) -> Item:
    plain = Item(
        id=item_id,
        team="payments",
        words="The refund page is slow.",
        why="It mentions “refund”.",
        waiting_since=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of Item
