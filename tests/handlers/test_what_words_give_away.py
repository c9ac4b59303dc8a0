"""What words give away is marked before they are sent, with a rewrite to choose; nothing is changed unasked."""

import json
from typing import Any

import pytest

from bot.messages.limits import check_view
from bot.usecases.look_over import Look
from handlers.carried import Carried
from handlers.deps import Deps
from handlers.draft import Draft, looked_over
from handlers.listeners import form_sent
from handlers.views import ids
from tests.handlers import payloads
from tests.handlers.stage import Stage, element, texts
from tests.handlers.test_the_form_changes import drawn, has, opened, with_people
from tests.usecases.fakes import organisation, team

NAMED = "My refund is late, ask Dora Nowak about it"
ADVICE = "As the only designer I wait for my refund"


@pytest.fixture
def known(stage: Stage) -> Stage:
    return with_people(stage, payments=14)


def marks(view: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the pieces of the words as they are marked, each with its styles."""
    rich = next(block for block in view["blocks"] if block["type"] == "rich_text")
    return [(one["text"], sorted(one.get("style", {}))) for one in rich["elements"][0]["elements"]]


def error(answer: dict[str, Any]) -> tuple[str, str]:
    ((block, said),) = answer["errors"].items()
    return block, said


async def test_a_name_is_struck_out_with_the_proposal_beside_it_when_the_form_opens(known: Stage) -> None:
    form = await opened(known, NAMED)
    assert marks(form) == [
        ("My refund is late, ask ", []),
        ("Dora Nowak", ["code", "strike"]),
        (" [a name]", ["bold"]),
        (" about it", []),
    ]
    assert "somebody's name. The person may remember who had reason to write this." in texts(form)
    assert "My refund is late, ask [a name] about it" in texts(form)
    assert element(form, "words")["initial_value"] == NAMED


async def test_nothing_is_chosen_for_the_author(known: Stage) -> None:
    assert "initial_option" not in element(await opened(known, NAMED), ids.WHAT_TO_SEND)


async def test_anonymous_words_that_name_somebody_are_not_sent_without_a_choice(known: Stage) -> None:
    form = await opened(known, NAMED)
    block, said = error(await known.send(payloads.submission(form)))
    assert block.startswith(ids.WHAT_TO_SEND)
    assert "Choose what shall be sent" in said
    assert known.keeps_nothing


@pytest.mark.parametrize(
    ("chosen", "sent"), [(ids.REWRITE, "My refund is late, ask [a name] about it"), (ids.AS_THEY_ARE, NAMED)]
)
async def test_what_the_author_chose_is_sent(known: Stage, chosen: str, sent: str) -> None:
    form = await opened(known, NAMED)
    await known.send(payloads.submission(form, what_to_send=chosen))
    assert known.kept().words == sent


async def test_words_typed_into_an_empty_form_are_looked_at_when_they_are_sent(known: Stage) -> None:
    form = await drawn(known, await known.form(payloads.global_shortcut()), "team", "payments")
    answer = await known.send(payloads.submission(form, words=NAMED))
    again = answer["view"]
    assert "Not sent yet. Look at what is marked" in texts(again)
    assert ("Dora Nowak", ["code", "strike"]) in marks(again)
    assert element(again, "words")["initial_value"] == NAMED
    assert known.keeps_nothing
    await known.send(payloads.submission(again, what_to_send=ids.REWRITE))
    assert "Dora" not in known.kept().words


async def test_words_that_were_edited_are_looked_at_again_and_an_older_choice_does_not_count(known: Stage) -> None:
    form = await opened(known, NAMED)
    answer = await known.send(payloads.submission(form, words="Ask Ben Okafor", what_to_send=ids.AS_THEY_ARE))
    assert ("Ben Okafor", ["code", "strike"]) in marks(answer["view"])
    names = [
        next(one["block_id"] for one in view["blocks"] if ids.WHAT_TO_SEND in one.get("block_id", ""))
        for view in (form, answer["view"])
    ]
    assert names[0] != names[1]
    assert known.keeps_nothing


async def test_words_that_were_edited_to_give_nothing_away_are_sent(known: Stage) -> None:
    form = await opened(known, NAMED)
    await known.send(payloads.submission(form, words="My refund is late"))
    assert known.kept().words == "My refund is late"


async def test_advice_is_shown_once_and_sending_again_sends(known: Stage) -> None:
    form = await opened(known, "My refund is late")
    answer = await known.send(payloads.submission(form, words=ADVICE))
    assert ("As the only designer", ["italic", "underline"]) in marks(answer["view"])
    assert "How many people could say this?" in texts(answer["view"])
    assert not has(answer["view"], ids.WHAT_TO_SEND)
    assert known.keeps_nothing
    await known.send(payloads.submission(answer["view"]))
    assert known.kept().words == ADVICE


async def test_advice_that_the_form_opened_with_has_been_seen(known: Stage) -> None:
    form = await opened(known, ADVICE)
    await known.send(payloads.submission(form))
    assert known.kept().words == ADVICE


async def test_the_button_looks_at_the_words_and_never_calls_them_clean(known: Stage) -> None:
    form = await known.form(payloads.global_shortcut())
    found = await drawn(known, form, ids.CHECK_WORDS, words=NAMED)
    assert ("Dora Nowak", ["code", "strike"]) in marks(found)
    nothing = await drawn(known, form, ids.CHECK_WORDS, words="My refund is late")
    assert "We found no names, numbers or links in it. We cannot see everything" in texts(nothing)
    assert "clean" not in texts(nothing)
    assert "This is 4 words" in texts(nothing)


async def test_the_length_is_said_with_what_was_measured(known: Stage) -> None:
    form = await opened(known, "My refund is late " * 20)
    assert "This is 80 words." in texts(form)
    assert "recognised by style alone in 71 of 100 cases, of 20 words in 43" in texts(form)


async def test_words_that_the_form_has_shown_to_be_clear_are_not_looked_over_a_second_time(
    known: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await opened(known, "My refund is late")
    monkeypatch.setattr(form_sent, "looked_over", None)  # calling it would fail
    await known.send(payloads.submission(form))
    assert known.kept().words == "My refund is late"


@pytest.mark.parametrize("changed", [{"words": NAMED}, {"signature": "none"}, {"team": "fallback"}])
async def test_what_was_changed_since_the_form_was_drawn_is_looked_over(
    known: Stage, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str]
) -> None:
    looked = count_calls(monkeypatch)
    form = await opened(known, "My refund is late")
    await known.send(payloads.submission(form, **changed))
    assert len(looked) == 1


async def test_a_form_drawn_before_the_people_were_read_does_not_count_as_clear(stage: Stage) -> None:
    form = await opened(stage, NAMED)
    assert not has(form, ids.WHAT_TO_SEND)
    with_people(stage, payments=14)
    _, said = error(await stage.send(payloads.submission(form)))
    assert "Choose what shall be sent" in said
    assert stage.keeps_nothing


def count_calls(monkeypatch: pytest.MonkeyPatch) -> list[Draft]:
    """Return a list to which each draft that is looked over when it is sent will be added."""
    seen: list[Draft] = []

    def noting(deps: Deps, draft: Draft, carried: Carried) -> Look:
        seen.append(draft)
        return looked_over(deps, draft, carried)

    monkeypatch.setattr(form_sent, "looked_over", noting)
    return seen


async def test_signed_words_name_whom_they_like(known: Stage) -> None:
    form = await drawn(known, await opened(known, NAMED), "signature", "signed")
    assert not has(form, ids.WHAT_TO_SEND)
    await known.send(payloads.submission(form))
    assert known.kept().words == NAMED


async def test_words_that_become_anonymous_are_looked_at_even_if_slack_did_not_draw_the_form(known: Stage) -> None:
    form = await drawn(known, await opened(known, NAMED), "signature", "signed")
    answer = await known.send(payloads.submission(form, signature="home"))
    assert has(answer["view"], ids.WHAT_TO_SEND)
    assert known.keeps_nothing


async def test_a_password_is_shown_even_to_those_who_sign(known: Stage) -> None:
    words = "The token xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx is in the wiki"
    form = await drawn(known, await opened(known, "My refund is late"), "signature", "signed")
    answer = await known.send(payloads.submission(form, words=words))
    assert "a key or a password" in texts(answer["view"])
    await known.send(payloads.submission(answer["view"], what_to_send=ids.REWRITE))
    assert "xoxb" not in known.kept().words


async def test_readers_are_told_the_rule_that_is_true_of_the_rewrite() -> None:
    stage = with_people(Stage(organisation(team("zoo", topics=("dora nowak",)))), zoo=9)
    form = await opened(stage, "Ask Dora Nowak about it")
    assert element(form, "team")["initial_option"]["value"] == "zoo"
    await stage.send(payloads.submission(form, what_to_send=ids.REWRITE))
    assert "Dora" not in f"{stage.kept().words}{stage.kept().why}"
    assert stage.kept().why == "Here because its author chose this team."


async def test_a_rewrite_that_does_not_fit_is_an_error_at_the_choice(known: Stage) -> None:
    form = await opened(known, ("a1@b.de " * 375)[:2999])
    block, said = error(await known.send(payloads.submission(form, what_to_send=ids.REWRITE)))
    assert block.startswith(ids.WHAT_TO_SEND)
    assert "more than 3,000 characters" in said
    assert known.keeps_nothing


@pytest.mark.parametrize(
    "words",
    [
        ("a1@b.de " * 375)[:3000],
        ("Dora Nowak, " * 250)[:3000],
        ("dora@acme.example " + "🙂" * 12) * 100,
        "x" * 2980 + " a@b.example",
        "\n\n".join(["Ask Dora Nowak"] * 180),
        "https://example.com/" + "u" * 2900 + "?email=dora@acme.example",
    ],
)
async def test_long_words_full_of_findings_still_fit_into_a_view(known: Stage, words: str) -> None:
    form = await drawn(known, await known.form(payloads.global_shortcut()), "team", "payments")
    answer = await known.send(payloads.submission(form, words=words[:3000]))
    assert answer["response_action"] == "update"
    assert check_view(answer["view"]) == []
    assert len(json.dumps(answer["view"])) < 100_000


async def test_a_long_stretch_without_a_mark_is_shortened_in_the_preview_and_whole_in_the_form(known: Stage) -> None:
    words = f"{'The refund is late. ' * 40}Ask Dora Nowak."
    form = await opened(known, words)
    assert len(marks(form)[0][0]) < 200
    assert element(form, "words")["initial_value"] == words


async def test_what_people_write_is_never_parsed_in_the_preview(known: Stage) -> None:
    form = await drawn(known, await known.form(payloads.global_shortcut()), "team", "payments")
    answer = await known.send(payloads.submission(form, words="<!channel> *Dora Nowak* <@UBEN> :tada:"))
    rich = next(block for block in answer["view"]["blocks"] if block["type"] == "rich_text")
    kinds = {one["type"] for part in rich["elements"] for one in part["elements"]}
    assert kinds <= {"text", "rich_text_section"}


async def test_a_team_that_is_found_while_sending_shows_what_the_words_give_away_too(known: Stage) -> None:
    form = await known.form(payloads.global_shortcut())
    answer = await known.send(payloads.submission(form, words=NAMED))
    assert "Not sent yet. This would go to Payments" in texts(answer["view"])
    assert ("Dora Nowak", ["code", "strike"]) in marks(answer["view"])
    await known.send(payloads.submission(answer["view"], what_to_send=ids.AS_THEY_ARE))
    assert known.kept().words == NAMED
