"""Events as Graph has them: what is written is read, through what Graph makes of it."""

from dataclasses import replace

from hypothesis import given, settings

from tests.support.calendars import READER
from tests.support.drafts import drafts
from threadline.calendar.event import EventDraft
from threadline.calendar.microsoft.resource import (
    DATA_PROPERTY,
    ID_PROPERTY,
    changed_resource,
    draft_of,
    event_of,
    new_resource,
)
from threadline.simulator.microsoft.model import Mailbox
from threadline.simulator.microsoft.writing import patched, posted, told

MAILBOX = Mailbox("ana@example.com", "Ana", {"home": ("Calendar", True)})
OURS = (ID_PROPERTY, DATA_PROPERTY)


@given(drafts(), drafts())
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read(draft: EventDraft, other: EventDraft) -> None:
    item = posted("AA1", "home", new_resource(draft, "key-1", "t1", invite=False), MAILBOX)
    seen = told(item, expanded=OURS)
    assert draft_of(seen) == draft
    changed = told(patched(item, changed_resource(seen, other, invite=False), MAILBOX), expanded=OURS)
    assert draft_of(changed) == other
    event = event_of("home", changed, READER)
    assert (event.sequence, event.key) == (1, "key-1")


@given(drafts())
@settings(max_examples=100, deadline=None)
def test_who_is_invited_stays_so(draft: EventDraft) -> None:
    item = posted("AA1", "home", new_resource(draft, "key-1", "t1", invite=True), MAILBOX)
    seen = told(item, expanded=OURS)
    assert draft_of(seen).attendees == draft.attendees
    body = changed_resource(seen, replace(draft, title="Other"), invite=False)
    assert "attendees" not in body
