"""Which team a form goes to, and what its readers are told about why, when words or teams change before it is sent."""

from dataclasses import replace
from typing import Any

import pytest

from handlers.listeners import form_sent
from tests.handlers import payloads
from tests.handlers.stage import Stage, element, looked_at_and_sent, texts
from tests.usecases.fakes import PAYMENTS, organisation, team

CHOSEN = "Here because its author chose this team."
LEDGER = team("ledger", channel=PAYMENTS.channel, leaders=PAYMENTS.leaders)
TIED = "It could be for Ledger or Payments. Choose one, then press Send."


@pytest.fixture
def shared() -> Stage:
    """Two teams in one channel, with the same leaders."""
    return Stage(organisation(PAYMENTS, LEDGER, team("search", topics=("numbers",))))


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("#payments the numbers look odd", "CRANDOM"),
        ("@pay-leads the numbers look odd", "CRANDOM"),
        ("<#CPAYMENTS|payments> odd", "CRANDOM"),
        ("the numbers look odd", "CPAYMENTS"),
    ],
)
async def test_several_teams_that_were_named_or_meant_by_the_channel_are_asked_about_until_one_is_chosen(
    shared: Stage, typed: str, where: str
) -> None:
    form = await shared.form(payloads.command(typed, channel_id=where))
    assert TIED in texts(form)
    for words in ("as shown", "Other words, about numbers"):
        answer = await shared.send(payloads.submission(form, words=words))
        assert answer["errors"] == {"team0": TIED}
    assert shared.keeps_nothing
    await looked_at_and_sent(shared, form, team="ledger")
    item = shared.kept()
    assert (item.team, item.why) == ("ledger", CHOSEN)


async def test_a_choice_that_is_none_any_more_is_not_asked_for(shared: Stage) -> None:
    form = await shared.form(payloads.command("#payments the numbers look odd"))
    shared.deps.current.organisation = organisation(
        PAYMENTS, replace(LEDGER, archived=True), team("search", topics=("numbers",))
    )
    answer = await shared.send(payloads.submission(form))
    assert element(answer["view"], "team")["initial_option"]["value"] == "search"
    again = await shared.send(payloads.submission(answer["view"]))
    assert "AAAA-AA goes to Search" in texts(again["view"])


async def test_hundreds_of_teams_in_one_channel_fit_into_the_form() -> None:
    teams = [team(f"{number:03}-{'k' * 36}", channel=PAYMENTS.channel) for number in range(300)]
    stage = Stage(organisation(*teams))
    form = await stage.form(payloads.command("#payments the numbers look odd"))
    assert "team0" in (await stage.send(payloads.submission(form)))["errors"]


async def test_a_tie_in_the_words_is_settled_by_other_words() -> None:
    stage = Stage(organisation(team("one", topics=("export",)), team("two", topics=("export", "import"))))
    form = await stage.form(payloads.command("The export fails"))
    assert "team0" in (await stage.send(payloads.submission(form)))["errors"]
    answer = await stage.send(payloads.submission(form, words="The import fails"))
    assert element(answer["view"], "team")["initial_option"]["value"] == "two"


async def sent(stage: Stage, form: dict[str, Any], **entered: str) -> str:
    """Send the form, and return what readers are told about why it is here."""
    await stage.send(payloads.submission(form, **entered))
    return stage.kept().why


@pytest.mark.parametrize("typed", ["My zebra bites", "Look at src/zebra/cage.py"])
async def test_readers_never_learn_what_was_deleted_before_sending(typed: str) -> None:
    stage = Stage(organisation(team("zoo", topics=("zebra",), paths=("src/zebra/**",)), team("farm")))
    form = await stage.form(payloads.command(typed))
    assert element(form, "team")["initial_option"]["value"] == "zoo"
    assert await sent(stage, form, words="Something else") == CHOSEN


async def test_readers_never_learn_what_was_deleted_after_the_form_was_shown_again(stage: Stage) -> None:
    form = await stage.form(payloads.global_shortcut())
    answer = await stage.send(payloads.submission(form, words="My refund is late"))
    assert await sent(stage, answer["view"], words="Something else") == CHOSEN


async def test_what_still_stands_in_edited_words_is_still_said(stage: Stage) -> None:
    form = await stage.form(payloads.command("My refund is late"))
    assert await sent(stage, form, words="My refund is very late") == "Here because it mentions “refund”."


async def test_words_that_came_to_name_another_team_are_where_their_author_sent_them(stage: Stage) -> None:
    form = await stage.form(payloads.command("My refund is late"))
    assert await sent(stage, form, words="My refund button and my basket are gone") == CHOSEN


async def test_the_fallback_is_not_said_to_lack_a_team_that_the_words_came_to_name(stage: Stage) -> None:
    form = await stage.form(payloads.command("The coffee is cold"))
    assert await sent(stage, form, words="My refund is late") == CHOSEN
    assert stage.kept().team == "fallback"


async def test_words_that_nobody_changed_are_not_looked_at_twice(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    form = await stage.form(payloads.command("My refund is late"))
    monkeypatch.delattr(form_sent, "route")
    assert await sent(stage, form) == "Here because it mentions “refund”."
