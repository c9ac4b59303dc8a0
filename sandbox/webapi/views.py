"""views.*: modals and home tabs."""

from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.views import View
from sandbox.webapi.args import Args


def open_(core: Core, args: Args) -> dict[str, Any]:
    """views.open: the view is checked before the trigger is taken."""
    args.need("trigger_id")
    view = core.surfaces.checked(_view(args), "modal")
    return _answer(core, core.surfaces.open(core.handles.exchange(args.text("trigger_id")), view))


def push(core: Core, args: Args) -> dict[str, Any]:
    """views.push: on top of the modal the trigger came from."""
    args.need("trigger_id")
    view = core.surfaces.checked(_view(args), "modal")
    return _answer(core, core.surfaces.push(core.handles.exchange(args.text("trigger_id")), view))


def update(core: Core, args: Args) -> dict[str, Any]:
    """views.update: by `view_id` or `external_id`, refused when the `hash` is an old one."""
    view = _view(args)
    if not args.text("view_id") and not args.text("external_id"):
        args.need("view_id")
    shown = core.surfaces.find(args.text("view_id") or None, args.text("external_id") or None)
    if shown is None:
        raise SlackError("not_found")
    return _answer(core, core.surfaces.update(shown, view, args.text("hash") or None))


def publish(core: Core, args: Args) -> dict[str, Any]:
    """views.publish: the home view of one person."""
    args.need("user_id")
    view = _view(args)
    person = core.world.people.get(args.text("user_id"))
    if person is None or person.is_bot:
        raise SlackError("invalid_arguments", messages=["invalid `user_id`"])
    if not core.manifest.home_tab:
        raise SlackError("not_enabled")
    return _answer(core, core.surfaces.publish(person.id, view, args.text("hash") or None))


def _view(args: Args) -> Any:
    args.need("view")
    return args.data("view")


def _answer(core: Core, view: View) -> dict[str, Any]:
    return {"view": core.surfaces.as_slack(view)}
