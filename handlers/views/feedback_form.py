"""The form: the words and what they give away, where they go and why, whose name is on them, and who could find out."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.organisation import Organisation, Team
from bot.core.people import People
from bot.core.slack_text import is_blank
from bot.usecases.look_over import Look
from bot.words import exposure as say_exposure
from bot.words import form as say
from handlers.carried import Carried
from handlers.draft import Draft
from handlers.payloads import View
from handlers.signer import Signer
from handlers.views import ids
from handlers.views.form_parts import (
    leave_out_input,
    looking_buttons,
    send_instead,
    team_input,
    way_input,
    when_input,
    words_input,
)
from handlers.views.parts import Block, context, modal, mrkdwn, plain, section
from handlers.views.preview import preview, small_print, what_to_send


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a form is drawn from: a draft, what was found when it was looked over, and the team, where it is known."""

    draft: Draft
    look: Look
    team: Team | None
    organisation: Organisation
    people: People
    now: datetime


def feedback_form(shown: Shown, *, carried: Carried, signer: Signer, note: str, first: str = "") -> View:
    """Return the form. `note` says what happens with it, and `first`, if any, stands above everything."""
    blocks: list[Block] = [section(plain(first))] if first else []
    if carried.about is not None:
        blocks.append(context(mrkdwn(say.about(carried.about))))
    blocks += [
        *_found(shown),
        words_input(shown.draft.words),
        looking_buttons(),
        *_small_print(shown),
        team_input(shown.team, carried.turn),
        context(plain(note), block_id=f"note{carried.turn}"),
        *_how_many(shown),
        way_input(shown.draft.way, shown.team),
        *_when(shown),
        *_leave_out(shown),
        context(plain(say_exposure.statement(shown.look.situation)), block_id="exposure"),
    ]
    return modal(
        title=say.TITLE,
        submit=say.SEND,
        close=say.CANCEL,
        blocks=blocks,
        callback_id=ids.FEEDBACK_FORM,
        private_metadata=carried.sealed(signer),
    )


def _found(shown: Shown) -> list[Block]:
    draft, look = shown.draft, shown.look
    if not look.findings:
        return []
    blocks = preview(draft.words, look.findings)
    if any(not finding.kind.is_advice for finding in look.findings):
        blocks.append(what_to_send(draft.seen, chosen=draft.chosen))
    return blocks


def _small_print(shown: Shown) -> list[Block]:
    if is_blank(shown.draft.words) or shown.draft.signed:
        return []
    return [small_print(shown.draft.words, found=bool(shown.look.findings))]


def _how_many(shown: Shown) -> list[Block]:
    team, look = shown.team, shown.look
    if team is None or look.people is None or shown.draft.signed:
        return []
    if not look.too_few:
        return [context(plain(say.people_in(look.people, team.channel.name)))]
    minimum = team.policy.anonymous.minimum_channel_size
    said = section(plain(say.few_people(look.people, team.channel.name, minimum)))
    return [said, send_instead(look.instead)] if look.instead else [said]


def _when(shown: Shown) -> list[Block]:
    if shown.team is None or shown.look.times is None:
        return []
    return [when_input(shown.look.times, shown.team, now=shown.now, at_once=shown.draft.at_once)]


def _leave_out(shown: Shown) -> list[Block]:
    look, people = shown.look, shown.people
    if shown.team is None or not look.leaders:
        return []
    asked = leave_out_input(
        look.leaders,
        team=shown.team,
        organisation=shown.organisation,
        people=people,
        chosen=shown.draft.left_out,
    )
    if not look.named or shown.draft.left_out:
        return [asked]
    return [section(plain(say.named_leaders([people.name_of(leader) for leader in look.named]))), asked]
