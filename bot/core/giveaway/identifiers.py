"""E-mail addresses, mentions, and the numbers of tickets and of employees."""

import re

from bot.core.giveaway.finding import Kind, Spans

# Each starts at a word's beginning or at a rare sign and repeats within bounds, so that no text makes it slow.
_EMAIL = re.compile(
    r"(?<![\w.+%-])(?!git@)[\w.+%-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){0,5}\.[^\W\d_]{2,24}(?![\w@])"
)
_SPELT_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64} ?[(\[{] ?(?:at|ät|arroba) ?[)\]}] ?\w[\w-]{0,62}"
    r"(?: ?(?:\.|[(\[{] ?(?:dot|punkt|punto|point) ?[)\]}]) ?\w[\w-]{0,62}){1,5}",
    re.IGNORECASE,
)
_SAID_EMAIL = re.compile(
    r"\b[\w.-]{1,64}(?: (?:dot|punkt) \w{1,30}){0,3} (?:at|ät) \w[\w-]{0,62}(?: (?:dot|punkt) \w[\w-]{0,62}){0,3} "
    r"(?:dot|punkt) (?:com|org|net|edu|io|dev|de|at|ch|eu|fr|es|co|uk)\b",
    re.IGNORECASE,
)
_SLACK_MENTION = re.compile(r"<@[UW][A-Z0-9]{2,20}(?:\|[^<>|]{0,80})?>")
_MENTION = re.compile(r"(?<![\w@`./<])@(?![\w.-]{1,80}[/(])[^\W\d_][\w-]{0,60}(?:\.[\w-]{1,60}){0,5}")
_USER_ID = re.compile(r"\b[UW](?=[A-Z]{0,10}\d)[A-Z0-9]{8,11}\b")
_NO_MENTION_WORDS = """
    here channel everyone property dataclass dataclasses staticmethod classmethod override deprecated test before
    after abstractmethod cached_property pytest pytest.fixture app router component injectable input output
    autowired bean media import keyframes param params return returns throws type types latest next alpha beta
    entity service functools.cache functools.lru_cache functools.wraps contextmanager typing.overload overload
    nonnull nullable
"""
_NO_MENTION = frozenset(_NO_MENTION_WORDS.split())

_TICKET = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-]|\.\d)")
_SERVICE_TICKET = re.compile(r"\b(?:INC|RITM|REQ|CHG|PRB|TASK|SCTASK|CTASK|CS|HRC|KB)[-_]?\d{5,10}\b")
_HASH_TICKET = re.compile(r"(?<![\w&#/])#\d{3,8}(?![\w-])")
_SAID_TICKET = re.compile(
    r"\b(?:tickets?|issues?|pull request|merge request|PR|MR|bug|incident|vorgang|vorgangsnummer|ticketnummer|"
    r"fallnummer|anfrage|störung|incidencia|demande) ?(?:no\.? ?|nr\.? ?|number |nummer |id |: ?)?(#\d{1,10}|"
    r"\d{3,10})\b",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"colou?r|farbe|background|hintergrund|css|hex\b|rgb", re.IGNORECASE)
_NO_TICKET_WORDS = """
    UTF ISO SHA COVID GPT CVE RFC HTTP HTTPS AES DIN WCAG IPV UTC GMT TLS SSL PEP ES MP USB RS EN IEC IEEE WIN MD
    CRC RSA BASE LATIN CP ASCII PS SARS CO OS WEB CSS HTML ECMA TOP ARM X86 NVME DDR PCI IP ED RTX GTX EC VGA HDMI
"""
_NO_TICKET = frozenset(_NO_TICKET_WORDS.split()) - {"WEB", "OS", "IP", "EC"}

_EMPLOYEE = re.compile(r"\b(?:EMP|EMPL|EID|PNR|PERSNR|STAFF|WORKER|MA)[-_ ]?(?:ID)?\d{4,10}\b")
_SAID_EMPLOYEE = re.compile(
    r"\b(?:(?:employee|staff|personnel|badge|payroll|worker)[ -]?(?:id|no\.?|nr\.?|number|#)|"
    r"(?:personal|mitarbeiter|mitarbeitenden|stamm|ausweis|lohn)[ -]?(?:nummer|nr\.?|id)|"
    r"número de emplead[oa]|matricule)"
    r"(?: is| ist| lautet| es)?[ :=#]{0,3}((?:[A-Z]{1,4}-?)?\d[\d-]{1,12}\d)\b",
    re.IGNORECASE,
)

_EMPLOYEE_AFTER = re.compile(
    r"\b(?:worker|employee|staff|colleague|mitarbeiter(?:in)?|kolleg(?:e|in)) ([A-Z]{0,3}-?\d{5,10})\b", re.IGNORECASE
)


def identifiers(text: str) -> Spans:
    """Yield e-mail addresses, mentions, and ids of tickets and employees."""
    if "@" in text:
        yield from _found(_EMAIL, text, Kind.EMAIL)
        yield from _found(_SLACK_MENTION, text, Kind.MENTION)
        for match in _MENTION.finditer(text):
            name = match[0][1:].rstrip("-").lower()
            if _NO_MENTION.isdisjoint((name, name.partition(".")[0])):
                yield match.start(), match.end(), Kind.MENTION
    if "(" in text or "[" in text or "{" in text:
        yield from _found(_SPELT_EMAIL, text, Kind.EMAIL)
    if " dot " in text or " punkt " in text.lower():
        yield from _found(_SAID_EMAIL, text, Kind.EMAIL)
    yield from _found(_USER_ID, text, Kind.MENTION)
    yield from _tickets(text)
    yield from _found(_EMPLOYEE, text, Kind.EMPLOYEE)
    for pattern in (_SAID_EMPLOYEE, _EMPLOYEE_AFTER):
        for match in pattern.finditer(text):
            yield match.start(1), match.end(1), Kind.EMPLOYEE


def _tickets(text: str) -> Spans:
    for match in _TICKET.finditer(text):
        if match[0].partition("-")[0] not in _NO_TICKET:
            yield match.start(), match.end(), Kind.TICKET
    yield from _found(_SERVICE_TICKET, text, Kind.TICKET)
    if "#" in text:
        colours = _COLOUR.search(text) is not None
        for match in _HASH_TICKET.finditer(text):
            if not (colours and len(match[0]) in {4, 7}):
                yield match.start(), match.end(), Kind.TICKET
    for match in _SAID_TICKET.finditer(text):
        yield match.start(1), match.end(1), Kind.TICKET


def _found(pattern: re.Pattern[str], text: str, kind: Kind) -> Spans:
    for match in pattern.finditer(text):
        yield match.start(), match.end(), kind
