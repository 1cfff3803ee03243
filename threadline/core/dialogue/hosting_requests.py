"""Agreeing by words to be a host of somebody's booking link, once one was asked, and taking that back."""

from collections.abc import Sequence

from threadline.calendar.acts import Venue
from threadline.core.appointments.booking_links import BookingLinks, HostedLink
from threadline.core.channels.commonmark import literal
from threadline.core.dialogue.assent import Assent
from threadline.core.dialogue.hosting_words import hosting_wish
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.scheduling.planner import Plan
from threadline.texts.messages import _


class HostingRequests:
    """Answers what people say to being hosts."""

    def __init__(self, links: BookingLinks) -> None:
        self._links = links

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None) -> Plan | None:
        """The answer to such words; None for all else, and where nobody has asked."""
        message = turn.message
        if message.venue is Venue.OVERHEARD or message.material or message.attachments:
            return None
        agreed = hosting_wish(message.text)
        asked = await self._links.asked_of(turn.person.id) if agreed is not None else ()
        if agreed is None or not asked:
            return None
        chosen = _meant(asked, message.text, agreed=agreed)
        if len(chosen) != 1:
            lines = "\n".join(f"- {_name(each)}" for each in chosen)
            return Plan((_("Which booking link do you mean? Name whose it is or what it is called:"), lines), said=True)
        [hosted] = chosen
        await self._links.agree(turn.person, hosted.link.id, agreed=agreed)
        told = (
            _(
                "You are a host of {link} now: what is chosen by it may be booked in your free time. I will tell you "
                "each time; say “I no longer want to be a host” to end it.",
                link=_name(hosted),
            )
            if agreed
            else _("You are no host of {link} any more. What was booked stays.", link=_name(hosted))
        )
        return Plan((told,), said=True)


def _meant(asked: Sequence[HostedLink], text: str, *, agreed: bool) -> Sequence[HostedLink]:
    """Those that words name, by whose they are or what they are called; else those that are open to the answer."""
    said = text.casefold()
    named = [
        each
        for each in asked
        if any(name and name.casefold() in said for name in (each.link.terms.title, each.owner.name.partition(" ")[0]))
    ]
    return named or [each for each in asked if each.agreed is not agreed] or asked


def _name(hosted: HostedLink) -> str:
    title = hosted.link.terms.title
    owner = literal(hosted.owner.name)
    if title:
        return _("**{title}** ({owner})", title=literal(title), owner=owner)
    return _("the booking link of {owner}", owner=owner)
