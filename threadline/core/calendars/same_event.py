"""One event that several calendars have: by its UID, and as the entry that a mail of ours left in a mail program.

A mail about a card carries the card as a calendar object, so that a mail program can answer it. Its UID begins with
the proposal's id, which is the key that the event is booked under: that entry and the event are one.
"""

from collections.abc import Collection, Iterable, Sequence

from threadline.calendar.builtin import event_id as id_of_key
from threadline.calendar.event import Event
from threadline.calendar.recurrence import as_utc, split_id

_OURS = "@threadline"


def entry_key(uid: str) -> str | None:
    """The key of the booking whose card a mail program has under this UID; None for a UID of another kind."""
    key, mark, secret = uid.removesuffix(_OURS).partition(".")
    return key if uid.endswith(_OURS) and mark and secret else None


def once(events: Iterable[Event]) -> list[Event]:
    """Each event once, the first of those that are one, but what was booked here before entries of mail programs."""
    events = list(events)
    keys = {event.key for event in events if event.key is not None}
    seen: set[tuple[str, object]] = set()
    kept = []
    for event in events:
        if entry_key(event.uid) in keys:
            continue
        place = (event.uid or event.id, as_utc(event.draft.start))
        if place not in seen:
            seen.add(place)
            kept.append(event)
    return kept


def is_entry_of(uid: str, person_id: str, event_id: str) -> bool:
    """Whether a UID is that of a mail program's entry for an event of the person's, whose id follows from its key."""
    key = entry_key(uid)
    return key is not None and id_of_key(person_id, key) == split_id(event_id)[0]


def is_same(event: Event, own: Collection[str], others: Sequence[Event]) -> bool:
    """Whether an event is one of the others, or the entry of what was, or would be, booked under one of `own` keys."""
    keys = {other.key for other in others if other.key is not None} | set(own)
    uids = {other.uid for other in others if other.uid}
    return event.uid in uids or event.key in keys or entry_key(event.uid) in keys
