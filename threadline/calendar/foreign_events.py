"""Events that somebody else organises: what a guest may change of them, which is how their own calendar treats them."""

from collections.abc import Collection
from dataclasses import fields

from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarRejected
from threadline.texts.messages import _


def require_personal(before: EventDraft, draft: EventDraft, personal: Collection[str]) -> None:
    """Refuse to change an event of somebody else's in more than the fields that are a guest's own.

    Every back end asks this before it writes: some servers keep what a guest wrote, in that one copy, and from then on
    the guest comes at another hour than all others. Raises `CalendarRejected`.
    """
    if before.organizer is None:
        return
    shared = (each.name for each in fields(draft) if each.name not in {*personal, "organizer"})
    if any(getattr(before, name) != getattr(draft, name) for name in shared):
        raise CalendarRejected(
            _(
                "This event is organised by {organizer}, so only they can change it: answer the invitation, or write "
                "to them.",
                organizer=str(before.organizer) or _("somebody else"),
            )
        )


def not_invited() -> CalendarRejected:
    """What to raise where the person is not among the guests, so that there is nothing to answer."""
    return CalendarRejected(_("You are not among the guests of this event, so there is no invitation to answer."))


def own_event() -> CalendarRejected:
    """What to raise where the person organises the event."""
    return CalendarRejected(_("This event is your own: there is nobody to answer."))
