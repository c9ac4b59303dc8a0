"""What a strict store keeps in memory, and what it does with items that are out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.held import Held
from bot.core.item import NEXT, Answer, Item, Question, State, acknowledged, moved
from bot.core.organisation import Organisation
from bot.errors import UnknownItem
from bot.ports import Acknowledgement, Kind, Message, Proposal, TakeResult


@dataclass
class Kept:
    """What is in the store, in dictionaries. `broken` makes the next calls fail; `calls` are the names called.

    `waits` are the held entries by id, `tags` the tags of released items, and `queued` what the sender would get:
    kind, place, and the id of the item, answer or proposal.
    """

    items: dict[str, Item] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    waits: dict[str, Held] = field(default_factory=dict)
    tags: dict[str, bytes] = field(default_factory=dict)
    answered: dict[str, Answer] = field(default_factory=dict)
    queued: list[tuple[Kind, str, str]] = field(default_factory=list)
    teams: Organisation | None = None
    proposed: Proposal | None = None
    notices: dict[str, str] = field(default_factory=dict)
    broken: BaseException | None = None
    calls: list[str] = field(default_factory=list)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.broken is not None:
            raise self.broken

    def _known(self, item_id: str) -> Item:
        if item_id not in self.items:
            raise UnknownItem(item_id)
        return self.items[item_id]

    def _place(self, item_id: str) -> str:
        return self.channels.get(item_id, "")

    def _heard(self, item_id: str, *, by: str, now: datetime) -> Acknowledgement:
        item = self._known(item_id)
        if item.state is not State.WAITING:
            return Acknowledgement(item=item, won=False)
        self.items[item_id] = acknowledged(item, by=by, now=now)
        return Acknowledgement(item=self.items[item_id], won=True)

    def _no_way_back(self, item_id: str) -> None:
        self.tags.pop(item_id, None)
        if item_id in self.waits:
            self.waits[item_id] = replace(self.waits[item_id], tag=None)
        if item_id in self.items:
            self.items[item_id] = replace(self.items[item_id], answerable=False)


class FakeFeedback(Kept):
    async def take(self, item: Item, *, channel: str, others: Sequence[str] = ()) -> TakeResult:
        self._called("take")
        there = self.items.get(item.id)
        if there is not None:
            same = (there.words, there.team, there.signed_by) == (item.words, item.team, item.signed_by)
            return TakeResult.ALREADY_TAKEN if same else TakeResult.ID_IN_USE
        if item.id in self.waits:
            return TakeResult.ID_IN_USE
        self.items[item.id] = item
        self.channels[item.id] = channel
        self.queued += [(Kind.CARD, place, item.id) for place in (channel, *others)]
        return TakeResult.TAKEN

    async def item(self, item_id: str) -> Item | None:
        self._called("item")
        return self.items.get(item_id)

    async def questions(self, item_id: str) -> tuple[Question, ...]:
        self._called("questions")
        found = (one for one in self.asked.values() if one.item == item_id)
        return tuple(sorted(found, key=lambda one: (one.asked_at, one.id)))

    async def acknowledge(self, item_id: str, *, by: str, now: datetime) -> Acknowledgement:
        self._called("acknowledge")
        return self._heard(item_id, by=by, now=now)

    async def ask(self, question: Question) -> Acknowledgement:
        self._called("ask")
        self._known(question.item)
        if question.id not in self.asked:
            self.asked[question.id] = question
            self.queued.append((Kind.QUESTION, self._place(question.item), question.id))
        return self._heard(question.item, by=question.asked_by, now=question.asked_at)

    async def answers(self, item_id: str) -> tuple[Answer, ...]:
        self._called("answers")
        found = (one for one in self.answered.values() if one.item == item_id)
        return tuple(sorted(found, key=lambda one: (one.answered_at, one.id)))

    async def answer(self, answer: Answer) -> None:
        self._called("answer")
        self._known(answer.item)
        self._answer(answer)

    async def report(self, item_id: str, *, by: str, places: Sequence[str], now: datetime) -> Acknowledgement:
        self._called("report")
        item = self._known(item_id)
        if item.hidden_by is not None:
            return Acknowledgement(item=item, won=False)
        self._heard(item_id, by=by, now=now)
        item = self.items[item_id]
        self.items[item_id] = replace(item, hidden_by=by, version=item.version + 1)
        self.queued.extend((Kind.REPORT, place, item_id) for place in places)
        return Acknowledgement(item=self.items[item_id], won=True)

    async def close_item(self, item_id: str, *, because: str, now: datetime) -> Item:
        self._called("close_item")
        self.items[item_id] = replace(moved(self._known(item_id), State.CLOSED), closed_because=because, nudge_at=None)
        self._no_way_back(item_id)
        return self.items[item_id]

    async def erase_due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        self._called("erase_due")
        due = [one for one in self.items.values() if not one.erased and one.erase_at and one.erase_at <= now][:limit]
        for item in due:
            self._no_way_back(item.id)
            state = State.CLOSED if State.CLOSED in NEXT[item.state] else item.state
            gone = {"words": "", "why": "", "about": None, "erased": True, "answerable": False}
            self.items[item.id] = replace(item, state=state, **gone)  # type: ignore[arg-type]  # fields of Item
            for question in [one for one in self.asked.values() if one.item == item.id]:
                self.asked[question.id] = replace(question, text="")
            for answer in [one for one in self.answered.values() if one.item == item.id]:
                self.answered[answer.id] = replace(answer, text="")
            for held in [one for one in self.waits.values() if one.item == item.id]:
                del self.waits[held.id]
        never_out = [one.id for one in self.waits.values() if one.until + one.keep_for <= now][: limit - len(due)]
        self.waits = {key: one for key, one in self.waits.items() if not {key, one.item} & set(never_out)}
        return (*(item.id for item in due), *never_out)

    def _answer(self, answer: Answer) -> None:
        if answer.id not in self.answered:
            self.answered[answer.id] = answer
            self.queued.append((Kind.ANSWER, self._place(answer.item), answer.id))

    async def message(self, channel: str, ts: str) -> Message | None:
        self._called("message")
        return self.messages.get((channel, ts))

    async def remember(self, message: Message) -> None:
        self._called("remember")
        self.messages[message.channel, message.ts] = message
