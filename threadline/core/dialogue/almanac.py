"""Questions that the clock and the almanac answer: the date, the time somewhere, the week, when a day falls."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import Policy, When, resolve
from threadline.calendar.when.zones.names import folded, place_names
from threadline.texts import formats
from threadline.texts.messages import N_, _, ngettext

_LONGEST = 120
_OPENING = regex.compile(
    r"^(?:(?:hi|hello|hey|please|ok|okay|and|so|hallo|und|bitte|bonjour|et|hola|y|ciao|e|olá|hoi|en)[\s,!]+|"
    r"(?:can|could) you (?:please )?tell me,?\s+|do you know\s+|tell me,?\s+|"
    r"(?:kannst du mir sagen|weißt du|sag mir)[\s,]+|(?:peux-tu me dire|tu sais|sais-tu)[\s,]+|(?:sabes|dime)[\s,]+|"
    r"(?:sai|dimmi)[\s,]+|(?:sabe|me diga)[\s,]+|(?:weet je)[\s,]+)+",
    re.IGNORECASE,
)
_NOW = (
    r"(?:\s*,?\s*(?:today|now|right now|currently|at the moment|please|is it|heute|jetzt|gerade|aujourd'hui|maintenant|"
    r"hoy|ahora|oggi|adesso|ora|hoje|agora|vandaag|nu|eigentlich|bitte))*"
)
_DAY = regex.compile(
    r"(?:(?:what|which) (?:day|date|weekday|day of the week)(?: and date)?(?: is it| is today| do we have|'s today)?|"
    r"what(?:'s| is) (?:the date|today's date|today|the day|the current date)|what(?:'s| is) the day today|"
    r"(?:welcher|welchen) (?:tag|wochentag)(?: ist| haben wir| ist es)?|welches datum(?: haben wir| ist)?|"
    r"(?:der|den) wievielte(?:n)?(?: ist| haben wir)?|was ist (?:heute )?(?:für ein tag|das datum)|"
    r"was für ein tag ist|quel jour (?:sommes-nous|on est|est-on|est-ce|est-il)|on est quel jour|"
    r"quelle (?:est la date|date)(?: sommes-nous)?|nous sommes quel jour|qué (?:día|fecha) (?:es|tenemos)|"
    r"a qué (?:día )?estamos|cuál es la fecha(?: de)?|che giorno è|quanti ne abbiamo|qual è la data(?: di)?|"
    r"(?:que|qual) dia é|qual é a data(?: de)?|welke dag is het|wat is de datum(?: van)?|welke datum is het)" + _NOW,
    re.IGNORECASE,
)
_TIME = regex.compile(
    r"(?:what(?:'s| is) the (?:local |current )?time|what time(?: is it| do we have|'s it)?|how late is it|"
    r"(?:local |current )time|time(?=\s+(?:in|at)\s)|do you have the time|wie spät(?: ist es| haben wir(?: es)?)?|"
    r"wie ?viel uhr(?: ist es| haben wir)?|welche uhrzeit(?: ist(?: es)?| haben wir)?|quelle heure(?: est-il| il est)?|"
    r"il est quelle heure|qué hora(?: es| son| tenemos)?|che ore? (?:sono|è)|que horas? (?:são|é)|hoe laat is het)"
    + _NOW
    + r"(?:\s+(?:in|at|over in|à|au|aux|en|a|em|no|na|ad|nach)\s+(?:the\s+)?(?P<place>[^?!.,]{2,40}?))?"
    + _NOW,
    re.IGNORECASE,
)
_WEEK = regex.compile(
    r"(?:(?:what|which) (?:calendar )?week(?: number)?(?: is it| is this| do we have| are we in)?|"
    r"what(?:'s| is) the (?:current )?(?:calendar )?week(?: number)?|welche (?:kalender)?woche(?: ist| haben wir)?|"
    r"welche kw(?: ist| haben wir)?|quelle semaine(?: sommes-nous| est-on)?|qué semana (?:es|estamos)|"
    r"en qué semana estamos|che settimana è|(?:que|em que) semana (?:é|estamos)|welke week is het)" + _NOW,
    re.IGNORECASE,
)
_WHEN = regex.compile(
    r"(?:when(?:'s| is| are| does| do)|(?:on )?(?:what|which) (?:day|date|weekday|day of the week) "
    r"(?:is|was|are|does|do|will)|"
    r"what(?:'s| is) the date (?:of|on)|wann (?:ist|sind|fällt|beginnt)|"
    r"(?:an )?welche[mrn]? (?:wochen)?tag (?:ist|fällt)|"
    r"auf welchen (?:wochen)?tag fällt|quand (?:est|sont|tombe)|quel jour (?:est|tombe)|c'est quand|"
    r"cuándo (?:es|cae|son)|qué día (?:es|cae)|quando (?:è|cade|é|cai|sono|são)|che giorno (?:è|cade)|"
    r"(?:em )?que dia (?:é|cai)|wanneer is|op welke dag valt)\s+(?P<what>.{2,60}?)(?:\s+(?:fall|on|be))?",
    re.IGNORECASE,
)
_UNTIL = regex.compile(
    r"(?:how many (?:more )?(?P<unit>days|weeks|sleeps)(?: are (?:there|left)| is it)?(?: left)?(?: until| till|"
    r" to| before)|"
    r"how long(?: is it)?(?: until| till| to)|wie viele (?:tage|nächte)(?: sind es)?(?: noch)? bis(?: zu[mr]?)?|"
    r"wie lange(?: ist es)?(?: noch)? bis(?: zu[mr]?)?|combien de jours (?:avant|jusqu'à|d'ici)|"
    r"cuántos días (?:faltan|quedan) (?:para|hasta)|quanti giorni mancano (?:a|al|alla)|"
    r"quantos dias (?:faltam|até) ?(?:para)?(?: o| a)?|hoeveel dagen (?:nog )?tot)\s+(?P<what>.{2,60}?)",
    re.IGNORECASE,
)

_IS_IT = regex.compile(
    r"(?:is (?:it|today)|is today a|ist heute|haben wir heute|est-ce (?:que c'est|qu'on est)|on est|c'est|¿?es hoy|"
    r"hoy es|"
    r"oggi è|è oggi|hoje é|é hoje|is het vandaag|is vandaag)\s+(?P<what>[^?!.]{3,40}?)"
    r"(?:\s+(?:today|heute|aujourd'hui|hoy|oggi|hoje|vandaag))?",
    re.IGNORECASE,
)
_ZONE = regex.compile(
    r"(?:what|which) (?:is my |'s my )?(?:time ?zone)(?: am i in| do i have| is it| is set| do you use(?: for me)?)?|"
    r"what(?:'s| is) my time ?zone|in welcher zeitzone bin ich|welche zeitzone habe ich|"
    r"(?:dans )?quel fuseau horaire(?: suis-je)?|¿?en qué zona horaria estoy|¿?cuál es mi zona horaria|"
    r"in che fuso orario sono|em que fuso(?: horário)? estou|in welke tijdzone (?:zit|ben) ik",
    re.IGNORECASE,
)
_WAS = regex.compile(r".*?\b(?:was|were|did|war|waren|était|tombait|era|fue|foi|cadeva|viel)\b", re.IGNORECASE)
_YEAR = regex.compile(r"\d{4}")
_BOTH = regex.compile(r"\s*(?:,|/|\s(?:and|und|et|y|e|en)\s)\s*(?:(?:in|at|à|en|a|em) )?", re.IGNORECASE)
_LEADS_TO_PLACE = regex.compile(r"^(?:in|at|over in|à|au|aux|en|a|em|no|na|ad|nach)\s+(?:the\s+)?", re.IGNORECASE)
_ARTICLE = regex.compile(r"^(?:(?:the|der|die|das|den|le|la|les|el|il|lo|o|a|de|het)\s+|l')", re.IGNORECASE)


def almanac_answer(text: str, *, now: datetime, zone: str, language: str | None = None) -> str | None:
    """The answer to such a question, asked in a `language` by somebody whose clock shows `zone`; None for the rest."""
    if len(text) > _LONGEST:
        return None
    asked = _bare(text)
    local = now.astimezone(ZoneInfo(zone))
    policy = Policy(languages=(language,)) if language else None
    if _DAY.fullmatch(asked):
        return _("Today is {day}.", day=formats.long_day(local))
    if _WEEK.fullmatch(asked):
        return _("It is week {week} of {year}.", week=local.isocalendar().week, year=local.isocalendar().year)
    if (match := _TIME.fullmatch(asked)) is not None:
        return _time_in(match["place"], local)
    if _ZONE.fullmatch(asked):
        return _("Your time zone is {zone}: it is {time} there.", zone=zone, time=formats.clock(local))
    if (match := _IS_IT.fullmatch(asked)) is not None and (when := _the_day(match["what"], local, policy)) is not None:
        return _is_today(when, local)
    if (match := _UNTIL.fullmatch(asked)) is not None and (when := _the_day(match["what"], local, policy)) is not None:
        return _days_until(when, local)
    if (match := _WHEN.fullmatch(asked)) is not None and (when := _the_day(match["what"], local, policy)) is not None:
        if when.start is not None and when.start > local and _WAS.match(asked) and not _YEAR.search(when.text):
            return _fell_on(when, local)
        return _falls_on(when, local)
    return None


def question_with(text: str, what: str) -> str | None:
    """A question of the clock with another place or day in it; None where it is no such question."""
    asked = _bare(text)
    if (match := _TIME.fullmatch(asked)) is not None:
        place = _LEADS_TO_PLACE.sub("", what)
        if _region_of(place) is None:
            return None
        said = asked[: match.start("place")] if match["place"] else f"{asked} in "
        return f"{said}{place}"
    for pattern in (_UNTIL, _WHEN, _IS_IT):
        if (match := pattern.fullmatch(asked)) is not None:
            return f"{asked[: match.start('what')]}{what}{asked[match.end('what') :]}"
    return None


def _bare(text: str) -> str:
    return _OPENING.sub("", " ".join(text.replace("’", "'").split())).strip("¿¡?!. ")


def _time_in(place: str | None, local: datetime) -> str | None:
    if place is None:
        return _("It is {time} on {day}.", time=formats.clock(local), day=formats.long_day(local))
    places = _BOTH.split(place.strip())
    if len(places) > 1 and all(_region_of(each) for each in places):
        return "\n".join(f"- {_time_in(each, local)}" for each in places)
    found = place_names().get(folded(place.strip()))
    if found is None or not found.region:
        unknown = N_("I do not know where “{place}” is. Name a larger city near it, for example “Tokyo”.")
        return _(unknown, place=place.strip())
    there = local.astimezone(ZoneInfo(found.region))
    name = place.strip()[0].upper() + place.strip()[1:]
    return _("In {place} it is {time} on {day}.", place=name, time=formats.clock(there), day=formats.long_day(there))


def _region_of(place: str) -> str | None:
    found = place_names().get(folded(place.strip()))
    return found.region if found is not None else None


def _the_day(words: str, local: datetime, policy: Policy | None) -> When | None:
    """The day that the words name and say nothing else: "Easter next year", not "the retro on Friday"."""
    bare = _ARTICLE.sub("", words.strip())
    for said in (words.strip(), bare):
        found = [when for when in resolve(said, local, policy=policy) if when.all_day and when.start is not None]
        if found and len(found[0].text) >= len(bare) and found[0].rrule is None:
            return found[0]
    return None


def _fell_on(when: When, local: datetime) -> str:
    """A day of the year that is asked about as one that has been: the last time it came."""
    assert when.start is not None  # noqa: S101 - looked for above
    day = when.start
    while day > local:
        day -= timedelta(days=1)
        while (day.month, day.day) != (when.start.month, when.start.day):
            day -= timedelta(days=1)
    return _("{name} was on {day}.", name=when.text[0].upper() + when.text[1:], day=formats.long_day(day))


def _is_today(when: When, local: datetime) -> str:
    assert when.start is not None  # noqa: S101 - looked for above
    last = when.end - timedelta(days=1) if when.end is not None else when.start
    today = when.start.date() <= local.date() <= last.date()
    day = formats.long_day(local)
    return _("Yes, today is {day}.", day=day) if today else _("No, today is {day}.", day=day)


def _falls_on(when: When, local: datetime) -> str:
    assert when.start is not None  # noqa: S101 - looked for above
    first, name = when.start, when.text[0].upper() + when.text[1:]
    last = when.end - timedelta(days=1) if when.end is not None else first
    if last.date() > first.date():
        return _(
            "{name} is from {first} to {last}.", name=name, first=formats.long_day(first), last=formats.long_day(last)
        )
    return _("{name} is on {day}.", name=name, day=formats.long_day(first))


def _days_until(when: When, local: datetime) -> str:
    assert when.start is not None  # noqa: S101 - looked for above
    days, day = (when.start.date() - local.date()).days, formats.long_day(when.start)
    if days < 0:
        return _("That was on {day}.", day=day)
    return ngettext("{count} day, until {day}.", "{count} days, until {day}.", days, day=day)
