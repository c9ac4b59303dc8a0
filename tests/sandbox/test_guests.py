"""Guests: marked in what the API says of them, and shown only the channels they are in."""

from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.errors import CannotSee, SetupError
from sandbox.organisation import read_organisation
from sandbox.store import Store
from sandbox.world import World

ANA = {"id": "U1", "name": "ana", "real_name": "Ana"}
GUS = {"id": "U2", "name": "gus", "real_name": "Gus", "is_restricted": True}
NILS = {"id": "U3", "name": "nils", "real_name": "Nils", "is_ultra_restricted": True}


async def marks(client: AsyncWebClient) -> dict[str, tuple[bool, bool]]:
    members: list[dict[str, Any]] = (await client.users_list())["members"]
    return {one["name"]: (one["is_restricted"], one["is_ultra_restricted"]) for one in members}


async def test_users_list_and_info_tell_guests_from_members(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.act.make_guest("ana")
    sandbox.world.person("ben").is_ultra_restricted = True
    found = await marks(client)
    assert (found["ana"], found["ben"], found["chiyo"]) == ((True, False), (True, True), (False, False))
    assert (await client.users_info(user="U0ANA"))["user"]["is_restricted"] is True
    sandbox.act.make_guest("ana", guest=False)
    sandbox.act.make_guest("ben", guest=False)
    assert (await marks(client))["ana"] == (await marks(client))["ben"] == (False, False)


async def test_a_guest_sees_and_does_nothing_in_a_channel_they_are_not_in(sandbox: Sandbox) -> None:
    sandbox.act.make_guest("leo")
    with pytest.raises(CannotSee):
        sandbox.act.messages("leo", "payments")
    assert sandbox.act.messages("leo", "mobile") == []
    assert "payments" not in [one.name for one in sandbox.act.channels("leo")]
    await sandbox.act.say("leo", "mobile", "hello")


def test_everyone_in_a_channel_means_everyone_but_guests() -> None:
    channels = [{"id": "C1", "name": "all"}, {"id": "C2", "name": "some", "members": ["ana", "gus"]}]
    found = read_organisation({"people": [ANA, GUS], "channels": channels}, "bot")
    assert [found.channels[one].members for one in ("C1", "C2")] == [["U1"], ["U1", "U2"]]


def test_a_guest_of_one_channel_cannot_stand_in_two() -> None:
    channels = [{"id": "C1", "name": "one", "members": ["nils"]}, {"id": "C2", "name": "two", "members": ["nils"]}]
    with pytest.raises(SetupError, match="nils is a guest of one channel"):
        read_organisation({"people": [NILS], "channels": channels}, "bot")


def test_who_is_a_guest_is_kept(tmp_path: Path) -> None:
    organisation = read_organisation({"people": [ANA, GUS]}, "bot")
    store = Store(tmp_path / "data.db")
    World(organisation, store)
    store.close()
    again = World(read_organisation({}, "bot"), store)
    assert [again.person(name).is_guest for name in ("ana", "gus")] == [False, True]
    store.close()
