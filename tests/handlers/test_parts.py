"""The small parts on their own: form bodies, signer, stash, replays, and what Bolt would log."""

import io
import json
import logging
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import quote_plus, unquote_plus, urlencode

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as some
from slack_sdk.web.async_client import AsyncWebClient

from handlers import quick_json
from handlers.app import build_app
from handlers.carried import Carried, secret_of
from handlers.form_body import NotAFormError, parsed_form, parsed_json, unquoted
from handlers.replays import Replays
from handlers.signer import ForgedError, Signer
from handlers.stash import Stash
from handlers.switchboard import Kind, way_of
from tests.handlers import payloads
from tests.handlers.stage import KEY, Stage
from tests.usecases.fakes import FakeClock, out_of_order

# form bodies


@given(some.text())
def test_text_that_was_quoted_is_read_back(text: str) -> None:
    assert unquoted(quote_plus(text)) == text


@given(some.text(alphabet="%+ \\xu0aF7{é\u200b", max_size=30))
def test_whatever_comes_is_read_as_urllib_reads_it(text: str) -> None:
    assert unquoted(text) == unquote_plus(text)


@pytest.mark.parametrize("text", ["%", "%7", "%zz", "%%41", "\\x41", "\\u0041", "%5Cx41", "%FF", "%C3%28", "é%C3%A9"])
def test_odd_quoting_is_read_as_urllib_reads_it(text: str) -> None:
    assert unquoted(text) == unquote_plus(text)


def test_a_payload_is_found_wherever_it_stands_and_a_command_keeps_its_blanks() -> None:
    assert parsed_form(urlencode({"payload": '{"a": 1}'})) == {"a": 1}
    assert parsed_form(urlencode({"x": "1", "payload": '{"a": 1}'})) == {"a": 1}
    assert parsed_form("command=%2Ffeedback&text=") == {"command": "/feedback", "text": ""}


@pytest.mark.parametrize("body", ["text=payload", "payload=", "payload=%5B1%5D", "payload=x", "a=1&payload=%5B%5D"])
def test_what_is_no_payload_and_no_command_is_refused(body: str) -> None:
    with pytest.raises(NotAFormError):
        parsed_form(body)


@pytest.mark.parametrize("body", ["", "[]", "1", "null", "{", "[" * 100_000])
def test_what_is_no_object_is_refused(body: str) -> None:
    with pytest.raises(NotAFormError):
        parsed_json(body)


def test_half_of_a_surrogate_pair_is_read_and_written_like_other_words() -> None:
    half = {"text": "half \ud83d of it"}
    assert parsed_json('{"text": "half \\ud83d of it"}') == half
    assert json.loads(quick_json.dumps(half)) == half


# the switchboard


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ({"command": "/feedback"}, (Kind.COMMAND, "/feedback")),
        ({"type": "shortcut", "callback_id": "a"}, (Kind.GLOBAL_SHORTCUT, "a")),
        ({"type": "message_action", "callback_id": "a"}, (Kind.MESSAGE_SHORTCUT, "a")),
        ({"type": "block_actions", "actions": [{"action_id": "a"}]}, (Kind.ACTION, "a")),
        ({"type": "view_submission", "view": {"callback_id": "a"}}, (Kind.SUBMISSION, "a")),
        ({"type": "view_closed", "view": {"callback_id": "a"}}, (Kind.CLOSED, "a")),
        ({"type": "block_suggestion", "action_id": "a"}, (Kind.OPTIONS, "a")),
        ({"type": "event_callback", "event": {"type": "a"}}, (Kind.EVENT, "a")),
        ({"type": "block_actions", "actions": []}, (Kind.ACTION, "")),
        ({"type": "view_submission", "view": None}, (Kind.SUBMISSION, "")),
        ({"type": "something new"}, None),
        ({}, None),
    ],
)
def test_a_payload_says_itself_who_listens_to_it(body: dict[str, Any], way: tuple[Kind, str] | None) -> None:
    assert way_of(body) == way


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(some.dictionaries(some.sampled_from(["type", "command", "view", "actions", "event", "callback_id"]), anything))
def test_no_payload_of_whatever_shape_breaks_the_switchboard(body: dict[str, Any]) -> None:
    way = way_of(body)
    assert way is None or isinstance(way[1], str)


# the signer


def test_what_is_sealed_is_opened_with_the_same_key_for_the_same_purpose_only() -> None:
    sealed = Signer(KEY).seal({"a": "ü"}, purpose="form")
    assert Signer(KEY).open(sealed, purpose="form") == {"a": "ü"}
    for signer, purpose in ((Signer(KEY), "other"), (Signer(b"o" * 32), "form")):
        with pytest.raises(ForgedError):
            signer.open(sealed, purpose=purpose)


@given(some.text(max_size=60))
def test_nothing_else_is_ever_opened(sealed: str) -> None:
    with pytest.raises(ForgedError):
        Signer(KEY).open(sealed, purpose="form")


def test_only_objects_are_opened_and_short_keys_refused() -> None:
    signer = Signer(KEY)
    not_an_object: Any = [1]
    with pytest.raises(ForgedError):
        signer.open(signer.seal(not_an_object, purpose="form"), purpose="form")
    with pytest.raises(ValueError, match="16 bytes"):
        Signer(b"short")


def test_further_ids_are_the_same_for_one_form_and_tell_nothing_without_its_secret() -> None:
    secrets = (b"123456789", b"123456789", b"another 9")
    mine, again, other = (Carried(item_id="K7QX-2M", secret=secret_of(secret)).further_ids() for secret in secrets)
    first = [next(mine) for _ in range(3)]
    assert first == [next(again) for _ in range(3)]
    assert len(set(first)) == 3
    assert not set(first) & {next(other) for _ in range(3)}


# the stash


def a_stash(clock: FakeClock, most: int = 500) -> Stash:
    tokens = (f"t{number}" for number in count())
    return Stash(clock=clock, new_token=tokens.__next__, keep_for=timedelta(minutes=30), most=most)


def test_words_are_kept_for_half_an_hour_and_found_as_often_as_asked() -> None:
    clock = FakeClock()
    stash = a_stash(clock)
    token = stash.keep("words")
    clock.skip(minutes=29)
    assert stash.find(token) == stash.find(token) == "words"
    clock.skip(minutes=1)
    assert stash.find(token) is None
    assert len(stash) == 0


def test_the_oldest_words_are_forgotten_first_and_never_more_are_kept() -> None:
    stash = a_stash(FakeClock(), most=2)
    tokens = [stash.keep(f"words {number}") for number in range(3)]
    assert [stash.find(token) for token in tokens] == [None, "words 1", "words 2"]


# replays


def test_replays_are_bounded_in_number_and_in_time() -> None:
    replays = Replays(most=3)
    for number in range(5):
        replays.note(f"s{number}", timestamp=1000 + number, now=1000 + number)
    assert [replays.knows(f"s{number}") for number in range(5)] == [False, False, True, True, True]
    replays.note("late", timestamp=1400, now=1400)
    assert len(replays) == 1


def test_a_request_that_grew_too_old_while_it_was_answered_needs_no_remembering() -> None:
    replays = Replays()
    replays.note("s", timestamp=1000, now=1302.0)
    assert len(replays) == 0


# what would be logged


async def test_no_logger_says_who_or_what_even_at_debug(stage: Stage) -> None:
    heard = io.StringIO()
    ear = logging.StreamHandler(heard)
    root = logging.getLogger()
    root.addHandler(ear)
    before = {logger: (logger.level, logger.disabled) for logger in [root, *_all_loggers()]}
    try:
        for logger in before:
            logger.setLevel(logging.DEBUG)
        with structlog.testing.capture_logs() as lines:
            await _everything_that_goes_wrong(stage)
    finally:
        root.removeHandler(ear)
        for logger, (level, disabled) in before.items():
            logger.setLevel(level)
            logger.disabled = disabled
    said = f"{heard.getvalue()}{lines}"
    assert not [secret for secret in ("UANA", "'ana'", "Zebra", "Elefant", "xoxb", "111.222") if secret in said]
    assert {line["event"] for line in lines} >= {"listener_failed", "view_not_opened", "request_unknown"}
    allowed = {"event", "log_level", "kind", "code", "method"}
    assert all(set(line) <= allowed for line in lines)


def _all_loggers() -> list[logging.Logger]:
    known = logging.Logger.manager.loggerDict
    return [logging.getLogger(name) for name in list(known) if name.startswith(("slack", "tell", "handlers", "bot"))]


async def _everything_that_goes_wrong(stage: Stage) -> None:
    form = await stage.form(payloads.command("Zebra refund Elefant"))
    await stage.send(payloads.submission({**form, "private_metadata": "forged"}))
    await stage.status({"type": "unheard_of", "user": {"id": "UANA"}, "text": "Zebra"})
    await stage.status({"type": "view_submission", "view": None, "user": {"id": "UANA"}, "text": "Zebra"})
    await stage.send(payloads.press("unheard_of", "Zebra", who="UANA", response_url="http://127.0.0.1:9/Zebra"))
    stage.slack.refuses = "expired_trigger_id"
    await stage.send(payloads.command("Zebra"))
    stage.slack.refuses = ValueError("UANA Zebra")
    await stage.send(payloads.home_opened())
    stage.store.broken = out_of_order()
    await stage.send(payloads.submission(form))
    stage.store.broken = KeyError("UANA Zebra")
    await stage.send(payloads.submission(form))


# the app


def test_a_client_that_would_try_again_is_refused(stage: Stage) -> None:
    with pytest.raises(ValueError, match="retry_handlers"):
        build_app(stage.deps, client=AsyncWebClient(token="xoxb-test"), signing_secret=None)


def test_the_app_is_the_same_whatever_the_environment_says(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "of-the-environment")
    app = build_app(stage.deps, client=stage.slack, signing_secret=None)
    assert app.client is stage.slack
    assert app.process_before_response


async def test_opening_a_form_asks_slack_for_nothing_else(stage: Stage) -> None:
    """The fake refuses any other call, auth.test included."""
    for _ in range(3):
        await stage.form(payloads.global_shortcut())
    assert len(stage.slack.opened) == 3
