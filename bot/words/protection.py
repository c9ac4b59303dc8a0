"""What a policy costs that protects less than the defaults.

The numbers are measured with the code that releases (`benchmarks/guessing.py`): somebody knows who opened the bot, and
when, in a team of 12 where each does once in 50 hours; what waits goes out after 24 hours at the latest.
"""

AT_ONCE = 100
"""How often of 100 such an attacker names the author of what is sent at once."""

MEASURED = {3: 28, 5: 27}
"""How often of 100, by the number of distinct authors that a batch has at least, unless the time is up."""

WEAKER = {1: 50, 2: 32}
"""The same for batches that are smaller than the defaults have it."""

HOME_ALONE = (
    "less than the defaults: authors can choose no way back that keeps nothing of them, since the Home keeps a tag "
    "until the item is closed or 30 days are over"
)
DEFAULT_OFF = "less than the defaults: who does not look at the choice signs with their name"


def at_least(number: int) -> str:
    """Batches of fewer authors."""
    return (
        f"{number} is less than the default of 3: somebody who saw who opened the bot names the author in "
        f"{WEAKER[number]} of 100 cases, against {MEASURED[3]} in batches of at least 3"
    )


def minimum_channel_size(number: int) -> str:
    """Smaller channels."""
    return f"{number} is less than the default of 5: in a channel of {number} a blind guess is right 1 time in {number}"


def release_every(written: str) -> str:
    """Batches more often."""
    return (
        f"{written} is less than the default of 2h: the sooner feedback appears, the fewer people can have written it; "
        f"sent at once, somebody who saw who opened the bot names the author in {AT_ONCE} of 100 cases"
    )


def hold_at_most(written: str) -> str:
    """Batches that leave before enough authors are in them."""
    return (
        f"{written} is less than the default of 24h: after it a batch leaves with fewer authors than at_least, and the "
        f"author of one that leaves alone is named in {AT_ONCE} of 100 cases"
    )


def retention(written: str) -> str:
    """Words kept longer."""
    return f"{written} is more than the default of 180d: words that are kept longer can give their author away longer"
