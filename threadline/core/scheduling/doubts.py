"""What is shown before anything else on a card: words that were not used, and an hour that nobody said."""

import re
from dataclasses import replace
from functools import cache

from threadline import regex
from threadline.calendar.extract import Extraction
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.calendar.when import Grain, Kind, Role, WarningCode, When
from threadline.core.domain.reading import Reading
from threadline.texts.messages import _

_HOURED = (
    "meeting|call|sync|review|interview|lunch|dinner|breakfast|brunch|coffee|drinks|demo|standup|stand-up|appointment|"
    "dentist|doctor|haircut|catch-up|catchup|1:1|one-on-one|kickoff|kick-off|retro|briefing|lesson|class|rehearsal|"
    "zahnarzt|zahnarzttermin|arzttermin|friseur|friseurtermin|dentiste|médecin|coiffeur|dentista|médico|peluquero|"
    "peluquería|medico|parrucchiere|cabeleireiro|tandarts|kapper|huisarts|"
    "presentation|webinar|massage|check-up|checkup|viewing|date|concert"
)
# What they say is that the event may be on another day, at another hour or in another series.
_MOVING = frozenset(
    {
        WarningCode.WEEKDAY_MISMATCH,
        WarningCode.AMBIGUOUS_HOUR,
        WarningCode.AMBIGUOUS_DAY,
        WarningCode.AMBIGUOUS_ZONE,
        WarningCode.UNKNOWN_ZONE,
        WarningCode.UNKNOWN_LANGUAGE,
        WarningCode.SERIES,
    }
)
# These last all day, or have no hour of their own.
_WHOLE_DAYS = regex.compile(
    r"\b(?:all day|whole day|full day|day off|birthday|anniversary|holidays?|vacation|leave|off|out|ooo|pto|away|"
    r"trip|travel\w*|conference|offsite|deadline|due|by|remind\w*|submit|pay|"
    r"urlaub|ganztägig|geburtstag|congés?|vacances|anniversaire|vacaciones|cumpleaños|ferie|compleanno|férias|messe|"
    r"vakantie|verlof|beurs|urlop|wyjazd|semester|ledig|resa|ferien|ferier|fri|reise|izin|izinli|tatil|отпуск|отпуске|"
    r"командировка|каникулы|відпустка|відпустці|відрядження|إجازة|اجازة|عطلة|छुट्टी|अवकाश)\b"
    r"|休暇|休み|出張|休假|假期|请假|出差|旅行|휴가|출장|여행",
    re.IGNORECASE,
)

# People who meet do it at an hour, whatever the event is called.
_MEETS = regex.compile(
    r"\b(?:(?:let['’]?s|let us|shall we|can we|could we|we could|we can|we should|want to|how about we|why don['’]t we)"
    r"\s+(?:[a-z]+ ){0,2}?(?:talk|speak|meet|chat|sync|connect|catch up|touch base|get together|sit down|regroup|"
    r"have lunch|have dinner|grab (?:a )?\w+|do lunch|discuss)"
    r"|(?:i|we)(?:['’]d| would)? (?:need|have|want|like|must|should|ought|got)(?: to)? (?:see|meet|visit|talk to|"
    r"speak (?:to|with)|catch up with)"
    r"|nos vemos|quedamos|hablamos|reunirnos|vernos|nos reunimos|nos juntamos|treffen wir|wir treffen|uns treffen|"
    r"(?:lass|lasst) uns|sprechen wir|sehen wir uns|telefonieren wir|on se (?:voit|parle|retrouve|rencontre|capte)|"
    r"se voir|(?:on|nous) (?:déjeune|dîne)\w*|voyons-nous|ci vediamo|vediamoci|ci sentiamo|sentiamoci|incontriamoci|"
    r"nos encontramos|encontrar-nos|nos falamos|vamos (?:nos )?(?:encontrar|conversar|falar|almoçar|jantar)|"
    r"(?:zullen|laten) we|zien we elkaar|we spreken|spotkajmy się|spotkamy się|pogadajmy|porozmawiajmy|zdzwońmy się|"
    r"ska vi|vi (?:ses|träffas|mødes|møtes)|lad os|la oss|skal vi|görüşelim|buluşalım|konuşalım|görüşürüz|"
    r"встретимся|давай(?:те)? (?:встретимся|поговорим|созвонимся)|увидимся|созвонимся|поговорим|зустрінемося|"
    r"зустріньмося|поговоримо|побачимося|لنلتقي|نلتقي|نتقابل|لنتحدث|دعنا نتحدث)(?!\w)"
    r"|会いましょう|話しましょう|会おう|話そう|만나자|만나요|만납시다|얘기하자|이야기해요|见面|见吧|聊聊|谈谈"
    r"|मिलते हैं|मिलेंगे|बात करते हैं",
    re.IGNORECASE,
)

_SUPPOSED = WarningCode.NO_HOUR
_BELIEVED = 0.45


def doubted(reading: Reading, extraction: Extraction, text: str = "") -> Reading:
    """The reading of `text` with its doubts first: what could move it, then what was merely not used."""
    moving = [each.value for each in extraction.leftovers if each.moves]
    moving += _unused(reading, extraction)
    unused = [each.value for each in extraction.leftovers if not each.moves]
    first = [_("I could not make sense of {words}: please check the time.", words=_listed(moving))] if moving else []
    first += [
        _(each.sentence) for each in (extraction.when.warnings if extraction.when else ()) if each.code in _MOVING
    ]
    last = (_("Not used: {words}.", words=_listed(unused)),) if unused else ()
    hourless = _hourless(extraction, text) if reading.draft is not None and not reading.warnings else ()
    supposed = extraction.when is not None and any(each.code is _SUPPOSED for each in extraction.when.warnings)
    told = tuple(each for each in reading.warnings if each not in first)
    return replace(
        reading, warnings=(*first, *hourless, *told, *last), doubts=tuple(first), hourless=bool(hourless) or supposed
    )


def _unused(reading: Reading, extraction: Extraction) -> list[str]:
    """The hours of the message that are wanted and that neither the event nor what is offered beside it has."""
    draft = reading.draft
    if draft is None or draft.all_day:
        return []
    own = {draft.start, draft.end}
    offered = own | {each.start for each in reading.alternatives}
    told = [each.span for each in extraction.leftovers]
    return [
        when.text
        for when in extraction.whens
        if when is not extraction.when
        and when.role is Role.WANTED
        and when.kind in {Kind.INSTANT, Kind.INTERVAL}
        and not when.all_day
        and when.grain in {Grain.MINUTE, Grain.HOUR}
        and when.confidence >= _BELIEVED
        # an hour beside a series is no other choice for it, though a part of the day may only tell of its hour
        and (own if draft.rrule and when.kind is Kind.INSTANT else offered).isdisjoint({when.start, when.end})
        and not any(first < when.span[1] and when.span[0] < last for first, last in told)
    ]


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word.strip()}”" for word in words)


def _hourless(extraction: Extraction, text: str) -> tuple[str, ...]:
    when = extraction.when
    if when is None or not when.all_day or not _one_day(when) or not has_hour(extraction, text):
        return ()
    return (_("No time of day was given, so it is the whole day."),)


def _one_day(when: When) -> bool:
    return (
        when.grain is Grain.DAY and when.start is not None and (when.end is None or (when.end - when.start).days <= 1)
    )


def has_hour(extraction: Extraction, text: str) -> bool:
    """Whether such an event has an hour: people meet, or its name says so."""
    said = " ".join((extraction.title or "", *(each.value for each in (extraction.intent_evidence,) if each)))
    if _WHOLE_DAYS.search(said):
        return False
    return bool(extraction.attendees) or _houred().search(said) is not None or _MEETS.search(text) is not None


def is_houred(words: str) -> bool:
    """Whether words are nothing but the kind of an event that has an hour: "dentist", "team meeting" is more."""
    return _houred().fullmatch(words.strip()) is not None


@cache
def _houred() -> re.Pattern[str]:
    tables = (speech_words(language) for language in speech_languages())
    words = {phrase for table in tables if table for phrase in table.phrases("nouns")}
    phrases = sorted(words | set(_HOURED.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
