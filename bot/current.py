"""The organisation as the running process last read it, shared by handlers, sender and sweep."""

from dataclasses import dataclass

from bot.core.organisation import Organisation
from bot.ports import Store


@dataclass
class Current:
    """Holds the organisation; `refresh` replaces it whole, so that whoever took a reference keeps a consistent one."""

    organisation: Organisation

    async def refresh(self, store: Store) -> bool:
        """Read the organisation again if its version moved; return whether it did. Raises StoreFailure."""
        if await store.organisation_version() == self.organisation.version:
            return False
        organisation = await store.organisation()
        if organisation is None:
            return False
        self.organisation = organisation
        return True
