"""The form comes back: what is wrong is said at its block, what is right is stored before it is confirmed."""

import copy
from typing import Any

import pytest

from bot.core.held import Held, WayBack
from bot.errors import StoreUnusable
from bot.ports import TakeResult
from handlers import listening
from handlers.carried import VERSION, Carried
from handlers.signer import Signer
from handlers.views import ids
from tests.handlers import payloads
from tests.handlers.stage import KEY, Stage, element, looked_at_and_sent, texts
from tests.usecases.fakes import organisation, out_of_order, team


async def opened(stage: Stage, text: str = "My refund is late") -> dict[str, Any]:
    return await stage.form(payloads.command(text))


def errors(answer: dict[str, Any]) -> dict[str, str]:
    assert answer["response_action"] == "errors"
    found: dict[str, str] = answer["errors"]
    return found


async def test_what_is_sent_is_stored_and_confirmed_in_the_form(stage: Stage) -> None:
    answer = await stage.send(payloads.submission(await opened(stage)))
    assert answer["response_action"] == "update"
    said = texts(answer["view"])
    assert "AAAA-AA goes to Payments in #payments." in said
    assert "until somebody says “Tell me more”" in said
    assert "You find it in this app's Home" in said
    item = stage.kept()
    assert (item.words, item.team, item.why) == ("My refund is late", "payments", "Here because it mentions “refund”.")
    assert stage.woken == 0, "there is nothing to be sent before its batch goes out"
    assert stage.meter.counted["feedback_taken"] == 0, "it is counted when its batch goes out, and not when it came"


async def test_anonymous_feedback_keeps_nothing_of_its_author(stage: Stage) -> None:
    answer = await stage.send(payloads.submission(await opened(stage)))
    assert stage.store.waits
    assert "UANA" not in f"{stage.store}{answer}"


async def test_signed_feedback_keeps_its_author_and_goes_out_at_once(stage: Stage) -> None:
    answer = await stage.send(payloads.submission(await opened(stage), signature="signed"))
    assert stage.store.items["AAAA-AA"].signed_by == "UANA"
    assert "Your name stands beside your words" in texts(answer["view"])
    assert "Your words are on their way" in texts(answer["view"])


async def test_a_payload_that_names_nobody_is_refused_and_the_words_stay(stage: Stage) -> None:
    body = payloads.submission(await opened(stage))
    del body["user"]
    assert "words" in errors(await stage.send(body))
    assert stage.keeps_nothing


async def test_a_form_sent_twice_is_stored_once_and_answered_alike(stage: Stage) -> None:
    body = payloads.submission(await opened(stage))
    assert await stage.send(copy.deepcopy(body)) == await stage.send(body)
    assert len(stage.store.waits) == 1


async def test_a_form_sent_again_with_other_words_replaces_what_waits_of_it_and_is_stored_once(stage: Stage) -> None:
    form = await opened(stage)
    await stage.send(payloads.submission(form))
    edited = payloads.submission(form, words="My refund came. Thank you.")
    assert await stage.send(copy.deepcopy(edited)) == await stage.send(edited)
    assert [item.words for item in stage.store.waits.values()] == ["My refund came. Thank you."]


async def test_another_team_can_be_chosen_and_readers_learn_that_its_author_chose(stage: Stage) -> None:
    await looked_at_and_sent(stage, await opened(stage), team="checkout")
    item = stage.kept()
    assert (item.team, item.why) == ("checkout", "Here because its author chose this team.")


async def test_without_a_team_the_form_shows_where_it_would_go_before_it_is_sent(stage: Stage) -> None:
    form = await stage.form(payloads.global_shortcut())
    answer = await stage.send(payloads.submission(form, words="My refund is late", signature="signed"))
    assert answer["response_action"] == "update"
    assert stage.keeps_nothing
    again = answer["view"]
    assert element(again, "words")["initial_value"] == "My refund is late"
    assert element(again, "team")["initial_option"]["value"] == "payments"
    assert element(again, "signature")["initial_option"]["value"] == "signed"
    assert "Not sent yet. This would go to Payments in #payments, because it mentions “refund”." in texts(again)
    await stage.send(payloads.submission(again))
    assert stage.kept().why == "Here because it mentions “refund”."


async def test_the_block_of_the_team_has_another_name_so_that_slack_shows_the_team(stage: Stage) -> None:
    form = await stage.form(payloads.global_shortcut())
    answer = await stage.send(payloads.submission(form, words="My refund is late"))
    names = [{block.get("block_id") for block in view["blocks"]} for view in (form, answer["view"])]
    assert {name for name in names[0] & names[1] if name} == {"words", "signature", "exposure"}


async def test_without_a_team_and_with_nothing_that_matches_the_fallback_is_shown(stage: Stage) -> None:
    form = await stage.form(payloads.global_shortcut())
    answer = await stage.send(payloads.submission(form, words="The coffee is cold"))
    assert element(answer["view"], "team")["initial_option"]["value"] == "fallback"
    await stage.send(payloads.submission(answer["view"]))
    assert stage.kept().team == "fallback"


async def test_a_tie_is_said_at_the_team_and_names_the_teams() -> None:
    stage = Stage(organisation(team("one", topics=("export",)), team("two", topics=("export",))))
    form = await stage.form(payloads.global_shortcut())
    answer = await stage.send(payloads.submission(form, words="The export fails"))
    assert errors(answer) == {"team0": "It could be for One or Two. Choose one, then press Send."}
    assert stage.keeps_nothing


@pytest.mark.parametrize("words", [None, "", "   ", "\u200b\u200d\ufeff", "\n\t", "\u2800"])
async def test_words_that_nobody_could_see_are_an_error_at_the_words(stage: Stage, words: str | None) -> None:
    answer = await stage.send(payloads.submission(await opened(stage), words=words))
    assert "nothing to read" in errors(answer)["words"]
    assert stage.keeps_nothing


async def test_more_than_3000_characters_are_an_error_at_the_words(stage: Stage) -> None:
    answer = await stage.send(payloads.submission(await opened(stage), words="x" * 3001))
    assert "3,001 characters" in errors(answer)["words"]


@pytest.mark.parametrize(
    "words", ["<!channel> <@UBOB> <https://example.com|x>", "🙂", "שלום עולם", "x\u200by", "x" * 3000, "&amp;"]
)
async def test_words_of_any_kind_are_stored_as_they_were_written(stage: Stage, words: str) -> None:
    answer = await stage.send(payloads.submission(await opened(stage), words=words))
    if stage.keeps_nothing:  # it mentions somebody, so that the author has to choose first
        await stage.send(payloads.submission(answer["view"], what_to_send=ids.AS_THEY_ARE))
    assert stage.kept().words == words


@pytest.mark.parametrize("key", ["gone", "archived"])
async def test_a_team_that_is_gone_is_an_error_at_the_team(key: str) -> None:
    stage = Stage(organisation(team("payments", topics=("refund",)), team("archived", archived=True)))
    answer = await stage.send(payloads.submission(await opened(stage), team=key))
    assert "takes no feedback any more" in errors(answer)["team0"]
    assert stage.keeps_nothing


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "{}",
        "nonsense",
        '{"v":1,"item_id":"AAAA-AA"}.c2lnbmF0dXJl',
        Carried(item_id="AAAA-AA").sealed(Signer(b"another key, 32 bytes long, yes!")),
        Signer(KEY).seal({"item": "K7QX-2M", "question": "q"}, purpose=ids.QUESTION_FORM),
        Signer(KEY).seal({"v": VERSION, "item_id": "AAAA-AA", "author": "UANA"}, purpose=ids.FEEDBACK_FORM),
        Carried(item_id="AAAA-AA").sealed(Signer(KEY)).replace("AAAA-AA", "K7QX-2M"),
        "\ud83d.x",
    ],
)
async def test_forged_private_metadata_is_refused_and_the_words_stay(stage: Stage, forged: str) -> None:
    form = await opened(stage)
    answer = await stage.send(payloads.submission({**form, "private_metadata": forged}))
    assert "was not opened by this app" in errors(answer)["words"]
    assert not stage.store.calls


async def test_a_form_of_another_version_is_refused_and_the_words_stay(stage: Stage) -> None:
    form = await opened(stage)
    old = Signer(KEY).seal({"v": 0, "id": "AAAA-AA"}, purpose=ids.FEEDBACK_FORM)
    answer = await stage.send(payloads.submission({**form, "private_metadata": old}))
    assert "older version" in errors(answer)["words"]


async def test_a_form_without_our_blocks_gives_the_words_back_in_a_notice(stage: Stage) -> None:
    body = payloads.submission(await opened(stage))
    body["view"] |= {"blocks": [], "private_metadata": "forged"}
    answer = await stage.send(body)
    assert answer["response_action"] == "update"
    assert "was not opened by this app" in texts(answer["view"])
    assert "My refund is late" in texts(answer["view"])


@pytest.mark.parametrize("trouble", [out_of_order(), StoreUnusable("read-only"), RuntimeError("x")])
async def test_a_store_that_fails_loses_nothing_and_the_form_can_be_sent_again(
    stage: Stage, trouble: BaseException
) -> None:
    body = payloads.submission(await opened(stage))
    stage.store.broken = trouble
    answer = await stage.send(copy.deepcopy(body))
    assert "Your words are still here" in errors(answer)["words"]
    assert stage.woken == 0
    stage.store.broken = None
    assert "AAAA-AA goes to" in texts((await stage.send(body))["view"])


async def test_a_store_that_hangs_is_not_waited_for_longer_than_slack_waits(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: object, **__: object) -> None:
        import asyncio

        await asyncio.Event().wait()

    body = payloads.submission(await opened(stage))
    monkeypatch.setattr(listening, "SECONDS_TO_LISTEN", 0.05)
    monkeypatch.setattr(stage.store, "hold", hang)
    assert "It took too long" in errors(await stage.send(body))["words"]


async def test_after_a_slow_commit_nobody_is_told_that_nothing_was_stored_and_sending_again_stores_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = stage.store.hold

    async def hold_slowly(held: Held) -> TakeResult:
        await hold(held)
        raise TimeoutError

    body = payloads.submission(await opened(stage))
    monkeypatch.setattr(stage.store, "hold", hold_slowly)
    said = errors(await stage.send(copy.deepcopy(body)))["words"]
    assert "It may already be on its way: press Send again without changing it, and it arrives once." in said
    assert "not be stored" not in said
    monkeypatch.setattr(stage.store, "hold", hold)
    assert "AAAA-AA goes to" in texts((await stage.send(body))["view"])
    assert len(stage.store.waits) == 1


@pytest.mark.parametrize("missing", ["state", "private_metadata", "blocks", "id"])
async def test_a_view_with_missing_keys_has_a_clear_answer(stage: Stage, missing: str) -> None:
    body = payloads.submission(await opened(stage))
    del body["view"][missing]
    answer = await stage.send(body)
    assert answer["response_action"] in {"errors", "update"}


@pytest.mark.parametrize(
    "state", [None, [], {"values": []}, {"values": {"words": None}}, {"values": {"words": {"words": 1}}}]
)
async def test_a_view_whose_state_is_of_another_shape_has_a_clear_answer(stage: Stage, state: Any) -> None:
    body = payloads.submission(await opened(stage))
    body["view"]["state"] = state
    assert "nothing to read" in errors(await stage.send(body))["words"]


async def test_a_submission_without_the_signature_input_is_anonymous(stage: Stage) -> None:
    body = payloads.submission(await opened(stage))
    del body["view"]["state"]["values"]["signature"]
    await stage.send(body)
    assert stage.store.waits["AAAA-AA"].way_back is WayBack.HOME
