"""A teams file that protects authors less: announced where one admin answers for it, agreed to where two could."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.core.organisation import Organisation
from bot.errors import Refused, StoreUnavailable
from bot.ports import Proposal
from bot.process.teams_file import apply_file
from bot.usecases.agree import Agreement, agree
from bot.usecases.apply_teams import Applied, apply
from tests.usecases_teams.support import NOW, TEAMS, FakeStore, FakeWorkspace, person

TWO = TEAMS.replace("[U0ADMIN]", "[U0ADMIN, U0OTHER]")
THREE = TEAMS.replace("[U0ADMIN]", "[U0ADMIN, U0OTHER, U0THIRD]")


def weaker(text: str, *, at_least: int = 2) -> str:
    """Return the file with fewer authors a batch for Payments."""
    return text.replace("    topics: [refunds]\n", f"    topics: [refunds]\n    anonymous: {{at_least: {at_least}}}\n")


def kept_longer(text: str) -> str:
    return "defaults: {retention: {text: 365d}}\n" + text


class Admins:
    def __init__(self) -> None:
        self.store = FakeStore()
        self.workspace = FakeWorkspace()
        for admin in ("U0OTHER", "U0THIRD"):
            self.workspace.people[admin] = person(admin)
        self.ids = (f"p{number}" for number in count(1))

    async def apply(self, text: str) -> Applied:
        return await apply(
            text,
            filename="teams.yml",
            workspace=self.workspace.port(),
            store=self.store.port(),
            now=NOW,
            new_id=self.ids.__next__,
        )

    async def stored(self) -> Organisation:
        organisation = await self.store.organisation()
        assert organisation is not None
        return organisation

    async def proposed(self, text: str) -> Proposal:
        result = await self.apply(text)
        assert result.change is None
        assert result.proposal is not None
        return result.proposal

    async def agree(self, who: str, proposal_id: str = "p1") -> Agreement:
        organisation = await self.stored()
        return await agree(
            store=self.store.port(), organisation=organisation, proposal_id=proposal_id, person=who, now=NOW
        )

    async def least(self) -> int:
        return (await self.stored()).teams[0].policy.anonymous.at_least


@pytest.fixture
def admins() -> Admins:
    return Admins()


async def test_with_one_admin_it_is_applied_and_said_in_the_channels_it_concerns(admins: Admins) -> None:
    await admins.apply(TEAMS)
    assert admins.store.notices == {}
    result = await admins.apply(weaker(TEAMS))
    assert result.change is not None
    assert await admins.least() == 2
    (words,) = admins.store.notices.values()
    assert set(admins.store.notices) == {"C0PAYMENTS"}
    assert "Payments" in words
    assert "agreed" not in words


async def test_with_two_admins_nothing_is_applied_until_both_agree(admins: Admins) -> None:
    await admins.apply(TWO)
    before = await admins.stored()
    proposal = await admins.proposed(weaker(TWO))
    assert await admins.stored() == before
    assert admins.store.asked_to_agree == ["U0ADMIN", "U0OTHER"]
    assert any("Payments" in line for line in proposal.weaker)
    assert await admins.agree("U0OTHER") == Agreement(applied=False, missing=1)
    assert await admins.least() == 3
    assert await admins.agree("U0ADMIN") == Agreement(applied=True, missing=0)
    assert await admins.least() == 2


async def test_the_channels_read_who_agreed(admins: Admins) -> None:
    await admins.apply(TWO)
    await admins.proposed(kept_longer(TWO))
    await admins.agree("U0OTHER")
    assert admins.store.notices == {}
    await admins.agree("U0ADMIN")
    assert set(admins.store.notices) == {"C0PAYMENTS", "C0SEARCH", "C0TRIAGE"}
    assert all("<@U0OTHER> and <@U0ADMIN>" in words for words in admins.store.notices.values())


async def test_one_admin_who_presses_twice_is_one(admins: Admins) -> None:
    await admins.apply(TWO)
    await admins.proposed(weaker(TWO))
    for _ in range(2):
        assert await admins.agree("U0ADMIN") == Agreement(applied=False, missing=1)


@pytest.mark.parametrize("stranger", ["U0LEAD", "U0TRIAGE", "U0NEW", ""])
async def test_nobody_but_the_admins_of_before_can_agree(admins: Admins, stranger: str) -> None:
    admins.workspace.people["U0NEW"] = person("U0NEW")
    await admins.apply(TWO)
    await admins.proposed(weaker(TWO.replace("U0OTHER]", "U0OTHER, U0NEW]")))
    with pytest.raises(Refused, match="Only those who are admins"):
        await admins.agree(stranger)
    await admins.agree("U0ADMIN")
    assert await admins.least() == 3


async def test_other_admins_are_agreed_to_as_well_so_that_nobody_shrinks_them_first(admins: Admins) -> None:
    await admins.apply(TWO)
    await admins.proposed(TEAMS)
    assert (await admins.stored()).admins == ("U0ADMIN", "U0OTHER")


async def test_what_protects_as_much_is_applied_at_once_and_takes_the_place_of_the_proposal(admins: Admins) -> None:
    await admins.apply(TWO)
    await admins.proposed(weaker(TWO))
    result = await admins.apply(weaker(TWO, at_least=5))
    assert (result.proposal, admins.store.proposed) == (None, None)
    assert admins.store.notices == {}
    with pytest.raises(Refused, match="decided already"):
        await admins.agree("U0ADMIN")


async def test_the_same_file_again_asks_nobody_again_and_keeps_who_agreed(admins: Admins) -> None:
    await admins.apply(THREE)
    first = await admins.proposed(weaker(THREE))
    await admins.agree("U0ADMIN")
    again = await admins.proposed(weaker(THREE))
    assert (again.id, again.agreed) == (first.id, ("U0ADMIN",))
    assert admins.store.asked_to_agree == ["U0ADMIN", "U0OTHER", "U0THIRD"]
    assert await admins.agree("U0THIRD") == Agreement(applied=True, missing=0)


async def test_another_file_takes_its_place_and_everybody_is_asked_anew(admins: Admins) -> None:
    await admins.apply(TWO)
    await admins.proposed(weaker(TWO))
    await admins.agree("U0ADMIN")
    second = await admins.proposed(weaker(TWO, at_least=1))
    assert (second.id, second.agreed) == ("p2", ())
    assert len(admins.store.asked_to_agree) == 4
    with pytest.raises(Refused):
        await admins.agree("U0OTHER", "p1")


async def test_the_groups_of_what_is_proposed_are_there_when_it_is_applied(admins: Admins) -> None:
    await admins.apply(TWO.replace(", S0PAY]", "]"))
    await admins.proposed(weaker(TWO))
    await admins.agree("U0ADMIN")
    await admins.agree("U0OTHER")
    stored = await admins.stored()
    assert stored.leaders(stored.teams[0]) == ("U0LEAD", "U0BEN")


async def test_a_process_that_ended_before_it_was_applied_is_made_up_for_by_pressing_again(admins: Admins) -> None:
    await admins.apply(TWO)
    await admins.proposed(weaker(TWO))
    await admins.agree("U0ADMIN")
    admins.store.failing["apply"] = StoreUnavailable("disk full")
    with pytest.raises(StoreUnavailable):
        await admins.agree("U0OTHER")
    del admins.store.failing["apply"]
    assert await admins.agree("U0OTHER") == Agreement(applied=True, missing=0)


async def test_a_team_that_moves_reads_of_it_in_both_channels(admins: Admins) -> None:
    await admins.apply(TEAMS)
    await admins.apply(weaker(TEAMS.replace("#payments", "#random")))
    assert set(admins.store.notices) == {"C0PAYMENTS", "C0RANDOM"}


async def test_a_change_of_the_admins_is_read_in_the_channel_of_every_team(admins: Admins) -> None:
    await admins.apply(TWO)
    await admins.proposed(TEAMS.replace("channel: C0SEARCH", 'channel: "#random"'))
    await admins.agree("U0OTHER")
    await admins.agree("U0ADMIN")
    assert set(admins.store.notices) == {"C0PAYMENTS", "C0SEARCH", "C0RANDOM", "C0TRIAGE"}
    for words in admins.store.notices.values():
        assert "U0OTHER (no longer there)" in words
        assert "for what was sent before, too" in words


async def test_another_safety_channel_waits_for_two_admins_and_is_read_by_every_team(admins: Admins) -> None:
    safe = TWO.replace("organisation: {", 'organisation: {safety_channel: "#all-hands", ')
    await admins.apply(safe)
    await admins.proposed(safe.replace('safety_channel: "#all-hands"', 'safety_channel: "#random"'))
    await admins.agree("U0OTHER")
    await admins.agree("U0ADMIN")
    assert set(admins.store.notices) == {"C0PAYMENTS", "C0SEARCH", "C0TRIAGE"}
    assert all("#random instead of #all-hands" in words for words in admins.store.notices.values())


async def test_the_same_team_under_another_key_waits_for_two_admins(admins: Admins) -> None:
    await admins.apply(TWO)
    before = await admins.stored()
    proposal = await admins.proposed(weaker(TWO.replace("key: payments", "key: payments2")))
    assert await admins.stored() == before
    assert [line for line in proposal.weaker if "in place of Payments, batches of at least 2" in line]


async def test_a_team_that_takes_from_another_and_the_other_read_of_it(admins: Admins) -> None:
    await admins.apply(TEAMS)
    new = "  - {key: tills, name: Tills, channel: '#random', leaders: [U0SAM], topics: [refunds], "
    await admins.apply(TEAMS + new + "anonymous: {at_least: 2}}\n")
    assert set(admins.store.notices) == {"C0PAYMENTS", "C0RANDOM"}
    assert all("feedback to Tills have changed" in words for words in admins.store.notices.values())


async def test_of_a_team_that_is_gone_its_channel_and_the_fallbacks_read(admins: Admins) -> None:
    await admins.apply(weaker(TEAMS, at_least=5))
    payments, search = TEAMS.index("  - key: payments"), TEAMS.index("  - key: search")
    await admins.apply(TEAMS[:payments] + TEAMS[search:])
    assert set(admins.store.notices) == {"C0PAYMENTS", "C0TRIAGE"}
    assert all("Payments: it is gone" in words for words in admins.store.notices.values())


async def test_names_are_no_markup_in_a_notice(admins: Admins) -> None:
    await admins.apply(TEAMS)
    await admins.apply(weaker(TEAMS.replace("name: Payments", 'name: "Pay <!channel>"')))
    (words,) = admins.store.notices.values()
    assert "<!channel>" not in words
    assert "Pay &lt;!channel&gt;" in words


async def test_a_start_with_such_a_file_goes_on_with_the_teams_as_they_are_and_logs_it(
    admins: Admins, tmp_path: Path
) -> None:
    await admins.apply(TWO)
    before = await admins.stored()
    file = tmp_path / "teams.yml"
    file.write_text(weaker(TWO), encoding="utf-8")
    with capture_logs() as lines:
        for _ in range(2):
            await apply_file(file, workspace=admins.workspace.port(), store=admins.store.port(), now=NOW)
    assert await admins.stored() == before
    assert lines == [{"event": "policy_waits_for_admins", "count": 1, "log_level": "warning"}] * 2
    assert admins.store.asked_to_agree == ["U0ADMIN", "U0OTHER"]


async def test_an_old_reading_of_the_organisation_lets_no_former_admin_agree(admins: Admins) -> None:
    await admins.apply(THREE)
    old = replace(await admins.stored(), admins=("U0LEAD",))
    await admins.proposed(weaker(THREE))
    with pytest.raises(Refused, match="Only those who are admins"):
        await agree(store=admins.store.port(), organisation=old, proposal_id="p1", person="U0LEAD", now=NOW)
