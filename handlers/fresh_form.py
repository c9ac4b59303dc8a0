"""A new form, filled in as far as what somebody typed and where they were allow."""

from bot.core.organisation import Team
from bot.core.routing import Route, Rule, route
from bot.core.target import Command
from bot.core.what_people_write import storable
from bot.words import form as say
from handlers.carried import MOST_TIES, Carried, mark, secret_of
from handlers.deps import Deps
from handlers.draft import Draft, by_default
from handlers.drawing import draw
from handlers.payloads import View


def fresh_form(
    deps: Deps, *, command: Command, typed_in: str | None = None, about: str | None = None, note: str | None = None
) -> View:
    """Return a form with the words of `command` (at most 3,000 characters), the team found, and the rule that found it.

    `typed_in` is the id of the channel somebody is in, `about` the permalink of the message they refer to.
    """
    organisation = deps.current.organisation
    words = storable(command.words)
    found = route(words, target=command.target, typed_in=typed_in, organisation=organisation)
    team = _team(found, words)
    carried = Carried(
        item_id=deps.new_item_id(),
        secret=secret_of(deps.new_secret()),
        about=about,
        team=team.key if team else None,
        why=found.why if team else "",
        because=found.because if team else "",
        routed=mark(words),
        ties=_ties(found),
    )
    draft = Draft(words=words, team=carried.team, way=by_default(organisation, team))
    return draw(deps, carried, draft, note=" ".join(filter(None, (note, _note(found, team)))))


def _team(found: Route, words: str) -> Team | None:
    if found.rule is Rule.TIE:
        return None
    if found.rule is Rule.FALLBACK and not words:
        return None  # there is nothing yet that could match: look when the form is sent
    return found.team


def _ties(found: Route) -> tuple[str, ...]:
    """Return the teams to choose from where the words cannot say which: who was named, or where it was typed, did."""
    if found.tied_by not in {Rule.TARGET, Rule.TYPED_IN}:
        return ()
    return tuple(team.key for team in found.ties[:MOST_TIES])


def _note(found: Route, team: Team | None) -> str:
    said = [say.unknown_target(found.unknown_target[:80])] if found.unknown_target else []
    if found.rule is Rule.TIE:
        said.append(say.tie([tied.name for tied in found.ties]))
    elif team is None:
        said.append(say.no_team_yet())
    else:
        said.append(say.goes_to(team.name, team.channel.name, found.because))
    return " ".join(said)
