"""What is said where a change of the teams protects authors less than before: to admins who may agree, and in channels.

What a change costs is said by bot/words/protection.py when a file is checked; here it is what changes, in one line.
"""

from collections.abc import Sequence


def about(team: str, line: str) -> str:
    """Begin a line with the team that it is about."""
    return f"{team}: {line}"


EVERYBODY = "All teams"

DEFAULT_OFF = "the form starts with the author's name on; who does not look at the choice signs"
HOME_ALLOWED = "authors may be answered in their Home, which keeps a tag of them until it is closed or 30 days are over"
HOME_ALONE = (
    "authors can no longer choose a way back that keeps nothing of them: only their Home, with its tag, is left"
)
SAFETY_CHANNEL_REMOVED = "reported feedback goes to the admins, since there is no safety channel any more"


def safety_channel(before: str, after: str) -> str:
    """Others look after what is reported; names of channels without #."""
    return f"reported feedback goes to #{after} instead of #{before}, so others read it"


def in_place_of(team: str, line: str) -> str:
    """The line compares with another team, whose feedback this one takes from now on, or a part of it."""
    return f"in place of {team}, {line}"


def gone(line: str) -> str:
    """The line compares with the fallback, since there is no such team any more."""
    return f"it is gone, and the fallback has what goes to it: {line}"


def release_every(before: str, after: str) -> str:
    """Batches more often; durations as they are written in the teams file."""
    return f"batches every {after} instead of every {before}; the sooner one leaves, the fewer can be in it"


def at_least(before: int, after: int) -> str:
    """Batches of fewer authors."""
    return f"batches of at least {_people(after)} instead of {before}; with fewer in it each is easier to guess"


def hold_at_most(before: str, after: str) -> str:
    """A shorter wait for others."""
    return f"feedback waits for others for {after} at most instead of {before}; after that it leaves, perhaps alone"


def minimum_channel_size(before: int, after: int) -> str:
    """Smaller channels count as large enough."""
    return f"a channel of {_people(after)} counts as large enough, instead of {before}"


def retention(before: str, after: str) -> str:
    """Words are kept longer."""
    return f"words are kept for {after} instead of {before}"


def admins(added: Sequence[str], removed: Sequence[str]) -> str:
    """Other people are admins; they are named by their ids, as in the teams file."""
    changes = (("new", added), ("no longer there", removed))
    said = " and ".join(f"{', '.join(who)} ({how})" for how, who in changes if who)
    return f"the admins change: {said}; two of them together can agree to changes like this one"


def notice(team: str, lines: Sequence[str], who: Sequence[str]) -> str:
    """Say in a team's channel what protects authors less from now on, in mrkdwn.

    `team` is its name, escaped; `lines` are escaped, too; `who` are mentions of those who agreed, none where nobody
    had to.
    """
    return _notice(
        f"The rules for anonymous feedback to {team} have changed, and protect less than before.",
        lines,
        who,
        "This is for what is sent from now on. What was sent before goes out as it was promised.",
    )


def notice_to_all(lines: Sequence[str], who: Sequence[str]) -> str:
    """Say in every team's channel what protects authors less whatever team they write to, as `notice` does."""
    return _notice(
        "The rules for anonymous feedback to all teams have changed, and protect less than before.",
        lines,
        who,
        "This is for what was sent before, too.",
    )


def _notice(begins: str, lines: Sequence[str], who: Sequence[str], ends: str) -> str:
    agreed = f" {_joined(who)} agreed to it." if who else ""
    listed = "\n".join(f"• {line}" for line in lines)
    return f"*{begins}*{agreed}\n{listed}\n{ends}"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _joined(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
