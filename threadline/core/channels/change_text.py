"""What differs between two states of an event: what was wanted, what has become of it, in fields and in words."""

from collections.abc import Iterator
from dataclasses import replace

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.formatting import repeats_label, when_label
from threadline.core.domain.event_diff import _people, same_time


def changes_in_words(before: EventDraft, after: EventDraft, zone: str) -> tuple[str, ...]:
    """What is different, a sentence each, for a reader in `zone`.

    The sentences hold for what is proposed as for what has happened: whoever tells them says which it is.
    """
    return tuple(_sentences(before, after, zone))


def _sentences(before: EventDraft, after: EventDraft, zone: str) -> Iterator[str]:
    if not same_time(before, after):
        was, will = (when_label(replace(draft, rrule=None), zone) for draft in (before, after))
        yield f"From {was.removesuffix(f' ({zone})')} to {will}."
    if before.rrule != after.rrule:
        yield f"Repeats {repeats_label(after.rrule).removeprefix('repeats ')}." if after.rrule else "Repeats no more."
    if before.title != after.title:
        yield f"Title: from **{before.title}** to **{after.title}**."
    if before.location != after.location:
        yield _place(before.location, after.location)
    added = [who for key, who in _people(after).items() if key not in _people(before)]
    removed = [who for key, who in _people(before).items() if key not in _people(after)]
    if added:
        yield f"Invited too: {_names(added)}."
    if removed:
        yield f"Not invited any more: {_names(removed)}."
    yield from _switches(before, after)


def _place(before: str | None, after: str | None) -> str:
    if before and after:
        return f"Place: from {before} to {after}."
    return f"Place: {after}." if after else "Without a place."


def _switches(before: EventDraft, after: EventDraft) -> Iterator[str]:
    if before.private != after.private:
        yield "Private, so that others do not see what it is." if after.private else "Not private any more."
    if before.transparent != after.transparent:
        yield "Blocks no time." if after.transparent else "Blocks its time."
    if before.meeting_link != after.meeting_link:
        yield "With a link for a video meeting." if after.meeting_link else "Without a link for a video meeting."
    if before.description != after.description:
        yield "With another description."
    if before.reminders != after.reminders:
        yield "With other reminders."


def _names(people: list[Attendee]) -> str:
    names = [str(person) for person in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
