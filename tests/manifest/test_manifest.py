"""The manifest and the code say the same, and Slack would take it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.process.preflight import REQUIRED_SCOPES
from handlers.registry import TABLE
from handlers.switchboard import Kind
from tests.manifest.calls import EVENT_SCOPES, SCOPES, calls_by_name, web_api_calls
from tests.manifest.rules import problems

ROOT = Path(__file__).parents[2]
CODE = (ROOT / "bot", ROOT / "handlers")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load((ROOT / "manifest.yml").read_text())
    return found


def listened(kind: Kind) -> set[str]:
    return {way.id for way in TABLE if way.kind is kind}


def shortcuts(manifest: dict[str, Any], kind: str) -> set[str]:
    return {one["callback_id"] for one in manifest["features"]["shortcuts"] if one["type"] == kind}


def test_every_command_has_a_listener_and_every_listener_its_command(manifest: dict[str, Any]) -> None:
    assert {one["command"] for one in manifest["features"]["slash_commands"]} == listened(Kind.COMMAND)


def test_every_shortcut_has_a_listener_and_every_listener_its_shortcut(manifest: dict[str, Any]) -> None:
    assert shortcuts(manifest, "global") == listened(Kind.GLOBAL_SHORTCUT)
    assert shortcuts(manifest, "message") == listened(Kind.MESSAGE_SHORTCUT)


def test_every_event_has_a_listener_and_every_listener_its_event(manifest: dict[str, Any]) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == listened(Kind.EVENT)


def test_every_call_and_every_way_in_has_its_scope_and_every_scope_a_use(manifest: dict[str, Any]) -> None:
    calls = web_api_calls(*CODE)
    unknown = {method: files for method, files in calls.items() if method not in SCOPES}
    assert not unknown, f"add what these need to SCOPES: {unknown}"
    needed = {"commands"}.union(*(SCOPES[method] for method in calls))
    needed = needed.union(*(EVENT_SCOPES[event] for event in listened(Kind.EVENT)))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed
    assert "user" not in manifest["oauth_config"]["scopes"]


def test_the_check_before_a_start_asks_for_the_scopes_of_the_manifest(manifest: dict[str, Any]) -> None:
    assert set(REQUIRED_SCOPES) == set(manifest["oauth_config"]["scopes"]["bot"])


def test_the_table_of_scopes_holds_only_calls_that_are_made() -> None:
    assert SCOPES.keys() == web_api_calls(*CODE).keys()


def test_no_method_is_called_by_its_name_alone() -> None:
    assert not calls_by_name(*CODE)


def test_interactivity_is_on_since_there_are_buttons_and_forms(manifest: dict[str, Any]) -> None:
    assert listened(Kind.ACTION)
    assert listened(Kind.SUBMISSION)
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_mentions_arrive_as_ids_and_nobody_types_feedback_into_a_direct_message(manifest: dict[str, Any]) -> None:
    assert all(one["should_escape"] is True for one in manifest["features"]["slash_commands"])
    home = manifest["features"]["app_home"]
    assert home == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }


def test_it_is_for_one_workspace_in_socket_mode(manifest: dict[str, Any]) -> None:
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["org_deploy_enabled"] is settings["token_rotation_enabled"] is False


def test_slack_would_take_it(manifest: dict[str, Any]) -> None:
    assert problems(manifest) == []


def test_scopes_and_events_stand_in_order_so_that_a_change_is_one_line(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert scopes == sorted(scopes)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("display_information.name", "x" * 36, "36 characters"),
        ("display_information.long_description", "short", "5 characters"),
        ("display_information.background_color", "red!", "does not match"),
        ("features.slash_commands.0.command", "feedback", "does not match"),
        ("features.slash_commands.0.shoud_escape", True, "unknown"),
        ("features.shortcuts.0.type", "globe", "none of"),
        ("features.shortcuts.0.name", "x" * 25, "25 characters"),
        ("features.shortcuts.1.callback_id", "give_feedback", "twice"),
        ("oauth_config.scopes.bot.0", "chat write", "does not match"),
        ("oauth_config.scopes.bot.1", "commands", "twice"),
        ("settings.interactivity", {}, "missing"),
        ("settings.socket_mode_enabled", "yes", "not bool"),
        ("settings.socket_mode", True, "unknown"),
        ("features.shortcuts", [], "0 of them"),
        ("features.app_home", [], "not an object"),
        ("oauth_config.scopes.bot", "commands", "not a list"),
    ],
)
def test_the_rules_find_what_slack_would_refuse(
    manifest: dict[str, Any], path: str, value: object, problem: str
) -> None:
    broken: Any = copy.deepcopy(manifest)
    *way, last = path.split(".")
    place = broken
    for name in way:
        place = place[int(name)] if name.isdecimal() else place[name]
    place[int(last) if last.isdecimal() else last] = value
    assert problem in " ".join(problems(broken))


def test_a_manifest_without_a_name_is_refused(manifest: dict[str, Any]) -> None:
    rest = {key: value for key, value in manifest.items() if key != "display_information"}
    assert problems(rest) == ["manifest.display_information: missing"]


def test_slacks_command_line_finds_its_hooks() -> None:
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text())
    assert hooks == {"hooks": {"get-hooks": "python3 -m slack_cli_hooks.hooks.get_hooks"}}
