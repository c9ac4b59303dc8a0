"""A choice in the form draws it again: when it goes out, who could find out, who is left out, where it is too small."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.held import WayBack
from bot.core.organisation import Policy
from bot.core.people import People
from handlers.carried import Carried
from handlers.views import ids
from tests.handlers import payloads
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import PAYMENTS, TRIAGE, organisation, team
from tests.usecases.test_look_over import people

BERLIN = Policy(timezone="Europe/Berlin")


def with_people(stage: Stage, **members: int) -> Stage:
    stage.deps.current.people = people(**members)
    return stage


async def opened(stage: Stage, text: str = "My refund is late") -> dict[str, Any]:
    return await stage.form(payloads.command(text))


async def drawn(stage: Stage, form: dict[str, Any], action_id: str, value: str | None = None, **more: str) -> Any:
    return await stage.redrawn(payloads.changed(form, action_id, value, **more))


def carried(stage: Stage, form: dict[str, Any]) -> Carried:
    return Carried.opened(form["private_metadata"], stage.deps.signer)


def options(form: dict[str, Any], action_id: str) -> dict[str, str]:
    return {
        option["value"]: f"{option['text']['text']} | {option.get('description', {}).get('text', '')}"
        for option in element(form, action_id)["options"]
    }


def has(form: dict[str, Any], action_id: str) -> bool:
    return f"'action_id': '{action_id}'" in str(form)


# the name


async def test_the_name_is_one_choice_of_four_and_answered_in_home_comes_first(stage: Stage) -> None:
    form = await opened(stage)
    assert list(options(form, "signature")) == ["home", "receipt", "none", "signed"]
    assert element(form, "signature")["initial_option"]["value"] == "home"
    assert all(said.split(" | ")[1] for said in options(form, "signature").values())


@pytest.mark.parametrize("way", list(WayBack))
async def test_each_anonymous_way_is_kept_as_it_was_chosen(stage: Stage, way: WayBack) -> None:
    form = await drawn(stage, await opened(stage), "signature", way.value)
    await stage.send(payloads.submission(form))
    assert stage.store.waits["AAAA-AA"].way_back is way


async def test_what_was_typed_and_chosen_stands_in_the_form_that_is_drawn_again(stage: Stage) -> None:
    form = await drawn(stage, await opened(stage), "signature", "receipt", words="My refund is very late")
    assert element(form, "words")["initial_value"] == "My refund is very late"
    assert element(form, "team")["initial_option"]["value"] == "payments"
    assert element(form, "signature")["initial_option"]["value"] == "receipt"
    assert "Goes to Payments in #payments, because it mentions “refund”." in texts(form)
    ids_before = {"words", "team0", "signature", "note0"}
    assert ids_before <= {block.get("block_id") for block in form["blocks"]}


async def test_drawing_again_stores_nothing_and_gives_slack_the_hash(stage: Stage) -> None:
    await drawn(stage, await opened(stage), "signature", "none")
    assert not stage.store.calls
    assert stage.slack.hashes == ["1596530361.3wRYuk3R"]
    assert stage.slack.updated[-1][0] == "V111"


@pytest.mark.parametrize("code", ["hash_conflict", "not_found", "expired_trigger_id"])
async def test_a_drawing_that_slack_refuses_is_no_error(stage: Stage, code: str) -> None:
    form = await opened(stage)
    stage.slack.refuses = code
    assert await stage.send(payloads.changed(form, "signature", "none")) == {}
    assert not stage.meter.counted["listener_failed"]
    stage.slack.refuses = None
    answer = await stage.send(payloads.submission(form, signature="none"))
    assert "Not sent yet" in texts(answer["view"])  # who could find out was not said yet
    await stage.send(payloads.submission(answer["view"]))
    assert stage.store.waits["AAAA-AA"].way_back is WayBack.NONE


async def test_a_choice_in_a_form_that_is_not_ours_changes_nothing(stage: Stage) -> None:
    form = await opened(stage)
    assert await stage.send(payloads.changed({**form, "private_metadata": "forged"}, "signature", "none")) == {}
    assert not stage.slack.updated


async def test_nothing_about_the_author_is_in_a_form_that_is_drawn_again(stage: Stage) -> None:
    form = await drawn(stage, await opened(stage), "signature", "receipt")
    assert "UANA" not in str(form)


# when


async def test_the_next_batch_is_said_on_the_clock_of_the_team() -> None:
    stage = Stage(organisation(replace(PAYMENTS, policy=BERLIN)))
    said = options(await opened(stage), "when")
    assert said["batch"] == (
        "With the next batch, 12:00 (Europe/Berlin) | once 3 people have written or one's time is up; by Tue 10:00"
    )
    assert said["now"] == "Now | Whoever saw you open this guesses right 100 times in 100; in a batch, 28."


async def test_when_is_only_asked_once_a_team_is_known_and_of_anonymous_words(stage: Stage) -> None:
    empty = await stage.form(payloads.global_shortcut())
    assert not has(empty, "when")
    chosen = await drawn(stage, empty, "team", "payments", words="My refund is late")
    assert element(chosen, "when")["initial_option"]["value"] == "batch"
    signed = await drawn(stage, chosen, "signature", "signed")
    assert not has(signed, "when")


async def test_now_goes_out_now_and_the_form_says_what_that_means(stage: Stage) -> None:
    form = await opened(stage)
    assert "against 28" not in texts(form)
    again = await drawn(stage, form, "when", "now")
    assert "100 of 100 cases in our simulation of 12 people, against 28" in texts(again)
    assert element(again, "when")["initial_option"]["value"] == "now"
    await stage.send(payloads.submission(again))
    assert "AAAA-AA" in stage.store.items


async def test_other_times_are_another_block_so_that_slack_shows_what_is_chosen(stage: Stage) -> None:
    form = await opened(stage)
    stage.clock.skip(hours=3)
    again = await drawn(stage, form, "signature", "none", when="now")
    names = [next(one["block_id"] for one in view["blocks"] if "when" in str(one)) for view in (form, again)]
    assert names[0] != names[1]
    assert element(again, "when")["initial_option"]["value"] == "now"


# who could still find out


async def test_who_could_still_find_out_changes_with_every_choice(stage: Stage) -> None:
    with_people(stage, payments=14)
    form = await opened(stage)
    said = {"home": form["blocks"][-1]["elements"][0]["text"]}
    for way in ("receipt", "none", "signed"):
        form = await drawn(stage, form, "signature", way)
        said[way] = form["blocks"][-1]["elements"][0]["text"]
    assert len(set(said.values())) == 4
    assert "14 people could have written it" in said["home"]
    assert "Everybody who reads it sees your name" in said["signed"]


# the team


async def test_a_team_that_the_author_chose_is_said_to_be_their_choice(stage: Stage) -> None:
    form = await drawn(stage, await opened(stage), "team", "checkout")
    assert "Goes to Checkout in #checkout, because you chose it." in texts(form)
    back = await drawn(stage, form, "team", "payments")
    assert "because it mentions “refund”" in texts(back)


async def test_a_form_without_a_team_keeps_asking_for_one(stage: Stage) -> None:
    form = await stage.form(payloads.global_shortcut())
    assert "No team is chosen yet" in texts(await drawn(stage, form, "signature", "none"))


async def test_a_tie_is_still_said_when_the_form_is_drawn_again() -> None:
    stage = Stage(organisation(team("one", topics=("export",)), team("two", topics=("export",))))
    form = await opened(stage, "The export fails")
    assert "It could be for One or Two." in texts(await drawn(stage, form, "signature", "none"))


async def test_a_team_that_is_archived_meanwhile_is_an_error_only_when_it_is_sent(stage: Stage) -> None:
    form = await opened(stage)
    stage.deps.current.organisation = organisation(replace(PAYMENTS, archived=True))
    form = await drawn(stage, form, "signature", "none", team="payments")
    answer = await stage.send(payloads.submission(form, team="payments"))
    assert "takes no feedback any more" in answer["errors"]["team0"]


# how many could have written it


async def test_how_many_could_have_written_it_is_said(stage: Stage) -> None:
    form = await opened(with_people(stage, payments=14))
    assert "14 people are in #payments, guests and bots aside." in texts(form)
    assert not has(form, "to_fallback")


async def test_a_small_channel_is_said_and_more_people_are_offered() -> None:
    stage = Stage(organisation(replace(PAYMENTS, parent="commerce"), team("commerce")))
    form = await opened(with_people(stage, payments=2, commerce=9))
    assert "2 people are in #payments. That is fewer than 5" in texts(form)
    assert element(form, "to_parent")["text"]["text"] == "Send it to Commerce instead"
    assert element(form, "to_fallback")["text"]["text"] == "Send it to Triage instead"
    await stage.send(payloads.submission(form))
    assert stage.kept().team == "payments"  # the author may still go on


@pytest.mark.parametrize(("action_id", "key"), [("to_parent", "commerce"), ("to_fallback", "fallback")])
async def test_another_team_that_is_offered_is_put_into_the_form(action_id: str, key: str) -> None:
    stage = Stage(organisation(replace(PAYMENTS, parent="commerce"), team("commerce")))
    form = await opened(with_people(stage, payments=2, commerce=9))
    again = await drawn(stage, form, action_id, element(form, action_id)["value"], words="Other words")
    assert element(again, "team")["initial_option"]["value"] == key
    assert "team1" in {block.get("block_id") for block in again["blocks"]}  # Slack would keep the old one in team0
    assert element(again, "words")["initial_value"] == "Other words"
    assert not has(again, "to_fallback")
    await stage.send(payloads.submission(again))
    assert (stage.kept().team, stage.kept().why) == (key, "Here because its author chose this team.")


async def test_a_small_channel_that_the_form_did_not_show_is_shown_before_anything_is_sent(stage: Stage) -> None:
    form = await opened(with_people(stage, payments=14, checkout=2))
    answer = await stage.send(payloads.submission(form, team="checkout"))
    assert "2 people are in #checkout. That is fewer than 5" in texts(answer["view"])
    assert "Not sent yet" in texts(answer["view"])
    assert stage.keeps_nothing
    await stage.send(payloads.submission(answer["view"]))
    assert stage.kept().team == "checkout"


async def test_signed_words_may_go_to_a_small_channel_without_a_word_about_it(stage: Stage) -> None:
    form = await opened(with_people(stage, payments=2))
    assert "fewer than 5" not in texts(await drawn(stage, form, "signature", "signed"))


# about somebody who leads the team


async def test_whoever_leads_the_team_can_be_left_out_by_name(stage: Stage) -> None:
    form = await opened(with_people(stage, payments=14))
    said = options(form, "leave_out")
    assert said == {
        "nobody": "Nobody is left out | ",
        "ULEAD": "Leave out Lea | It goes to Dora directly, and Lea is not told.",
        "UBEN": "Leave out Ben | It goes to Dora directly, and Ben is not told.",
    }
    assert element(form, "leave_out")["initial_option"]["value"] == "nobody"


async def test_who_gets_it_directly_is_said_instead_of_the_channel(stage: Stage) -> None:
    form = await drawn(stage, await opened(with_people(stage, payments=14)), "leave_out", "ULEAD")
    assert "Goes to Dora by direct message, and to no channel. Lea is not told." in texts(form)
    assert "Goes to Payments in #payments" not in texts(form)
    answer = await stage.send(payloads.submission(form))
    assert stage.store.waits["AAAA-AA"].left_out == "ULEAD"
    assert "AAAA-AA goes to Dora by direct message, and to no channel. Lea is not told." in texts(answer["view"])
    assert "#payments" not in texts(answer["view"])


async def test_a_leader_whom_the_words_name_is_offered_and_not_left_out_unasked(stage: Stage) -> None:
    form = await opened(with_people(stage, payments=14), "payments: Lea never listens about refunds")
    assert "You name Lea, who leads the team. If it is about Lea, you can leave Lea out below." in texts(form)
    assert element(form, "leave_out")["initial_option"]["value"] == "nobody"


async def test_a_leader_whom_only_later_words_name_is_offered_before_they_are_sent(stage: Stage) -> None:
    form = await drawn(stage, await opened(with_people(stage, payments=14)), "signature", "signed")
    answer = await stage.send(payloads.submission(form, words="Ben never listens"))
    assert "You name Ben, who leads the team." in texts(answer["view"])
    assert stage.keeps_nothing
    await stage.send(payloads.submission(answer["view"]))
    assert not stage.keeps_nothing


async def test_where_nobody_else_could_read_it_the_author_is_told_and_nothing_is_sent() -> None:
    alone = replace(organisation(team("alone", leaders=("UONE",))), fallback=replace(TRIAGE, leaders=("UONE",)))
    stage = Stage(alone)
    form = await drawn(stage, await opened(stage, "alone: hm"), "leave_out", "UONE")
    assert "Nobody else is there to hear it" in texts(form)
    answer = await stage.send(payloads.submission(form))
    (block, said), *_ = answer["errors"].items()
    assert block.startswith("leave_out")
    assert "Nobody else is there to hear it" in said
    assert stage.keeps_nothing


async def test_somebody_who_was_left_out_for_another_team_is_left_out_no_more(stage: Stage) -> None:
    form = await drawn(stage, await opened(with_people(stage, payments=14)), "leave_out", "ULEAD")
    form = await drawn(stage, form, "team", "checkout")
    assert element(form, "leave_out")["initial_option"]["value"] == "nobody"
    assert "Goes to Checkout in #checkout" in texts(form)


async def test_somebody_left_out_who_does_not_lead_the_team_is_an_error_and_nothing_is_sent(stage: Stage) -> None:
    form = await drawn(stage, await opened(with_people(stage, payments=14)), "leave_out", "ULEAD")
    answer = await stage.send(payloads.submission(form, team="checkout"))
    assert "does not lead this team" in next(iter(answer["errors"].values()))
    assert stage.keeps_nothing


async def test_a_hundred_leaders_fit_into_the_menu() -> None:
    crowd = tuple(f"U{number:04}" for number in range(300))
    stage = Stage(organisation(replace(PAYMENTS, leaders=crowd)))
    assert len(options(await opened(stage), "leave_out")) == 100


# how private


async def test_how_private_it_is_lies_on_top_of_the_form(stage: Stage) -> None:
    form = await opened(stage)
    assert await stage.send(payloads.changed(form, "how_private")) == {}
    assert "How private is this?" in texts(stage.slack.pushed[-1])
    assert "Slack itself always sees" in texts(stage.slack.pushed[-1])


async def test_how_private_it_is_can_be_asked_in_home_too(stage: Stage) -> None:
    await stage.send(payloads.press(ids.HOW_PRIVATE, None, who="UANA"))
    assert "How private is this?" in texts(stage.slack.opened[-1])


# what is carried


async def test_the_largest_form_fits_into_what_slack_carries() -> None:
    teams = [
        team(f"{number:03}-{'k' * 36}", channel=PAYMENTS.channel, topics=("ü" * 200,), name="ü" * 60)
        for number in range(40)
    ]
    stage = Stage(organisation(*teams))
    form = await opened(stage, "#payments the numbers look odd")
    assert len(form["private_metadata"]) < 3000
    one = await drawn(stage, form, "team", teams[0].key)
    assert carried(stage, one).drawn == teams[0].key


def test_what_is_carried_says_nothing_in_its_repr_and_holds_no_author() -> None:
    assert "c2VjcmV0" not in repr(Carried(item_id="AAAA-AA", secret="c2VjcmV0"))
    assert set(Carried.__slots__) == {
        "item_id", "secret", "about", "team", "why", "because", "routed", "ties", "turn", "seen", "clear", "drawn",
        "told", "promised",
    }  # fmt: skip


def test_people_are_empty_until_they_were_read(stage: Stage) -> None:
    assert stage.deps.current.people == People()
