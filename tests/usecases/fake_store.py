"""A strict store in memory. A method that no use case or handler should need is not there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import NEXT, Answer, Item, State, moved
from bot.core.organisation import Organisation
from bot.ports import Change, Kind, Proposal, Release, Tagged, TakeResult
from tests.usecases.fake_feedback import FakeFeedback


class _Holding(FakeFeedback):
    async def hold(self, held: Held) -> TakeResult:
        self._called("hold")
        there: Held | Item | None = self.waits.get(held.id)
        if held.id in self.answered:
            return TakeResult.ALREADY_TAKEN
        there = there or self.items.get(held.id)
        if there is not None:
            same = (there.words, there.team) == (held.words, held.team)
            return TakeResult.ALREADY_TAKEN if same else TakeResult.ID_IN_USE
        self.waits[held.id] = held
        return TakeResult.TAKEN

    async def held(self, held_id: str) -> Held | None:
        self._called("held")
        return self.waits.get(held_id)

    async def held_for(self, item_id: str) -> tuple[Held, ...]:
        self._called("held_for")
        return tuple(one for _, one in sorted(self.waits.items()) if one.item == item_id)

    async def held_due(self, *, now: datetime) -> tuple[Held, ...]:
        self._called("held_due")
        return tuple(one for _, one in sorted(self.waits.items()) if one.batch <= now)

    async def held_after(self, *, then: datetime) -> tuple[Held, ...]:
        self._called("held_after")
        return tuple(one for _, one in sorted(self.waits.items()) if one.batch > then)

    async def release(self, decided: Sequence[Release], *, at: datetime) -> int:
        self._called("release")
        there = [one for one in decided if one.id in self.waits]
        for one in there:
            self._release(self.waits.pop(one.id), one, at)
        return len(there)

    async def edit_held(self, held_id: str, *, words: str, why: str) -> bool:
        self._called("edit_held")
        if held_id not in self.waits:
            return False
        self.waits[held_id] = replace(self.waits[held_id], words=words, why=why)
        return True

    async def rebatch(self, held_id: str, *, batch: datetime, until: datetime) -> None:
        self._called("rebatch")
        if held_id in self.waits:
            self.waits[held_id] = replace(self.waits[held_id], batch=batch, until=until)

    async def drop_held(self, held_ids: Sequence[str]) -> int:
        self._called("drop_held")
        there = {held_id for held_id in held_ids if held_id in self.waits}
        self.waits = {key: one for key, one in self.waits.items() if not {key, one.item} & there}
        return len(there)

    async def scrub(self) -> bool:
        self._called("scrub")
        return True

    def _release(self, held: Held, decided: Release, at: datetime) -> None:
        if held.kind is HeldKind.ITEM:
            self.items[held.id] = Item(
                id=held.id,
                team=held.team,
                words=held.words,
                why=held.why,
                waiting_since=at,
                about=held.about,
                way_back=held.way_back,
                answerable=held.tag is not None,
                left_out=held.left_out,
                erase_at=decided.erase_at,
            )
            if held.tag is not None:
                self.tags[held.id] = held.tag
            self.channels[held.id] = decided.places[0]
            self.queued.extend((Kind.CARD, place, held.id) for place in decided.places)
        elif self._known(held.item).state in (State.CONFIRMED, State.WITHDRAWN, State.CLOSED):
            pass
        elif held.kind is HeldKind.ANSWER:
            self._answer(Answer(id=held.id, item=held.item, text=held.words, answered_at=at))
        elif State.WITHDRAWN in NEXT[self.items[held.item].state]:
            self.items[held.item] = replace(moved(self.items[held.item], State.WITHDRAWN), nudge_at=None)
            self._no_way_back(held.item)
            self.waits = {key: one for key, one in self.waits.items() if one.item != held.item}
            self.queued.append((Kind.WITHDRAWN, self._place(held.item), held.item))


class _WaysBack(_Holding):
    async def tagged(self) -> tuple[Tagged, ...]:
        self._called("tagged")
        return tuple(Tagged(item=item, tag=tag) for item, way, tag in self._ways_back() if way is WayBack.HOME)

    async def item_of_receipt(self, tag: bytes) -> str | None:
        self._called("item_of_receipt")
        found = (item for item, way, known in self._ways_back() if way is WayBack.RECEIPT and known == tag)
        return next(found, None)

    async def forget_ways_back(self, item_ids: Sequence[str]) -> None:
        self._called("forget_ways_back")
        for item_id in item_ids:
            self._no_way_back(item_id)

    async def ways_back_before(self, then: datetime) -> tuple[str, ...]:
        self._called("ways_back_before")
        late = [one.id for one in self.waits.values() if one.tag is not None and one.until < then]
        return tuple(sorted(late + [item_id for item_id in self.tags if self.items[item_id].waiting_since < then]))

    async def signed_items(self, person: str) -> tuple[str, ...]:
        self._called("signed_items")
        signed = [item for item in self.items.values() if item.signed_by == person]
        return tuple(item.id for item in sorted(signed, key=lambda item: item.waiting_since, reverse=True)[:200])

    def _ways_back(self) -> list[tuple[str, WayBack | None, bytes]]:
        held = [(one.id, one.way_back, one.tag) for one in self.waits.values() if one.tag is not None]
        return sorted(held + [(item, self.items[item].way_back, tag) for item, tag in self.tags.items()])


class FakeStore(_WaysBack):
    """See `Kept`; the organisation is None unless a test put one into `teams`."""

    async def organisation(self) -> Organisation | None:
        self._called("organisation")
        return self.teams

    async def organisation_version(self) -> int:
        self._called("organisation_version")
        return self.teams.version if self.teams else 0

    async def apply(
        self, organisation: Organisation, *, now: datetime, notices: dict[str, str] | None = None
    ) -> Change:
        self._called("apply")
        self.proposed = None
        version = self.teams.version if self.teams else 0
        if self.teams == replace(organisation, version=version):
            return Change(version=version)
        self.teams = replace(organisation, version=version + 1)
        self.notices |= notices or {}
        return Change(version=version + 1, changed=tuple(team.key for team in organisation.teams))

    async def propose(self, proposal: Proposal, *, ask: Sequence[str]) -> None:
        self._called("propose")
        self.proposed = proposal
        self.queued.extend((Kind.PROPOSAL, person, proposal.id) for person in ask)

    async def proposal(self) -> Proposal | None:
        self._called("proposal")
        return self.proposed

    async def agree(self, proposal_id: str, *, by: str) -> Proposal | None:
        self._called("agree")
        if self.proposed is None or self.proposed.id != proposal_id:
            return None
        if by not in self.proposed.agreed:
            self.proposed = replace(self.proposed, agreed=(*self.proposed.agreed, by))
        return self.proposed
