"""What `tell-me-more` says on a terminal: its help with an example each, its progress and its errors."""

from collections.abc import Iterable, Sequence

from bot.words.settings import MAKE_A_KEY

ABOUT = "A Slack bot that brings feedback to the team that owns it, and keeps asking until somebody listens."
EPILOG = "Try it without Slack: tell-me-more demo"

SUMMARIES = {
    "demo": "try it in a browser, with a small Slack of its own",
    "run": "run the bot for your workspace",
    "check": "check tokens, scopes, clock, database, channels and teams",
    "teams": "apply, show or check the teams that feedback goes to",
    "audit": "look for traces of an invented author in all that this installation keeps and sends",
    "migrate": "bring the database to this version",
    "apply": "apply a teams file, whole or not at all",
    "show": "show the teams as they are",
    "teams check": "check that the teams still fit what is in Slack",
}

HELP = {
    "demo": """Starts the bot and a small Slack on this machine, with a sample organisation, and opens the page.
Nothing leaves this machine. What you do is kept in the data folder, and still there when you start it again.

example:
  tell-me-more demo --port 3200""",
    "run": f"""Runs the bot until it is stopped. Settings come from the environment or from .env:
  SLACK_BOT_TOKEN        xoxb-…, from OAuth & Permissions
  SLACK_APP_TOKEN        xapp-…, for Socket Mode; or SLACK_SIGNING_SECRET, for HTTP at POST /slack/events
  TMM_SECRET_KEY         32 random bytes; make one with
                         {MAKE_A_KEY}
  TMM_SECRET_KEY_FILE    a file that holds it, instead
  TMM_TEAMS_FILE         a teams.yml to apply at every start
  TMM_DATABASE_URL       sqlite:///data/tell-me-more.db
  TMM_HOST, TMM_PORT     127.0.0.1 and 3000; 0.0.0.0 in a container
  TMM_LOG_LEVEL          info; TMM_LOG_FORMAT console or json

example:
  tell-me-more check && tell-me-more run""",
    "check": """Prints a line for each thing that must be right before the bot can run, and ends with 1 if one is not.

example:
  tell-me-more check""",
    "teams": """example of a teams.yml:
  organisation: {admins: [U0ADMIN]}
  fallback: {channel: "#feedback-triage", leaders: [U0TRIAGE]}
  teams:
    - key: payments
      name: Payments
      channel: "#payments"
      leaders: [U0LEAD, S0PAYLEADS]
      topics: [checkout, refunds, "double charge"]

example:
  tell-me-more teams apply teams.yml""",
    "audit": """Stop the bot first, and start it again afterwards: it takes about half a minute. On the real database
and key store, with the real code and a small Slack on this machine, an invented member lives through all that can
happen to feedback, failures included. Files, logs, metrics and requests are searched for them: in clear, in hex, in
base64 and hashed. What was planted is removed. Ends with 1 if anything was found, or not all of it could be done.

example:
  tell-me-more audit --also /var/backups/tell-me-more --also /var/log/tell-me-more.log""",
    "migrate": """`run` does this by itself; use it to prepare a database ahead of a start.

example:
  TMM_DATABASE_URL=sqlite:///data/tell-me-more.db tell-me-more migrate""",
    "apply": """Every channel, person and group in the file is looked up in Slack first. A file that is wrong is refused
whole, with every error and its line. A running bot follows within seconds.

example:
  tell-me-more teams apply teams.yml""",
    "show": """example:
  tell-me-more teams show --yaml > teams.yml""",
    "teams check": """example:
  tell-me-more teams check""",
}

FILE = "a teams.yml"
AS_YAML = "as a file that can be applied again"
PORT = "of the page (3100)"
DATA = "folder for what is kept (./data)"
NO_BROWSER = "do not open the page"
ALSO = "a backup, a log, or a folder of them, to be searched too; can be given several times"

STOPPED = "Stopped."
NOT_INSTALLED = "run from a checkout that is not installed"
MIGRATED = "The database is at this version."
UNCHANGED = "Nothing to change: the teams are already like this."
LOOKING_AT_SLACK = "Looking things up in Slack"
MIGRATING = "Bringing the database to this version"
DEMO_ENDS = "Ctrl+C stops it; start it again and everything is still there."
NO_MANIFEST = "manifest.yml is not where this program was installed: install it again"


def line(text: str) -> str:
    """An error, as one line."""
    return f"tell-me-more: {text}"


def finding(text: str, *, ok: bool) -> str:
    """One line of a check."""
    return f"{'ok  ' if ok else 'NOT '} {text}"


def warning(text: str) -> str:
    """Something to know that stops nothing."""
    return f"note: {text}"


def changed(added: Iterable[str], other: Iterable[str], archived: Iterable[str]) -> list[str]:
    """What applying a teams file changed; team keys."""
    parts = (("Added", added), ("Changed", other), ("Archived", archived))
    return [f"{verb}: {', '.join(keys)}" for verb, keys in parts if keys] or ["Changed: what all teams share"]


def waits_for_admins(weaker: Iterable[str], *, admins: Sequence[str]) -> list[str]:
    """Say that nothing was applied yet, what protects authors less, and who can agree; ids of people."""
    return [
        "Nothing was applied yet. This protects authors less than before:",
        *(f"  {line}" for line in weaker),
        f"Two of the admins have to agree: {', '.join(admins)}. Each gets a direct message with a button.",
    ]


def still_busy(doing: str, seconds: int) -> str:
    """What takes longer than a moment shows that it goes on."""
    return f"{doing}… {seconds} s"


def demo_ready(address: str) -> str:
    """Where the page is."""
    return f"Tell Me More is at {address}"


def demo_port_taken(port: int) -> str:
    """Something else listens there."""
    return f"port {port} is taken: stop what listens there, or choose another with --port"


def demo_runs_already(path: str) -> str:
    """Another demo has its data in this folder."""
    return f"a demo already runs on {path}: stop it, or choose another folder with --data"


def no_folder(path: str) -> str:
    """The data folder cannot be used."""
    return f"{path} cannot be written: choose another folder with --data"


def inside(kind: str, where: str) -> str:
    """A defect of ours; `kind` is the error's type, `where` the place in the code."""
    return f"something is wrong inside this program ({kind} at {where}); please report this line"
