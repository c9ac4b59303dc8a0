"""Why feedback goes where it goes: to its author (`because …`), and to those who read it later (`why`).

Readers are never told in which channel something was typed: that would narrow down who wrote it.
"""

from collections.abc import Sequence

CHOSEN = "Here because its author chose this team."


def named(team: str) -> str:
    """The author named the team."""
    return f"because you named {team}"


def typed_in(channel: str) -> str:
    """The author typed it in the team's channel."""
    return f"because you wrote it in #{channel}"


def path(pattern: str) -> str:
    """A path in the words belongs to the team."""
    return f"because it mentions a path in {pattern}"


def topic(phrase: str) -> str:
    """An alias or topic of the team is in the words."""
    return f"because it mentions “{phrase}”"


def nothing_matched(team: str) -> str:
    """No rule matched."""
    return f"because nothing in it names a team, and {team} finds out who it is for"


def tie(teams: Sequence[str]) -> str:
    """Several teams match equally well; the author picks."""
    return f"because it could be for {listed(teams)}: please pick one"


def why_path(pattern: str) -> str:
    """For readers: a path in the words belongs to the team."""
    return f"Here because it mentions a path in {pattern}."


def why_topic(phrase: str) -> str:
    """For readers: an alias or topic of the team is in the words."""
    return f"Here because it mentions “{phrase}”."


WHY_FALLBACK = "Here because nothing in it named a team."


def listed(names: Sequence[str]) -> str:
    """Return such as `A, B or C`; of many only the first five."""
    shown = list(names[:5])
    if len(names) > len(shown):
        return f"{', '.join(shown)} or {len(names) - len(shown)} more"
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
