"""The form comes back: look it over, find the team where none was chosen, store it, and confirm in the form itself."""

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.organisation import Team
from bot.core.routing import Rule, route
from bot.core.what_people_write import is_too_long
from bot.errors import Refused
from bot.usecases.check_text import text_problem
from bot.usecases.look_over import Look, proposal
from bot.usecases.take_feedback import Sending, Taken, take_feedback
from bot.words import form as say
from bot.words import routing as say_routing
from handlers.answers import Answer, error_at, update
from handlers.carried import Carried, OutdatedError, mark, promise
from handlers.deps import Deps
from handlers.draft import Draft, by_default, looked_over, read_draft, team_of
from handlers.drawing import draw, still_tied
from handlers.payloads import Body, View, entered, optional, required, view_of
from handlers.signer import ForgedError
from handlers.views import ids
from handlers.views.confirmation import confirmation


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
    if problem := text_problem(words, empty=say.EMPTY):
        return error_at(view, ids.WORDS, problem, words=words)
    draft = read_draft(view)
    if draft.team is None:
        return _look_for_the_team(deps, view, carried, draft)
    return await _look_over_and_send(deps, body, carried, draft)


async def _look_over_and_send(deps: Deps, body: Body, carried: Carried, draft: Draft) -> Answer:
    view = view_of(body)
    team = team_of(draft, deps.current.organisation)
    if team is None:
        return error_at(view, ids.TEAM, say.TEAM_GONE, words=draft.words)
    words = draft.words
    if not _known_to_be_clear(carried, draft, team):
        look = looked_over(deps, draft, carried)
        if wrong := _left_out_problem(draft, look):
            return error_at(view, ids.LEAVE_OUT, wrong, words=draft.words)
        if _has_to_be_seen(carried, draft, look, team):
            return update(draw(deps, carried, draft, first=say.LOOK_FIRST, look=look))
        words = proposal(draft.words, look) if draft.chosen == ids.REWRITE else draft.words
        if wrong := _choice_problem(draft, look, words):
            return error_at(view, ids.WHAT_TO_SEND, wrong, words=draft.words)
    try:
        taken = await _take(deps, body, carried, draft, words=words, team=team)
    except Refused as refused:
        return error_at(view, ids.WORDS, str(refused), words=draft.words)
    return _confirmed(deps, draft, taken)


def _left_out_problem(draft: Draft, look: Look) -> str | None:
    if draft.left_out is None:
        return None
    if draft.left_out not in look.leaders:
        return say.LEADS_NO_MORE
    return None if look.readers else say.NOBODY_LEFT


def _choice_problem(draft: Draft, look: Look, words: str) -> str | None:
    """Return what is wrong with the choice of `words` to be sent."""
    if look.must_decide and draft.chosen is None:
        return say.CHOOSE_WHAT_TO_SEND
    return say.REWRITE_TOO_LONG if is_too_long(words) else None


def _known_to_be_clear(carried: Carried, draft: Draft, team: Team) -> bool:
    """Return whether the form shows all there is to say about this draft, and nothing was found in its words.

    Then they need not be looked over a second time, which would take as long as all the rest. Who leads a team may have
    changed since, so where somebody is left out it is looked at again.
    """
    if draft.left_out is not None or not carried.clear:
        return False
    same = carried.seen == draft.seen and carried.drawn == draft.team
    return same and not _promises_otherwise(carried, draft, team)


def _promises_otherwise(carried: Carried, draft: Draft, team: Team) -> bool:
    """Return whether an anonymous author is promised something else than the form says: a choice or policy moved."""
    if draft.signed:
        return False
    return carried.told != draft.told or carried.promised != promise(team.policy)


def _has_to_be_seen(carried: Carried, draft: Draft, look: Look, team: Team) -> bool:
    """Return whether the form has not shown yet what there is to say about what is being sent.

    The form is drawn again on every choice. Words are looked over only when they are sent, and Slack may have refused
    a drawing, or not have shown it in time.
    """
    new_words = carried.seen != draft.seen
    new_team = carried.drawn != draft.team
    if look.findings and new_words:
        return True
    if look.named and draft.left_out is None and (new_words or new_team):
        return True
    return (look.too_few and new_team) or _promises_otherwise(carried, draft, team)


async def _take(deps: Deps, body: Body, carried: Carried, draft: Draft, *, words: str, team: Team) -> Taken:
    return await take_feedback(
        store=deps.store,
        identity=deps.identity,
        organisation=deps.current.organisation,
        author=required(body, "user", "id"),
        item_id=carried.item_id,
        words=words,
        team=team,
        because=_why(deps, carried, words, team),
        sending=Sending(signed=draft.signed, way_back=draft.way_back, at_once=draft.at_once, left_out=draft.left_out),
        receipt_secret=carried.receipt_secret,
        about=carried.about,
        now=deps.clock(),
        new_id=carried.further_ids().__next__,
    )


def _confirmed(deps: Deps, draft: Draft, taken: Taken) -> Answer:
    if taken.held is None:
        deps.wake()
        # What is held is counted when its batch goes out, or the counter would tell when it came.
        if draft.left_out is None:
            deps.meter.count("feedback_taken")
    return update(
        confirmation(
            taken,
            draft=draft,
            organisation=deps.current.organisation,
            people=deps.current.people,
            signer=deps.signer,
            now=deps.clock(),
        )
    )


def _why(deps: Deps, carried: Carried, words: str, team: Team) -> str:
    """Return the rule that chose the team as readers are told it: true of the words that are sent.

    What the form opened with may have been deleted since, and readers must not learn it. Words as they were when the
    team was found were looked at then; others are looked at again.
    """
    if team.key != carried.team or carried.why == say_routing.CHOSEN:
        return say_routing.CHOSEN
    if carried.why and carried.routed == mark(words):
        return carried.why
    found = route(words, target=None, typed_in=None, organisation=deps.current.organisation)
    return found.why if found.team.key == team.key else say_routing.CHOSEN


def _look_for_the_team(deps: Deps, view: View, carried: Carried, draft: Draft) -> Answer:
    """Find the team, and show it in the form before anything is sent; where several fit, ask."""
    organisation = deps.current.organisation
    if tied := still_tied(carried, organisation):
        return error_at(view, ids.TEAM, say.tie([team.name for team in tied]), words=draft.words)
    found = route(draft.words, target=None, typed_in=None, organisation=organisation)
    if found.rule is Rule.TIE:
        return error_at(view, ids.TEAM, say.tie([team.name for team in found.ties]), words=draft.words)
    team = found.team
    if entered(view, ids.SIGNATURE) is None:
        draft = replace(draft, way=by_default(organisation, team))
    carried = replace(
        carried,
        team=team.key,
        why=found.why,
        because=found.because,
        routed=mark(draft.words),
        ties=(),
        turn=carried.turn + 1,
    )
    note = say.look_again(team.name, team.channel.name, found.because)
    return update(draw(deps, carried, replace(draft, team=team.key), note=note))
