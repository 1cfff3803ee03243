"""From or until when somebody wants to be met at all: "no meetings before 10", "nach 17 Uhr keine Termine"."""

import re
from collections.abc import Mapping
from datetime import time

from threadline.core.dialogue.preference_numbers import clock_of
from threadline.core.people.calendar_preferences import read_hours

_USUAL = (time(9), time(17))
_AT = r"(?P<at>(?:\d|noon|midday|mittag|midi|mediodía|mezzogiorno|meio-dia)[^,]{0,14}?)"
_SHAPES = (
    r"(?:please )?(?:i (?:never|don't|do not|would rather not|'d rather not)(?: want| like| take| do| have| accept)?"
    r"(?: to have| to take)?|never(?: book| plan| schedule)?(?: me)?|don't ever (?:book|plan|schedule)(?: me)?|no)"
    r"(?: any)? (?:meetings?|calls?|appointments?) {bound} {at}(?: please| ever)?",
    r"(?:ich (?:möchte|will|mag|mache|habe) )?(?:bitte )?(?:nie |niemals |grundsätzlich )?(?:keine|nie)"
    r"(?: termine?| besprechungen?| meetings?| anrufe?| calls?) {bound} {at}",
    r"{bound} {at} (?:möchte|will|mag|mache|habe) ich (?:bitte |grundsätzlich )?(?:nie |keine )"
    r"(?:termine?|besprechungen?|meetings?|anrufe?|calls?)",
    r"(?:je ne (?:veux|prends|fais) )?(?:pas|jamais|aucun|aucune)(?: de| d')? ?(?:réunions?|rendez-vous|appels?) "
    r"{bound} {at}",
    r"(?:(?:nunca|no) quiero(?: tener)?|nada de|sin) (?:reuniones|citas|llamadas) {bound} (?:las |la |el )?{at}",
    r"(?:non voglio(?: mai| avere)?|niente|mai) (?:riunioni|appuntamenti|chiamate) {bound} (?:le |l'|il |di )?{at}",
    r"(?:(?:nunca|não) quero(?: ter)?|nada de|sem) (?:reuniões|compromissos|chamadas) {bound} (?:as |o )?{at}",
    r"(?:ik wil )?(?:liever |nooit )?(?:geen|nooit)(?: vergaderingen| afspraken| gesprekken| calls) {bound} {at}",
)
_BEFORE = r"(?:before|vor|avant|antes del?|prima del(?:le|l')?|prima di|antes d[aoe]s?|vóór|voor)"
_AFTER = r"(?:after|nach|après|después de|dopo|depois d[aoe]s?|na)"


def bound_patterns(*, after: bool) -> tuple[str, ...]:
    """How it is said that nothing is to begin before a clock, or with `after` that nothing is to be after it."""
    bound = _AFTER if after else _BEFORE
    return tuple(shape.replace("{bound}", bound).replace("{at}", _AT) for shape in _SHAPES)


def hours_from(match: re.Match[str], values: Mapping[str, str]) -> str | None:
    """The working hours that begin then."""
    begin, (_, end) = clock_of(match["at"]), read_hours(values.get("working_hours", "")) or _USUAL
    return f"{begin:%H:%M}-{end:%H:%M}" if begin is not None and begin < end else None


def hours_until(match: re.Match[str], values: Mapping[str, str]) -> str | None:
    """The working hours that end then."""
    end, (begin, _) = clock_of(match["at"], afternoon=True), read_hours(values.get("working_hours", "")) or _USUAL
    return f"{begin:%H:%M}-{end:%H:%M}" if end is not None and begin < end else None
