"""What narrows down who wrote something without naming anybody: roles, times, and whom the author has talked to."""

import re

from bot.core.giveaway.finding import Kind, Spans

_GROUP_SIZE = r"(?:two|three|four|five|six|seven|eight|\d{1,2})"
_GROESSE = r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|\d{1,2})"
_WHO = (
    r"(?:woman|man|mother|father|parent|mum|mom|dad|foreigner|migrant|immigrant|muslim|christian|jew|black \w+|gay \w+|"
    r"lesbian|trans \w+|non-native speaker|veteran|senior|junior|lead|intern|trainee|apprentice|working student|"
    r"student|"
    r"contractor|freelancer|part-timer|newcomer|new (?:joiner|hire|starter|member)|newest \w+|oldest \w+|"
    r"youngest \w+|team lead|manager|director|designer|developer|engineer|tester|accountant|recruiter|wheelchair user|"
    r"vegan|single (?:mother|father|parent)|remote (?:worker|employee)|\w{1,20} (?:engineer|developer|designer|"
    r"manager))"
)
_WER = (
    r"(?:frau|mann|mutter|vater|ausländer(?:in)?|muslim(?:in|a)?|werkstudent(?:in)?|praktikant(?:in)?|azubi|"
    r"auszubildende[r]?|"
    r"teilzeitkraft|freelancer(?:in)?|alleinerziehende[r]?|neuling|neue[r]?|führungskraft|teamleiter(?:in)?|"
    r"entwickler(?:in)?|designer(?:in)?|tester(?:in)?|betriebsrat|betriebsrätin|schwerbehinderte[r]?|"
    r"rollstuhlfahrer(?:in)?|"
    r"jüngste[r]?|älteste[r]?|dienstälteste[r]?)"
)
_ROLE = re.compile(
    rf"\b(?:as (?:the|an?) (?:only|sole|single) [\w-]+|i(?:'|’| a)m the (?:only|sole) [\w-]+|as (?:an?|the) {_WHO}\b|"
    r"as (?:someone|somebody) (?:who|with|from|in)\b|being (?:the only [\w-]+|an? (?:woman|man|mother|father|parent|"
    r"intern|foreigner))|"
    r"(?:my|our) (?:direct |line |former |old |new )?"
    r"(?:manager|boss|supervisor|team lead|lead|head of [\w-]+|director|mentor|report|deputy|assistant|skip-level)\b"
    r"(?![ -](?:training|role|position|level|tools?|dashboard|account|app|survey|course|guide|handbook)\b)|"
    r"(?:since|when|before|after) i (?:joined|started|was hired|was promoted|moved|became|came back|returned|"
    r"transferred)|"
    r"i (?:joined|was hired|was promoted|started)(?: here)? (?:in|on|last|this|as) [\w-]+|"
    rf"(?:in|on) (?:my|our) team of {_GROUP_SIZE}\b|(?:my|our) team of {_GROUP_SIZE}\b|"
    r"(?:when|while|since) i was (?:on|in) [\w-]+ ?(?:leave|sabbatical)?|"
    r"(?:during|after|before|since) my (?:parental|maternity|paternity|sick|medical)[ -]leave|"
    r"(?:during|after|before|since) my (?:sabbatical|pregnancy|probation|onboarding|internship|operation|surgery)|"
    r"in my (?:first|second|third|last) (?:week|month|year)s?\b|i am one of (?:the )?(?:two|three|few) [\w-]+|"
    rf"als (?:einzige[rs]?|alleinige[r]?) [\w-]+|ich bin (?:der|die|das) einzige[r]?|als {_WER}\b|"
    r"(?:mein|meine|meinem|meiner|meinen|unser|unsere|unserem|unserer|unseren) (?:direkte[rn]? |neue[rn]? )?"
    r"(?:chef|chefin|vorgesetzte[rn]?|manager(?:in)?|teamleiter(?:in)?|teamleitung|abteilungsleiter(?:in)?|"
    r"leiter(?:in)?|"
    r"führungskraft|mentor(?:in)?|lead)\b|"
    r"(?:seit|als|bevor|nachdem) ich (?:hier |im team |neu |in der firma |(?:im|in|am) [\w ]{2,20} |\d{4} )?"
    r"(?:angefangen|begonnen|eingestellt|"
    r"befördert|"
    r"gewechselt|zurückgekommen|eingestiegen|dazugekommen|dabei|da|hier)(?: (?:habe|hatte|wurde|bin|war))?\b|"
    r"(?:als|während|seit) ich (?:in|im|krank|auf) ?[\w-]{0,30} ?(?:war|bin)\b|"
    r"(?:in|während|nach|vor|seit) meiner (?:elternzeit|krankheit|probezeit|schwangerschaft|rückkehr|einstellung|"
    r"beförderung|versetzung|kündigung|ausbildung|einarbeitung|kur|reha)|"
    r"(?:im|während des|nach dem) (?:mutterschutz|sabbatical)|"
    rf"(?:in )?(?:meinem|unserem|mein|unser) (?:team von {_GROESSE}|{_GROESSE}er-?team)\b|"
    r"soy (?:la|el) únic[oa]|como (?:la|el) únic[oa] [\w-]+|como mujer|mi (?:jefe|jefa|manager)\b|"
    r"desde que (?:entré|empecé|llegué)|je suis (?:la seule|le seul)|en tant que (?:seule?|femme|[\w-]+)|"
    r"(?:mon|ma) (?:manager|chef|cheffe|responsable|supérieure?)\b|depuis que j(?:'|’)ai (?:rejoint|commencé))",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    r"aug|sept?|oct|nov|dec|januar|februar|märz|mai|juni|juli|oktober|dezember)"
)
_DAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag)"
)
_CLOCK = r"(?:(?:[01]?\d|2[0-3]):[0-5]\d(?: ?(?:am|pm|uhr|h)\b|(?![:\d]))|\d{1,2} ?(?:am|pm|uhr)\b)"
_MEETING = (
    r"(?:stand-?up|daily|retro\w*|meeting|review|planning|sprint\w*|call|all-?hands|town ?hall|sync|one-to-one|1:1|"
    r"demo|runde|besprechung|plenum)"
)
# `3.12.` is a version as often as a day, unless "am", "vom", "zum", "bis", "seit" or "ab" stands before it.
_DATE = (
    r"(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ][0-2]\d:[0-5]\d[\d:.Z+]{0,12})?|"
    r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.20\d\d\b|(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.[2-3]\d\b|"
    r"(?<=(?:am|om|um|is|it|ab) )(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?!\d)|"
    r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])/(?:20)?\d\d\b|"
    rf"(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th)? (?:of )?{_MONTH}\b(?: \d{{4}})?|"
    rf"{_MONTH} (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?!:)(?:,? \d{{4}})?)"
)
_WHEN = re.compile(
    rf"(?<![\w.:/-])(?:(?:(?:on|am|since|seit|until|bis|by|vom|le|el) )?{_DATE}(?:,? (?:at|um) {_CLOCK})?|"
    rf"(?:(?:on|am) )?(?:last |this |letzten |diesen |vergangenen )?{_DAY},? (?:at|um|gegen) {_CLOCK}|"
    rf"(?:at|um|around|gegen|ab|since|seit|until|bis|by|from|von) {_CLOCK}|\d{{1,2}}:[0-5]\d ?(?:am|pm|uhr)\b|"
    rf"{_CLOCK} {_MEETING}\b|(?:last|letzten|vergangenen) {_DAY}|(?:on )?{_DAY} last week|"
    rf"(?:in |at |during )?(?:yesterday|today|this morning|last week|(?:last )?{_DAY})(?:'|"
    rf"’)s (?:\w{{1,20}} )?{_MEETING}|"
    rf"(?:yesterday|this|on {_DAY}) (?:morning|afternoon|evening)|last night|"
    rf"(?:yesterday|today|gestern|vorgestern|heute) (?:in|im|at|during|beim|bei) (?:the |der |dem |our |unserem |"
    rf"unserer )?{_MEETING}|"
    rf"(?:in|im|bei|beim) (?:der |dem |den )?(?:gestrig|heutig|letzt)e[nrm] {_MEETING}|"
    rf"in the last {_MEETING}|(?:gestern|heute|vorgestern) (?:morgen|früh|vormittag|mittag|nachmittag|abend)|"
    r"ayer (?:en|por) la \w{1,20}|hier (?:soir|matin)|hier après-midi)",
    re.IGNORECASE,
)

_TOLD = re.compile(
    r"\b(?:i(?:'ve|’ve| have| had)? (?:already |also |once |just |repeatedly |personally )?"
    r"(?:(?:told|asked|e-?mailed|messaged|pinged|dmed|warned|informed)(?! (?:myself|for|if|whether|that|why|how|"
    r"what)\b)|"
    r"(?:complained|wrote|spoke|talked|reported (?:this|it)|mentioned (?:this|it)|escalated (?:this|it)|"
    r"said (?:this|it|so)) "
    r"(?:to|with)|(?:raised|discussed|shared) (?:this|it|that) (?:with|to|in))|"
    r"i(?:'ve|’ve| have) been (?:telling|asking|saying|complaining|reporting)|"
    r"(?:when|after|since) i (?:brought (?:it|this|that) up|spoke up|raised|complained|asked|mentioned|reported|"
    r"said)\b|"
    r"(?:wie|was) ich (?:schon |bereits |ja |auch )?[^.,;!?\n]{0,60}(?:gesagt|erwähnt|gemeldet|geschrieben|"
    r"angesprochen) (?:habe?|hatte)|"
    r"ich (?:habe?|hatte) (?:es|das|dies|mich|ihm|ihr|ihnen|dem|der|den|schon|bereits)?[^.,;!?\n]{0,60}?"
    r"(?:gesagt|erzählt|gemeldet|geschrieben|angesprochen|beschwert|informiert|gewandt)\b|"
    r"se lo (?:dije|conté) a|j(?:'|’)en ai parlé (?:à|avec))",
    re.IGNORECASE,
)


def advice(text: str) -> Spans:
    """Yield claims about a role, exact times, and whom the author has talked to: English and German, a little more."""
    for pattern, kind in ((_ROLE, Kind.ROLE), (_WHEN, Kind.WHEN), (_TOLD, Kind.TOLD)):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind
