"""Draws the form from a draft: at opening, on every change of a choice, and where it is shown again instead of sent."""

from dataclasses import replace

from bot.core.organisation import Organisation, Team
from bot.core.routing import Rule, route
from bot.usecases.look_over import Look
from bot.words import form as say
from handlers.carried import Carried, promise
from handlers.deps import Deps
from handlers.draft import Draft, allowed, looked_over, team_of
from handlers.payloads import View
from handlers.views.feedback_form import Shown, feedback_form


def draw(
    deps: Deps, carried: Carried, draft: Draft, *, note: str | None = None, first: str = "", look: Look | None = None
) -> View:
    """Return the form of a draft. `note` says where it goes, where that is more than the draft tells.

    `look` is what was found when the draft was looked over, should that be known already.
    """
    organisation = deps.current.organisation
    team = team_of(draft, organisation)
    draft = allowed(draft, team)
    look = look or looked_over(deps, draft, carried)
    if draft.left_out is not None and draft.left_out not in look.leaders:
        draft = replace(draft, left_out=None)  # it was chosen for another team
        look = looked_over(deps, draft, carried)
    return feedback_form(
        Shown(
            draft=draft,
            look=look,
            team=team,
            organisation=organisation,
            people=deps.current.people,
            now=deps.clock(),
        ),
        carried=replace(
            carried,
            seen=draft.seen if draft.words else "",
            clear=not look.findings and bool(deps.current.people.by_id),  # without people no name would be found
            drawn=team.key if team else None,
            told=draft.told,
            promised=promise(team.policy) if team else "",
        ),
        signer=deps.signer,
        note=note or _note(deps, carried, draft, look, team),
        first=first,
    )


def still_tied(carried: Carried, organisation: Organisation) -> list[Team]:
    """Return the teams that the author was asked to choose from, or none where fewer than two are left."""
    teams = [organisation.team(key) for key in carried.ties]
    left = [team for team in teams if team is not None and not team.archived]
    return left if len(left) > 1 else []


def _note(deps: Deps, carried: Carried, draft: Draft, look: Look, team: Team | None) -> str:
    if team is None:
        return _no_team(deps.current.organisation, carried, draft)
    if draft.left_out is not None:
        people = deps.current.people
        if not look.readers:
            return say.NOBODY_LEFT
        return say.goes_directly([people.name_of(one) for one in look.readers], people.name_of(draft.left_out))
    found = team.key == carried.team and carried.because
    return say.goes_to(team.name, team.channel.name, carried.because if found else say.YOU_CHOSE)


def _no_team(organisation: Organisation, carried: Carried, draft: Draft) -> str:
    if tied := still_tied(carried, organisation):
        return say.tie([team.name for team in tied])
    found = route(draft.words, target=None, typed_in=None, organisation=organisation)
    return say.tie([team.name for team in found.ties]) if found.rule is Rule.TIE else say.no_team_yet()
