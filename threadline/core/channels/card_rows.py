"""The facts of an event as labelled rows, and what a change makes different: worded here, once, for every channel.

All of it is plain text; a channel makes it harmless where it shows it. A row of a change has a `before`; what does not
change has none, and is only there to say which event it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, EventDraft, Response, ShowAs
from threadline.calendar.extract.changes.model import Scope
from threadline.core.channels.formatting import (
    and_list,
    day_label,
    rule_label,
    series_label,
    shortened,
    span_label,
    when_label,
)
from threadline.core.domain.around import Around
from threadline.core.domain.event_diff import attendees_by_key, same_time
from threadline.core.domain.proposal import HandedTodo, Handover
from threadline.texts import formats
from threadline.texts.messages import N_, NP_, _, ngettext, pgettext

LONGEST_TEXT = 1_000
"""Of a single text on a card that is read in a chat."""

_HALF = 300
_MOST_DAYS = 10
_HOUR, _DAY, _WEEK = 60, 60 * 24, 60 * 24 * 7
_SHOWN = {
    ShowAs.BUSY: NP_("shows as", "busy"),
    ShowAs.TENTATIVE: N_("tentative: it is not sure yet"),
    ShowAs.FREE: N_("free: it blocks no time"),
}
_RESPONSES = {
    Response.ACCEPTED: NP_("guest", "accepted"),
    Response.TENTATIVE: NP_("guest", "maybe"),
    Response.DECLINED: NP_("guest", "declined"),
}
_SCOPES = {
    Scope.ONE: N_("only this one"),
    Scope.FOLLOWING: N_("this one and all after it"),
    Scope.SERIES: N_("the whole series"),
}


class RowKind(StrEnum):
    """What a row is about."""

    TITLE = "title"
    WHEN = "when"
    TIME_ZONE = "time_zone"
    REPEATS = "repeats"
    EXCEPT = "except"
    PLACE = "place"
    GUESTS = "guests"
    ADDED = "guests_added"
    REMOVED = "guests_removed"
    STAYING = "guests_staying"
    DESCRIPTION = "description"
    PRIVACY = "privacy"
    SHOWS_AS = "shows_as"
    MEETING_LINK = "meeting_link"
    REMINDERS = "reminders"
    ORGANIZER = "organizer"
    SCOPE = "scope"
    MEMBERS = "members"
    CALENDAR = "calendar"
    SUGGESTED = "guests_suggested"
    TODOS = "todos"
    TODO_LIST = "todo_list"
    AROUND = "around"


LABELS = {
    RowKind.TITLE: NP_("row", "Title"),
    RowKind.WHEN: NP_("row", "When"),
    RowKind.TIME_ZONE: NP_("row", "Time zone"),
    RowKind.REPEATS: NP_("row", "Repeats"),
    RowKind.EXCEPT: NP_("row", "Except on"),
    RowKind.PLACE: NP_("row", "Place"),
    RowKind.GUESTS: NP_("row", "Guests"),
    RowKind.ADDED: NP_("row", "Also invited"),
    RowKind.REMOVED: NP_("row", "No longer invited"),
    RowKind.STAYING: NP_("row", "Still invited"),
    RowKind.DESCRIPTION: NP_("row", "Description"),
    RowKind.PRIVACY: NP_("row", "Privacy"),
    RowKind.SHOWS_AS: NP_("row", "Shows as"),
    RowKind.MEETING_LINK: NP_("row", "Meeting link"),
    RowKind.REMINDERS: NP_("row", "Reminders"),
    RowKind.ORGANIZER: NP_("row", "Organised by"),
    RowKind.SUGGESTED: NP_("row", "Not invited yet"),
    RowKind.TODOS: NP_("row", "To do"),
    RowKind.TODO_LIST: NP_("row", "Goes to"),
    RowKind.SCOPE: NP_("row", "Applies to"),
    RowKind.MEMBERS: NP_("row", "Also"),
    RowKind.CALENDAR: NP_("row", "Calendar"),
    RowKind.AROUND: NP_("row", "Also blocked"),
}
_PEOPLE = (RowKind.GUESTS, RowKind.ADDED, RowKind.REMOVED, RowKind.STAYING, RowKind.SUGGESTED)
_LISTS = (*_PEOPLE, RowKind.EXCEPT)


@dataclass(frozen=True, slots=True)
class CardReader:
    """Who reads a card: in which zone (IANA), and whether others read it too (`shared`).

    What others read does not tell addresses of people who have a name, nor what else is in the owner's calendar.
    """

    zone: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class CardRow:
    """A fact about an event: each of `after` is a line, or a person. `before` is what it was, None if it stays."""

    kind: RowKind
    after: tuple[str, ...]
    before: tuple[str, ...] | None = None

    @property
    def label(self) -> str:
        """What the row is called."""
        return _(LABELS[self.kind])

    def told(self, written: Callable[[str], str]) -> str:
        """The fact in one text of bounded length, what changes before and after; `written` makes it harmless."""
        if self.before_text is None:
            return written(shortened(self.after_text, LONGEST_TEXT))
        return " → ".join(written(shortened(text, _HALF)) for text in (self.before_text, self.after_text))

    @property
    def after_text(self) -> str:
        """What it is, or becomes, in one text."""
        return self._joined(self.after)

    @property
    def before_text(self) -> str | None:
        """What it was; None if it stays."""
        return None if self.before is None else self._joined(self.before)

    def sentence(self) -> str:
        """The row as a sentence of an answer, which holds for what is proposed as for what has happened.

        A description can be long, and not for everybody who reads the answer: that it is another one has to do.
        """
        if self.kind is RowKind.DESCRIPTION:
            return _("{label}: {value}.", label=self.label, value=_("another text") if self.after else nothing())
        after = and_list(self.after) if self.kind in _PEOPLE else self.after_text
        if not self.before:
            return _("{label}: {value}.", label=self.label, value=after)
        return _("{label}: from {before} to {after}.", label=self.label, before=self.before_text, after=after)

    def cut(self, shortened: Callable[[str], str]) -> "CardRow":
        """The row with each of its texts as `shortened` makes it."""
        before = None if self.before is None else tuple(map(shortened, self.before))
        return replace(self, after=tuple(map(shortened, self.after)), before=before)

    def _joined(self, values: Sequence[str]) -> str:
        return (", " if self.kind in _LISTS else "\n").join(values) or nothing()


def nothing() -> str:
    """What stands where there is nothing, before or after a change."""
    return pgettext("value", "none")


def event_rows(draft: EventDraft, reader: CardReader) -> Iterator[CardRow]:
    """Everything about an event but its title. What calendars do by themselves needs no row."""
    yield CardRow(RowKind.WHEN, (when_label(draft, reader.zone),))
    if draft.excluded:
        yield CardRow(RowKind.EXCEPT, _first_days(_excluded(draft, reader)))
    if draft.location:
        yield CardRow(RowKind.PLACE, (draft.location,))
    if draft.attendees:
        yield CardRow(RowKind.GUESTS, _people(draft.attendees, reader))
    if draft.organizer is not None:
        yield CardRow(RowKind.ORGANIZER, _people((draft.organizer,), reader))
    for kind, worded in _PLAIN:
        if (said := worded(draft)) != worded(_plainest(draft)):
            yield CardRow(kind, said)


def todo_rows(handover: Handover) -> Iterator[CardRow]:
    """What is to be done, a line each with its day, and where it goes."""
    yield CardRow(RowKind.TODOS, tuple(map(todo_line, handover.todos)))
    yield CardRow(RowKind.TODO_LIST, (handover.title or _("your list here"),))


def todo_line(todo: HandedTodo) -> str:
    """One of them, with the day by which it is to be done."""
    return todo.title if todo.due is None else _("{title}, due {day}", title=todo.title, day=formats.day(todo.due))


def suggested_rows(suggested: Sequence[Attendee], draft: EventDraft, reader: CardReader) -> Iterator[CardRow]:
    """Who could be invited and is not, while that is so."""
    has = {(who.email or who.name).casefold() for who in draft.attendees}
    left = [who for who in suggested if (who.email or who.name).casefold() not in has]
    if left:
        yield CardRow(RowKind.SUGGESTED, _people(left, reader))


def reach_rows(scope: Scope | None, split: datetime | None, reader: CardReader) -> Iterator[CardRow]:
    """How much of a series is meant; nothing for what does not repeat."""
    if scope is Scope.FOLLOWING and split is not None:
        day = day_label(split.astimezone(ZoneInfo(reader.zone)))
        yield CardRow(RowKind.SCOPE, (_("{day} and all after it", day=day),))
    elif scope is not None:
        yield CardRow(RowKind.SCOPE, (_(_SCOPES[scope]),))


def member_row(members: Sequence[tuple[EventDraft, EventDraft | None]], reader: CardReader) -> CardRow:
    """The further events of a set, a line each: what it is, and when it is to be instead where it moves."""
    return CardRow(RowKind.MEMBERS, tuple(_member(before, after, reader) for before, after in members))


def _member(before: EventDraft, after: EventDraft | None, reader: CardReader) -> str:
    label = when_label(before, reader.zone)
    named = label if reader.shared else f"{before.title}, {label}"
    if after is None:
        return named
    changes = [row for row in changed_rows(before, after, reader) if row.kind is not RowKind.WHEN]
    moved = "" if same_time(before, after) else f" → {when_label(after, reader.zone)}"
    return f"{named}{moved}{''.join(f'; {row.label}: {row.after_text}' for row in changes)}"


def changed_rows(before: EventDraft, after: EventDraft, reader: CardReader) -> Iterator[CardRow]:
    """What a change makes different, each with what it was."""
    if before.title != after.title:
        yield CardRow(RowKind.TITLE, (after.title,), (before.title,))
    if not same_time(before, after):
        yield _moved(before, after, reader)
    if before.zone != after.zone and not (before.all_day and after.all_day):
        yield CardRow(RowKind.TIME_ZONE, (after.zone,), (before.zone,))
    if before.rrule != after.rrule:
        yield CardRow(RowKind.REPEATS, _repeats(after), _repeats(before))
    was, will = _excluded(_from_start_of(after, before), reader), _excluded(after, reader)
    if was != will and after.rrule:
        yield CardRow(RowKind.EXCEPT, _first_days(will), _first_days(was))
    if before.location != after.location:
        yield CardRow(RowKind.PLACE, _optional(after.location), _optional(before.location))
    yield from _guests(before, after, reader)
    if before.organizer != after.organizer:
        was_by, is_by = (_people((each,), reader) if each else () for each in (before.organizer, after.organizer))
        yield CardRow(RowKind.ORGANIZER, is_by, was_by)
    for kind, worded in _PLAIN:
        if worded(before) != worded(after):
            hidden = reader.shared and kind is RowKind.DESCRIPTION and before.description
            yield CardRow(kind, worded(after), (_("the text it has now"),) if hidden else worded(before))


def _moved(before: EventDraft, after: EventDraft, reader: CardReader) -> CardRow:
    """From one time to another; how it repeats is part of both as long as that stays."""
    if before.rrule != after.rrule:
        before, after = replace(before, rrule=None), replace(after, rrule=None)
    was, will = when_label(before, reader.zone), when_label(after, reader.zone)
    if not before.all_day and not after.all_day:
        was = was.replace(f" ({reader.zone})", "", 1)
    return CardRow(RowKind.WHEN, (will,), (was,))


def _guests(before: EventDraft, after: EventDraft, reader: CardReader) -> Iterator[CardRow]:
    """Who is added, who is removed, and in that case who stays: that nobody does is told too."""
    had, has = attendees_by_key(before), attendees_by_key(after)
    added = [who for key, who in has.items() if key not in had]
    removed = [who for key, who in had.items() if key not in has]
    if added:
        yield CardRow(RowKind.ADDED, _people(added, reader))
    if removed:
        yield CardRow(RowKind.REMOVED, _people(removed, reader))
    if removed:
        staying = [who for key, who in has.items() if key in had]
        yield CardRow(RowKind.STAYING, _people(staying, reader) or (_("nobody"),))


def _people(people: Sequence[Attendee], reader: CardReader) -> tuple[str, ...]:
    if reader.shared:
        return tuple(map(str, people))
    return tuple(_answered(f"{who.name} <{who.email}>" if who.name and who.email else str(who), who) for who in people)


def _answered(called: str, who: Attendee) -> str:
    """A guest with what they have answered."""
    return (
        _("{name} ({answer})", name=called, answer=_(_RESPONSES[who.response]))
        if who.response in _RESPONSES
        else called
    )


def _optional(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _repeats(draft: EventDraft) -> tuple[str, ...]:
    return (series_label(draft) or rule_label(draft.rrule) if draft.rrule else pgettext("repeats", "never"),)


def _excluded(draft: EventDraft, reader: CardReader) -> tuple[str, ...]:
    zone = ZoneInfo(draft.zone if draft.all_day else reader.zone)
    return tuple(day_label(moment.astimezone(zone)) for moment in sorted(draft.excluded, key=datetime.timestamp))


def _from_start_of(after: EventDraft, before: EventDraft) -> EventDraft:
    """The series without the days left out before its later half begins, which has nothing to do with them."""
    if after.start <= before.start:
        return before
    first = after.start.replace(hour=0, minute=0, second=0, microsecond=0)
    return replace(before, excluded=tuple(moment for moment in before.excluded if moment >= first))


def _first_days(days: tuple[str, ...]) -> tuple[str, ...]:
    more = len(days) - _MOST_DAYS
    return (*days[:_MOST_DAYS], ngettext("and {count} more day", "and {count} more days", more)) if more > 0 else days


def around_row(around: Around, draft: EventDraft, reader: CardReader) -> CardRow:
    """What is blocked before and after an event."""
    text = N_("Travel: {time}") if around.travel else N_("Buffer: {time}")
    blocks = (block for _side, block in around.blocks(draft))
    return CardRow(RowKind.AROUND, tuple(_(text, time=span_label(one.start, one.end, reader.zone)) for one in blocks))


def _privacy(draft: EventDraft) -> tuple[str, ...]:
    return (_("private: others see only that the time is taken") if draft.private else _("not private"),)


def _shows_as(draft: EventDraft) -> tuple[str, ...]:
    return (_(_SHOWN[draft.show_as]),)


def _meeting_link(draft: EventDraft) -> tuple[str, ...]:
    return (_("a video meeting, where the calendar can make one"),) if draft.meeting_link else ()


def _reminders(draft: EventDraft) -> tuple[str, ...]:
    if draft.reminders is None:
        return (_("as the calendar does by itself"),)
    lengths = ", ".join(map(_before_start, draft.reminders))
    return (_("{lengths} before", lengths=lengths),) if draft.reminders else ()


def _before_start(minutes: int) -> str:
    size = max((size for size in (_HOUR, _DAY, _WEEK) if minutes and minutes % size == 0), default=1)
    count = minutes // size
    match size:
        case 60:
            return ngettext("{count} hour", "{count} hours", count)
        case 1440:
            return ngettext("{count} day", "{count} days", count)
        case 10080:
            return ngettext("{count} week", "{count} weeks", count)
    return ngettext("{count} minute", "{count} minutes", count)


def _plainest(draft: EventDraft) -> EventDraft:
    """The event with nothing wished that calendars do not do by themselves."""
    return EventDraft(draft.title, draft.start, draft.end, draft.zone)


_PLAIN: Sequence[tuple[RowKind, Callable[[EventDraft], tuple[str, ...]]]] = (
    (RowKind.DESCRIPTION, lambda draft: _optional(draft.description)),
    (RowKind.PRIVACY, _privacy),
    (RowKind.SHOWS_AS, _shows_as),
    (RowKind.MEETING_LINK, _meeting_link),
    (RowKind.REMINDERS, _reminders),
)
