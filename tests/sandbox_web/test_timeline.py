from datetime import UTC, datetime

from sandbox.model import Ephemeral, Message
from sandbox.web.names import Names
from sandbox.web.timeline import Post, timeline

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAMES = Names(people={"U1": "Ana", "UBOT": "Bot"}, now=NOW)


def at(seconds: float, user: str = "U1", **more: str) -> Message:
    return Message("C1", f"{NOW.timestamp() + seconds:.6f}", user, "hello", **more)  # type: ignore[arg-type]


def posts(*messages: Message, ephemerals: tuple[Ephemeral, ...] = ()) -> list[Post]:
    return timeline(messages, ephemerals, NAMES, "UBOT", lambda one: [at(1), at(2)] if one.text == "root" else [])


def test_what_one_person_writes_within_five_minutes_stands_together() -> None:
    assert [one.follows for one in posts(at(-700), at(-600), at(-290))] == [False, True, False]
    assert [one.follows for one in posts(at(-20), at(-10, "U2"))] == [False, False]


def test_a_new_day_is_said_once_and_parts_what_stands_together() -> None:
    shown = posts(at(-12 * 3600 - 5), at(-12 * 3600 + 5), at(0))
    assert [one.day for one in shown] == ["Yesterday", "Today", ""]
    assert not shown[1].follows


def test_ephemerals_stand_where_they_came_and_say_who_sees_them() -> None:
    own = Ephemeral("E1", "C1", "U1", f"{NOW.timestamp() - 5:.6f}", "only you")
    slackbot = Ephemeral("E2", "C1", "U1", f"{NOW.timestamp() - 4:.6f}", "no such command", from_bot=False)
    shown = posts(at(-10, "UBOT", bot_id="B1"), at(0), ephemerals=(own, slackbot))
    assert [one.ephemeral_id for one in shown] == [None, "E1", "E2", None]
    assert [one.author for one in shown] == ["Bot", "Bot", "Slackbot", "Ana"]
    assert [one.is_app for one in shown] == [True, True, False, False]
    assert not shown[1].follows


def test_a_thread_says_how_long_it_is_and_who_is_in_it() -> None:
    root = at(0)
    root.text = "root"
    (post,) = posts(root)
    assert (post.replies, list(post.repliers), post.last_reply) == (2, ["U1"], "Today at 12:00 PM")
