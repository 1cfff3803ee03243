"""Questions that are answered yes or no: "is Bo free on Tuesday at 4?", "do I have anything on Friday?".

Whose calendar cannot be seen is unknown, never free; a room or another thing has no calendar that could be asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from threadline.calendar.event import FreeBusy, Knowledge
from threadline.calendar.port import CalendarError
from threadline.calendar.recurrence import as_utc
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.participants import Participants
from threadline.core.channels.formatting import and_list, day_label, span_label, when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.drafting import DEFAULT_LENGTH
from threadline.storage.persons import utc_now
from threadline.texts.messages import _, ngettext, pgettext

_WIDE = timedelta(hours=4)
_MOST_TOLD = 5
_I = re.IGNORECASE
_FREE = (
    r"free|available|open|time|frei|verfügbar|zeit|libres?|disponibles?|dispos?|du temps|le temps|tiempo|liber[oaie]|"
    r"disponibil[ei]|tempo|livres?|disponív\w+|vrij|beschikbaar|tijd"
)
_BUSY = (
    r"busy|booked|occupied|tied up|beschäftigt|belegt|verhindert|occupée?s?|prise?s?|ocupad[oa]s?|occupat[oaie]|"
    r"bezet|druk"
)
_ME_FREE = re.compile(
    r"^\W*(?:am i|will i be|would i be|bin ich|wäre? ich|suis-je|est-ce que je (?:suis|serai)|je suis|¿?estoy|"
    r"¿?estaré|"
    r"sono|sarò|(?:eu )?estou|estarei|ben ik|do i have|have i(?: got)?|hab(?:e)? ich|ai-je|est-ce que j'ai|"
    r"¿?tengo|ho|tenho|heb ik)"
    rf"\s(?:.*\s)?(?P<state>{_FREE}|{_BUSY})(?!\w)",
    _I,
)
_ME_ANYTHING = re.compile(
    r"^\W*(?:do i have|have i(?: got)?|is there|are there|hab(?:e)? ich|gibt es|ai-je|est-ce que j'ai|y a-t-il|"
    r"¿?tengo|¿?hay|"
    r"ho|c'è|tenho|há|heb ik|is er)\s(?:.*\s)?(?:anything|something|any (?:meetings?|calls?|events?|appointments?|"
    r"plans)|"
    r"a (?:meeting|call|conflict|clash)|meetings?|plans|etwas|was|termine?|einen termin|besprechungen|quelque "
    r"chose|une réunion|"
    r"des réunions|un rendez-vous|algo|alguna? (?:reunión|cita|cosa)|reuniones|qualcosa|impegni|riunioni|una "
    r"riunione|alguma coisa|"
    r"reuniões|uma reunião|iets|afspraken|een afspraak)(?!\w)",
    _I,
)
_NAME = (
    r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[\w.-]+|(?-i:[A-ZÀ-Þ])[\w'’-]+|(?:and |und |et |y |e |en )?(?:i|me|ich|ik|"
    r"moi|yo|io|eu)(?!\w))"
)
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|e|en|&)\s+)"
_NAMES = rf"(?P<who>(?:both )?{_NAME}(?:{_AND}{_NAME}){{0,9}})"
_OTHERS = tuple(
    re.compile(pattern, _I)
    for pattern in (
        rf"^\W*(?:is|are|will|ist|sind|wird|est-ce que|¿?está|¿?están|è|sono|está|is|zijn)\s+{_NAMES}\s+(?:be |est "
        rf"|sont |both |all |beide |dann )?(?:.*\s)?(?P<state>{_FREE}|{_BUSY})(?!\w)",
        rf"^\W*(?:does|do|has|have|hat|haben|heeft|hebben|¿?tienen?|ha|tem)\s+{_NAMES}\s+(?:have |got "
        rf")?(?:.*\s)?(?P<state>time|{_FREE})(?!\w)",
        rf"^\W*{_NAMES}\s+(?:est|a|è|ha|está|tem|is)(?:-t)?(?:-il|-elle)?\s+(?:.*\s)?(?P<state>{_FREE}|{_BUSY})(?!\w)",
        rf"^\W*(?:can|could|kann|kan)\s+{_NAMES}\s+(?P<state>make it|attend|meet|come)(?!\w)",
    )
)
_THING = re.compile(
    r"^\W*(?:is|are|ist|est-ce que|¿?está|è|está)\s+(?P<what>(?:the|that|our|room|meeting room|conference|der|die|"
    rf"das|raum|la|le|el|il|lo|a|o|de|het|salle|sala|zaal)\b.{{0,40}}?|"
    rf"\S+ (?:room|raum|hall|\d+))\s+(?:est )?(?P<state>{_FREE}|{_BUSY})(?!\w)",
    _I,
)
_JOINED = re.compile(r"\s*(?:,|&|\b(?:and|und|et|y|e|en)\b)\s*", _I)
_SELF = re.compile(r"^(?:both\s+)?(?:i|me|ich|ik|moi|yo|io|eu)$", _I)


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked about, and what: whether they are free, or busy (`busy`). `thing` has no calendar."""

    names: tuple[str, ...] = ()
    me: bool = False
    busy: bool = False
    anything: bool = False
    thing: str | None = None


def read_question(text: str) -> Question | None:
    """The question, where the text is one of the kind."""
    said = " ".join(text.split())
    if not said.endswith("?") and not re.match(r"^\W*(?:is|are|am|do|does|have|bin|ist|hat)\b", said, _I):
        return None
    if _ME_ANYTHING.match(said):
        return Question(me=True, busy=True, anything=True)
    if (match := _ME_FREE.match(said)) is not None:
        return Question(me=True, busy=re.fullmatch(_BUSY, match["state"], _I) is not None)
    if (match := _THING.match(said)) is not None:
        return Question(thing=match["what"].strip())
    for pattern in _OTHERS:
        if (match := pattern.match(said)) is not None:
            names = [re.sub(r"^both\s+", "", name, flags=_I) for name in _JOINED.split(match["who"].strip()) if name]
            others = tuple(name for name in names if not _SELF.match(name))
            busy = re.fullmatch(_BUSY, match["state"], _I) is not None
            return Question(others, me=len(others) < len(names), busy=busy) if others else None
    return None


class YesOrNo:
    """Answers them, from what the person may see."""

    def __init__(self, *, agenda: Agenda, participants: Participants, clock: Callable[[], datetime] = utc_now) -> None:
        self._agenda = agenda
        self._participants = participants
        self._clock = clock

    async def answer(self, turn: Turn, reading: Reading) -> tuple[str, ...] | None:
        """The facts that answer, a yes or a no first; None where nothing of the kind is asked."""
        question = read_question(turn.message.text)
        if question is None or reading.start is None:
            return None
        if question.thing is not None:
            unseen = _(
                "I do not know: I cannot see the calendar of “{thing}”, only those of people.", thing=question.thing
            )
            return (unseen,)
        instant = reading.end is None or reading.end <= reading.start
        end = reading.start + (reading.duration or DEFAULT_LENGTH) if instant or reading.end is None else reading.end
        wide = end - reading.start >= _WIDE
        if wide and not question.busy:
            return None  # "am I free on Friday?" is answered with the hours
        if question.names:
            return await self._others(turn, question, reading.start, end)
        return await self._self(turn, question, reading.start, end)

    async def _self(self, turn: Turn, question: Question, start: datetime, end: datetime) -> tuple[str, ...]:
        person, shared = turn.person, turn.message.shared
        events, unknown = await self._agenda.events(person, start, end)
        taken = [
            each
            for each in events
            if (question.anything or not each.draft.transparent) and as_utc(each.draft.end) > as_utc(start)
        ]
        when = _span(start, end, person.zone)
        missing = [_("I could not read {calendar}, so I do not know all of it.", calendar=name) for name in unknown]
        if not taken:
            if unknown:
                return (*missing, _("In what I could read there is nothing, {when}.", when=when))
            free = _("you are free, {when}: nothing is in your calendar.", when=when)
            return (_no(free) if question.busy else _yes(free),)
        lines = [
            f"- {when_label(each.draft, person.zone)}" + ("" if shared else f": **{each.draft.title}**")
            for each in taken[:_MOST_TOLD]
        ]
        told = _("you are busy, {when}:", when=when)
        return (*missing, _yes(told) if question.busy else _no(told), *lines)

    async def _others(self, turn: Turn, question: Question, start: datetime, end: datetime) -> tuple[str, ...]:
        person = turn.person
        invitees = await self._participants.named(person, question.names, conversation_id=turn.conversation_id)
        try:
            answers = await self._participants.busy(person, invitees, start, end)
        except CalendarError as error:
            return (str(error),)
        busy = [each.name for each in invitees if _is_busy(answers.get(each, ()))]
        unknown = [each.name for each in invitees if each.name not in busy and not _is_known(answers.get(each, ()))]
        mine: Sequence[FreeBusy] = await self._agenda.busy(person, start, end) if question.me else ()
        me_busy = _is_busy(mine)
        me_unknown = question.me and not me_busy and not _is_known(mine)
        when = _span(start, end, person.zone)
        unseen = _unseen(_People(tuple(unknown), me_unknown))
        if busy or me_busy:
            told = _taken(_People(tuple(busy), me_busy), when)
            told = _yes(told) if question.busy else _no(told)
            return (f"{told} {unseen}".strip(),)
        if unseen:
            return (unseen,)
        told = _free(_People(tuple(each.name for each in invitees), question.me), when)
        return (_no(told) if question.busy else _yes(told),)


@dataclass(frozen=True, slots=True)
class _People:
    """Whom a sentence is about; `me` is the reader, whom a language may address in a form of its own."""

    names: tuple[str, ...]
    me: bool

    @property
    def listed(self) -> str:
        return and_list([*self.names, *([pgettext("in a list of people", "you")] if self.me else [])])


def _yes(told: str) -> str:
    return _("Yes, {told}", told=told)


def _no(told: str) -> str:
    return _("No, {told}", told=told)


def _taken(people: _People, when: str) -> str:
    if not people.me:
        return ngettext(
            "{names} is busy, {when}.", "{names} are busy, {when}.", len(people.names), names=people.listed, when=when
        )
    if people.names:
        return pgettext("with you", "{names} are busy, {when}.", names=people.listed, when=when)
    return _("you are busy, {when}.", when=when)


def _free(people: _People, when: str) -> str:
    if people.me:
        return pgettext("with you", "{names} are free, {when}.", names=people.listed, when=when)
    return ngettext(
        "{names} is free, {when}.", "{names} are free, {when}.", len(people.names), names=people.listed, when=when
    )


def _unseen(people: _People) -> str:
    if people.me and people.names:
        return pgettext("with you", "I cannot see when {names} are busy, so I do not know.", names=people.listed)
    if people.me:
        return _("I cannot see when you are busy, so I do not know.")
    return people.listed and ngettext(
        "I cannot see when {names} is busy, so I do not know.",
        "I cannot see when {names} are busy, so I do not know.",
        len(people.names),
        names=people.listed,
    )


def _is_busy(answers: Sequence[FreeBusy]) -> bool:
    return any(answer.busy for answer in answers)


def _is_known(answers: Sequence[FreeBusy]) -> bool:
    return bool(answers) and all(answer.knowledge is Knowledge.KNOWN for answer in answers)


def _span(start: datetime, end: datetime, zone: str) -> str:
    midnight = not (start.hour or start.minute) and end - start >= timedelta(hours=23)
    return day_label(start) if midnight else span_label(start, end, zone)
