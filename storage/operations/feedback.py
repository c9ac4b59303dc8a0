"""Taking feedback, and what is said about it: acknowledging, asking and answering."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, exists, select

from bot.core.item import Answer, Item, Question, State, acknowledged
from bot.errors import UnknownItem
from bot.ports import Acknowledgement, Kind, TakeResult
from storage.operation import Operation, Step, insert_if_absent, insert_unless
from storage.operations import queueing
from storage.operations.changing import end_reminders, find, into_its_threads, save, to_change
from storage.rows import (
    ANSWER,
    QUESTION,
    answer_from,
    answer_row,
    item_row,
    micros,
    outgoing_row,
    question_from,
    question_row,
)
from storage.schema import answers, held, items, questions

# One that still waits for its batch would be lost when that comes, were its id taken by another.
INSERT_ITEM = insert_unless(items, exists().where(held.c.id == bindparam("id")))
INSERT_QUESTION = insert_if_absent(questions).returning(questions.c.id)
QUESTIONS_OF_ITEM = (
    select(*QUESTION).where(questions.c.item == bindparam("item")).order_by(questions.c.asked_at, questions.c.id)
)
INSERT_ANSWER = insert_if_absent(answers).returning(answers.c.id)
ANSWERS_OF_ITEM = (
    select(*ANSWER).where(answers.c.item == bindparam("item")).order_by(answers.c.answered_at, answers.c.id)
)


def take(item: Item, *, places: Sequence[str]) -> Operation[TakeResult]:
    """Store a new item with a row of its card for each place, unless its id is there already."""
    if not (yield Step(INSERT_ITEM, item_row(item))):
        stored = yield from find(item.id)
        same = stored is not None and _submission(stored) == _submission(item)
        return TakeResult.ALREADY_TAKEN if same else TakeResult.ID_IN_USE
    for place in dict.fromkeys(places):
        yield Step(queueing.INSERT, outgoing_row(Kind.CARD, place, item=item.id, due_at=micros(item.waiting_since)))
    return TakeResult.TAKEN


def _submission(item: Item) -> tuple[str, str, str | None]:
    return item.words, item.team, item.signed_by


def questions_of(item_id: str) -> Operation[tuple[Question, ...]]:
    """Return the questions asked about an item, oldest first."""
    rows = yield Step(QUESTIONS_OF_ITEM, {"item": item_id})
    return tuple(question_from(row) for row in rows)


def answers_of(item_id: str) -> Operation[tuple[Answer, ...]]:
    """Return what its author answered and was released, oldest first."""
    rows = yield Step(ANSWERS_OF_ITEM, {"item": item_id})
    return tuple(answer_from(row) for row in rows)


def acknowledge(item_id: str, *, by: str, now: datetime) -> Operation[Acknowledgement]:
    """Acknowledge a waiting item; leave any other as it is. UnknownItem."""
    item = yield from to_change(item_id)
    if item.state is not State.WAITING:
        return Acknowledgement(item=item, won=False)
    item = acknowledged(item, by=by, now=now)
    yield from end_reminders(item_id)
    yield from save(item, now=now)
    return Acknowledgement(item=item, won=True)


def ask(question: Question) -> Operation[Acknowledgement]:
    """Store a question once, queue it for the item's thread, and acknowledge a waiting item. UnknownItem."""
    item = yield from to_change(question.item)
    if (yield Step(INSERT_QUESTION, question_row(question))):
        yield from into_its_threads(item, Kind.QUESTION, ref=question.id, at=question.asked_at)
    return (yield from acknowledge(item.id, by=question.asked_by, now=question.asked_at))


def answer(given: Answer) -> Operation[None]:
    """Store an answer once and queue it for the item's thread. UnknownItem."""
    item = yield from find(given.item)
    if item is None:
        raise UnknownItem(f"no feedback has the id {given.item}")
    yield from store_answer(item, given)


def store_answer(item: Item, given: Answer) -> Operation[None]:
    """Store an answer to this item once and queue it for the thread.

    Of an item that was reported it is read with the report alone, which is brought up to date.
    """
    if (yield Step(INSERT_ANSWER, answer_row(given))):
        yield from into_its_threads(item, Kind.ANSWER, ref=given.id, at=given.answered_at)
        if item.hidden_by is not None:
            yield from save(replace(item, version=item.version + 1), now=given.answered_at)
