"""`/feedback`: the form with the words in it, or the words given back."""

from typing import Any

import pytest

from handlers import listening
from tests.handlers import payloads
from tests.handlers.conftest import Whispers
from tests.handlers.stage import Stage, element, texts
from tests.usecases.fakes import organisation, team


def again(answer: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Press the button under words that were given back."""
    value = element(answer, "offer_form_again")["value"]
    return payloads.press("offer_form_again", value, who="UANA", channel="CRANDOM", **changes)


async def test_the_form_opens_with_the_words_and_the_team_and_says_why(stage: Stage) -> None:
    form = await stage.form(payloads.command("My refund is late"))
    assert element(form, "words")["initial_value"] == "My refund is late"
    assert element(form, "team")["initial_option"]["value"] == "payments"
    assert "Goes to Payments in #payments, because it mentions “refund”." in texts(form)
    assert "Slack, and whoever can compel it, always sees who sends" in texts(form)


async def test_an_empty_command_opens_an_empty_form_without_a_team(stage: Stage) -> None:
    form = await stage.form(payloads.command(""))
    assert "initial_value" not in element(form, "words")
    assert "initial_option" not in element(form, "team")


async def test_words_that_match_nothing_go_to_the_fallback_and_it_says_so(stage: Stage) -> None:
    form = await stage.form(payloads.command("The coffee is cold"))
    assert element(form, "team")["initial_option"]["value"] == "fallback"
    assert "Goes to Triage" in texts(form)


async def test_a_channel_that_a_team_owns_chooses_the_team(stage: Stage) -> None:
    form = await stage.form(payloads.command("", channel_id="CCHECKOUT"))
    assert element(form, "team")["initial_option"]["value"] == "checkout"
    assert "you wrote it in #checkout" in texts(form)


@pytest.mark.parametrize("typed", ["checkout: too slow", "<#CCHECKOUT|checkout> too slow", "#checkout too slow"])
async def test_a_named_owner_is_chosen_and_is_not_part_of_the_words(stage: Stage, typed: str) -> None:
    form = await stage.form(payloads.command(typed))
    assert element(form, "team")["initial_option"]["value"] == "checkout"
    assert element(form, "words")["initial_value"] == "too slow"


async def test_a_group_names_the_team_it_leads(stage: Stage) -> None:
    form = await stage.form(payloads.command("<!subteam^SPAY|@pay-leads> too slow"))
    assert element(form, "team")["initial_option"]["value"] == "payments"


@pytest.mark.parametrize("typed", ["<#CNOBODY|nowhere> too slow", "@nobody too slow"])
async def test_an_unknown_owner_is_named_and_stays_in_the_words(stage: Stage, typed: str) -> None:
    form = await stage.form(payloads.command(typed))
    assert "No team was found for" in texts(form)
    assert "too slow" in element(form, "words")["initial_value"]


async def test_a_tie_asks_to_choose_and_chooses_nothing() -> None:
    stage = Stage(organisation(team("one", topics=("export",)), team("two", topics=("export",))))
    form = await stage.form(payloads.command("The export fails"))
    assert "initial_option" not in element(form, "team")
    assert "It could be for One or Two. Choose one" in texts(form)


async def test_the_default_of_the_team_decides_whether_it_is_anonymous(stage: Stage) -> None:
    anonymous = await stage.form(payloads.command("payments: hm"))
    signed = await stage.form(payloads.command("checkout: hm"))
    assert element(anonymous, "signature")["initial_option"]["value"] == "home"
    assert element(signed, "signature")["initial_option"]["value"] == "signed"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<!channel> wake up", "@channel wake up"),
        ("ask <@UBOB|bob>", "ask @bob"),
        ("see <https://example.com/a?b=1>", "see https://example.com/a?b=1"),
        ("שלום עולם", "שלום עולם"),
        ("🙂🙂", "🙂🙂"),
        ("a\u200bb", "a\u200bb"),
        ("broken \ud83d half", "broken \ufffd half"),
    ],
)
async def test_words_of_any_kind_reach_the_form(stage: Stage, typed: str, shown: str) -> None:
    form = await stage.form(payloads.command(typed))
    assert element(form, "words")["initial_value"] == shown


async def test_help_explains_for_the_one_who_asks_only(stage: Stage) -> None:
    answer = await stage.send(payloads.command("help"))
    assert answer["response_type"] == "ephemeral"
    assert "`/feedback payments: …`" in texts(answer)
    assert not stage.slack.opened


@pytest.mark.parametrize(
    "trouble", ["expired_trigger_id", "exchanged_trigger_id", "ratelimited", "internal_error", TimeoutError()]
)
async def test_words_are_given_back_when_the_form_does_not_open(stage: Stage, trouble: Any) -> None:
    stage.slack.refuses = trouble
    answer = await stage.send(payloads.command("My refund is late"))
    assert answer["response_type"] == "ephemeral"
    assert "My refund is late" in texts(answer)
    stage.slack.refuses = None
    form = await stage.form(again(answer))
    assert element(form, "words")["initial_value"] == "My refund is late"
    assert element(form, "team")["initial_option"]["value"] == "payments"


async def test_the_form_opened_again_reads_the_command_as_it_was_typed(stage: Stage) -> None:
    stage.slack.refuses = "expired_trigger_id"
    answer = await stage.send(payloads.command("<#CCHECKOUT|checkout> a &amp; b"))
    assert "a & b" in texts(answer)
    stage.slack.refuses = None
    form = await stage.form(again(answer))
    assert element(form, "words")["initial_value"] == "a & b"
    assert element(form, "team")["initial_option"]["value"] == "checkout"


async def test_words_too_long_for_a_button_wait_in_memory_for_half_an_hour(stage: Stage) -> None:
    words = "long words " * 250
    stage.slack.refuses = "expired_trigger_id"
    answer = await stage.send(payloads.command(words))
    stage.slack.refuses = None
    assert "long words" not in element(answer, "offer_form_again")["value"]
    form = await stage.form(again(answer))
    assert element(form, "words")["initial_value"] == words.strip()
    stage.clock.skip(minutes=31)
    form = await stage.form(again(answer))
    assert "initial_value" not in element(form, "words")
    assert "copy them from there" in texts(form)
    assert words.strip() in texts(answer)


async def test_a_form_that_does_not_open_again_is_offered_again(stage: Stage, whispers: Whispers) -> None:
    stage.slack.refuses = "expired_trigger_id"
    answer = await stage.send(payloads.command("My refund is late"))
    assert await stage.send(again(answer, response_url=whispers.url)) == {}
    (heard,) = whispers.heard
    assert heard["response_type"] == "ephemeral"
    assert heard["replace_original"] is False
    assert "My refund is late" in texts(heard)


async def test_words_over_3000_characters_are_given_back_in_full(stage: Stage) -> None:
    words = "".join(f"{number:05} " for number in range(6_667))[:40_000]
    answer = await stage.send(payloads.command(words))
    shown = "".join(block["text"]["text"] for block in answer["blocks"][1:-1])
    assert shown == words.strip()
    assert f"{len(words.strip()):,} characters" in answer["text"]
    assert not stage.slack.opened
    form = await stage.form(again(answer))
    assert "initial_value" not in element(form, "words")


async def test_40000_emoji_are_given_back_in_full(stage: Stage) -> None:
    answer = await stage.send(payloads.command("🙂" * 40_000))
    assert sum(block["text"]["text"].count("🙂") for block in answer["blocks"][1:-1]) == 40_000


async def test_a_slow_slack_is_not_waited_for_beyond_the_acknowledgement(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "SECONDS_TO_LISTEN", 0.05)
    stage.slack.hangs = True
    answer = await stage.send(payloads.command("My refund is late"))
    assert "My refund is late" in texts(answer)


async def test_nothing_about_the_author_is_in_the_form(stage: Stage) -> None:
    form = await stage.form(payloads.command("My refund is late"))
    assert "UANA" not in str(form)
    assert "ana" not in form["private_metadata"]


async def test_an_unexpected_error_gives_the_words_back(stage: Stage) -> None:
    object.__setattr__(stage.deps, "new_item_id", iter(()).__next__)
    answer = await stage.send(payloads.command("a &amp; b"))
    assert "a & b" in texts(answer)
    assert stage.meter.counted["listener_failed"] == 1


async def test_a_command_without_any_text_or_trigger_is_answered(stage: Stage) -> None:
    body = payloads.command("")
    for name in ("text", "trigger_id", "channel_id", "user_id", "response_url"):
        del body[name]
    answer = await stage.send(body)
    assert "could not be opened" in answer["text"]
