"""Admins agree to a change that protects authors less: two of those who were admins before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.organisation import Anonymity, Policy
from bot.ports import Proposal
from tests.handlers import payloads
from tests.handlers.stage import Stage, texts
from tests.usecases.fakes import NOW, PAYMENTS, organisation, out_of_order

BEFORE = replace(organisation(), admins=("UADMIN", "UOTHER"))
WEAKER = replace(
    BEFORE, teams=(replace(PAYMENTS, policy=Policy(anonymous=Anonymity(release_every=timedelta(minutes=1)))),)
)


@pytest.fixture
def stage() -> Stage:
    made = Stage(BEFORE)
    made.store.proposed = Proposal(id="P1", organisation=WEAKER, weaker=("It goes out sooner",), proposed_at=NOW)
    return made


async def agree(stage: Stage, who: str, proposal: str = "P1") -> str:
    await stage.send(payloads.press("agree", proposal, who=who, channel="DADMIN"))
    return texts(stage.slack.opened[-1])


async def test_the_first_is_told_that_one_more_must_agree(stage: Stage) -> None:
    assert "once one more admin has agreed" in await agree(stage, "UADMIN")
    assert stage.deps.current.organisation == BEFORE
    assert stage.woken == 0


async def test_the_same_admin_twice_is_one(stage: Stage) -> None:
    await agree(stage, "UADMIN")
    assert "once one more admin has agreed" in await agree(stage, "UADMIN")


async def test_with_the_second_it_is_made_and_the_process_knows_it_at_once(stage: Stage) -> None:
    await agree(stage, "UADMIN")
    assert "Two admins have agreed, so the change is made" in await agree(stage, "UOTHER")
    policy = stage.deps.current.organisation.owner("payments").policy
    assert policy.anonymous.release_every == timedelta(minutes=1)
    assert stage.woken == 1


async def test_who_is_no_admin_changes_nothing(stage: Stage) -> None:
    assert "Only those who are admins" in await agree(stage, "UANA")
    assert stage.store.proposed is not None
    assert stage.store.proposed.agreed == ()


async def test_a_proposal_that_is_not_there_any_more_is_said(stage: Stage) -> None:
    assert "decided already, or another change took its place" in await agree(stage, "UADMIN", "P0")


async def test_a_store_that_is_out_of_order_is_said(stage: Stage) -> None:
    stage.store.broken = out_of_order()
    assert "could not be stored just now" in await agree(stage, "UADMIN")
