"""The audit's own team: made, and deleted with all that is about its items."""

from sqlalchemy import bindparam, delete, select, true

from storage.operation import Operation, Parameters, Step, insert_if_absent
from storage.operations.tidying import Untidy, note
from storage.schema import answers, held, items, messages, outbox, questions, teams

ADD_TEAM = insert_if_absent(teams)
ARCHIVED = select(teams.c.key).where(teams.c.key == bindparam("key"), teams.c.archived == true())
ITEMS_OF_TEAM = select(items.c.id).where(items.c.team == bindparam("team"))
OF_AN_ITEM = {
    "outbox": delete(outbox).where(outbox.c.item == bindparam("item")),
    "messages": delete(messages).where(messages.c.item == bindparam("item")),
    "questions": delete(questions).where(questions.c.item == bindparam("item")),
    "answers": delete(answers).where(answers.c.item == bindparam("item")),
    "items": delete(items).where(items.c.id == bindparam("item")),
}
HELD_OF_TEAM = delete(held).where(held.c.team == bindparam("team"))
DELETE_TEAM = delete(teams).where(teams.c.key == bindparam("key"))


def add_team(key: str, *, name: str) -> Operation[None]:
    """Make an archived team, once."""
    yield Step(ADD_TEAM, {"key": key, "name": name, "archived": True})


def remove_team(key: str) -> Operation[None]:
    """Delete an archived team and all that is about its items; leave alone one that people can write to."""
    if not (yield Step(ARCHIVED, {"key": key})):
        return
    about: list[Parameters] = [{"item": row[0]} for row in (yield Step(ITEMS_OF_TEAM, {"team": key}))]
    if about:
        for statement in OF_AN_ITEM.values():
            yield Step(statement, about)
    yield Step(HELD_OF_TEAM, {"team": key})
    yield Step(DELETE_TEAM, {"key": key})
    yield from note(Untidy.FILE)
