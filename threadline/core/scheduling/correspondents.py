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
    r"(?<!\w)(?:let['’]?s|let us|(?:can|could|shall|should|may|might) we|meet(?: up)?|join (?:me|us)|call (?:me|you)|"
    r"catch up|talk to you|speak to you|see you|"
    r"(?:können|könnten|wollen|sollen|sollten|lass|lassen sie) (?:wir )?uns|(?:wir )?uns treffen|treffen wir|"
    r"sehen wir|zusammensetzen|"
    r"(?:pouvons|pourrions|pourrait|peut)[- ](?:nous|on)|rencontrer|se voir|on se voit|voyons[- ]nous|"
    r"podemos (?:vernos|reunirnos|quedar|hablar)|quedamos|vernos|reunirnos|nos vemos|nos reunimos|"
    r"incontrarci|vederci|vediamoci|ci vediamo|ci incontriamo|ci sentiamo|possiamo (?:vederci|incontrarci|sentirci)|"
    r"encontrar[- ]nos|nos encontrar\w*|nos reunir|vamos nos|podemos (?:nos )?(?:encontrar|falar|reunir)|"
    r"afspreken|(?:kunnen|zullen) we|"
    r"spotka(?:ć się|my się|jmy się)|(?:kan|ska|skal) vi|träffas|mødes|møtes|ses vi|"
    r"buluşalım|buluşabilir|görüşelim|görüşebilir|встретимся|встретиться|увидимся|зустрінемося|зустрітися)(?!\w)"
    r"|会いましょう|会えますか|お会い|打ち合わせしま|見面|见面|만날까|만나요|만납시다|뵐까요|نلتقي|मिल(?:ें|ते|\s?सकते)",
    re.IGNORECASE,
)
"""Two or more of them doing something together. A mere "we" is not that: shops and offices say it of themselves."""


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
