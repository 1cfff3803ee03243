"""Who is met where nobody is named: those whom the mail is from or went to.

"Could we meet on Tuesday?" names no one: it is between who wrote it and who got it. So the people of a mail are guests
of a meeting that its words are about together, and of no other event in it: a shop that writes of a delivery is not
invited to it. Whoever the assistant works for is nobody's guest in their own calendar, nor is the assistant itself.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.domain.message import Message, NamedPerson, Person
from threadline.core.domain.reading import Reading

_TOGETHER = re.compile(
    r"(?<!\w)(?:we|us|let['’]?s|together|meet|meeting|join (?:me|us)|call (?:me|you)|chat|catch up|with you|see you|"
    r"wir|uns|treffen|zusammen|dich|sie sehen|mit (?:dir|ihnen|euch)|"
    r"nous|on se|ensemble|rencontrer|se voir|avec (?:toi|vous)|"
    r"nos|juntos|quedamos|quedar|vernos|reunir\w*|contigo|con usted|encontrar\w*|vemos|"
    r"ci|insieme|incontr\w+|vederci|vediamo|con (?:te|lei|voi)|"
    r"n[óo]s|gente|conosco|contigo|com voc[êe]s?|encontramos|"
    r"wij|we|ons|samen|afspreken|met (?:je|jou|u|jullie)|"
    r"spotka\w+|razem|nas|z (?:tobą|panem|panią)|vi|oss|os|sammen|tillsammans|träffa\w*|mødes|møtes|ses|"
    r"buluş\w+|görüş\w+|birlikte|встрет\w+|увид\w+|нам|мы|вместе|зустр\w+|ми|разом)(?!\w)"
    r"|会[いおう]|お会い|打ち合わせ|見面|见面|我们|我們|一起|만나\w*|뵙|نلتقي|لقاء|معا|मिल\w*|हम",
    re.IGNORECASE,
)


def with_correspondents(reading: Reading, message: Message, person: Person) -> Reading:
    """The reading with those as guests whom the mail is between, where it names nobody else."""
    if not message.correspondents or (not reading.drafts and reading.draft is None):
        return reading
    own = _own(message, person)
    together = _TOGETHER.search("\n".join((message.text, message.material or ""))) is not None
    met = tuple(Attendee(each.name, each.email) for each in message.correspondents) if together else ()

    def peopled(draft: EventDraft) -> EventDraft:
        guests = tuple(_whole(who, message.correspondents) for who in draft.attendees if not _is_one_of(who, own))
        return replace(draft, attendees=guests or met)

    return replace(
        reading,
        draft=peopled(reading.draft) if reading.draft is not None else None,
        drafts=tuple(replace(each, draft=peopled(each.draft)) for each in reading.drafts),
    )


def _own(message: Message, person: Person) -> frozenset[str]:
    """What the one who is asked for, and the assistant, are called."""
    names = {person.name, *person.name.split()[:1], person.email or "", message.author.email or "", "assistant"}
    return frozenset(name.casefold() for name in names if name)


def _is_one_of(who: Attendee, names: frozenset[str]) -> bool:
    return (who.email or who.name).casefold() in names


def _whole(who: Attendee, known: Iterable[NamedPerson]) -> Attendee:
    """Somebody by name or address alone with what the mail's own lines say of them."""
    for each in known:
        same = (who.email or "").casefold() == (each.email or "").casefold() if who.email else False
        called = not who.email and who.name.casefold() in (each.name.casefold(), each.name.partition(" ")[0].casefold())
        if same or called:
            return replace(who, name=each.name or who.name, email=each.email)
    return who
