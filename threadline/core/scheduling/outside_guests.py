"""Guests whom only a text from outside names: they are told on the card, and the person invites them or does not.

A mail that is forwarded is from somebody and went to others: those are met. Whom its body gives by address besides is
somebody's wish, and nobody is written to because a mail wants it.
"""

import re
from dataclasses import replace

from threadline.calendar.event import EventDraft
from threadline.core.domain.message import Message
from threadline.core.domain.reading import Reading
from threadline.texts.messages import N_, _

NOT_INVITED = N_("Not invited, for only the text you sent along names them: {names}.")
_ADDRESS = re.compile(r"[^\s<>()\[\]{}\"“”„«»,;:|*`]+@[^\s<>()\[\]{}\"“”„«»,;:|*`!?/\\]+")


def addresses_in(text: str) -> frozenset[str]:
    """The addresses that stand in a text, each whole and in small letters."""
    return frozenset(each.lower().rstrip(".'’") for each in _ADDRESS.findall(text))


def without_outsiders(reading: Reading, message: Message) -> Reading:
    """The reading without guests whose address stands in the material alone, and with a word on each of them."""
    if not message.material:
        return reading
    here = {(each.email or "").lower() for each in message.people} | addresses_in(message.text)
    here |= addresses_in("\n".join(message.before))
    outside = addresses_in(message.material) - here
    if not outside:
        return reading
    drafts = [draft for draft in (reading.draft, *(each.draft for each in reading.drafts)) if draft is not None]
    names = dict.fromkeys(
        str(who) for draft in drafts for who in draft.attendees if (who.email or who.name).lower() in outside
    )
    if not names:
        return reading
    return replace(
        reading,
        draft=_without(reading.draft, outside) if reading.draft is not None else None,
        drafts=tuple(replace(each, draft=_without(each.draft, outside)) for each in reading.drafts),
        warnings=(*reading.warnings, _(NOT_INVITED, names=", ".join(names))),
    )


def _without(draft: EventDraft, outside: frozenset[str]) -> EventDraft:
    kept = tuple(who for who in draft.attendees if (who.email or who.name).lower() not in outside)
    return replace(draft, attendees=kept)
