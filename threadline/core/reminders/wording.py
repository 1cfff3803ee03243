"""What is told, in the reader's language. CommonMark."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from threadline.calendar.event import Event, Response
from threadline.core.channels.commonmark import literal
from threadline.core.channels.formatting import when_label
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal
from threadline.core.reminders.subject import Subject
from threadline.texts import formats
from threadline.texts.messages import N_, _

_ANSWERS = {
    Response.ACCEPTED: N_("{name} has accepted **{title}**, {when}."),
    Response.DECLINED: N_("{name} has declined **{title}**, {when}."),
    Response.TENTATIVE: N_("{name} may come to **{title}**, {when}."),
}


def meeting_text(event: Event, person: Person) -> str:
    """Before a meeting: what, when, where, and the link to join."""
    zone = ZoneInfo(person.zone)
    clock = formats.clock(event.draft.start.astimezone(zone))
    lines = [_("**{title}** begins at {time}.", title=literal(event.draft.title), time=clock)]
    if event.draft.location:
        lines.append(_("Place: {place}", place=literal(event.draft.location)))
    if event.meeting_link:
        lines.append(_("Join: {link}", link=f"<{event.meeting_link}>"))
    return "  \n".join(lines)


def expiry_text(proposal: Proposal, person: Person) -> str:
    """Before an open proposal expires."""
    draft, zone = proposal.offer.draft, ZoneInfo(person.zone)
    return _(
        "The proposal **{title}**, {when}, expires at {time}. If you still want it, decide on its card.",
        title=literal(draft.title),
        when=when_label(draft, person.zone),
        time=formats.clock(proposal.expires_at.astimezone(zone)),
    )


def answer_text(subject: Subject, person: Person) -> str:
    """A guest's answer."""
    text = _ANSWERS.get(Response(subject.answer), _ANSWERS[Response.TENTATIVE])
    when = formats.moment(subject.at.astimezone(ZoneInfo(person.zone)))
    return _(text, name=literal(subject.who), title=literal(subject.title), when=when)


def chosen_text(subject: Subject, person: Person) -> str:
    """Somebody has chosen a time by a booking link, and it is booked."""
    when = formats.moment(subject.at.astimezone(ZoneInfo(person.zone)))
    return _(
        "{name} has chosen a time by your booking link: **{title}**, {when}. It is in your calendar.",
        name=literal(subject.who),
        title=literal(subject.title),
        when=when,
    )


def host_text(subject: Subject) -> str:
    """Somebody would like to give what is chosen by their booking link."""
    asked = (
        _(
            "{name} asks you to be a host of the booking link **{title}**.",
            name=literal(subject.who),
            title=literal(subject.title),
        )
        if subject.title
        else _("{name} asks you to be a host of a booking link.", name=literal(subject.who))
    )
    return " ".join((asked, _(_AS_HOST)))


_AS_HOST = N_(
    "Whoever has it could then book your free time, too, without a click of yours. Say “I agree to be a host” if you "
    "want that."
)

_BUDGETS = {
    "nearly": N_("More than 80% of a limit has been used: {bound}. It starts again on {day} at {time}."),
    "all": N_(
        "A limit has been reached: {bound}. Until {day} at {time}, the people it applies to get no "
        "answers from a model."
    ),
}


def budget_text(subject: Subject, person: Person) -> str:
    """To whoever runs the service: how a limit stands that people share, and when it starts anew."""
    until = subject.at.astimezone(ZoneInfo(person.zone))
    bound = literal(f"{subject.title} ({subject.of})" if subject.of else subject.title)
    return _(_BUDGETS[subject.answer], bound=bound, day=formats.plain_day(until), time=formats.clock(until))


def brief_text(day: date, events: Sequence[Event], unknown: Sequence[str], person: Person, *, name: str) -> str:
    """The agenda of a day. `name` is what the person is called."""
    lines = [_("Good morning, {name}! This is your {day}:", name=literal(name), day=formats.long_day(day))]
    lines += [f"- {_line(event, ZoneInfo(person.zone))}" for event in events]
    if not events:
        nothing = _("Nothing is in your calendar.")
        lines.append(f"- {nothing}")
    for calendar in unknown:
        unread = _("{calendar} could not be read.", calendar=literal(calendar))
        lines.append(f"- {unread}")
    return "\n".join([lines[0], "", *lines[1:]])


def _line(event: Event, zone: ZoneInfo) -> str:
    draft = event.draft
    start, end = draft.start.astimezone(zone), draft.end.astimezone(zone)
    clocks = _("all day") if draft.all_day else formats.clocks(start, end)
    place = f", {literal(draft.location)}" if draft.location else ""
    link = f" <{event.meeting_link}>" if event.meeting_link else ""
    return f"{clocks}: **{literal(draft.title)}**{place}{link}"
