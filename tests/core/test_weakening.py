from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.held import WayBack
from bot.core.organisation import FALLBACK, Anonymity, Channel, Organisation, Policy, Team
from bot.core.weakening import Weaker, weakened
from bot.words.weakening import notice
from tests.core.support import TRIAGE, team

HOUR = timedelta(hours=1)
STORED = Organisation(
    teams=(team("payments"), team("search")),
    fallback=TRIAGE,
    admins=("UANA", "UBEN"),
    safety_channel=Channel(id="CSAFE", name="people-safety"),
)


def with_policy(policy: Policy, *, key: str = "payments", **changes: Any) -> Organisation:
    teams = tuple(replace(one, policy=policy, **changes) if one.key == key else one for one in STORED.teams)
    return replace(STORED, teams=teams)


def anonymous(**changes: Any) -> Organisation:
    return with_policy(replace(Policy(), anonymous=replace(Anonymity(), **changes)))


@pytest.mark.parametrize(
    ("after", "line"),
    [
        (
            anonymous(default=False),
            "Payments: the form starts with the author's name on; who does not look at the choice signs",
        ),
        (
            anonymous(release_every=HOUR),
            "Payments: batches every 1h instead of every 2h; the sooner one leaves, the fewer can be in it",
        ),
        (
            anonymous(at_least=1),
            "Payments: batches of at least 1 person instead of 3; with fewer in it each is easier to guess",
        ),
        (
            anonymous(hold_at_most=HOUR),
            "Payments: feedback waits for others for 1h at most instead of 1d; after that it leaves, perhaps alone",
        ),
        (
            anonymous(minimum_channel_size=4),
            "Payments: a channel of 4 people counts as large enough, instead of 5",
        ),
        (
            with_policy(Policy(retention_text=timedelta(days=365))),
            "Payments: words are kept for 365d instead of 180d",
        ),
    ],
)
def test_every_setting_that_protects_less_is_told_with_before_and_after(after: Organisation, line: str) -> None:
    assert weakened(STORED, after) == (Weaker(team="payments", line=line),)


def test_answers_in_the_home_are_weaker_than_not_allowing_them() -> None:
    without = anonymous(ways_back=(WayBack.RECEIPT, WayBack.NONE))
    assert weakened(STORED, without) == ()
    (weaker,) = weakened(without, STORED)
    assert weaker.line.startswith("Payments: authors may be answered in their Home")
    assert weakened(without, anonymous(ways_back=(WayBack.NONE,))) == ()


def test_the_fallback_counts_like_a_team() -> None:
    after = replace(STORED, fallback=replace(TRIAGE, policy=Policy(anonymous=Anonymity(at_least=2))))
    assert [one.team for one in weakened(STORED, after)] == [FALLBACK]


def test_everything_is_told_at_once_team_by_team() -> None:
    weak = Policy(
        anonymous=Anonymity(
            default=False, release_every=HOUR, at_least=2, hold_at_most=2 * HOUR, minimum_channel_size=1
        ),
        retention_text=timedelta(days=999),
    )
    after = replace(with_policy(weak), fallback=replace(TRIAGE, policy=weak))
    assert [one.team for one in weakened(STORED, after)] == [FALLBACK] * 6 + ["payments"] * 6


@pytest.mark.parametrize(
    ("admins", "said"),
    [
        (("UANA",), "All teams: the admins change: UBEN (no longer there); two of them together can agree"),
        (("UANA", "UBEN", "UCEM"), "All teams: the admins change: UCEM (new); two"),
        (("UANA", "UEVE"), "All teams: the admins change: UEVE (new) and UBEN (no longer there); two"),
        ((), "All teams: the admins change: UANA, UBEN (no longer there); two"),
    ],
)
def test_where_two_admins_decide_other_admins_are_a_weakening(admins: tuple[str, ...], said: str) -> None:
    (found,) = weakened(STORED, replace(STORED, admins=admins))
    assert found.team == FALLBACK
    assert found.line.startswith(said)


def test_where_one_admin_decides_alone_others_may_join() -> None:
    for alone in ((), ("UANA",), ("UANA", "UANA")):
        assert weakened(replace(STORED, admins=alone), replace(STORED, admins=("UANA", "UBEN"))) == ()


def test_the_order_of_the_admins_says_nothing() -> None:
    assert weakened(STORED, replace(STORED, admins=("UBEN", "UANA"))) == ()


def test_a_safety_channel_that_is_gone_is_a_weakening_and_another_one_is_none() -> None:
    (found,) = weakened(STORED, replace(STORED, safety_channel=None))
    assert found == Weaker(
        team=FALLBACK,
        line="All teams: reported feedback goes to the admins, since there is no safety channel any more",
    )
    assert weakened(STORED, replace(STORED, safety_channel=Channel(id="CNEW", name="new"))) == ()


def test_a_team_that_is_taken_out_is_none_and_its_policy_is_remembered() -> None:
    payments, search = STORED.teams
    without = replace(STORED, teams=(search,))
    assert weakened(STORED, without) == ()
    archived = replace(STORED, teams=(replace(payments, archived=True), search))
    assert [one.team for one in weakened(archived, anonymous(at_least=1))] == ["payments"]


def test_a_new_team_may_have_any_policy() -> None:
    new: Team = team("new", policy=Policy(anonymous=Anonymity(at_least=1)))
    assert weakened(STORED, replace(STORED, teams=(*STORED.teams, new))) == ()


def test_what_does_not_concern_authors_is_no_weakening() -> None:
    other = Policy(timezone="Europe/Berlin", banned_words=("damn",))
    assert weakened(STORED, with_policy(other, leaders=("UEVE",), topics=("money",))) == ()


POLICIES = st.builds(
    lambda every, least, hold, size, days, default: Policy(
        anonymous=Anonymity(
            default=default,
            release_every=every * HOUR,
            at_least=least,
            hold_at_most=hold * HOUR,
            minimum_channel_size=size,
        ),
        retention_text=timedelta(days=days),
    ),
    *[st.integers(1, 4)] * 5,
    st.booleans(),
)


@given(POLICIES, POLICIES)
def test_of_two_policies_that_differ_at_least_one_way_is_weaker_and_the_same_one_never(a: Policy, b: Policy) -> None:
    there, back = weakened(with_policy(a), with_policy(b)), weakened(with_policy(b), with_policy(a))
    assert weakened(with_policy(a), with_policy(a)) == ()
    assert bool(there or back) == (a != b)
    assert len({one.line for one in there}) == len(there)


def test_the_notice_says_what_changes_who_agreed_and_what_stays() -> None:
    text = notice("R&amp;D", ["batches of at least 2 people instead of 3", "more"], ["<@UANA>", "<@UBEN>"])
    assert text == (
        "*The rules for anonymous feedback to R&amp;D have changed, and protect less than before.* "
        "<@UANA> and <@UBEN> agreed to it.\n"
        "• batches of at least 2 people instead of 3\n"
        "• more\n"
        "This is for what is sent from now on. What was sent before goes out as it was promised."
    )


def test_a_notice_names_nobody_where_nobody_had_to_agree() -> None:
    assert "agreed" not in notice("Payments", ["less"], [])
