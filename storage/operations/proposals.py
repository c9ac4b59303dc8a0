"""A weaker policy that waits for enough admins to agree: one row, or none."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, delete, insert, select, update

from bot.ports import Kind, Proposal
from storage.operation import Operation, Step
from storage.operations import queueing
from storage.rows import Row, document_from, micros, moment, organisation_from, outgoing_row
from storage.schema import proposals

PROPOSAL = select(proposals.c.id, proposals.c.document, proposals.c.weaker, proposals.c.agreed, proposals.c.proposed_at)
PROPOSAL_TO_CHANGE = PROPOSAL.with_for_update()
INSERT_PROPOSAL = insert(proposals)
SAVE_AGREED = update(proposals).values(agreed=bindparam("agreed")).where(proposals.c.id == bindparam("proposal_id"))
DROP_PROPOSAL = delete(proposals)


def propose(proposal: Proposal, *, ask: Sequence[str]) -> Operation[None]:
    """Keep a proposal in place of any other, and queue a PROPOSAL for each person. One that is there already stays."""
    waiting = _proposal_from((yield Step(PROPOSAL_TO_CHANGE)))
    if waiting is not None and waiting.id == proposal.id:
        return
    yield Step(DROP_PROPOSAL)
    row = {
        "id": proposal.id,
        "document": document_from(proposal.organisation),
        "weaker": json.dumps(proposal.weaker),
        "agreed": json.dumps(proposal.agreed),
        "proposed_at": micros(proposal.proposed_at),
    }
    yield Step(INSERT_PROPOSAL, row)
    for person in dict.fromkeys(ask):
        asking = outgoing_row(Kind.PROPOSAL, person, ref=proposal.id, due_at=micros(proposal.proposed_at))
        yield Step(queueing.INSERT, asking)


def find_proposal() -> Operation[Proposal | None]:
    """Return the proposal that waits, or None. Its organisation has no groups and version 0."""
    return _proposal_from((yield Step(PROPOSAL)))


def _proposal_from(rows: Sequence[Row]) -> Proposal | None:
    if not rows:
        return None
    [(proposal_id, document, weaker, agreed, proposed_at)] = rows
    return Proposal(
        id=proposal_id,
        organisation=organisation_from(document),
        weaker=tuple(json.loads(weaker)),
        proposed_at=moment(proposed_at),
        agreed=tuple(json.loads(agreed)),
    )


def agree(proposal_id: str, *, by: str) -> Operation[Proposal | None]:
    """Note that an admin agrees, once for each; None where another proposal waits, or none."""
    waiting = _proposal_from((yield Step(PROPOSAL_TO_CHANGE)))
    if waiting is None or waiting.id != proposal_id:
        return None
    agreed = tuple(dict.fromkeys((*waiting.agreed, by)))
    yield Step(SAVE_AGREED, {"proposal_id": proposal_id, "agreed": json.dumps(agreed)})
    return replace(waiting, agreed=agreed)


def drop_proposal() -> Operation[None]:
    """Delete the proposal that waits, if there is one."""
    yield Step(DROP_PROPOSAL)
