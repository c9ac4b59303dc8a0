"""What is said about the teams file and about teams: each line says what to do."""

from collections.abc import Iterable, Sequence

INVITE = "type `/invite @Tell Me More` in it"
WRITE_IT_OUT = "aliases (*name) and merge keys (<<) are not read here: write the value out, or move it to defaults"
KEY_IS_A_WORD = "a key must be one word followed by a colon"
UNKNOWN_TAG = "tags (!name) are not read here: leave it out"
TOO_BIG = "the file is larger than 1 MB: take out what does not belong there"
NOT_UTF8 = "the file is not UTF-8 text: save it as UTF-8"
EMPTY_FILE = "the file is empty: start with fallback and teams (`tell-me-more teams --help` shows an example)"
NOT_A_MAPPING = (
    "the file must be keys with values (defaults, organisation, fallback, teams), not a list or a single value"
)
TOO_DEEP = "the values are nested too deeply: nothing here needs more than five levels"
TABS = "YAML cannot be indented with tabs: use spaces"
ONE_DOCUMENT = "only one document can be in the file: take out the line ---"

MISSING = "is missing: add it"
EMPTY = "has no value: give it one, or take the line out"
EMPTY_CHANNEL = 'has no value: a name with # needs quotes, such as channel: "#payments"'
TEXT = "must be text: put it in quotes"
NUMBER = "must be a whole number"
YES_OR_NO = "must be true or false"
LIST = "must be a list, such as [one, two]"
MAPPING = "must be keys with values, such as {day: mon}"
NOBODY = "must name somebody: list at least one"
ONE_LINE = "must be one line without control characters"
BLANK = "must have at least one letter or digit: nothing could match it"

KEY = "must be lower-case letters, digits, - or _, at most 40, such as payments"
RESERVED = "is the key of the team that gets what nobody owns: choose another"
CHANNEL = 'must be one channel, such as "#payments" or C0123456789'
PERSON = "is not a person's id: in Slack open their profile, the menu, Copy member ID (such as U0123456789)"
PERSON_OR_GROUP = (
    "is neither a person's id nor a group's: in Slack open the profile, the menu, Copy member ID (such as "
    "U0123456789), or take a user group's id (such as S0123456789)"
)
CLOCK = 'must be a time of day from "00:00" to "23:59", in quotes'
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WAYS_BACK = "must be a list of at least one of home, receipt, none, such as [receipt, none]"
WEEKDAY = f"must be one of {', '.join(WEEKDAYS)}"
HOURS = 'must be always, or such as {days: [mon, fri], from: "09:00", to: "17:30"}'
HOURS_ORDER = "from must be earlier than to, on the same day"
HOLIDAYS = "must be a country such as DE or a part of one such as DE-BY, or a list of dates such as [2026-12-24]"
PATH_NEGATED = "patterns that begin with ! are not read here: list what the team owns"
PATH_EVERYTHING = (
    "matches every path, so whatever mentions one goes to this team: name a folder if you did not mean that"
)

EVERYDAY = """
a all an and any are as at be by do everybody everyone for from go he her his i in is it me my no not of on one or
our she so that the them they this to up us was we who with you your
"""

NO_ADMINS = "nobody is listed as admin, so nobody hears of messages that cannot be delivered: add admins: [U…]"
NO_ORGANISATION = "there are no teams yet: run `tell-me-more teams apply teams.yml`"


def at_line(filename: str, line: int, where: str, text: str) -> str:
    """One problem or warning as a line; `where` is such as `teams[1].leaders`, or empty."""
    return f"{filename}:{line}: " + (f"{where}: {text}" if where else text)


def warning(line: str) -> str:
    """A line that is a warning, as opposed to a problem."""
    return f"warning: {line}"


def not_yaml(problem: str) -> str:
    """The YAML reader's own words for what it stumbled over."""
    return f"this is not YAML: {problem}; look at this line and the one above"


def twice(key: str, first: int) -> str:
    """A key stands twice in one mapping."""
    return f"{key} is already on line {first}: keep one"


def unknown_key(key: str, *, near: str | None, belongs: str | None, known: Iterable[str]) -> str:
    """A key that means nothing here; `near` is one like it, `belongs` the section that has it."""
    if belongs:
        return f"{key} is not known here: put it under {belongs}"
    if near:
        return f"{key} is not known here: did you mean {near}?"
    return f"{key} is not known here: take it out, or use one of {', '.join(known)}"


def at_least(number: int) -> str:
    """A number that is too small."""
    return f"must be {number} or more"


def at_most(number: int) -> str:
    """A number that is too large."""
    return f"must be {number} or less"


def too_long(characters: int) -> str:
    """A text that is too long."""
    return f"must be at most {characters} characters: shorten it"


def no_timezone(name: str, near: str | None) -> str:
    """A timezone that does not exist."""
    return f"there is no timezone {name}: " + (f"did you mean {near}?" if near else "use one such as Europe/Berlin")


def no_country(code: str, near: str | None) -> str:
    """A country nobody has holidays for."""
    hint = f"did you mean {near}?" if near else "use two letters such as DE, or list the dates"
    return f"there are no holidays for {code}: {hint}"


def name_taken(name: str, team: str, line: int) -> str:
    """Another team goes by this name already."""
    return f"“{name}” already stands for {team} (line {line}): only one team can go by it"


def topic_is_a_name(topic: str, team: str, line: int) -> str:
    """A topic that is the name of another team."""
    return f"“{topic}” is what {team} goes by (line {line}): take it out here, or there"


def topic_shared(topic: str, team: str, line: int) -> str:
    """A topic of two teams."""
    return f"“{topic}” is a topic of {team} too (line {line}): people will be asked to pick one of the two"


def everyday(word: str) -> str:
    """A name or topic that stands in nearly every text."""
    return f"“{word}” is an everyday word, and whatever holds it goes to this team: use a longer one"


def no_parent(key: str, near: str | None, keys: Sequence[str]) -> str:
    """A parent that is no team of the file; `keys` are those that could be meant."""
    if near:
        return f"there is no team {key}: did you mean {near}?"
    return f"there is no team {key}: " + (f"use one of {', '.join(keys)}" if keys else "take it out")


PARENT_ITSELF = "is the team itself: name a larger team that it belongs to, or take it out"
PARENT_FALLBACK = "the fallback is offered to everybody anyway: name another team, or take it out"


def parents_in_a_circle(keys: Sequence[str]) -> str:
    """Teams of which each is the parent of another; the first is named again at the end."""
    return f"goes round in a circle ({' → '.join(keys)}): take one of them out"


def no_channel(written: str, near: str | None) -> str:
    """A channel that the bot cannot see."""
    meant = f"did you mean #{near}? " if near else ""
    return f"no channel {written} can be seen: {meant}if it is private, {INVITE}"


def channel_archived(name: str) -> str:
    """The channel is archived."""
    return f"#{name} is archived: take another one, or unarchive it"


def channel_without_bot(name: str) -> str:
    """The bot is not a member of the channel."""
    return f"the bot is not in #{name}: {INVITE}"


def channel_shared(name: str, team: str, line: int) -> str:
    """Two teams have one channel."""
    return f"#{name} is the channel of {team} too (line {line}): who types there will be asked to pick one of the two"


def no_person(person: str) -> str:
    """Nobody has this id."""
    return f"nobody in this workspace has the id {person}: copy it from their profile again"


def person_gone(person: str, handle: str) -> str:
    """The person left."""
    return f"{person} (@{handle}) has left: take them out, and name who follows them"


def person_is_bot(person: str, handle: str) -> str:
    """The id is a bot's."""
    return f"{person} (@{handle}) is a bot: name a person who can answer"


def no_group(group: str) -> str:
    """No user group has this id, or it was disabled."""
    return f"no user group {group} is there any more: take it out, or enable it again"


def groups_need_a_plan(group: str) -> str:
    """The workspace has no user groups."""
    return f"user groups need a paid Slack plan, so {group} reaches nobody here: list its people by their ids"


def group_empty(group: str) -> str:
    """A group without members."""
    return f"nobody is in the user group {group}: add people to it in Slack"


def group_unread(group: str, code: str) -> str:
    """A group could not be read for another reason."""
    return f"the user group {group} could not be read ({code}): its members stay as last read; try again later"


def nobody_leads(team: str) -> str:
    """A team whose leaders come to nobody."""
    return f"nobody is left who leads {team}: list at least one person by id"


def groups_vanished(groups: Iterable[tuple[str, Sequence[str]]]) -> str:
    """For the admins; each group as people call it, with the names of its teams."""
    gone = "; ".join(f"{group} (of {', '.join(teams)})" for group, teams in groups)
    return (
        f"A user group is no longer there: {gone}. Its last known members are still reminded. "
        "Enable it again in Slack, or name the leaders anew with `tell-me-more teams apply`."
    )


def teams_without_leaders(teams: Iterable[str], *, instead: str | None) -> str:
    """For the admins; the names of teams whose last leaders left, and of the team whose leaders are reminded now."""
    meanwhile = f"the leaders of {instead} are reminded instead" if instead else "nobody is reminded by direct message"
    return (
        f"Nobody is left who leads {', '.join(teams)}: the user groups listed as leaders have nobody in them. "
        f"Until somebody joins one, {meanwhile}. "
        "Add people to it in Slack, or name the leaders anew with `tell-me-more teams apply`."
    )


def group_name(group: str, handle: str) -> str:
    """A group as people call it."""
    return f"@{handle}" if handle else group


def slack_unreachable(code: str) -> str:
    """Slack could not be asked."""
    return f"Slack could not be asked ({code}): try again in a minute"


def channel_fine(team: str, channel: str) -> str:
    """A team's channel is as it should be."""
    return f"{team}: #{channel} is there, and the bot is in it"


def leaders_fine(team: str, count: int) -> str:
    """A team's leaders are as they should be."""
    return f"{team}: {count} {'leader' if count == 1 else 'leaders'}"


def about(team: str, text: str) -> str:
    """A finding about one team."""
    return f"{team}: {text}"


DIGEST_CHANNEL = "organisation.digest_channel"
SAFETY_CHANNEL = "organisation.safety_channel"
ADMINS = "organisation.admins"
FALLBACK_NAME = "Triage"

TABLE_HEAD = ("TEAM", "CHANNEL", "LEADERS", "GOES THERE")
ANYTHING_ELSE = "whatever nobody owns"
ARCHIVED = "(archived)"
YAML_HEAD = "Written by `tell-me-more teams show --yaml`; `tell-me-more teams apply` reads it again."
