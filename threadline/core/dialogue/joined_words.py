"""An answer joined to its question: "call with Bo" and "Friday 3pm" are one request."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract import Extraction, Intent, extract
from threadline.calendar.when import Kind
from threadline.core.domain.open_question import Missing, OpenQuestion

_CLOCK = regex.compile(
    r"\d{1,4}|am|pm|a|p|m|h|hrs?|o|clock|oclock|at|around|about|noon|midday|midnight|half|past|quarter|to|from|"
    r"until|till|"
    r"and|um|gegen|ab|bis|von|uhr|mittag|mittags|abends|morgens|früh|nachmittags|halb|viertel|vor|nach|à|vers|"
    r"de|midi|minuit|"
    r"et|demie|quart|heures?|a|las|la|los|por|y|media|cuarto|mediodía|tarde|mañana|noche|alle|dalle|mezzogiorno|"
    r"mezza|e|"
    r"às|as|das|meio|dia|meia|om|uur|rond|tot|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirty|fifteen|twenty|forty|five|"
    r"eins?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|fünfzehn|"
    r"une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|moins|du|soir|matin|après|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|menos|"
    r"due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|quindici|venti|trenta|mezzo|meno|di|sera|"
    r"mattina|pomeriggio|del|"
    r"duas|três|quatro|sete|oito|dez|doze|vinte|trinta|meia|noite|manhã|"
    r"een|één|twee|drie|vijf|zes|zeven|negen|tien|twaalf|half|kwart|over|'s|s|avonds|ochtends",
    re.IGNORECASE,
)
_OTHER_MATTERS = (Intent.QUERY, Intent.FIND_TIME, Intent.CANCEL)
_WORD = regex.compile(r"\d+|[^\W\d_]+")
_LEADING = regex.compile(
    r"(?<!\w)(?:on|at|in|by|am|um|im|den|der|le|à|el|a|las|il|alle|em|no|na|às|op|om|\d{1,2}(?:\.|st|nd|rd|th)?|\s)+$",
    re.IGNORECASE,
)
_TRAILING = regex.compile(
    r"^\s*(?:(?:the|of)\s+)?\d{1,2}(?:\.|st|nd|rd|th)?(?!\w|\s*(?:am|pm|uhr|[:.]\d))", re.IGNORECASE
)
_MOST_TIMES = 4
_ENDING = regex.compile(r"[\s.,!?;:…]+$")


@dataclass(frozen=True, slots=True)
class Joined:
    """The words together, and when they count as said."""

    words: str
    said_at: datetime


def joined(question: OpenQuestion, answer: str, *, sent_at: datetime, zone: str) -> Joined | None:
    """The question's words with what the answer adds; None where the message is no answer to it."""
    tz = ZoneInfo(zone)
    found = extract(answer, sent_at.astimezone(tz), zone=tz)
    if found.when is None or (found.when.kind is Kind.DURATION and found.when.start is None):
        return None
    if _own_subject(found) or found.intent in _OTHER_MATTERS:
        return None
    part = _part(found, answer)
    asked = _ENDING.sub("", question.words)
    if question.missing is Missing.TIME:
        together = f"{asked} {part}"
        read = extract(together, sent_at.astimezone(tz), zone=tz)
        if read.when is None:  # with the words before it says nothing, alone it does
            return None
        at = sent_at.astimezone(tz)
        return Joined(_without_old_times(together, asked, at, whole=not found.when.all_day), sent_at)
    before = extract(question.words, question.said_at.astimezone(tz), zone=tz)
    if before.when is not None and not clock_alone(part):
        start, end = before.when.span  # another day was said with the hour: it takes the first one's place
        return Joined(_ENDING.sub("", f"{question.words[:start]}{part}{question.words[end:]}"), sent_at)
    return Joined(f"{asked} {part}", question.said_at)


def _without_old_times(words: str, asked: str, at: datetime, *, whole: bool) -> str:
    """The words without those of the question (`asked`) that nothing was made of: the answer says the time anew.

    `whole`: the answer has an hour, so no time of the question counts any more.
    """
    length = len(asked)
    for _ in range(_MOST_TIMES):
        read = extract(words, at, zone=at.tzinfo if isinstance(at.tzinfo, ZoneInfo) else None)
        old = [each.span for each in read.leftovers if each.moves and (whole or not clock_alone(each.value))]
        old += [each.span for each in read.whens if whole and each.kind is not Kind.DURATION]
        span = max((each for each in old if each[1] <= length), default=None)
        if span is None:
            break
        before = _LEADING.sub("", words[: span[0]])
        after = words[span[1] :]
        kept = _TRAILING.sub("", after[: length - span[1]])
        words, length = f"{before} {kept}{after[length - span[1] :]}", len(before) + 1 + len(kept)
    return re.sub(r" {2,}", " ", words).strip()


def clock_alone(words: str) -> bool:
    """Whether words of time name no day."""
    return all(_CLOCK.fullmatch(word) for word in _WORD.findall(words))


def _own_subject(found: Extraction) -> bool:
    """Whether the message speaks of an event of its own: "Lunch with Cy on Friday" answers nothing."""
    return (found.title_evidence is not None and bool(found.attendees)) or found.kind_evidence is not None


def _part(found: Extraction, answer: str) -> str:
    """The stretch of the answer that says when, where and with whom."""
    spans = [when.span for when in found.whens]
    spans += [each.span for each in (*found.people, *((found.place_evidence,) if found.place_evidence else ()))]
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    lead = re.search(r"(?:\b(?:at|on|in|with|um|am|im|mit|à|avec|el|con|a|às|com|om|met)\s+)$", answer[:start])
    return answer[lead.start() if lead else start : end].strip()
