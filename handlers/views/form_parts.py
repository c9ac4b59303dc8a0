"""The inputs of the feedback form: words, team, name, when, and who is left out.

Slack keeps what an input holds as long as its block id stays, and then ignores what it would hold at first. An input
whose options say something else than before therefore gets another block id.
"""

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.core.conflict import readers
from bot.core.exposure import as_measured
from bot.core.held import WayBack
from bot.core.organisation import Organisation, Team
from bot.core.people import People
from bot.core.release import Times
from bot.core.what_people_write import MOST_CHARACTERS
from bot.core.working_hours import zone_of
from bot.words import batches as say_when
from bot.words import form as say
from handlers.views import ids
from handlers.views.parts import Block, Part, actions, button, plain

_MOST_LEADERS = 99
"""A menu holds 100 options (Slack's limit), and one of them is nobody."""


def words_input(words: str) -> Block:
    """The words themselves."""
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": ids.WORDS,
        "multiline": True,
        "max_length": MOST_CHARACTERS,
        "placeholder": plain(say.WORDS_PLACEHOLDER),
        "focus_on_load": not words,
    }
    if words:
        element["initial_value"] = words
    return {
        "type": "input",
        "block_id": ids.WORDS,
        "label": plain(say.WORDS_LABEL),
        "hint": plain(say.WORDS_HINT),
        "element": element,
    }


def looking_buttons() -> Block:
    """Look at what the words give away, and at how private this is."""
    return actions(
        button(say.CHECK, action_id=ids.CHECK_WORDS),
        button(say.HOW_PRIVATE, action_id=ids.HOW_PRIVATE),
    )


def team_option(team: Team) -> Part:
    """Return a team as an option of the picker; text and value at most 75 characters."""
    return {"text": plain(team.name[:75]), "value": team.key}


def team_input(team: Team | None, turn: int) -> Block:
    """The picker; a team that was put into it shows only in a block of another `turn`."""
    element: dict[str, Any] = {
        "type": "external_select",
        "action_id": ids.TEAM,
        "min_query_length": 0,
        "placeholder": plain(say.TEAM_PLACEHOLDER),
    }
    if team is not None:
        element["initial_option"] = team_option(team)
    return {
        "type": "input",
        "block_id": f"{ids.TEAM}{turn}",
        "optional": True,
        "dispatch_action": True,
        "label": plain(say.TEAM_LABEL),
        "hint": plain(say.TEAM_HINT),
        "element": element,
    }


def send_instead(teams: Sequence[Team]) -> Block:
    """Buttons for teams (at most two, not empty) whose channel has more people in it; the fallback is the last."""
    ids_of_buttons = (ids.TO_PARENT, ids.TO_FALLBACK)[-len(teams) :]
    pairs = zip(teams, ids_of_buttons, strict=True)
    return actions(*(button(say.send_to(team.name), action_id=made, value=team.key) for team, made in pairs))


def way_input(way: str, team: Team | None) -> Block:
    """The name: anonymous in the ways that the team allows, or signed."""
    ways = {*(team.policy.anonymous.ways_back if team else WayBack), ids.SIGNED}
    options = [_option(value, *said) for value, said in say.WAYS.items() if value in ways]
    block_id = ids.SIGNATURE if len(options) == len(say.WAYS) else _block_id(ids.SIGNATURE, options)
    return _radios(block_id, ids.SIGNATURE, say.SIGNATURE_LABEL, options, chosen=way)


def when_input(times: Times, team: Team, *, now: datetime, at_once: bool) -> Block:
    """The next batch, with its times on the clock of the team, or now, with what that costs."""
    zone, anonymous = zone_of(team.policy), team.policy.anonymous
    at_least = anonymous.at_least
    measured = as_measured(release_every=anonymous.release_every, hold_at_most=anonymous.hold_at_most)
    here = now.astimezone(zone)
    batch, until = times.batch.astimezone(zone), times.until.astimezone(zone)
    company = say_when.company(batch, until, now=here, at_least=at_least)
    options = [
        _option(ids.BATCH, say.next_batch(say_when.first(batch, now=here, zone=zone.key)), company),
        _option(ids.NOW, say.NOW, say_when.now_costs(at_least, as_measured=measured)),
    ]
    chosen = ids.NOW if at_once else ids.BATCH
    return _radios(_block_id(ids.WHEN, options), ids.WHEN, say.WHEN_LABEL, options, chosen=chosen)


def leave_out_input(
    leaders: Sequence[str], *, team: Team, organisation: Organisation, people: People, chosen: str | None
) -> Block:
    """Who leads the team (not empty), and who gets it instead should it be about one of them."""
    options = [_option(ids.NOBODY, say.LEAVE_OUT_NOBODY, "")]
    for leader in leaders[:_MOST_LEADERS]:
        name = people.name_of(leader)
        directly = [people.name_of(reader) for reader in readers(organisation, team, leader)]
        options.append(_option(leader, say.leave_out(name), say.leave_out_means(directly, name) if directly else ""))
    first = next((option for option in options if option["value"] == (chosen or ids.NOBODY)), options[0])
    return {
        "type": "input",
        "block_id": _block_id(ids.LEAVE_OUT, options),
        "optional": True,
        "dispatch_action": True,
        "label": plain(say.LEAVE_OUT_LABEL),
        "hint": plain(say.LEAVE_OUT_HINT),
        "element": {
            "type": "static_select",
            "action_id": ids.LEAVE_OUT,
            "options": options,
            "initial_option": first,
        },
    }


def _radios(block_id: str, action_id: str, label: str, options: list[Part], *, chosen: str) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "dispatch_action": True,
        "label": plain(label),
        "element": {
            "type": "radio_buttons",
            "action_id": action_id,
            "options": options,
            "initial_option": next(option for option in options if option["value"] == chosen),
        },
    }


def _option(value: str, text: str, meaning: str) -> Part:
    made: Part = {"text": plain(text), "value": value}
    return {**made, "description": plain(meaning)} if meaning else made


def _block_id(name: str, options: list[Part]) -> str:
    return f"{name}{zlib.crc32(repr(options).encode('utf-8', 'surrogatepass')):08x}"
