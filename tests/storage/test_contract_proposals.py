"""Contract: a weaker policy that waits for admins, and what is said in channels when one is applied."""

from dataclasses import replace

from bot.core.organisation import Group
from bot.ports import Change, Kind, Store
from tests.storage.conftest import Open
from tests.storage.samples import LATER, NOW, PAYMENTS, SEARCH, SOON, emptied, organisation, proposal

ADMINS = ("U1ADMIN", "U2ADMIN", "U1ADMIN")


async def test_at_first_nothing_is_proposed(store: Store) -> None:
    assert await store.proposal() is None
    assert await store.agree("NOBODY", by="U1ADMIN") is None


async def test_what_is_proposed_comes_back_as_it_was_and_each_admin_is_asked_once(store: Store) -> None:
    proposed = proposal("U1ADMIN")
    await store.propose(proposed, ask=ADMINS)
    assert await store.proposal() == proposed
    rows = await emptied(store, "U1ADMIN") + await emptied(store, "U2ADMIN")
    assert [(row.kind, row.channel, row.ref, row.item, row.due_at) for row in rows] == [
        (Kind.PROPOSAL, "U1ADMIN", proposed.id, None, NOW),
        (Kind.PROPOSAL, "U2ADMIN", proposed.id, None, NOW),
    ]


async def test_a_proposal_changes_no_team(store: Store) -> None:
    before = await store.organisation()
    await store.propose(proposal(), ask=ADMINS)
    assert await store.organisation() == before


async def test_groups_and_the_version_are_not_proposed(store: Store) -> None:
    wanted = organisation(version=7, groups={"S1": Group(id="S1")})
    await store.propose(proposal(organisation=wanted), ask=())
    proposed = await store.proposal()
    assert proposed is not None
    assert proposed.organisation == organisation()


async def test_a_newer_proposal_takes_the_place_of_the_one_before(store: Store) -> None:
    old, new = proposal(), proposal()
    await store.propose(old, ask=())
    await store.propose(new, ask=())
    assert await store.proposal() == new
    assert await store.agree(old.id, by="U1ADMIN") is None
    assert await store.proposal() == new


async def test_the_same_proposal_twice_asks_once_and_keeps_who_agreed(store: Store) -> None:
    proposed = proposal()
    await store.propose(proposed, ask=ADMINS)
    await store.agree(proposed.id, by="U1ADMIN")
    await store.propose(proposed, ask=ADMINS)
    assert await store.proposal() == replace(proposed, agreed=("U1ADMIN",))
    assert len(await emptied(store, "U1ADMIN")) == 1


async def test_admins_agree_once_each_in_the_order_in_which_they_did(store: Store, open_another: Open) -> None:
    other = await open_another()
    proposed = proposal()
    await store.propose(proposed, ask=())
    await store.agree(proposed.id, by="U2ADMIN")
    await other.agree(proposed.id, by="U1ADMIN")
    agreed = await store.agree(proposed.id, by="U2ADMIN")
    assert agreed == replace(proposed, agreed=("U2ADMIN", "U1ADMIN"))
    assert await other.proposal() == agreed


async def test_whatever_is_applied_drops_the_proposal(store: Store) -> None:
    for wanted in (organisation(), organisation(PAYMENTS)):
        await store.propose(proposal(), ask=())
        await store.apply(wanted, now=SOON)
        assert await store.proposal() is None


async def test_notices_are_queued_with_the_change(store: Store) -> None:
    notices = {"C1PAY": "*Payments* holds for 1 h.", "C1SEARCH": "*Search* is gone."}
    await store.apply(organisation(PAYMENTS), now=LATER, notices=notices)
    rows = await emptied(store, "C1PAY") + await emptied(store, "C1SEARCH")
    assert [(row.kind, row.channel, row.ref, row.item, row.due_at) for row in rows] == [
        (Kind.NOTICE, channel, words, None, LATER) for channel, words in notices.items()
    ]


async def test_where_nothing_changed_nothing_is_said(store: Store) -> None:
    assert await store.apply(organisation(), now=LATER, notices={"C1PAY": "Nothing new."}) == Change(version=1)
    assert await store.lanes() == {}


async def test_an_applied_proposal_is_what_is_then_there(store: Store) -> None:
    proposed = proposal()
    await store.propose(proposed, ask=())
    waiting = await store.proposal()
    assert waiting is not None
    assert (await store.apply(waiting.organisation, now=LATER)).changed == (PAYMENTS.key,)
    after = await store.organisation()
    assert after is not None
    assert after.teams == (proposed.organisation.teams[0], SEARCH)
