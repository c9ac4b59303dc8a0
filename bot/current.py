"""The organisation and the people as the running process last read them, shared by handlers, sender and sweeps."""

from dataclasses import dataclass, field

from bot.core.organisation import Organisation
from bot.core.people import People
from bot.ports import Store


@dataclass
class Current:
    """Holds both; each is replaced whole, so that whoever took a reference keeps a consistent one.

    `people` is in memory only, and empty until it was first read.
    """

    organisation: Organisation
    people: People = field(default_factory=People)

    async def refresh(self, store: Store) -> bool:
        """Read the organisation again if its version moved; return whether it did. Raises StoreFailure."""
        if await store.organisation_version() == self.organisation.version:
            return False
        organisation = await store.organisation()
        if organisation is None:
            return False
        self.organisation = organisation
        return True
