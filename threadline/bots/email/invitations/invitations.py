"""Invitations of the people named in an event, for calendars that send none themselves.

The organizer of the calendar object is the bot's own address (RFC 5546 wants answers to go to whoever sends; Gmail and
Outlook offer their buttons only where ORGANIZER is From), under the name of the person who invites, who is also an
attendee that has accepted. Answers in words go to that person by Reply-To.
"""

from dataclasses import replace
from hashlib import sha256

from threadline.bots.email.mail.stored_content import Invitation
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox, message_ref
from threadline.bots.email.rendering.card import Card, brief, people_of
from threadline.bots.email.rendering.mime import one_line
from threadline.calendar.event import Attendee, Event
from threadline.calendar.ics import uid
from threadline.calendar.ics_lines import is_address
from threadline.core.channels.card_rows import CardRow, RowKind
from threadline.core.channels.formatting import when_label
from threadline.core.channels.port import Method
from threadline.core.domain.message import Person
from threadline.storage.outbox import OutboxRecord
from threadline.texts.messages import N_, NP_, _, pgettext
from threadline.texts.speaking import language

_SUBJECTS = {
    Method.REQUEST: N_("Invitation: {title}"),
    Method.CANCEL: NP_("mail", "Cancelled: {title}"),
}
_LONGEST_TITLE = 200
_UPDATED = N_("Updated invitation: {title}")
_UNTITLED = NP_("untitled", "Event")
_LANE = "invitation-"


class Invitations:
    """Stores an invitation for each attendee."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    async def invite(self, event: Event, organiser: Person, method: Method) -> None:
        """As `Inviting` says. Whoever organises is not invited; without an address of theirs nobody is.

        Raises `StorageError`.
        """
        if not is_address(organiser.email):
            return
        shown = replace(event, link=None)  # the organiser's own page of it
        for attendee in _invited(event, organiser):
            await self._invite(shown, attendee, organiser, method)

    async def _invite(self, event: Event, attendee: Attendee, organiser: Person, method: Method) -> None:
        to = attendee.email or ""
        thread = f"invite-{_digest(event.calendar_id, event.id, to.lower())}"
        root = f"{thread}-0-{Method.REQUEST}"
        key = f"{thread}-{event.sequence}-{method}"
        account = self._outbox.account("")
        title = one_line(event.draft.title, _LONGEST_TITLE) or _(_UNTITLED)
        changed = _UPDATED if method is Method.REQUEST and event.sequence else _SUBJECTS[method]
        answers = "" if key == root else message_ref(root, account)
        letter = Invitation(
            place=MailPlace(account.name, to, _(changed, title=title), answers, name=attendee.name),
            event=event,
            organiser_name=organiser.name,
            organiser_email=organiser.email or "",
            method=method,
            language=language(),
        )
        await self._outbox.put(key, letter, person_id=organiser.id, lane=invitation_lane(uid(event), to))


def invitation_lane(event_uid: str, address: str) -> str:
    """The lane of the mails that tell one person of one event: an answer, which names both, leads to it."""
    return f"{_LANE}{_digest(event_uid.lower(), address.lower())}"


def is_invitation(mail: OutboxRecord) -> bool:
    """Whether a mail of the outbox is one of these."""
    return mail.lane.startswith(_LANE)


def told_by(mail: OutboxRecord) -> tuple[int, Method]:
    """What an invitation's mail tells: the event's SEQUENCE, and whether it asks or calls off."""
    _lane, sequence, method = mail.key.rsplit("-", 2)
    return int(sequence), Method(method)


def invitation_text(invitation: Invitation) -> str:
    """What the mail says above the event (CommonMark)."""
    name = plain_words(invitation.organiser_name) or invitation.organiser_email
    if invitation.method is Method.CANCEL:
        return _("{name} has cancelled this event.", name=name)
    if invitation.event.sequence:
        return _("{name} has changed this event. Please answer the invitation again.", name=name)
    return _("{name} invites you to this event.", name=name)


def invitation_card(invitation: Invitation) -> Card:
    """The event for its attendee, in the zone it was planned in."""
    draft = invitation.event.draft
    rows = [CardRow(RowKind.WHEN, (when_label(draft, draft.zone),))]
    if draft.location:
        rows.append(CardRow(RowKind.PLACE, (brief(draft.location, _LONGEST_TITLE),)))
    if invitation.event.meeting_link:
        rows.append(CardRow(RowKind.MEETING_LINK, (brief(invitation.event.meeting_link, _LONGEST_TITLE),)))
    organiser = f"{invitation.organiser_name} <{invitation.organiser_email}>"
    rows.append(CardRow(RowKind.GUESTS, (organiser, *people_of(draft))))
    cancelled = invitation.method is Method.CANCEL
    standing = pgettext("badge", "Cancelled") if cancelled else _("Answer the invitation in your mail program.")
    return Card(title=brief(draft.title, _LONGEST_TITLE) or _(_UNTITLED), standing=standing, rows=tuple(rows))


def _invited(event: Event, organiser: Person) -> list[Attendee]:
    """Everybody with an address, once, but for the organiser."""
    seen = {(organiser.email or "").lower()}
    found = []
    for attendee in event.draft.attendees:
        if attendee.email and is_address(attendee.email) and attendee.email.lower() not in seen:
            seen.add(attendee.email.lower())
            found.append(attendee)
    return found


def plain_words(text: str) -> str:
    """Words of somebody else on one line that stay what they are in CommonMark."""
    return "".join(f"\\{char}" if char in r"\`*_[]<>&!#" else char for char in one_line(text, _LONGEST_TITLE))


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:40]
