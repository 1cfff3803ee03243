"""What mails say, before they are mails: the stored form, from which the bytes are made when the mail goes out.

`language` is that of the words around: footers, labels. Nothing secret is in it: links to confirm pages are made for
the mail that carries them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.calendar.event import Event, Response
from threadline.core.channels.port import Method


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a mail; a card that is tied to the same key goes with it. `text` is CommonMark."""

    place: MailPlace
    text: str
    language: str = ""
    kind: Literal["answer"] = "answer"


@dataclass(frozen=True, slots=True)
class Update:
    """What became of a proposal, in its thread. `said` (CommonMark) goes above the card.

    `sequence` is that of the calendar object, which says what is true when the mail goes out.
    """

    place: MailPlace
    proposal_id: str
    said: str
    sequence: int
    kind: Literal["update"] = "update"


@dataclass(frozen=True, slots=True)
class Notice:
    """A plain mail. `text` is CommonMark. `replied`: it answers a mail, so that no program answers it again."""

    place: MailPlace
    text: str
    replied: bool = False
    language: str = ""
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event, for one of its attendees. The organiser is who invites; the mail is sent by us."""

    place: MailPlace
    event: Event
    organiser_name: str
    organiser_email: str
    method: Method
    language: str = ""
    kind: Literal["invitation"] = "invitation"


@dataclass(frozen=True, slots=True)
class GuestAnswer:
    """What a guest answers to who organises `event`; `proposed` is when they would rather have it."""

    place: MailPlace
    event: Event
    guest_name: str
    guest_email: str
    response: Response
    proposed: tuple[datetime, datetime] | None = None
    language: str = ""
    kind: Literal["guest-answer"] = "guest-answer"


@dataclass(frozen=True, slots=True)
class CounterRefusal:
    """That `event` stays as it is, for a guest who proposed another time."""

    place: MailPlace
    event: Event
    organiser_name: str
    organiser_email: str
    language: str = ""
    kind: Literal["counter-refusal"] = "counter-refusal"


Letter = Answer | Update | Notice | Invitation | GuestAnswer | CounterRefusal

_LETTER: TypeAdapter[Letter] = TypeAdapter(Letter)


def letter_to_json(letter: Letter) -> str:
    """The stored form."""
    return _LETTER.dump_json(letter).decode()


def letter_from_json(text: str) -> Letter:
    """The letter that `letter_to_json` stored. Raises `ValueError`."""
    return _LETTER.validate_json(text)
