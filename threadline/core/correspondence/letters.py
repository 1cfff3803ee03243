"""What is written to people outside, and to whom it is written for: in the assistant's own words, as CommonMark.

Nothing of a calendar stands in it but when its owner could meet.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.core.appointments.booking_link import Terms
from threadline.core.appointments.free_times_text import length_of, town_of
from threadline.core.channels.commonmark import literal
from threadline.core.channels.formatting import and_list
from threadline.core.correspondence.exchange import Exchange, Step
from threadline.core.domain.message import NamedPerson, Person
from threadline.texts import formats
from threadline.texts.messages import _

_LONGEST = 1_000


def offer_letter(exchange: Exchange, owner: Person, reader: NamedPerson, step: Step | None = None) -> str:
    """The times on offer: the first ones, other ones, or others because the one that was chosen is taken."""
    length, zone = length_of(exchange.terms), town_of(exchange.zone)
    if step is None:
        said = _(
            "{owner} has asked me to find a time for you to meet ({length}). These would suit, in {zone} time:",
            owner=_name(owner),
            length=length,
            zone=zone,
        )
    elif step.taken:
        said = _(
            "Sorry, that time is no longer free. These would suit ({length}), in {zone} time:", length=length, zone=zone
        )
    else:
        said = _("Here are other times that would suit ({length}), in {zone} time:", length=length, zone=zone)
    how = _(
        "Just answer with the one that suits you, or say when would be better. {owner} then confirms it.",
        owner=_name(owner),
    )
    parts = [_greeting(reader), said, "\n".join(time_lines(exchange.starts, exchange.terms, exchange.zone)), how]
    if exchange.link:
        parts.append(_("You can also choose a time here: {link}", link=f"<{exchange.link}>"))
    return "\n\n".join((*parts, _signed(owner)))


def chosen_letter(exchange: Exchange, owner: Person, reader: NamedPerson, start: datetime) -> str:
    """That a time was understood and goes to its owner, who has to confirm it."""
    said = _(
        "Thank you. I have passed this time on to {owner}, who still has to confirm it: {time} ({zone} time).",
        owner=_name(owner),
        time=_time(start, exchange.terms, exchange.zone),
        zone=town_of(exchange.zone),
    )
    return "\n\n".join((_greeting(reader), said, _signed(owner)))


def told_of_offer(exchange: Exchange) -> str:
    """For the owner: what was offered, and to whom."""
    said = _("I have offered {people} these times:", people=names_of(exchange.people))
    after = _("When an answer comes, I will show you what to confirm.")
    return "\n\n".join((said, "\n".join(time_lines(exchange.starts, exchange.terms, exchange.zone)), after))


def told_of_answer(exchange: Exchange, step: Step, *, proved: bool) -> str:
    """For the owner: what was answered that they have to see to themselves."""
    who = exchange.person(step.by)
    said = _("{name} answered the times that I offered:", name=literal(_called(who) if who else step.by))
    return "\n\n".join((said, quoted(step.words), *([] if proved else [unproved()])))


def unproved() -> str:
    """The warning that anybody may have written it."""
    return _("I could not verify that this came from their address, so I have not answered it.")


def quoted(words: str) -> str:
    """Words of others, marked as such."""
    return "\n".join(f"> {literal(line)}  " for line in words.strip()[:_LONGEST].splitlines() if line.strip())


def time_lines(starts: Sequence[datetime], terms: Terms, zone: str) -> tuple[str, ...]:
    """The times, numbered."""
    return tuple(f"{number}. {_time(start, terms, zone)}" for number, start in enumerate(starts, 1))


def names_of(people: Sequence[NamedPerson]) -> str:
    """Who they are, as a list."""
    return and_list([literal(_called(each)) for each in people])


def _time(start: datetime, terms: Terms, zone: str) -> str:
    low = start.astimezone(ZoneInfo(zone))
    return formats.joined(formats.long_day(low), formats.clocks(low, low + terms.length))


def _greeting(reader: NamedPerson) -> str:
    name = literal(reader.name)
    return _("Hello {name},", name=name) if name else _("Hello,")


def _signed(owner: Person) -> str:
    return _("Threadline, for {owner}", owner=_name(owner))


def _name(owner: Person) -> str:
    return literal(owner.name or owner.email or "")


def _called(who: NamedPerson) -> str:
    return who.name or who.email or ""
