"""Who is meant by the people of a call: those shown under a reference, or named in the conversation.

Somebody whom only material names is not invited: the card tells of them, and the person can add them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from threadline.calendar.event import Attendee
from threadline.core.calendars.event_matching import fits_person
from threadline.core.calendars.participants import Invitee, Participants
from threadline.core.scheduling.outside_guests import NOT_INVITED
from threadline.core.tools.scene import SPOKEN, Origin, Scene
from threadline.core.tools.tool import ToolRefused
from threadline.texts.messages import _

_MOST = 30


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is to come; `suggested` are those whom only material names."""

    invitees: tuple[Invitee, ...] = ()
    suggested: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the card tells of those who are not invited."""
        if not self.suggested:
            return ()
        return (_(NOT_INVITED, names=", ".join(self.suggested)),)


async def attendance(scene: Scene, people: Sequence[str], participants: Participants) -> Attendance:
    """Who these references, names and addresses are. Raises `ToolRefused` for somebody nobody named."""
    if len(people) > _MOST:
        raise ToolRefused(f"At most {_MOST} people can be named at once.")
    invitees: list[Invitee] = []
    names: list[str] = []
    suggested: list[str] = []
    for each in dict.fromkeys(one.strip() for one in people):
        if each in scene.notes.people:
            invitees.append(scene.notes.people[each])
        elif each and (scene.names(each, *SPOKEN) or scene.context.near.called(each)):
            names.append(each)
        elif each and scene.names(each, Origin.MATERIAL):
            suggested.append(each)
        else:
            raise ToolRefused(
                f"Nobody named “{each[:80]}” in this conversation. Use a reference from people_of_thread, or a name or "
                "an address exactly as it was written. If the person wants somebody else there, ask for the name."
            )
    named = await participants.named(scene.person, names, conversation_id=scene.turn.conversation_id)
    others = [one for one in (*invitees, *named) if one.person is None or one.person.id != scene.person.id]
    return Attendance(tuple(_once(others)), tuple(suggested))


def joined(attendees: Sequence[Attendee], invitees: Sequence[Invitee]) -> tuple[Attendee, ...]:
    """Those who are invited already with the others, each once; an address takes the place of a mere name."""
    kept = [who for who in attendees if who.email or not any(fits_person(str(who), one.attendee) for one in invitees)]
    found = {str(who.email or who.name).lower(): who for who in (*kept, *(one.attendee for one in invitees))}
    return tuple(found.values())


def _once(invitees: Sequence[Invitee]) -> Sequence[Invitee]:
    return list({(one.email or one.name).lower(): one for one in invitees}.values())
