"""Everything that exists in the workspace, in memory and, change by change, in the data file."""

from collections.abc import Iterator

from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.errors import NoSuchElement
from sandbox.model import Channel, Ephemeral, Group, Message, Person
from sandbox.mrkdwn import links, notified
from sandbox.organisation import Organisation
from sandbox.store import Store
from sandbox.views import View


class World:
    """People, channels, groups, messages and home views by id; ephemerals and open modals are in memory only."""

    KEPT_EPHEMERALS = 5000

    def __init__(self, organisation: Organisation, store: Store) -> None:
        self.workspace = organisation.workspace
        self.store = store
        self.changes = Changes()
        settings = store.values("setting")
        self.clock = Clock(float(settings.get("offset", 0.0)), self._clock_moved)
        self.paid = bool(settings.get("paid", True))
        self.token_revoked = bool(settings.get("token_revoked", False))
        self.people: dict[str, Person] = store.records("person", Person)
        self.channels: dict[str, Channel] = store.records("channel", Channel)
        self.groups: dict[str, Group] = store.records("group", Group)
        self.homes: dict[str, View] = store.records("home", View)
        self.modals: dict[str, list[View]] = {}
        self.ephemerals: list[Ephemeral] = []
        self._messages: dict[str, dict[str, Message]] = {}
        self._threads: dict[tuple[str, str], dict[str, Message]] = {}
        self._last_ts = 0
        for message in store.messages():
            self._index(message)
        self._fill_from(organisation)

    # -- finding ------------------------------------------------------------------------------------------------

    def person(self, who: str) -> Person:
        """The person with this id or handle (with or without @); NoSuchElement when there is none."""
        if who in self.people:
            return self.people[who]
        name = who.removeprefix("@").lower()
        for person in self.people.values():
            if person.name == name:
                return person
        raise NoSuchElement(f"there is no person '{who}'")

    def channel(self, which: str) -> Channel:
        """The channel with this id or name (with or without #); NoSuchElement when there is none."""
        if which in self.channels:
            return self.channels[which]
        name = which.removeprefix("#").lower()
        for channel in self.channels.values():
            if channel.name == name and channel.kind != "im":
                return channel
        raise NoSuchElement(f"there is no channel '{which}'")

    def group(self, which: str) -> Group:
        """The user group with this id or handle (with or without @); NoSuchElement when there is none."""
        handle = which.removeprefix("@").lower()
        for group in self.groups.values():
            if group.id == which or group.handle == handle:
                return group
        raise NoSuchElement(f"there is no user group '{which}'")

    def dm(self, person: str) -> Channel:
        """The direct conversation of a person (an id) with the bot, begun when there is none yet."""
        key = f"D{person[1:]}"
        if key not in self.channels:
            members = [person, self.workspace.bot_user]
            self.save(Channel(key, "", "im", members, user=person, created=int(self.clock.time())))
        return self.channels[key]

    def message(self, channel: str, ts: str) -> Message | None:
        """One message, by channel id and ts."""
        return self._messages.get(channel, {}).get(ts)

    def messages(self, channel: str) -> list[Message]:
        """All messages of a channel, replies too, oldest first."""
        return list(self._messages.get(channel, {}).values())

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The replies in the thread under `ts`, oldest first, without the message that began it."""
        return list(self._threads.get((channel, ts), {}).values())

    def views(self) -> Iterator[View]:
        """Every view that exists at this moment, modals first."""
        for stack in self.modals.values():
            yield from stack
        yield from self.homes.values()

    # -- changing -----------------------------------------------------------------------------------------------

    def next_ts(self) -> str:
        """A timestamp id of now, greater than every one before it."""
        self._last_ts = max(int(self.clock.time() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def post(self, message: Message, *, unfurl: bool = True) -> Message:
        """Adds a message, works out whom it pings and what it previews, and keeps it."""
        self._read(message, unfurl=unfurl)
        self._index(message)
        self.store.put_message(message)
        self.changes.bump()
        return message

    def edit(self, message: Message) -> None:
        """Keeps a message whose text or blocks were changed; an edit pings nobody, so `notified` only grows."""
        before = message.notified
        self._read(message, unfurl=False)
        message.notified = list(dict.fromkeys([*before, *message.notified]))
        self.store.put_message(message)
        self.changes.bump()

    def delete(self, message: Message) -> None:
        """Takes a message away; its replies stay."""
        self._messages[message.channel].pop(message.ts, None)
        if message.thread_ts:
            self._threads.get((message.channel, message.thread_ts), {}).pop(message.ts, None)
        self.store.drop_message(message.channel, message.ts)
        self.changes.bump()

    def whisper(self, ephemeral: Ephemeral) -> Ephemeral:
        """Shows something to one person alone; beyond some thousands the oldest are forgotten."""
        self.ephemerals.append(ephemeral)
        del self.ephemerals[: -self.KEPT_EPHEMERALS]
        self.changes.bump()
        return ephemeral

    def save(self, thing: Person | Channel | Group) -> None:
        """Keeps a person, channel or group that is new or was changed."""
        if isinstance(thing, Person):
            self.people[thing.id] = thing
            self.store.put("person", thing.id, thing)
        elif isinstance(thing, Channel):
            self.channels[thing.id] = thing
            self.store.put("channel", thing.id, thing)
        else:
            self.groups[thing.id] = thing
            self.store.put("group", thing.id, thing)
        self.changes.bump()

    def save_home(self, view: View) -> None:
        """Keeps the home view of the person it belongs to."""
        self.homes[view.user] = view
        self.store.put("home", view.user, view)
        self.changes.bump()

    def set_paid(self, *, paid: bool) -> None:
        """Keeps whether the workspace pays, and so has user groups."""
        self.paid = paid
        self.store.put("setting", "paid", paid)
        self.changes.bump()

    def set_token_revoked(self, *, revoked: bool) -> None:
        """Keeps whether the bot's token still opens anything."""
        self.token_revoked = revoked
        self.store.put("setting", "token_revoked", revoked)
        self.changes.bump()

    # -- inside -------------------------------------------------------------------------------------------------

    def _clock_moved(self, offset: float) -> None:
        self.store.put("setting", "offset", offset)
        self.changes.bump()

    def _read(self, message: Message, *, unfurl: bool) -> None:
        shown = [*message.blocks, *message.attachments]
        message.notified = notified(message.text, shown)
        if unfurl:
            message.unfurled = links(message.text, shown)

    def _index(self, message: Message) -> None:
        self._messages.setdefault(message.channel, {})[message.ts] = message
        if message.is_reply and message.thread_ts:
            self._threads.setdefault((message.channel, message.thread_ts), {})[message.ts] = message
        self._last_ts = max(self._last_ts, int(message.ts.replace(".", "")))

    def _fill_from(self, organisation: Organisation) -> None:
        known = self.people.keys() | self.channels.keys() | self.groups.keys()
        things: list[Person | Channel | Group] = [
            *organisation.people.values(),
            *organisation.channels.values(),
            *organisation.groups.values(),
        ]
        for thing in things:
            if thing.id not in known:
                self.save(thing)
