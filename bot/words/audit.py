"""What `tell-me-more audit` says: what was planted, done, searched and found, and never what was looked for."""

from collections.abc import Iterable

PLANTED_TITLE = "Planted"
DONE_TITLE = "Done"
SEARCHED_TITLE = "Searched"
FOUND_TITLE = "Found"
MISSING_TITLE = "Not part of this version"

PLANTED = (
    "an invented member with an id, a name, a handle and an e-mail address of their own",
    "sentences that nobody else wrote, in every item, question and answer",
    "a workspace on this machine in place of Slack, and a team of its own that is removed again",
)

# what is done, in its order
SIGNATURE = "requests with a wrong signature, an old timestamp, an unreadable body or an unknown button were refused"
TOO_LATE = "the form came too late for Slack, and was offered again with the words"
CHANGED = "the form was changed, and looked over"
NOT_STORED = "the database failed while it was taken: the words stayed in the form"
TAKEN = "an item was sent, to be answered in the author's Home, and sent a second time"
EDITED = "it was edited while it waited"
SEEN_IN_HOME = "it was opened from the Home while it waited"
RELEASED = "its batch went out, after the database had failed, Slack had asked to wait, and a connection had broken"
NUDGED = "its leaders were reminded"
ASKED = "a leader asked, once with a question that fishes for who it is"
ANSWERED = "the author answered from the Home, and the answer went out"
MUTED = "a leader paused the author, who was then refused"
REPORTED = "a leader reported it, and its words went to the safety channel"
CLOSED = "it was closed, and the pause ended with it"
RECEIPT = "an item was sent with a receipt, and acknowledged after the database had failed"
RECEIPT_WRONG = "a mistaken receipt was refused"
RECEIPT_ANSWERED = "with the receipt it was answered"
RECEIPT_WITHDRAWN = "with the receipt it was withdrawn"
AT_ONCE = "an item without a way back was sent at once; Slack refused its blocks, and it came as text"
LEFT_OUT = "an item about a leader went to another, and was asked about there"
CRASHED = "an item waited while the process crashed; it went out afterwards, and its channel was gone"
TAKEN_BACK = "an item was taken back before anybody read it, after the key store had failed"
GONE = "the author left the workspace"
ERASED = "all words were erased after their time"

MISSING = "handing an item to another team, making it right, and the digest are not there to be audited"
MISSING_TRACES = "traces: nothing records them"
MISSING_ALSO = "your own backups and log files were not searched: name them with --also"

NOTHING_FOUND = "nothing"
TEAM_REMOVED = "the team and all that was about its items was removed again"

NOT_STOPPED = (
    "the bot runs on this database: stop it, run the audit, which takes about half a minute, then start the bot again"
)

AUDITING = "Auditing, for about half a minute"


def no_database(path: str) -> str:
    """There is nothing to audit."""
    return f"there is no database at {path}: set TMM_DATABASE_URL as for the bot, or start the bot once"


def nothing_there(path: str) -> str:
    """What `--also` names is not there."""
    return f"there is no file or folder {path} to be searched: correct --also"


def planted() -> list[str]:
    """What was planted."""
    return list(PLANTED)


def done(step: str) -> str:
    """A step that was done."""
    return f"ok   {step}"


def not_done(step: str, why: str) -> str:
    """A step that could not be done; `why` is a short reason of the program's."""
    return f"NOT  {step} ({why})"


def searched(*, size: int, files: int, requests: int, rounds: int, needles: int) -> list[str]:
    """How much was looked at."""
    return [
        f"{size:,} bytes, looked for {needles:,} ways to write what was planted",
        f"{files:,} files in {rounds} rounds: while an item waited, was open, was closed, and at the end",
        f"{requests:,} requests and answers of the bot, its logs at debug level, metrics and error texts",
    ]


def looked_at(places: Iterable[str]) -> list[str]:
    """The files and other places by name."""
    return [f"     {place}" for place in places]


def keys_tried(count: int, *, all_of_them: bool) -> str:
    """How many stored values were tried as keys of a hash."""
    note = "" if all_of_them else ", the audit's own first; there are more, which were not tried"
    return f"{count:,} stored values tried as keys of hashes{note}"


def found(place: str, what: str, how: str) -> str:
    """A finding, without the thing itself."""
    return f"FOUND in {place}: {what}, {how}"


def passed(findings: int, failures: int) -> str:
    """The last line."""
    if findings:
        count = f"{findings} finding{'' if findings == 1 else 's'}"
        return f"{count}. Please report this, and until it is solved say so to those who write."
    if failures:
        return "Nothing was found, but not all could be done, so this is no pass. Run it again; report it if it stays."
    return "Nothing was found."
