"""An installation of its own, and a sandbox in place of Slack, for audits in tests."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.audit.canary import Canary, new_canary
from bot.audit.cast import TEAM, workspace
from bot.audit.life import Part
from bot.audit.report import Report
from bot.audit.run import WHOLE, Installation, audit
from sandbox import Sandbox, serve
from storage.keys.open import keys_path, open_keys
from storage.open import open_store

ROOT = Path(__file__).parents[2]
KEY = b"0123456789" * 3 + b"01"
RETENTION = timedelta(hours=1)


@dataclass(kw_only=True)
class Ground:
    """Where an audit takes place; `sandbox` is there once it has begun."""

    folder: Path
    canary: Canary = field(default_factory=lambda: new_canary(os.urandom))
    random: Callable[[int], bytes] = os.urandom
    sandbox: Sandbox | None = None

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'bot.db'}"

    async def audited(
        self, *parts: Part, also: tuple[Path, ...] = (), secrets: dict[str, bytes] | None = None
    ) -> Report:
        """Audit with these parts of the life, or with the whole of it."""
        store, keys = await open_store(self.url), await open_keys(self.url)
        self.sandbox = Sandbox.create(organisation=workspace(self.canary), manifest=ROOT / "manifest.yml", limits=False)
        sandbox = self.sandbox

        async def skip(seconds: float) -> None:
            sandbox.clock.skip(seconds)

        try:
            async with serve(sandbox):
                return await audit(
                    Installation(
                        store=store,
                        keys=keys,
                        database=self.folder / "bot.db",
                        key_file=keys_path(self.url),
                        secret_key=KEY,
                        secrets=secrets or {},
                        also=also,
                    ),
                    place=sandbox,
                    canary=self.canary,
                    pass_time=skip,
                    retention=RETENTION,
                    real_time=lambda: datetime.now(UTC),
                    random=self.random,
                    parts=parts or WHOLE,
                )
        finally:
            await keys.close()
            await store.close()

    async def left_behind(self) -> None:
        """Leave the team in the database, as an audit does that is killed."""
        store = await open_store(self.url)
        await store.add_team(TEAM, name="left behind")
        await store.close()
