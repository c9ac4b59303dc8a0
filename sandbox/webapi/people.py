"""users.*, usergroups.*, dnd.info: who there is."""

from typing import Any

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.model import Group
from sandbox.webapi.args import Args
from sandbox.webapi.paging import page


def info(core: Core, args: Args) -> dict[str, Any]:
    """users.info."""
    person = core.world.people.get(args.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    email = "users:read.email" in core.manifest.scopes
    shown = person.as_slack(core.world.workspace.team_id, email=email)
    return {"user": shown | ({"locale": "en-US"} if args.flag("include_locale") else {})}


def list_(core: Core, args: Args) -> dict[str, Any]:
    """users.list."""
    email = "users:read.email" in core.manifest.scopes
    items, more = page(list(core.world.people.values()), args)
    shown = [one.as_slack(core.world.workspace.team_id, email=email) for one in items]
    return {"members": shown, "cache_ts": int(core.world.clock.time())} | more


def lookup_by_email(core: Core, args: Args) -> dict[str, Any]:
    """users.lookupByEmail."""
    for person in core.world.people.values():
        if person.email == args.text("email") and not person.deleted:
            return {"user": person.as_slack(core.world.workspace.team_id, email=True)}
    raise SlackError("users_not_found")


def groups(core: Core, args: Args) -> dict[str, Any]:
    """usergroups.list; `plan_upgrade_required` on a free plan."""
    _paid(core)
    found = [one for one in core.world.groups.values() if args.flag("include_disabled") or not one.disabled]
    return {"usergroups": [_group(core, one, args) for one in found]}


def group_members(core: Core, args: Args) -> dict[str, Any]:
    """usergroups.users.list."""
    _paid(core)
    group = core.world.groups.get(args.text("usergroup"))
    if group is None or (group.disabled and not args.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": _active(core, group)}


def dnd(core: Core, args: Args) -> dict[str, Any]:
    """dnd.info: nobody here is ever disturbed."""
    if args.text("user") and args.text("user") not in core.world.people:
        raise SlackError("user_not_found")
    return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1, "snooze_enabled": False}


def _paid(core: Core) -> None:
    if not core.world.paid:
        raise SlackError("plan_upgrade_required")


def _active(core: Core, group: Group) -> list[str]:
    return [one for one in group.members if not core.world.people[one].deleted]


def _group(core: Core, group: Group, args: Args) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": group.id,
        "team_id": core.world.workspace.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": 1700000000,
        "date_update": 1700000000,
        "date_delete": 1700000001 if group.disabled else 0,
        "auto_type": None,
        "prefs": {"channels": [], "groups": []},
    }
    if args.flag("include_users"):
        shown["users"] = _active(core, group)
    if args.flag("include_count"):
        shown["user_count"] = len(_active(core, group))
    return shown
