"""What a card says of something that stands at its event's time already."""

from threadline.core.channels.formatting import shortened
from threadline.core.domain.proposal import Conflict
from threadline.texts.messages import _

_LONGEST = 300


def collision_text(conflict: Conflict, *, shared: bool) -> str:
    """The words for it; where others read the card too, neither what it is nor whose."""
    if shared:
        own = conflict.who is None
        return _("Collides with something in the calendar") if own else _("Somebody who is invited is busy")
    if conflict.away and conflict.who is not None:
        return _("{name} is away", name=shortened(conflict.who, _LONGEST))
    if conflict.away:
        return _("You are out of office on these days")
    if conflict.who is not None:
        return _("{name} is busy", name=shortened(conflict.who, _LONGEST))
    return _("Collides with “{title}”", title=shortened(conflict.title, _LONGEST))
