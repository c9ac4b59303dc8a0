"""What stands in a form that is not sent yet: read from Slack's payload, and looked over."""

from dataclasses import dataclass, field, replace

from bot.core.held import WayBack
from bot.core.organisation import Organisation, Team
from bot.core.what_people_write import storable
from bot.usecases.look_over import Look, look_over
from handlers.carried import Carried, mark
from handlers.deps import Deps
from handlers.payloads import View, everything_entered, optional
from handlers.views import ids

SIGNED = ids.SIGNED
_WAYS = frozenset({*WayBack, SIGNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The choices as they stand. `way` is a WayBack's value or `signed`, "" where the form did not show the choice.

    `team` is the key of the team, `left_out` the leader it is about, `chosen` what the author wants to be sent of
    words that give them away (see ids).
    """

    words: str = field(default="", repr=False)
    team: str | None = None
    way: str = WayBack.HOME.value
    at_once: bool = False
    left_out: str | None = None
    chosen: str | None = None

    @property
    def signed(self) -> bool:
        """Whether the author's name stands beside the words."""
        return self.way == SIGNED

    @property
    def way_back(self) -> WayBack | None:
        """How its anonymous author is answered."""
        return None if self.signed else WayBack(self.way)

    @property
    def seen(self) -> str:
        """The mark of what is found in these words, which depends on whether they are signed."""
        return mark(self.words, "signed" if self.signed else "")

    @property
    def told(self) -> str:
        """The mark of the choices that decide who could still find out."""
        return mark(self.way, "now" if self.at_once else "", self.left_out or "")


def read_draft(view: View) -> Draft:
    """Read what was entered in a view so far. What is not there, or of another version, is as it would be at first."""
    inputs = everything_entered(view)

    def picked(action_id: str) -> str | None:
        return optional(inputs.get(action_id), "selected_option", "value")

    way = picked(ids.SIGNATURE)
    if way is None or way not in _WAYS:
        # A form that was sent without the choice is anonymous, whatever the team's default is.
        way = WayBack.HOME.value
    left_out = picked(ids.LEAVE_OUT)
    return Draft(
        words=storable(optional(inputs.get(ids.WORDS), "value") or ""),
        team=picked(ids.TEAM),
        way=way,
        at_once=picked(ids.WHEN) == ids.NOW and way != SIGNED,
        left_out=None if left_out == ids.NOBODY else left_out,
        chosen=picked(ids.WHAT_TO_SEND),
    )


def by_default(organisation: Organisation, team: Team | None) -> str:
    """Return how feedback for `team`, or for whoever is found, is sent unless its author says otherwise."""
    anonymous = (team or organisation.fallback).policy.anonymous
    return anonymous.ways_back[0].value if anonymous.default else SIGNED


def allowed(draft: Draft, team: Team | None) -> Draft:
    """Return the draft with a way back that `team` allows: the first of its ways where it does not have the chosen."""
    ways = team.policy.anonymous.ways_back if team else tuple(WayBack)
    if draft.way_back is None or draft.way_back in ways:
        return draft
    return replace(draft, way=ways[0].value)


def team_of(draft: Draft, organisation: Organisation) -> Team | None:
    """Return the team that was chosen, None where there is none or it takes nothing any more."""
    team = organisation.team(draft.team) if draft.team else None
    return None if team is None or team.archived else team


def looked_over(deps: Deps, draft: Draft, carried: Carried) -> Look:
    """Look over a draft as it stands."""
    organisation = deps.current.organisation
    return look_over(
        words=draft.words,
        team=team_of(draft, organisation),
        way_back=draft.way_back,
        at_once=draft.at_once,
        left_out=draft.left_out,
        about=carried.about,
        organisation=organisation,
        people=deps.current.people,
        now=deps.clock(),
    )
