"""Opens, updates and closes the views people have on their screens, by Slack's rules for modals and home tabs."""

import secrets
from typing import Any

from sandbox.blockkit import check_view, view_too_large
from sandbox.errors import SlackError
from sandbox.fields import initial_values
from sandbox.ids import new_id, with_ids
from sandbox.views import View, copied
from sandbox.world import World

STACK = 3  # error `push_limit_reached` in the reference of views.push


class Surfaces:
    """The modals (one stack a person, in memory) and home tabs of everyone."""

    def __init__(self, world: World) -> None:
        self._world = world

    def open(self, person: str, view: dict[str, Any]) -> View:
        """Puts a modal before a person, in place of what they had open."""
        opened = self._new(person, self.checked(view, "modal"))
        self._world.modals[person] = [opened]
        self._world.changes.bump()
        return opened

    def push(self, person: str, view: dict[str, Any]) -> View:
        """Puts a modal on top of the open one; `not_found`, `push_limit_reached`."""
        stack = self._world.modals.get(person, [])
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        pushed = self._new(person, self.checked(view, "modal"))
        pushed.root_view_id, pushed.previous_view_id = stack[0].id, stack[-1].id
        stack.append(pushed)
        self._world.changes.bump()
        return pushed

    def update(self, shown: View, view: dict[str, Any], hash_: str | None = None) -> View:
        """Replaces the content of a view; what was typed stays where block and action ids are the same."""
        content = self.checked(view, shown.type, except_for=shown)
        if hash_ and hash_ != shown.hash:
            raise SlackError("hash_conflict")
        shown.take(content, self._hash())
        shown.values = initial_values(shown.blocks, shown.values)
        if shown.type == "home":
            self._world.save_home(shown)
        self._world.changes.bump()
        return shown

    def publish(self, person: str, view: dict[str, Any], hash_: str | None = None) -> View:
        """Shows a home view to a person, now or when they next look."""
        shown = self._world.homes.get(person)
        if shown is not None:
            return self.update(shown, view, hash_)
        published = self._new(person, self.checked(view, "home"))
        self._world.save_home(published)
        return published

    def close(self, view: View, *, all_of_them: bool = False) -> None:
        """Takes a modal away, with everything above it; the one below shows again."""
        stack = self._world.modals.get(view.user, [])
        keep = 0 if all_of_them or view not in stack else stack.index(view)
        del stack[keep:]
        if not stack:
            self._world.modals.pop(view.user, None)
        self._world.changes.bump()

    def find(self, view_id: str | None, external_id: str | None = None) -> View | None:
        """The view with this id, or with the app's own id."""
        for view in self._world.views():
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
        return None

    def as_slack(self, view: View) -> dict[str, Any]:
        """A copy of the view object for answers and payloads."""
        workspace = self._world.workspace
        shown = view.as_slack(team_id=workspace.team_id, app_id=workspace.app_id, bot_id=workspace.bot_id)
        return copied(shown)  # type: ignore[no-any-return]

    def checked(self, view: Any, kind: str, except_for: View | None = None) -> dict[str, Any]:
        """The view with ids for all its parts; SlackError when Slack would refuse it."""
        if view_too_large(view):
            raise SlackError("view_too_large")
        problems = check_view(view)
        if not problems and view["type"] != kind:
            problems = [f"[ERROR] must be a view of type {kind} [json-pointer:/view/type]"]
        if problems:
            raise SlackError("invalid_arguments", messages=problems)
        external = view.get("external_id")
        if external and any(one.external_id == external and one is not except_for for one in self._world.views()):
            raise SlackError("duplicate_external_id")
        return {**view, "blocks": with_ids(view["blocks"])}

    def _new(self, person: str, content: dict[str, Any]) -> View:
        view = View(id=new_id("V"), user=person, type=content["type"], blocks=[], hash="")
        view.take(content, self._hash())
        view.values = initial_values(view.blocks)
        view.root_view_id = view.id
        return view

    def _hash(self) -> str:
        return f"{int(self._world.clock.time())}.{secrets.token_hex(4)}"
