"""How a question asks for its author in English. The text is in lower case, with plain spaces and apostrophes."""

import re

_ASKS_BEFORE_WHO = """
    and or but so know knows tell me us say ask wonder remember curious sure of to with from by about it guess see name
    out exactly understand share mention wondering asking
"""
ASKS_BEFORE_WHO = frozenset(_ASKS_BEFORE_WHO.split())
"""After these words "who" asks, as it does at a beginning; after a noun it describes ("people who join late")."""

ASKED_ABOUT = re.compile(
    r"\b(?:was|were|is (?:it|this|that)|did|do you mean|are you talking|happened|war|waren|ist|ging|geht|meinst du|"
    r"meinen sie|passiert)\b"
)
"""One of these before a day or week, in both languages: else it is what a leader tells ("we changed it last week")."""

# Who should act, and whom it concerns, may be asked.
_WHO_MAY = (
    r"(?:(?:else )?(?:should|could|can|can't|cannot|would|will|needs?|might|may|must|ought|owns|benefits?|suffers?|"
    r"decides?|uses?|cares?)\b|(?:is|are) (?:it|most|affected|best|responsible|in charge|hit|left out|missing|supposed|"
    r"the right|the best|this (?:for|hard|easy)|that (?:for|hard)))"
)
_WHO = rf"(?P<who>who(?! {_WHO_MAY})(?:'s| [\w']+)(?: you\b| it was\b| wrote\b| in the \w+)?)"
_WHOM = r"(?:with|to|from|by) whom\b|(?P<whose>whose [\w-]+)"

_OCCASIONS = (
    r"(?:sprint|meeting|stand-?up|daily|retro\w*|planning|review|call|workshop|session|training|demo|all-hands|"
    r"one-on-one|1:1|conversation|thread|incident|event|shift|release|deployment|ticket|project|customer|client|"
    r"contract|team|squad|tribe|department|office|floor|building|site|location|city|country|person|colleagues?|"
    r"co-?workers?|manager|leads?|leader|boss|day|date|weekday|week|month|year|morning|afternoon|evening|night|"
    r"time ?zone|time|hour|pull request|pr|commit|interview)"
)
_MAY_FOLLOW = (
    r"(?:(?: [\w-]+){0,2} (?:could|should|would|might|can|shall|needs?)\b| (?:helps?|works?)\b|[ -](?:process\w*|"
    r"tools?|tooling|steps?|parts?|formats?|types?|kinds?|sizes?|length|practices?|rules?|notes?|structure|culture|system|"
    r"goals?|management)\b)"
)
_WHICH = (
    rf"(?:which|what) (?:(?:exact |specific |particular |other )?{_OCCASIONS}\b(?!{_MAY_FOLLOW})"
    r"(?: (?:are|were|do|did) you\b)?|(?:one )?of (?:you|my|our|us|your)\b|"
    r"(?:part|side|area|corner) of the (?:company|organi[sz]ation|business|building|house)\b|level\b)"
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = (
    r"(?P<day>last (?:week|month|year|sprint|summer|winter|spring|autumn|quarter)\b|(?:days?|weeks?|months?) ago\b|"
    rf"that (?:day|week|morning|afternoon|evening)\b|(?:in|since) {_MONTH}\b)"
)
_WHEN = (
    r"when (?:exactly|(?:was|were) (?:this|that|it|the|you)|(?:did|have) (?:you|this|that|it)|(?:this|that|it) "
    r"(?:was|happened))\b|exactly when\b|since when\b|until when\b|how long ago\b"
)
_THERE = (
    r"were you (?:also |even |actually |still |already |not )?(?:in|at|on|there|part|present|around|involved|one of|"
    r"with|among|the|an?|invited|working)\b(?: the \w+| of\b| call\b)?|"
    r"you were (?:in|at|there|present|part of|on)\b(?: the \w+)?|"
    r"(?:did|have|had) you (?:also |ever |already |actually |yourself )?(?:attend\w*|join(?:ed)?|take part|taken part|"
    r"participated?|raised?|mentioned|mention|report(?:ed)?|complain(?:ed)?|told|tell|speak|spoken|talk(?:ed)?|"
    r"brought|bring|escalated?|been (?:in|at|on|part|there|with|here)|worked (?:with|on|in|for|at|here)|"
    r"(?:call|phone|ring|e-?mail|message|text|contact)(?:ed)? (?:me|us)|(?:go|gone) to (?:hr|your|my|any\w*|some\w*)|"
    r"work (?:with|on|in|for|at)|write|written|say|said|ask(?:ed)?)\b(?: this| that| it)?"
)
_THE_ONE = (
    r"(?:was|is) (?:this|that|it) (?:also |really |perhaps |maybe )?you\b|"
    r"same (?:person|author|colleague|one (?:who|that|as))\b|"
    r"(?:is|was) (?:this|that|it) (?:really |perhaps |maybe )?(?:the (?:one|person|author|colleague) "
    r"(?:who|that|i|we|from|of|behind)|some(?:body|one) (?:who|that|from|in|i|we))\b"
)
_PARTIES = (
    r"(?:[\w-]+ )?(?:off-?site|dinner|lunch|breakfast|party|retreat|outing|trip|kick-?off|summit|conference|drinks|"
    r"barbecue|get-together)\b"
)
_AT_A_PARTY = (
    r"what (?:did|were) you (?:eat|eating|wear|wearing|drink|drinking)\b|"
    rf"(?:what|where|how|when) (?:did|were) you [^.?!\n]{{1,30}}? (?:at|during|on|for) (?:the|our|that) {_PARTIES}|"
    rf"did you (?:come|go|get|stay|travel)[^.?!\n]{{0,20}}? (?:to|at|for) (?:the|our|that) {_PARTIES}"
)
_ROLES = (
    r"(?:developer|designer|engineer|tester|manager|lead|leader|team lead|intern|trainee|apprentice|student|contractor|"
    r"freelancer|senior|junior|newcomer|new \w+|recruiter|accountant|analyst|product \w+|scrum master|member|man|woman|"
    r"parent|mother|father|part-timer|working student|consultant|admin)"
)
_YOU = (
    r"are you (?:also |still |currently |maybe |perhaps |by any chance |yourself |actually )?"
    rf"(?:an? (?:[\w-]+ )?{_ROLES}\b|the (?:one|person|only|author)\b|one of\b|new\b|from\b|based\b|remote\b|part of\b|"
    r"part-time\b|full-time\b|(?:working|sitting) (?:in|on|at|for|from|with)\b|"
    r"in (?!favou?r|agreement|doubt|need|danger|general|line|touch|the loop|a position)|on (?:the|my|our|call)\b)|"
    r"do you (?<!how do you )(?:also |still |usually |currently )?"
    r"(?:(?:work|code)(?! (?:around|best|better|well|out))|sit|report (?:to|into)|belong|live|"
    r"manage (?:people|a team)|lead)\b(?: in\b| on\b| at\b| for\b| with\b)?|"
    r"(?:do you have|have you got) (?:kids|children|a family|a disability|a partner)\b|"
    r"how (?:long|many years) (?:have|had|did) you (?:been|worked|work)\b|how old are you\b|"
    r"where (?:do|did|are|were) you (?:sit|work|live|based|from|located|sitting|working|then|that day)\b|"
    r"where you (?:sit|work|live|are based)\b"
)
# Some are asked to choose, or to give a sign, instead of being asked to say.
_SIGNS = (
    rf"(?:if|in case) you(?: are|'re) (?:also |still )?(?:an? (?:[\w-]+ )?{_ROLES}|one of|from|based|remote|part of|"
    r"(?:working )?(?:part|full)-time|in (?:the|my|our) (?:\w+ )?(?:office|team|department|building)|"
    r"on (?:the|my|our) (?:\w+ )?(?:team|squad))\b|"
    r"(?:reply|answer|respond|react) (?:with |by )?[^.?!\n]{1,20}? (?:if|in case) "
    r"(?:you(?: are|'re| were| work| sit| live| joined| attended| wrote)|it (?:was|is) you)\b|"
    r"(?:male or female|female or male|man or (?:a )?woman|woman or (?:a )?man|mr or (?:mrs|ms)|"
    r"(?:employee|permanent|internal) or (?:an? )?(?:contract(?:or)?|freelance\w*|external|temp\w*)|"
    r"(?:contractor|freelance\w*|external) or (?:an? )?(?:employee|permanent|internal))\b"
)
_YOURS = (
    r"your (?:own |full |first |last |real |current |direct |line )?(?:name|role|job|title|position|function|e-?mail|"
    r"phone|number|handle|identity|department|manager|boss|supervisor|seniority|gender|age|location|office|desk|slack|"
    r"time ?zone|country|city|nationality|(?:native|first) language|mother tongue|pronouns|birthday|date of birth|"
    r"initials|surname|nickname|tenure|religion|ethnicity|home ?town|(?:employee|staff|badge|phone|mobile) "
    r"(?:number|id))\b"
)
_REVEAL = (
    r"(?:can|could|would|will|might|please) (?:we|you) (?:please |maybe |perhaps )?(?:be (?:willing|open|happy) to "
    r"(?:meet|talk|speak)|meet|(?:talk|speak|chat) (?:in person|in private|privately|alone|confidentially|off the "
    r"record|on the phone|by phone|over (?:a )?coffee|directly|face|one|to me|with me)|"
    r"call me|dm me|message me|write (?:to )?me|come)\b(?: in person| for| up)?|"
    r"(?:send|drop|shoot|write) me an? [\w-]+|(?:give|tell|send) me (?:a|the|any|some|your) names?\b|"
    r"(?:dm|message|call|ping|e-?mail|contact|text|phone|ring) me\b|"
    r"come (?:and |to |over and )?(?:see|talk to|find|visit|speak to) (?:me|us)\b|come by\b|"
    r"(?:reach out|talk|speak|come) (?:directly )?to me\b|get in touch with me\b|"
    r"(?:talk|meet|speak|chat) (?:in (?:person|private)|privately|on the phone|over (?:a )?coffee)\b|approach me\b|"
    r"(?:can|could|may|might) i (?:please |perhaps )?(?:(?:talk|speak|chat) (?:to|with)|meet|call|phone|see) you\b|"
    r"let's (?:grab|get|have|do|set up) a (?:quick |short )?(?:coffee|call|chat|word|lunch|meeting)\b|"
    r"face[ -]to[ -]face\b|(?:reveal|identify|introduce) yourself\b|sign (?:it|your)\b|(?:happy|glad) to meet\b"
)

_ALL = (_WHO, _WHOM, _WHICH, _WHEN, _DAY, _THERE, _THE_ONE, _AT_A_PARTY, _YOU, _SIGNS, _YOURS, _REVEAL)
ENGLISH = re.compile(rf"\b(?:{'|'.join(_ALL)})")
"""Where the group `who`, `whose` or `day` matched, what stands before it decides: `ASKS_BEFORE_WHO`, `ASKED_ABOUT`."""
