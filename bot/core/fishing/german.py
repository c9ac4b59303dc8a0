"""How a question asks for its author in German, by "du" and by "Sie". The text is in lower case, but for `POLITE`."""

import re

POLITE = "ˢ"
"""Stands for the capital letter of Sie and Ihr, which tells them from sie and ihr. A letter that nobody writes."""

_SIE = f"(?:du|{POLITE}ie)"

# Who should act, and whom it concerns, may be asked.
_WER_DARF = (
    r"(?:sollte\w*|könnte\w*|kann|soll|müsste\w*|muss|würde\w*|wäre|darf|möchte|will|wird|braucht|betrifft|profitiert|"
    r"übernimmt|kümmert|entscheidet|leidet|nutzt|(?:ist|sind|wäre) (?:davon |am |dafür |hier )?"
    r"(?:betroffen|zuständig|verantwortlich|stärksten|meisten|besten|schwersten))"
)
_WER = (
    rf"wer(?! {_WER_DARF}\b) \w+(?: {_SIE}\b| dir\b| das geschrieben\b| dein\w* \w+)?|"
    rf"(?:mit|von|bei|an|zu|über|durch) we[mn]\b|(?<!für )we[mn](?! {_WER_DARF}\b)\b|wessen\b"
)

_ANLASS = (
    r"(?:sprints?|meetings?|stand-?ups?|daily|retro\w*|plannings?|reviews?|calls?|workshops?|schulung|demo|besprechung|"
    r"sitzung|runde|termin|gespräch|schicht|release|tickets?|projekt\w*|kunden?|kundin|auftrag|teams?|abteilung|gruppe|"
    r"bereich|standort|büro|stockwerk|etage|gebäude|stadt|land|person|kolleg\w+|vorgesetzte\w*|chef(?:in)?|"
    r"führungskraft|teamleit\w+|leitung|rolle|position|funktion|tag(?:en?)?|wochentag|datum|woche|monat|jahr|uhrzeit|"
    r"vorfall|nacht|zeitzone|pull request)"
)
_DARF_FOLGEN = r"(?:(?: \w+){0,2} (?:sollte\w*|könnte\w*|können|würde\w*|wäre\w*|müsste\w*|hilft|helfen|brauch\w+)\b)"
_WELCHE = (
    rf"welche[rnsm]? (?:(?:genaue[nrms]? )?{_ANLASS}\b(?!{_DARF_FOLGEN})|von (?:euch|ihnen|uns|meinen)\b)|"
    r"um wie ?viel uhr\b"
)
_WANN = (
    r"(?:seit wann|wann genau|genau wann|wann (?:war|waren|wurde|fand) \w+|wann (?:hast|hattest|bist|warst) du|"
    rf"wann (?:haben|hatten|sind|waren) {POLITE}ie|wann (?:ist|hat) (?:das|dies|es|dir|ihnen)(?: denn)? "
    r"(?:passiert|gewesen|vorgefallen|angefangen|begonnen|stattgefunden|aufgefallen)|"
    r"wann (?:das|dies|es) (?:war|passiert)|seit wie ?vielen? (?:jahren|monaten|wochen)|"
    rf"wie lange (?:ist (?:das|es) her|(?:bist|arbeitest|gehörst) du|(?:sind|arbeiten|gehören) {POLITE}ie))\b"
)
_MONAT = r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
_TAG = (
    r"(?P<tag>letzte[nrs]? (?:woche|monat|jahr|sprint|quartal|sommer|winter)\b|vor \w+ (?:tagen|wochen|monaten)\b|"
    rf"(?:im|seit) {_MONAT}\b|an (?:dem|diesem|jenem) (?:tag|morgen|abend)\b)"
)
_GETAN = (
    r"(?:teilgenommen|mitgemacht|erzählt|gemeldet|angesprochen|gesagt|geschrieben|gesprochen|besprochen|informiert|"
    r"gefragt|erwähnt|beschwert|mitbekommen|gearbeitet|angerufen|gemailt|getroffen|gegessen|getrunken|angehabt)"
)
_DABEI = (
    rf"(?:(?:warst|wart|waren) (?:du|ihr|{POLITE}ie) "
    r"(?:auch |denn |selbst |damals |eigentlich |etwa |zufällig |schon )?"
    r"(?:im|in|bei|beim|dabei|da|dort|am|auf|an|teil|anwesend|eine[rn]?|der|die)\b(?: \w+)?|"
    rf"(?:(?:hast|hattest) du|(?:haben|hatten) {POLITE}ie) [^.?!\n]{{0,60}}?{_GETAN}\b|"
    rf"nimmst du [^.?!\n]{{0,40}}? teil\b)"
)
_DERSELBE = (
    rf"(?:warst du|bist du|waren {POLITE}ie|sind {POLITE}ie) (?:das|es|derjenige|diejenige)"
    r"(?=[^\w ]| (?:auch|wieder|schon|gewesen|selbst|der|die|wer)\b|$)|"
    r"(?:(?:die|der)?selbe[nr]?|gleiche[nr]?) (?:person|kolleg\w+|autor\w*)\b|"
    r"der(?:selbe|jenige)\b,? (?:der|wer)\b|die(?:selbe|jenige)\b,? die\b"
)
_ROLLE = (
    r"(?:neu|remote|neue[rs]?|entwickler\w*|designer\w*|tester\w*|manager\w*|führungskraft|praktikant\w*|"
    r"werkstudent\w*|azubi|auszubildende\w*|teamleiter\w*|leiter\w*|teilzeit\w*|teil\b|freelancer\w*|berater\w*|"
    r"ein(?:e|er)?\b|vom|aus|bei der|bei uns|beim)"
)
_WO = (
    rf"(?:(?:bist du|sind {POLITE}ie) (?:auch |denn |selbst |eigentlich |zufällig |vielleicht |noch )?"
    rf"(?:{_ROLLE}|derjenige|diejenige|(?:im|in) (?!der lage|der meinung|reinen|bilde|klaren|sicherheit)[\w]+|"
    rf"(?:der|die) (?!meinung|ansicht|auffassung)\w+)|"
    rf"(?:arbeitest du|arbeiten {POLITE}ie) (?:auch |denn |eigentlich |noch |schon |gerade )?"
    r"(?:in|im|bei|beim|an|am|für|mit|von|remote|als|teilzeit|vollzeit|hier)\b|"
    r"wo (?:sitzt|arbeitest|bist|warst|wohnst) du|"
    rf"wo (?:sitzen|arbeiten|sind|waren|wohnen) {POLITE}ie|wie alt (?:bist|sind)|"
    rf"woran (?:arbeitest du|arbeiten {POLITE}ie)|(?:gehörst|sitzt) du|(?:gehören|sitzen) {POLITE}ie|"
    rf"(?:hast du|haben {POLITE}ie) (?:kinder|familie|eine behinderung)|"
    rf"wie (?:heißt|heisst) du|wie (?:heißen|heissen) {POLITE}ie)\b"
)
_DEIN = (
    rf"(?:(?:was|wie|wer) ist )?(?:dein|{POLITE}hr)(?:e[mnrs]?)? (?:vollständige[rn]? |echte[rn]? |direkte[rn]? )?"
    r"(?:namens?|name|e-?mail\w*|mail\w*|nummer|telefonnummer|handynummer|rolle|position|funktion|abteilung|chef(?:in)?|"
    r"vorgesetzte\w*|führungskraft|teamleit\w+|identität|jobtitel|standort|büro|alter|personalnummer|zeitzone|"
    r"geburtstag|geburtsdatum|muttersprache|staatsangehörigkeit|nationalität|geschlecht|initialen|spitzname|nachname|"
    r"vorname|wohnort)\b"
)
_ZEICHEN = (
    rf"(?:wenn|falls|sofern) (?:du|{POLITE}ie) (?:(?:ein(?:e|er)?|noch|auch|in|im) )?"
    r"(?:entwickler\w*|designer\w*|tester\w*|führungskraft|praktikant\w*|werkstudent\w*|azubi|auszubildende\w*|"
    r"teamleiter\w*|teilzeit\w*|freelancer\w*|externe?r?|freiberuf\w*|berater\w*)\b|"
    rf"(?:antwort\w*|reagier\w*)(?: {POLITE}ie)?(?: bitte| einfach| mir| kurz){{0,3}} "
    r"mit [^.?!\n]{1,20}? (?:wenn|falls) "
    rf"(?:du|{POLITE}ie) [^.?!\n]{{0,40}}?(?:bist|warst|sind|waren|arbeite\w*|sitz\w*)\b|"
    r"(?:männlich oder weiblich|weiblich oder männlich|mann oder (?:eine )?frau|frau oder (?:ein )?mann|"
    r"herr oder frau|frau oder herr|(?:intern|angestellt|festangestellt) oder (?:extern|frei\w*)|"
    r"extern oder (?:intern|angestellt))\b"
)
_ZEIG_DICH = (
    r"(?:auf mich zu(?:kommen|gehen)?|"
    rf"komm(?:en {POLITE}ie)?(?: doch| gerne?| mal| einfach| bitte| kurz){{1,3}} auf uns zu|"
    rf"ruf(?:en {POLITE}ie)? mich|meld(?:e|en {POLITE}ie)? (?:dich|sich)"
    r"(?: bitte| doch| gerne?| einfach| mal){0,3} (?:bei|per|direkt|kurz)(?: mir| uns)?|"
    rf"schreib(?:en {POLITE}ie)? mir (?:eine|per|direkt|privat|persönlich)|"
    rf"komm(?:en {POLITE}ie)?(?: doch| gerne?| mal| einfach| bitte| kurz){{0,3}} (?:zu mir|vorbei|in mein\w*)|"
    r"(?:schau\w*|geh\w*)(?: doch| gerne?| mal| einfach| bitte| kurz){0,3} bei mir|"
    r"(?:können|wollen|könnten|wollten) wir (?:uns |mal |kurz |bitte |vielleicht ){0,3}(?:allein|unter uns|privat|"
    r"telefonieren|vertraulich|persönlich)|"
    r"(?:kann|könnte|darf) ich (?:dich|mit dir|mit ihnen) (?:mal |kurz |persönlich |bitte ){0,2}"
    r"(?:sprechen|treffen|anrufen|reden|besuchen)|"
    r"(?:können|wollen|sollen|könnten|wollten) wir uns (?:mal |kurz |persönlich )?(?:treffen|unterhalten|sehen|"
    r"zusammensetzen)|"
    rf"(?:lass|lassen {POLITE}ie) uns (?:[\w]+ ){{0,3}}(?:reden|sprechen|treffen|telefonieren|zusammensetzen)|"
    r"treffen wir uns|unter vier augen|persönlich (?:sprechen|reden|treffen|unterhalten|kennenlernen)|"
    rf"sprich mich|sprechen {POLITE}ie mich|kontaktier\w* mich|zu erkennen)\b"
)

_ALLES = (_WER, _WELCHE, _WANN, _TAG, _DABEI, _DERSELBE, _WO, _ZEICHEN, _DEIN, _ZEIG_DICH)
GERMAN = re.compile(rf"\b(?:{'|'.join(_ALLES)})")
"""Where the group `tag` matched, look at what stands before it: see `bot.core.fishing.english.ASKED_ABOUT`."""
