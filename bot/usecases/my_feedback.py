"""What somebody wrote, found again by the one person who can: in their Home by tags, or with a receipt.

Nothing is kept of who looked, nor of what was found for them.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.held import Held, HeldKind
from bot.core.item import Answer, Item, Question
from bot.errors import Refused
from bot.identity.identity import Identity
from bot.identity.receipts import read_receipt
from bot.identity.tags import mine
from bot.ports import Store, Tagged
from bot.usecases.keep_short import WAY_BACK_LASTS
from bot.usecases.receipt_tag import receipt_tag
from bot.words import export as say
from bot.words import receipts as words_of_receipts

IN_A_THREAD = 500
"""Tags from which on they are compared beside the loop: 500 take 2 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of feedback as its author sees it: `item` once it went out, `held` while it has not.

    `waiting` are the answers and the withdrawal that are not out yet.
    """

    item: Item | None
    held: Held | None
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    waiting: tuple[Held, ...] = ()

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id if self.item else self._held.id

    @property
    def team(self) -> str:
        """The key of its team."""
        return self.item.team if self.item else self._held.team

    @property
    def since(self) -> datetime:
        """When it went out, or will at the earliest: nothing finer is known of it."""
        return self.item.waiting_since if self.item else self._held.batch

    @property
    def _held(self) -> Held:
        assert self.held is not None  # noqa: S101  an entry has one of the two
        return self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """What a person wrote, newest first. `lost`: keys are gone, so that some ways back are; whose, nobody knows."""

    entries: tuple[Entry, ...]
    lost: bool


async def my_feedback(*, store: Store, identity: Identity, person: str) -> Mine:
    """Find what `person` signed, and what they sent with WayBack.HOME. Raises StoreFailure."""
    tagged, keys, signed = await asyncio.gather(store.tagged(), identity.keys.keys(), store.signed_items(person))
    found = await _mine(person, tagged, keys)
    entries = await asyncio.gather(*(entry(store, item_id) for item_id in dict.fromkeys((*found, *signed))))
    there = [one for one in entries if one is not None]
    return Mine(
        # Of a batch by their ids, which are random: in what order they were written is kept nowhere.
        entries=tuple(sorted(there, key=lambda one: (one.since, one.id), reverse=True)),
        lost=await _lost(store, identity, tagged, keys),
    )


async def _lost(store: Store, identity: Identity, tagged: Sequence[Tagged], keys: Mapping[str, bytes]) -> bool:
    """Return whether keys are missing whose items still have a tag.

    Both were read at the same time: what was sent meanwhile has its key by now, and what was closed has lost its tag.
    """
    missing = {one.item for one in tagged if one.item not in keys}
    if not missing:
        return False
    missing -= (await identity.keys.keys()).keys()
    return any(one.item in missing for one in await store.tagged())


async def _mine(person: str, tagged: Sequence[Tagged], keys: Mapping[str, bytes]) -> tuple[str, ...]:
    if len(tagged) <= IN_A_THREAD:
        return mine(person, tagged, keys)
    return await asyncio.to_thread(mine, person, tagged, keys)


async def entry(store: Store, item_id: str) -> Entry | None:
    """Return one item with all that belongs to it, or None where it is not there any more. Raises StoreFailure."""
    held_for = await store.held_for(item_id)  # first: what is released in between is then found as an item
    item = await store.item(item_id)
    held = next((one for one in held_for if one.kind is HeldKind.ITEM), None)
    if item is None:
        return Entry(item=None, held=held) if held else None
    return Entry(
        item=item,
        held=None,
        questions=await store.questions(item_id),
        answers=await store.answers(item_id),
        waiting=tuple(one for one in held_for if one.kind is not HeldKind.ITEM),
    )


async def by_receipt(*, store: Store, identity: Identity, person: str, typed: str, now: datetime) -> str:
    """Return the id of the item that a receipt belongs to.

    Raises UnreadableReceipt (which costs no try), Refused (too many tries; no open item has it, with one sentence for a
    wrong, an old and a guessed one, after the same time) and StoreFailure.
    """
    words = read_receipt(typed)
    if (wait := identity.tries.take(person)) is not None:
        raise Refused(words_of_receipts.too_many_tries(wait))
    item_id = await store.item_of_receipt(await receipt_tag(words, identity.keys))
    if item_id is None or _is_old(await store.item(item_id), now):
        raise Refused(words_of_receipts.NOT_FOUND)
    return item_id


def _is_old(item: Item | None, now: datetime) -> bool:
    return item is not None and item.waiting_since < now - WAY_BACK_LASTS


def as_text(entries: Sequence[Entry]) -> str:
    """Return everything that its author may have of these, as plain text to copy. Empty where there is nothing."""
    return "\n\n".join("\n".join(_lines(one)) for one in entries)


def _lines(one: Entry) -> list[str]:
    said = [say.heading(one.id, one.team, one.since, state=one.item.state if one.item else None)]
    written = one.item.words if one.item else one.held.words if one.held else ""
    erased = one.item is not None and one.item.erased
    said.append(say.ERASED if erased else written)
    talk = [(question.asked_at, say.question(question.asked_at), question.text) for question in one.questions]
    talk += [(answer.answered_at, say.answer(answer.answered_at), answer.text) for answer in one.answers]
    for _, head, text in sorted(talk, key=lambda turn: turn[0]):
        said += [head, text or say.ERASED]
    for held in one.waiting:
        withdrawn = held.kind is HeldKind.WITHDRAWAL
        said += [say.withdrawal_waits(held.batch)] if withdrawn else [say.answer_waits(held.batch), held.words]
    return said
