"""Guests whom only a text from outside names: they are told on the card, and the person invites them or does not.

A mail that is forwarded is from somebody and went to others: those are met. Whom its body gives by address besides is
somebody's wish, and nobody is written to because a mail wants it. Whom it only calls by a name may be somebody the
person knows: the name stands on the card, and no invitation goes out.
"""

from dataclasses import dataclass, replace

from threadline import regex
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.calendars.event_matching import words_of
from threadline.core.domain.message import Message
from threadline.core.domain.reading import Reading
from threadline.texts.messages import N_, _

NOT_INVITED = N_("Not invited, for only the text you sent along names them: {names}.")
_NAMED = N_("Only the text you sent along names them, so no invitation goes out: {names}.")
_ADDRESS = regex.compile(r"[^\s<>()\[\]{}\"“”„«»,;:|*`]+@[^\s<>()\[\]{}\"“”„«»,;:|*`!?/\\]+")


def addresses_in(text: str) -> frozenset[str]:
    """The addresses that stand in a text, each whole and in small letters."""
    return frozenset(each.lower().rstrip(".'’") for each in _ADDRESS.findall(text))


def without_outsiders(reading: Reading, message: Message) -> Reading:
    """The reading without guests whose address stands in the material alone, and with a word on each of them."""
    if not message.material:
        return reading
    spoken = "\n".join((message.text, *message.before))
    here = {(each.email or "").lower() for each in message.people} | addresses_in(spoken)
    guests = _Guests(addresses_in(message.material) - here, here, frozenset(words_of(spoken)))
    drafts = [draft for draft in (reading.draft, *(each.draft for each in reading.drafts)) if draft is not None]
    everybody = dict.fromkeys(who for draft in drafts for who in draft.attendees)
    gone = dict.fromkeys(str(who) for who in everybody if guests.is_gone(who))
    untold = dict.fromkeys(str(who) for who in everybody if guests.is_untold(who))
    if not gone and not untold:
        return reading
    told = [_(text, names=", ".join(names)) for text, names in ((NOT_INVITED, gone), (_NAMED, untold)) if names]
    return replace(
        reading,
        draft=guests.kept(reading.draft) if reading.draft is not None else None,
        drafts=tuple(replace(each, draft=guests.kept(each.draft)) for each in reading.drafts),
        warnings=(*reading.warnings, *told),
    )


@dataclass(frozen=True, slots=True)
class _Guests:
    """Who may be invited. `outside` are addresses of the material alone, `here` those of the conversation, and `said`
    the words of people in it.
    """

    outside: frozenset[str]
    here: set[str]
    said: frozenset[str]

    def is_gone(self, who: Attendee) -> bool:
        """Whether it is somebody whose address the material gives."""
        return (who.email or who.name).lower() in self.outside

    def is_untold(self, who: Attendee) -> bool:
        """Whether it is somebody known whom nobody in the conversation named."""
        if not who.email or self.is_gone(who) or who.email.lower() in self.here:
            return False
        return not (words_of(who.name) & self.said)

    def kept(self, draft: EventDraft) -> EventDraft:
        """The event with those who may be invited, and the mere names of others."""
        stay = [who for who in draft.attendees if not self.is_gone(who)]
        named = tuple(replace(who, email=None) if self.is_untold(who) and who.name else who for who in stay)
        return replace(draft, attendees=named)
