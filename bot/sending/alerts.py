"""Telling admins what could not be delivered, once and not once for every message that met the same obstacle."""

from datetime import datetime, timedelta

import structlog

from bot.core.organisation import Organisation, Team
from bot.core.slack_text import escape
from bot.messages.delivery import What, delivery_alert
from bot.ports import Clock, Kind, Meter, Outgoing, Store
from bot.sending import refusals
from bot.sending.places import is_person, name_of, recipients

log = structlog.get_logger()

_HOUR, _DAY = ("hour", timedelta(hours=1)), ("day", timedelta(days=1))
ONCE_EVERY = {What.ITEM: _HOUR, What.UPDATE: _HOUR, What.REMINDER: _DAY}
"""The same team, place and reason is told again after so long; the alert says so."""

REMEMBERED = 1_000

Key = tuple[What, str, str, str, str | None]


class Alerts:
    """Queues alerts and remembers which it queued; after a restart one may come a second time."""

    def __init__(self, *, store: Store, clock: Clock, meter: Meter) -> None:
        self._store = store
        self._clock = clock
        self._meter = meter
        self._told: dict[Key, datetime] = {}

    async def tell(
        self,
        row: Outgoing,
        code: str,
        *,
        place: str,
        team: Team,
        organisation: Organisation,
        instead: str,
        left_out: str | None = None,
    ) -> None:
        """Queue an alert about a row that was refused with `code` at `place`. Raises StoreFailure.

        `left_out` never gets one about an item that leaves them out, and misses none on account of it either.
        """
        what = _what(row)
        # What Slack will not show has nothing to do with the place: not every leader's message is worth an alert.
        key = (what, team.key, "" if refusals.about(code) is refusals.About.PAYLOAD else place, code, left_out)
        period, length = ONCE_EVERY[what]
        now = self._clock()
        if key in self._told and now - self._told[key] < length:
            return
        people = recipients(organisation, left_out=left_out)
        if not people:
            log.error("nobody_to_tell", kind=row.kind.value, item=row.item, code=code)
            return
        words = delivery_alert(
            what=what,
            item=row.item or "",
            team=team,
            place=_shown(place, organisation),
            reason=_reason(code, place, left_out),
            instead=instead,
            period=period,
            left_out=left_out is not None,
        )
        self._remember(key, now)  # before it is written, since several lanes may meet the same at once
        try:
            await self._store.alert(people=people, words=words, now=now)
        except BaseException:
            self._told.pop(key, None)
            raise
        self._meter.count("alerts_queued", kind=row.kind.value, code=code)

    def _remember(self, key: Key, now: datetime) -> None:
        self._told[key] = now
        if len(self._told) > REMEMBERED:
            del self._told[min(self._told, key=self._told.__getitem__)]


def _what(row: Outgoing) -> What:
    if row.kind is Kind.UPDATE:
        return What.UPDATE
    return What.REMINDER if row.kind in (Kind.THREAD_REMINDER, Kind.LEADER_REMINDER) else What.ITEM


def _reason(code: str, place: str, left_out: str | None) -> str:
    reason = refusals.reason(code, to_person=is_person(place))
    # Those who have it are not its team's leaders.
    return "reader_gone" if left_out is not None and reason == "person_gone" else reason


def _shown(place: str, organisation: Organisation) -> str:
    name = name_of(place, organisation)
    return name if name.startswith("<") else escape(name)
