"""The people of a workspace, as read from Slack and kept in memory: their names, and who is in which channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.giveaway.directory import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member. `handle`, `name` (shown in Slack) and `real_name` may be empty; kept out of its repr."""

    id: str
    handle: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    real_name: str = field(default="", repr=False)
    guest: bool = False
    bot: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody by id, their names prepared for finding, and the ids of who is in each team's channel."""

    by_id: Mapping[str, Person] = field(default_factory=dict, repr=False)
    directory: Directory = field(default_factory=Directory, repr=False)
    members: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _counted: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    _alone: dict[str, Directory] = field(default_factory=dict, init=False, repr=False, compare=False)

    def could_have_written(self, channel_id: str) -> int | None:
        """Return how many people are in a channel, guests, bots and those who left aside; None where nobody knows."""
        if channel_id not in self.members:
            return None
        # Counted once, as the form is drawn again with every choice, and 10,000 members take 9 ms.
        if channel_id not in self._counted:
            people = (self.by_id.get(member) for member in self.members[channel_id])
            self._counted[channel_id] = sum(
                1 for person in people if person and not (person.guest or person.bot or person.gone)
            )
        return self._counted[channel_id]

    def directory_of(self, person_id: str) -> Directory:
        """Return the names of one person, prepared as if nobody else were there; empty where nobody knows them."""
        if person_id not in self.by_id:
            return Directory()
        if person_id not in self._alone:
            person = self.by_id[person_id]
            self._alone[person_id] = Directory.of([(person.id, person.handle, person.name, person.real_name)])
        return self._alone[person_id]

    def name_of(self, person_id: str) -> str:
        """Return the name that people know somebody by, or the id where nobody knows."""
        person = self.by_id.get(person_id)
        return (person.name or person.real_name or person.handle or person_id) if person else person_id
