"""What a person types or picks from a menu: commands, shortcuts, plain messages."""

from sandbox.acts.base import Acts
from sandbox.delivery import Delivery
from sandbox.errors import ClientRefused, NoSuchElement, SlackError
from sandbox.manifest import Command
from sandbox.model import Channel, Message, Person
from sandbox.mrkdwn import escape, resolve
from sandbox.naming import names

_UNKNOWN = (
    '{} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.'
)


class Saying(Acts):
    """Commands, shortcuts and messages."""

    async def command(self, person: str, channel: str, text: str, *, thread_ts: str | None = None) -> Delivery:
        """Types a slash command, such as `/feedback payments: hello`, and shows what comes back to the person.

        ClientRefused in a thread, where Slack has no commands.
        """
        who = self._person(person)
        where = self._joined_channel(who, channel)
        name, _, rest = text.partition(" ")
        if thread_ts is not None:
            raise ClientRefused(f"{name} is not supported in threads. Sorry!")
        command = self._core.manifest.commands.get(name)
        if command is None:
            self._answers.whisper(who, where, _UNKNOWN.format(name), from_bot=False)
            return Delivery(0, error="not_a_command")
        written = self._written(command, rest.strip())
        delivery = await self._carry("slash_commands", self._core.payloads.command(who, where, name, written))
        if delivery.error is not None:
            return self._failed(who, where, name, delivery)
        return self._shown(who, where, text, delivery)

    async def global_shortcut(self, person: str, callback_id: str) -> Delivery:
        """Picks a global shortcut; NoSuchElement when the manifest has none with this callback id."""
        who = self._person(person)
        self._shortcut(callback_id, on_message=False)
        return await self._carry("interactive", self._core.payloads.shortcut(who, callback_id))

    async def message_shortcut(self, person: str, callback_id: str, channel: str, ts: str) -> Delivery:
        """Picks a shortcut from the menu of a message."""
        who = self._person(person)
        where = self._joined_channel(who, channel)
        message = self._seen_message(where, ts)
        self._shortcut(callback_id, on_message=True)
        shown = self._core.messages.as_slack(message)
        return await self._carry("interactive", self._core.payloads.message_shortcut(who, where, callback_id, shown))

    async def say(self, person: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Writes a message, in a thread if one is named; mentions that are typed become real ones."""
        who = self._person(person)
        where = self._joined_channel(who, channel)
        if where.is_archived:
            raise ClientRefused(f"#{where.name} is archived")
        if where.kind == "im" and (self._core.manifest.messages_read_only or not self._core.manifest.messages_tab):
            raise ClientRefused("Sending messages to this app has been turned off.")
        if thread_ts is not None:
            self._seen_message(where, thread_ts)
        written = resolve(escape(text), names(self._world, labels=False))
        return self._core.messages.by_person(where, who.id, written, thread_ts)

    async def open_dm(self, person: str) -> Channel:
        """Opens the conversation with the bot."""
        return self._world.dm(self._person(person).id)

    def _written(self, command: Command, text: str) -> str:
        return resolve(escape(text), names(self._world, labels=True)) if command.escape else text

    def _shown(self, who: Person, where: Channel, typed: str, delivery: Delivery) -> Delivery:
        if not delivery.body:
            return delivery
        if isinstance(delivery.body, dict) and delivery.body.get("response_type") == "in_channel":
            self._core.messages.by_person(where, who.id, escape(typed))
        try:
            self._answers.show(who, where, delivery.body)
        except SlackError as error:
            name = typed.partition(" ")[0]
            refused = Delivery(delivery.status, delivery.body, delivery.ms, error.error)
            return self._failed(who, where, name, refused)
        return delivery

    def _failed(self, who: Person, where: Channel, name: str, delivery: Delivery) -> Delivery:
        self._answers.whisper(who, where, f'{name} failed with the error "{delivery.error}"', from_bot=False)
        return delivery

    def _shortcut(self, callback_id: str, *, on_message: bool) -> None:
        shortcut = self._core.manifest.shortcuts.get(callback_id)
        if shortcut is None or shortcut.on_message != on_message:
            kind = "message" if on_message else "global"
            raise NoSuchElement(f"the app has no {kind} shortcut '{callback_id}'")
