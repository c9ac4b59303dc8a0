from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.held import WayBack
from bot.core.organisation import FALLBACK, Anonymity, Channel, Organisation, Policy
from bot.core.weakening import Weaker, weakened
from bot.words.weakening import notice, notice_to_all
from tests.core.support import PAYMENTS, TRIAGE, team

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
    assert weakened(STORED, after) == (Weaker(teams=("payments",), line=line),)


def test_answers_in_the_home_are_weaker_than_not_allowing_them() -> None:
    without = anonymous(ways_back=(WayBack.RECEIPT, WayBack.NONE))
    assert weakened(STORED, without) == ()
    (weaker,) = weakened(without, STORED)
    assert weaker.line.startswith("Payments: authors may be answered in their Home")
    assert weakened(without, anonymous(ways_back=(WayBack.NONE,))) == ()


def test_leaving_authors_nothing_but_their_home_is_weaker_than_a_choice() -> None:
    alone = anonymous(ways_back=(WayBack.HOME,))
    (weaker,) = weakened(STORED, alone)
    assert weaker.line.startswith("Payments: authors can no longer choose a way back that keeps nothing")
    assert weakened(alone, alone) == weakened(alone, STORED) == ()
    assert len(weakened(anonymous(ways_back=(WayBack.NONE,)), alone)) == 2


def test_the_fallback_counts_like_a_team() -> None:
    after = replace(STORED, fallback=replace(TRIAGE, policy=Policy(anonymous=Anonymity(at_least=2))))
    assert [one.teams for one in weakened(STORED, after)] == [(FALLBACK,)]


def test_everything_is_told_at_once_team_by_team() -> None:
    weak = Policy(
        anonymous=Anonymity(
            default=False, release_every=HOUR, at_least=2, hold_at_most=2 * HOUR, minimum_channel_size=1
        ),
        retention_text=timedelta(days=999),
    )
    after = replace(with_policy(weak), fallback=replace(TRIAGE, policy=weak))
    assert [one.teams for one in weakened(STORED, after)] == [(FALLBACK,)] * 6 + [("payments",)] * 6


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
    assert found.teams == ()
    assert found.line.startswith(said)


def test_where_one_admin_decides_alone_others_may_join() -> None:
    for alone in ((), ("UANA",), ("UANA", "UANA")):
        assert weakened(replace(STORED, admins=alone), replace(STORED, admins=("UANA", "UBEN"))) == ()


def test_the_order_of_the_admins_says_nothing() -> None:
    assert weakened(STORED, replace(STORED, admins=("UBEN", "UANA"))) == ()


def test_a_safety_channel_that_is_gone_is_a_weakening_for_all_teams() -> None:
    (found,) = weakened(STORED, replace(STORED, safety_channel=None))
    assert found == Weaker(
        teams=(),
        line="All teams: reported feedback goes to the admins, since there is no safety channel any more",
    )


def test_another_safety_channel_is_a_weakening_and_another_name_of_it_is_none() -> None:
    (found,) = weakened(STORED, replace(STORED, safety_channel=Channel(id="CNEW", name="new")))
    assert found.teams == ()
    assert found.line == "All teams: reported feedback goes to #new instead of #people-safety, so others read it"
    assert weakened(STORED, replace(STORED, safety_channel=Channel(id="CSAFE", name="renamed"))) == ()


def test_a_team_that_comes_back_is_compared_with_what_it_was() -> None:
    payments, search = STORED.teams
    archived = replace(STORED, teams=(replace(payments, archived=True), search))
    assert [one.teams for one in weakened(archived, anonymous(at_least=1))] == [("payments",)]


def test_of_a_team_that_is_gone_the_policy_of_the_fallback_is_what_its_feedback_gets() -> None:
    careful = with_policy(Policy(anonymous=Anonymity(at_least=5)))
    (found,) = weakened(careful, replace(careful, teams=careful.teams[1:]))
    assert found.teams == ("payments", FALLBACK)
    assert found.line.startswith("Payments: it is gone, and the fallback has what goes to it: batches of at least 3")
    (archived,) = weakened(careful, replace(careful, teams=(replace(careful.teams[0], archived=True),)))
    assert archived == found


def test_a_team_that_is_gone_for_as_careful_a_fallback_is_none_nor_is_one_that_was_gone_before() -> None:
    payments, search = STORED.teams
    assert weakened(STORED, replace(STORED, teams=(search,))) == ()
    careful = with_policy(Policy(anonymous=Anonymity(at_least=5)), archived=True)
    assert weakened(careful, replace(careful, teams=(search,))) == ()
    assert payments.policy == TRIAGE.policy


CAREFUL = replace(
    PAYMENTS, policy=Policy(anonymous=Anonymity(at_least=5)), channel=Channel(id="CPAY", name="pay"), name="The Tills"
)
LESS = Policy(anonymous=Anonymity(at_least=4))


@pytest.mark.parametrize(
    "shared",
    [
        {"channel": CAREFUL.channel},
        {"name": "THE  tills"},
        {"aliases": ("billing",)},
        {"name": "Billing"},
        {"topics": ("x", "Réfunds")},
        {"topics": ("the tills",)},
        {"aliases": ("payments",)},
        {"paths": ("*.tf",)},
    ],
)
@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("archived", [True, False])
def test_another_key_is_no_way_around_what_a_team_promised(shared: dict[str, Any], stays: bool, archived: bool) -> None:
    before = replace(STORED, teams=(replace(CAREFUL, archived=archived),))
    new = team("new", policy=LESS, **shared)
    found = weakened(before, replace(STORED, teams=(CAREFUL, new) if stays else (new,)))
    (taken,) = [one for one in found if one.teams == ("new", "payments")]
    assert "in place of The Tills, batches of at least 4 people instead of 5" in taken.line


def test_a_team_that_was_there_and_takes_over_later_is_compared_too() -> None:
    other = team("new", policy=LESS)
    before = replace(STORED, teams=(CAREFUL, other))
    assert weakened(before, before) == ()
    after = replace(STORED, teams=(replace(CAREFUL, topics=()), replace(other, topics=("refunds",))))
    assert [one.teams for one in weakened(before, after)] == [("new", "payments")]
    assert weakened(after, after) == ()


def test_what_a_team_had_in_common_with_another_before_is_no_news() -> None:
    both = replace(STORED, teams=(CAREFUL, team("new", policy=LESS, channel=CAREFUL.channel)))
    renamed = replace(both, teams=(CAREFUL, replace(both.teams[1], name="Newer")))
    assert weakened(both, renamed) == ()


def test_a_team_that_comes_back_has_nothing_in_common_yet() -> None:
    old = team("new", policy=LESS, topics=("refunds",))
    before = replace(STORED, teams=(CAREFUL, replace(old, archived=True)))
    assert [one.teams for one in weakened(before, replace(STORED, teams=(CAREFUL, old)))] == [("new", "payments")]


def test_a_new_team_may_have_any_policy_but_in_the_fallbacks_channel() -> None:
    weak = Policy(anonymous=Anonymity(at_least=1))
    new = team("new", policy=weak, topics=("triage",))
    assert weakened(STORED, replace(STORED, teams=(*STORED.teams, new))) == ()
    there = replace(new, channel=TRIAGE.channel)
    assert [one.teams for one in weakened(STORED, replace(STORED, teams=(*STORED.teams, there)))] == [("new", FALLBACK)]


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


def test_the_notice_to_all_says_that_it_is_for_what_was_sent_before_too() -> None:
    text = notice_to_all(["the admins change"], ["<@UANA>", "<@UBEN>"])
    assert text == (
        "*The rules for anonymous feedback to all teams have changed, and protect less than before.* "
        "<@UANA> and <@UBEN> agreed to it.\n"
        "• the admins change\n"
        "This is for what was sent before, too."
    )
