"""What an operator reads about settings that are missing or wrong. None of it repeats a value: it may be a secret."""

MAKE_A_KEY = "python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"

SLACK_UNSET = (
    "SLACK_BOT_TOKEN is not set: copy the Bot User OAuth Token (xoxb-…) from your app's page, OAuth & Permissions"
)
NO_WAY_IN = (
    "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set: your app's Basic Information page has both, the first "
    "(xapp-…, App-Level Tokens) for Socket Mode, the second for HTTP"
)
NO_KEY = f"TMM_SECRET_KEY is not set, nor TMM_SECRET_KEY_FILE: make one with {MAKE_A_KEY}"
DEBUG_REFUSED = (
    "TMM_LOG_LEVEL: debug makes the libraries write out what people send; use info, or set TMM_ALLOW_DEBUG=1 on a "
    "machine that holds no real feedback"
)

MANY_WORKSPACES = "installing into many workspaces is not built yet; unset it and set SLACK_BOT_TOKEN"
NOT_A_BOT = "this is not a bot token: it starts with xoxb-"
NOT_AN_APP = "this is not an app-level token: it starts with xapp-"
NOT_PRINTABLE = "a token has only ASCII letters, digits and signs, with no space or line break: copy it again"
NOT_AN_ADDRESS = "write it as https://…, or leave it out for Slack itself"
UNPROTECTED = "http would send the token unprotected; only this machine may be reached by http"
NOT_A_DATABASE = "write it as sqlite:///path/to/file.db or postgresql://user@host/name"
NOT_A_KEY = f"this is not 32 bytes in base64url; make one with {MAKE_A_KEY}"
UNREADABLE_KEY_FILE = "the file cannot be read; check its path and who may read it"


def unreadable_file(name: str) -> str:
    """The file of settings is there, and cannot be read."""
    return f"{name}: this cannot be read; check that it is a file, and who may read it"


def not_utf8(name: str) -> str:
    """The file of settings is in another encoding, such as UTF-16."""
    return f"{name}: save it as UTF-8"


def not_a_line(name: str, line: int) -> str:
    """A line in the file of settings that is neither a setting nor a comment."""
    return f"{name}:{line}: write it as NAME=value, and close every quote"


def wrong(name: str, what: str) -> str:
    """A setting of a value that does not do."""
    return f"{name}: {what[:1].lower()}{what[1:]}" if what.startswith("Input ") else f"{name}: {what}"


def unknown(name: str, meant: str | None) -> str:
    """A TMM_ name that is no setting; `meant` is the nearest one."""
    return f"{name} is not a setting: did you mean {meant}?" if meant else f"{name} is not a setting: remove it"
