"""Being away, told of in many languages: an event of its own, and what it is called in the words of who says it."""

from __future__ import annotations

import re

from threadline import regex

# What stands first is looked for first; a word that is a title by itself ("vacation", "Urlaub") is none of these.
_TITLES = {
    "Out of office": r"out of (?:the )?office|ooo|(?:i|we|he|she|they)(?:['’]m|['’]re|['’]s|['’]ll be| am| is| are| "
    r"will be| shall be) (?:out|off|away|not (?:here|in|around|available))\b(?! (?:for|to|of|with) (?:me|us|lunch|"
    r"dinner|drinks|coffee|a|the))|(?:won['’]t|will not) be (?:here|in(?! (?:time|a|the(?! office)|my|your|"
    r"touch))|around|available|in the office)",
    "Leave": r"on leave|annual leave|(?:parental|maternity|paternity|sick|compassionate) leave",
    "Sick": r"(?:off|out|call(?:ing)? in) sick|['’]m sick|sick day",
    "Travelling": r"travelling",
    "Traveling": r"traveling",
    "Vacation": r"on vacation",
    "Holiday": r"on holiday",
    "Krank": r"krank(?:geschrieben|gemeldet)?(?= |$|[.,!])",
    "Abwesend": r"abwesend|nicht (?:im (?:büro|haus|dienst)|da|hier|erreichbar|verfügbar)|außer haus",
    "Absence": r"(?:absent|absente|absents|absence)(?= (?:du|le|la|de|demain|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|dimanche|toute|jusqu|aujourd|entre|pendant))|pas là|pas au bureau",
    "Ausente": r"ausentes?|fuera (?:de la oficina|del)|no (?:estaré|estoy|estaremos) (?:en la oficina|disponible)?|"
    r"fora do escritório|não (?:estarei|estou|vou estar) (?:no escritório|disponível)?",
    "Assente": r"assent[ei]|fuori (?:ufficio|sede)|non (?:ci sarò|ci sono|sarò in ufficio|sono in ufficio)",
    "Afwezig": r"afwezig|niet (?:op kantoor|aanwezig|bereikbaar|beschikbaar)",
    "Frånvarande": r"frånvarande|inte på (?:kontoret|plats)",
    "Fraværende": r"fraværende|ikke på kontoret",
    "Nieobecność": r"nieobecn\w+|nie (?:będzie mnie|ma mnie)|poza biurem",
    "Frei": r"(?:hab|habe|haben|nehme|nehmen) (?:ich |wir )?(?:am \w+ |\w+tag )?frei",
    "RTT": r"en rtt",
    "Repos": r"en repos",
    "Día libre": r"(?:el|un) día libre",
    "Permesso": r"in permesso",
    "Folga": r"de folga",
    "Vrij": r"(?:heb|neem|ben) (?:ik )?vrij",
    "Verlof": r"verlof",
    "Fri": r"(?:har|tar|tager|holder) (?:jeg |vi )?(?:en )?fri(?:dag)?",
    "Ledig": r"(?:är|tar) (?:jag |vi )?ledigt?",
    "Avspasering": r"avspasering",
    "Wolne": r"(?:mam|biorę|mamy) wolne",
    "Urlop": r"urlop",
    "İzin": r"izinliyim|izin (?:aldım|kullanıyorum)",
    "Отгул": r"отгул",
    "Отпуск": r"(?:в )?отпуске?",
    "Выходной": r"выходной",
    "Відгул": r"відгул",
    "Відпустка": r"(?:у |в )?відпустк[аіу]",
    "Вихідний": r"вихідний",
    "إجازة": r"إجازة",
    "छुट्टी": r"छुट्टी",
}
_ABSENT = regex.compile(
    "|".join(rf"(?P<a{place}>(?<!\w)(?:{words})(?!\w))" for place, words in enumerate(_TITLES.values())), re.IGNORECASE
)
_NAMES = tuple(_TITLES)
_HINTS = [
    "out",
    "ooo",
    "off",
    "away",
    "not",
    "won't",
    "won’t",
    "leave",
    "sick",
    "travel",
    "vacation",
    "holiday",
    "krank",
    "abwesend",
    "nicht",
    "haus",
    "absen",
    "pas",
    "ausente",
    "fuera",
    "estoy",
    "estar",
    "fora",
    "não",
    "assent",
    "fuori",
    "non",
    "afwezig",
    "niet",
    "frånvar",
    "inte",
    "fravær",
    "ikke",
    "nieobecn",
    "nie",
    "poza",
    "frei",
    "rtt",
    "repos",
    "libre",
    "permess",
    "folga",
    "vrij",
    "verlof",
    "fri",
    "ledig",
    "avspas",
    "wolne",
    "urlop",
    "izin",
    "отг",
    "отпуск",
    "выход",
    "відг",
    "відпуст",
    "вихід",
    "إجاز",
    "छुट्",
]
"""One of these stands in every absence; to look for them first spares most talk the long pattern."""
_OWN = regex.compile(
    r"\b(?:away|urlaub|congés?|vacances|vacaciones|ferie|férias|vakantie|semester|ferien)\b"
    r"|休み|休む|休暇|有休|休假|请假|연차|휴가|휴무"
    r"|^(?!stand-?up|meeting|call|sync|review|demo|lunch|dinner)\w+(?:['’]s| is| will be) (?:out|off)\b(?! for (?:me|"
    r"us))",
    re.IGNORECASE,
)


_ANOTHERS = regex.compile(
    r"\W*(?P<who>[A-Z][a-zà-ÿ'-]+(?<!['’]s)(?: [A-Z][a-zà-ÿ'-]+)?)(?:['’]s| is| will be) "
    r"(?P<away>(?:out(?: of (?:the )?office)?|away|off(?: sick)?|sick|ooo|on (?:annual |parental |sick )?(?:leave|"
    r"vacation|holiday)))(?!\w)(?! (?:for|to|of|with) (?!the)|-)"
)
_OUT = regex.compile(
    r"\b(?:I|we)(?:['’]ll| will| shall)? (?:be |am |are )?(?:out of (?:the )?office|on (?:annual |parental )?leave|"
    r"on vacation|on holiday|out on vacation)\b|\b(?:I|we) need [^.?!,]{2,20} off\b(?! (?:the|my|of))",
    re.IGNORECASE,
)


_OUT_ABROAD = regex.compile(
    r"(?<!\w)(?:ich (?:bin|werde) [^.?!,]{0,30}(?:im urlaub|weg|abwesend|nicht (?:da|im büro))|ich (?:habe|nehme) "
    r"[^.?!,]{0,30}(?:frei|urlaub)|je (?:suis|serai) [^.?!,]{0,20}(?:absente?|en congés?|en vacances|pas là|en rtt)|"
    r"je (?:pose|prends) [^.?!,]{0,20}(?:congés?|journée|rtt)|(?:estoy|estaré|estamos) (?:de vacaciones|fuera|de baja)|"
    r"(?:sono|sarò) (?:in ferie|assente|fuori|in malattia)|(?:estou|estarei) (?:de férias|ausente|fora|de folga)|"
    r"ik (?:ben|heb) [^.?!,]{0,20}(?:vrij|afwezig|op vakantie|weg)|jestem [^.?!,]{0,20}na urlopie|"
    r"biorę (?:urlop|wolne)|"
    r"nie (?:będzie mnie|ma mnie)|jag (?:är|tar) [^.?!,]{0,20}(?:ledigt?|borta|bortrest|på semester)|"
    r"jeg (?:er|holder|har|tager|tar) [^.?!,]{0,20}(?:ferie|fri|væk|borte|bortreist|bortrejst|fraværende)|"
    r"(?:borte|væk|borta|bortreist|fraværende|frånvarande) (?:på |fra |från |til )?\w+dag|"
    r"(?:izinliyim|tatildeyim|izinli olacağım|ofiste (?:yokum|olmayacağım)|yokum)|"
    r"я (?:буду |в )?(?:в отпуске|отпуске|на больничном)|меня не будет|беру (?:отпуск|выходной|отгул)|"
    r"я (?:буду )?(?:у|в) відпустці|мене не буде|беру (?:відпустку|вихідний)|(?:أنا|سأكون) في إجازة|छुट्टी पर)(?!\w)"
    r"|休みます|休みです|(?:休暇|お休み)を(?:取|いただ)|不在です|(?:我|会|要)(?:请假|休假|不在)"
    r"|(?:휴가|연차|휴무)(?:입니다|예요|이에요|를? ?(?:냅|씁|쓰|갑|내))|쉽니다|부재중",
    re.IGNORECASE,
)
_AT_WORK = regex.compile(
    r"(?<!\w)(?:keinen?|nicht|no|pas (?:de|en)|sin|senza|sem|geen|niet|ingen|inga|inte|ikke|nie|bez|без|не)\s(?:\w+ )?"
    r"(?:urlaub|frei|vacation|congés?|rtt|vacaciones|ferie|férias|folga|vakantie|vrij|verlof|fri|ledigt?|semester|"
    r"urlopu?|wolne\w*|отпуск\w*|відпустк\w*)(?!\w)",
    re.IGNORECASE,
)
"""Who has no leave is there."""


def tells_of_absence(clause: str) -> bool:
    """Whether somebody tells of being away, so that "not" refuses no time."""
    if _AT_WORK.search(clause):
        return False
    return _ABSENT.search(clause) is not None or _OWN.search(clause) is not None


def is_out(clause: str) -> bool:
    """Whether somebody says in so many words that they will be out of the office, on leave or on holiday."""
    if _OUT.search(clause):
        return True
    return _OUT_ABROAD.search(clause) is not None and not _AT_WORK.search(clause)


def absence_of_another(clause: str) -> tuple[str, tuple[int, int]] | None:
    """Whose absence somebody else tells of, and in what words: "Tom's out" as "Tom out", "Nadia is on leave"."""
    match = _ANOTHERS.match(clause)
    return (f"{match['who']} {match['away']}", match.span()) if match else None


def absence_title(clause: str) -> tuple[str, tuple[int, int]] | None:
    """What an absence is called in the language it is told in, with the stretch of the words that tell of it."""
    lower = clause.lower()
    match = _ABSENT.search(clause) if any(hint in lower for hint in _HINTS) else None
    return (_NAMES[int((match.lastgroup or "a0")[1:])], match.span()) if match else None
