"""The form of the teams file, section by section.

What a section leaves out comes from the one it overrides: the default values here are never read, see `Section.given`.
"""

from datetime import time, timedelta
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.teamsfile import fields
from bot.words import teams as words


class Section(BaseModel):
    """A mapping in the file; a key that it does not know is a problem."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """Return the keys as they are written in the file."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    def given(self) -> dict[str, Any]:
        """Return what the file says here, without what it leaves out."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Hours(Section):
    """`working_hours`."""

    days: fields.Weekdays
    start: fields.ClockTime = Field(alias="from")
    end: fields.ClockTime = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start >= self.end:
            raise ValueError(words.HOURS_ORDER)
        return self


def _always(value: Any) -> Any:
    if value is None:
        raise ValueError(words.EMPTY)
    if isinstance(value, str) and value != "always":
        raise ValueError(words.HOURS)
    return None if value == "always" else value


class Nudge(Section):
    """`nudge`."""

    first_after: fields.Duration = timedelta()
    then_every: fields.Duration = timedelta()
    escalate_after: int = Field(default=1, ge=1, le=1000)
    ack_expires_after: fields.Duration = timedelta()


class Anonymous(Section):
    """`anonymous`."""

    default: bool = True
    release_every: fields.Duration = timedelta()
    at_least: int = Field(default=1, ge=1, le=1000)
    hold_at_most: fields.Duration = timedelta()
    minimum_channel_size: int = Field(default=1, ge=1, le=1_000_000)
    ways_back: fields.WaysBack = ()


class Digest(Section):
    """`digest`."""

    day: fields.Weekday = 0
    at: fields.ClockTime = time()


class Retention(Section):
    """`retention`."""

    text: fields.Duration = timedelta()


class PolicySection(Section):
    """What `defaults`, the fallback and each team may say about their policy."""

    timezone: fields.Timezone = "UTC"
    working_hours: Annotated[Hours | None, BeforeValidator(_always)] = None
    holidays: fields.Holidays = ()
    nudge: Nudge = Field(default_factory=Nudge)
    anonymous: Anonymous = Field(default_factory=Anonymous)
    digest: Digest = Field(default_factory=Digest)
    retention: Retention = Field(default_factory=Retention)
    banned_words: list[fields.Line] = Field(default_factory=list)


class People(PolicySection):
    """What the fallback and a team have in common."""

    channel: fields.ChannelRef
    leaders: list[fields.Leader] = Field(min_length=1)
    escalation: list[Annotated[list[fields.Leader], Field(min_length=1)]] = Field(default_factory=list)


class Fallback(People):
    """`fallback`."""

    name: fields.Name = words.FALLBACK_NAME


class TeamSection(People):
    """One of `teams`."""

    key: fields.Key
    name: fields.Name
    aliases: list[fields.Line] = Field(default_factory=list)
    topics: list[fields.Line] = Field(default_factory=list)
    paths: list[fields.Pattern] = Field(default_factory=list)
    parent: str = ""


class OrganisationSection(Section):
    """`organisation`."""

    digest_channel: fields.ChannelRef = ""
    safety_channel: fields.ChannelRef = ""
    admins: list[fields.Person] = Field(default_factory=list)


class File(Section):
    """The whole file."""

    defaults: PolicySection = Field(default_factory=PolicySection)
    organisation: OrganisationSection = Field(default_factory=OrganisationSection)
    fallback: Fallback
    teams: list[TeamSection]


SECTIONS: dict[str, type[Section]] = {
    "": File,
    "defaults": PolicySection,
    "organisation": OrganisationSection,
    "fallback": Fallback,
    "teams": TeamSection,
    "working_hours": Hours,
    "nudge": Nudge,
    "anonymous": Anonymous,
    "digest": Digest,
    "retention": Retention,
}
"""Each section by the key that it stands under."""
