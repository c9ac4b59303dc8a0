"""The form comes back: check it, find the team where none was chosen, store it, and confirm in the form itself."""

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.organisation import Organisation, Team
from bot.core.routing import Rule, route
from bot.core.slack_text import is_blank
from bot.core.what_people_write import is_too_long, storable
from bot.usecases.take_feedback import take_feedback
from bot.words import form as say
from bot.words import routing as say_routing
from handlers.answers import Answer, error_at, update
from handlers.deps import Deps
from handlers.fresh_form import by_default
from handlers.payloads import Body, View, entered, optional, required, shown_first, view_of
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.confirmation import confirmation
from handlers.views.feedback_form import Carried, OutdatedError, feedback_form


async def form_sent(deps: Deps, body: Body, _client: AsyncWebClient) -> Answer:
    """Answer a submitted form. Whatever is wrong is shown at its block, and what was typed stays."""
    view = view_of(body)
    words = optional(entered(view, ids.WORDS), "value") or ""
    try:
        carried = Carried.opened(optional(view, "private_metadata") or "", deps.signer)
    except ForgedError:
        return error_at(view, ids.WORDS, say.NOT_OURS, words=words)
    except OutdatedError:
        return error_at(view, ids.WORDS, say.OUTDATED, words=words)
    if problem := _problem(words):
        return error_at(view, ids.WORDS, problem, words=words)
    key = optional(entered(view, ids.TEAM), "selected_option", "value")
    if key is None:
        return _look_for_the_team(deps, view, carried, words)
    team = deps.current.organisation.team(key)
    if team is None or team.archived:
        return error_at(view, ids.TEAM, say.TEAM_GONE, words=words)
    return await _take(deps, body, carried, words=words, team=team)


def _problem(words: str) -> str | None:
    if is_blank(words):
        return say.EMPTY
    return say.too_long(len(words)) if is_too_long(words) else None


async def _take(deps: Deps, body: Body, carried: Carried, *, words: str, team: Team) -> Answer:
    view = view_of(body)
    # Who sent it is read only where they sign it.
    signed_by = required(body, "user", "id") if _chosen_signature(view) == ids.SIGNED else None
    further_ids = deps.signer.further_ids(carried.item_id)
    taken = await take_feedback(
        store=deps.store,
        organisation=deps.current.organisation,
        item_id=carried.item_id,
        words=words,
        team=team,
        because=_why(deps, view, carried, words, team),
        signed_by=signed_by,
        about=carried.about,
        now=deps.clock(),
        new_id=further_ids.__next__,
    )
    deps.wake()
    deps.meter.count("feedback_taken")
    return update(confirmation(item_id=taken.item_id, team=taken.team, anonymous=signed_by is None))


def _why(deps: Deps, view: View, carried: Carried, words: str, team: Team) -> str:
    """Return the rule that chose the team as readers are told it: true of the words that were sent.

    What the form opened with may have been deleted since, and readers must not learn it. Words as the form showed them
    were looked at then; others are looked at again.
    """
    if not carried.why or team.key != carried.team or carried.why == say_routing.CHOSEN:
        return say_routing.CHOSEN
    if words == shown_first(view, ids.WORDS):
        return carried.why
    found = route(storable(words), target=None, typed_in=None, organisation=deps.current.organisation)
    return found.why if found.team.key == team.key else say_routing.CHOSEN


def _look_for_the_team(deps: Deps, view: View, carried: Carried, words: str) -> Answer:
    """Find the team, and show it in the form before anything is sent; where several fit, ask."""
    organisation = deps.current.organisation
    if tied := _still_tied(carried, organisation):
        return error_at(view, ids.TEAM, say.tie([team.name for team in tied]), words=words)
    words = storable(words)
    found = route(words, target=None, typed_in=None, organisation=organisation)
    if found.rule is Rule.TIE:
        return error_at(view, ids.TEAM, say.tie([team.name for team in found.ties]), words=words)
    team = found.team
    signature = _chosen_signature(view)
    form = feedback_form(
        carried=replace(carried, team=team.key, why=found.why, ties=(), turn=carried.turn + 1),
        signer=deps.signer,
        words=words,
        team=team,
        note=say.look_again(team.name, team.channel.name, found.because),
        anonymous=signature == ids.ANONYMOUS if signature else by_default(organisation, team),
    )
    return update(form)


def _still_tied(carried: Carried, organisation: Organisation) -> list[Team]:
    """Return the teams that the author was asked to choose from, or none where fewer than two are left."""
    teams = [organisation.team(key) for key in carried.ties]
    left = [team for team in teams if team is not None and not team.archived]
    return left if len(left) > 1 else []


def _chosen_signature(view: View) -> str | None:
    return optional(entered(view, ids.SIGNATURE), "selected_option", "value")
