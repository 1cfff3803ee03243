"""What the assistant remembers of a person: kept after their own words and their yes, listed and forgotten by word.

No model has a part in it: the words are read here, the question is kept with the turn that asked it, and the yes is
that of the same person.
"""

import asyncio
import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.acts import Venue
from threadline.core.channels.port import Channel, Notifier
from threadline.core.dialogue.absences import absence_of, with_absence
from threadline.core.dialogue.assent import Assent, Verdict
from threadline.core.dialogue.preference_phrases import EVERYTHING, FORGETTING, LISTING, NAMES, STOPPING
from threadline.core.dialogue.preference_sentences import is_value, remembered_keys, sentence_of
from threadline.core.dialogue.preference_words import UNASKED, wish_of
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.scheduling.planner import Plan
from threadline.storage.preferences import PreferenceStore
from threadline.texts.messages import _

_LISTING = regex.compile(
    r"what (?:do|did|have) you remember(?:ed)?(?: about me| of me)?|"
    r"what (?:do|did|have) you (?:know|known|keep|kept|store|stored|saved?|learned) (?:about|of) "
    r"(?:me|how i (?:like to )?work|my (?:habits|preferences|way of working))|what are my (?:habits|working hours)|"
    r"what (?:do you know|have you remembered) about me|what are my preferences|(?:show|list)(?: me)? my preferences|"
    r"my preferences|was (?:weißt|merkst|hast) du (?:dir )?(?:über|von|zu) mir(?: gemerkt| gespeichert)?|"
    r"was weißt du über mich|was hast du dir (?:über mich |von mir |zu mir )?gemerkt|"
    rf"(?:zeig mir |zeige mir )?meine (?:vorlieben|einstellungen)|was sind meine vorlieben|{LISTING}",
    re.IGNORECASE,
)
_FORGETTING = regex.compile(
    rf"(?:please |bitte )?(?:forget|don't remember|stop remembering|vergiss|vergiß|vergesse|{FORGETTING})"
    r"(?: bitte)?[,:]?"
    r"(?: that| dass| about| qu(?:e |')| che| dat)? ?(?P<what>.+)",
    re.IGNORECASE,
)
_EVERYTHING = regex.compile(
    r"(?:everything|all|all that)(?: (?:that )?you (?:remember|know))?(?: about me| of me)?|all my preferences|"
    r"alles(?: über mich| von mir)?(?:,? was du (?:über mich weißt|dir gemerkt hast|weißt))?|alle meine vorlieben|"
    rf"{EVERYTHING}",
    re.IGNORECASE,
)
_NAMES = {
    "nickname": "my nickname|my name|meinen namen|meinen spitznamen",
    "preferred_time": "my preferred time|my preferred times|meine liebste tageszeit",
    "working_hours": "my working hours|my work hours|my office hours|meine arbeitszeit|meine arbeitszeiten",
    "working_days": "my working days|my work days|my days off|meine arbeitstage",
    "lunch": "my lunch|my lunch break|meine mittagspause|mein mittagessen",
    "buffer_minutes": "my buffer|the buffer|meinen puffer",
    "meeting_minutes": "my usual length|the usual length|my meeting length|meine übliche dauer",
    "week_start": "my week start|the start of my week|meinen wochenbeginn",
    "clock": "my clock|the 24-hour clock|the 12-hour clock|das 24-stunden-format",
    "timezone": "my time zone|my timezone|meine zeitzone",
    "todo_list": "my to-do list|where my to-dos go|wohin meine aufgaben kommen",
    "quiet_hours": "my quiet hours|quiet hours|meine ruhezeit|meine ruhezeiten",
    "focus_time": "my focus time|the focus time|meine fokuszeit|mon temps de concentration|mi tiempo de concentración|"
    "il mio tempo di concentrazione|o meu tempo de foco|meu tempo de foco|mijn focustijd",
    "out_of_office": "my absence|my absences|my out of office|my days away|that i'm away|meine abwesenheit|"
    "meine abwesenheiten|mon absence|mes absences|mi ausencia|mis ausencias|la mia assenza|le mie assenze|"
    "minha ausência|a minha ausência|mijn afwezigheid",
    "remind_minutes": "my reminders|the reminders|reminders|meine erinnerungen|die erinnerungen",
    "morning_brief": "my agenda|the agenda|my morning brief|the morning brief|meinen tagesplan|den tagesplan",
}
_STOPPING = {
    "remind_minutes": "no (?:more )?reminders|turn off (?:my |the )?reminders|keine erinnerungen(?: mehr)?|"
    "(?:stop|don't|do not) remind(?:ing)? me(?: before (?:my |every )?meetings?)?|erinnere mich nicht mehr",
    "morning_brief": "no (?:more )?(?:morning briefs?|agendas?)|(?:stop|don't|do not) send(?:ing)?(?: me)? (?:my|the) "
    "(?:daily )?(?:agenda|morning brief)|kein(?:en)? tagesplan(?: mehr)?|schick mir keinen tagesplan mehr",
    "tell_answers": "(?:stop|don't|do not) tell(?:ing)? me (?:when|whenever|if) (?:a guest|guests|somebody|someone) "
    "(?:answers?|repl(?:y|ies))",
    "tell_expiry": "(?:stop|don't|do not) (?:tell|remind|warn)(?:ing)? me before proposals? expires?",
}
_STOPS = {
    key: regex.compile("|".join(filter(None, (pattern, STOPPING.get(key)))), re.IGNORECASE)
    for key, pattern in _STOPPING.items()
}
_ALL = "*"
_AWAY = "out_of_office"


class PreferenceMemory:
    """Keeps preferences that people say. `channels` are those on which they can be told what they ask to be told."""

    def __init__(self, preferences: PreferenceStore, channels: Mapping[str, Channel]) -> None:
        self._preferences = preferences
        self._channels = channels

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None) -> Plan | None:
        """The answer to a preference, to a yes or no about one, and to what is remembered; None for all else."""
        asked = question is not None and question.missing is Missing.PREFERENCE
        if asked and question is not None and assent is not None and not assent.rest:
            return await self._decided(turn, question, assent)
        if turn.message.venue is Venue.OVERHEARD:
            return None  # said among people: it is nothing that the assistant was told
        said = re.sub(r"\s+", " ", turn.message.text.replace("’", "'")).strip(" .!?¿¡")
        if _LISTING.fullmatch(said):
            return await self._listed(turn)
        for key, pattern in _STOPS.items():
            if pattern.fullmatch(said):
                return await self._forget(turn, key)
        if (forgetting := _FORGETTING.fullmatch(said)) is not None:
            return await self._forgotten(turn, forgetting["what"])
        return await self._away(turn) or await self._wished(turn)

    async def _away(self, turn: Turn) -> Plan | None:
        message, zone = turn.message, turn.message.zone or turn.person.zone
        absence = await asyncio.to_thread(absence_of, message.text, message.sent_at, zone)
        if absence is None:
            return None
        values = await self._values(turn)
        today = message.sent_at.astimezone(ZoneInfo(zone))
        return self._asks(turn, _AWAY, with_absence(values.get(_AWAY, ""), absence, today), values)

    async def _wished(self, turn: Turn) -> Plan | None:
        wish = wish_of(turn.message.text)
        if wish is None:
            return None
        values = await self._values(turn)
        value = wish.value(values)
        return self._asks(turn, wish.key, value, values) if value is not None else None

    async def proposed(self, turn: Turn, key: str, value: str, words: str) -> Plan | None:
        """The question whether to keep what a model heard in the person's `words`, which win where they are read.

        None where the value is none of that preference.
        """
        values, wish = await self._values(turn), wish_of(words)
        read = wish.value(values) if wish is not None and wish.key == key else None
        return self._asks(turn, key, read or value.strip(), values) if is_value(key, read or value) else None

    def _asks(self, turn: Turn, key: str, value: str, values: Mapping[str, str]) -> Plan | None:
        sentence = sentence_of(key, value)
        if sentence is None:
            return None
        if key in UNASKED and not any(isinstance(each, Notifier) for each in self._channels.values()):
            nowhere = _("I can only message you first in Slack, in Teams or by mail, and none of them is connected.")
            return Plan((nowhere,), said=True)
        if values.get(key) == value:
            return Plan((_("I remember that already: {sentence}", sentence=sentence),), said=True)
        question = _("{sentence} Shall I remember that?", sentence=sentence)
        return Plan((question,), said=True, asked=_asked(turn, key, value))

    async def _decided(self, turn: Turn, question: OpenQuestion, assent: Assent) -> Plan:
        if assent.verdict is Verdict.NO:
            return Plan((_("All right, I leave everything as it was."),), said=True)
        for key, value in question.variables:
            if key == _ALL:
                for each in await self._values(turn):
                    await self._preferences.delete(turn.person.id, each)
                return Plan((_("I have forgotten all your preferences."),), said=True)
            await self._preferences.put(turn.person.id, key, value=value)
        told = _("I will remember that. Say “what do you remember about me?” to see everything.")
        return Plan((told,), said=True)

    async def _listed(self, turn: Turn) -> Plan:
        if turn.message.shared:  # others read it
            return Plan((_("I only tell you that in private: ask me in a direct message."),), said=True)
        values = await self._values(turn)
        lines = [line for key, value in values.items() if (line := sentence_of(key, value)) is not None]
        if not lines:
            nothing = _("Nothing yet. Tell me for example “I prefer mornings” or “I don't work on Fridays”.")
            return Plan((nothing,), said=True)
        listed = "\n".join(f"- {line}" for line in lines)
        how = _("To change something, just say it again; to make me forget it, begin with “forget that”.")
        return Plan((f"{listed}\n\n{how}",), said=True)

    async def _forgotten(self, turn: Turn, what: str) -> Plan | None:
        if _EVERYTHING.fullmatch(what):
            question = _("Shall I forget all your preferences?")
            return Plan((question,), said=True, asked=_asked(turn, _ALL, ""))
        named = (key for key, names in _NAMES.items() if what.lower() in f"{names}|{NAMES.get(key, '')}".split("|"))
        key = next(named, None) or (wish.key if (wish := wish_of(_main_clause(what))) is not None else None)
        return await self._forget(turn, key) if key is not None else None

    async def _forget(self, turn: Turn, key: str) -> Plan:
        if not await self._preferences.delete(turn.person.id, key):
            return Plan((_("There was nothing like that to forget."),), said=True)
        return Plan((_("I have forgotten it."),), said=True)

    async def _values(self, turn: Turn) -> dict[str, str]:
        """The preferences that are told in sentences, in their order."""
        kept = {record.key: record.value for record in await self._preferences.list(turn.person.id)}
        return {key: kept[key] for key in remembered_keys() if key in kept}


def _main_clause(what: str) -> str:
    """ "ich freitags nicht arbeite" as a sentence of its own: German puts the verb of a clause last."""
    match = re.fullmatch(r"(ich|mein\w* \w+|die woche) (.+) (\w+)", what, re.IGNORECASE)
    moved = f"{match[1]} {match[3]} {match[2]}" if match else what
    return moved if wish_of(what) is None else what


def _asked(turn: Turn, key: str, value: str) -> OpenQuestion:
    message = turn.message
    return OpenQuestion(
        Missing.PREFERENCE,
        turn.person.id,
        message.text,
        message.sent_at,
        message.zone or turn.person.zone,
        variables=((key, value),),
    )
