"""Things to do as a card: read out of minutes and messages, and offered for one click. Only the reader's own are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.acts import Venue
from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarError
from threadline.calendar.todos import TodosNotAllowed
from threadline.core.calendars.registry import Calendars
from threadline.core.calendars.todo_services import HERE, TodoServices
from threadline.core.channels.commonmark import literal
from threadline.core.channels.offer_text import offer_facts
from threadline.core.dialogue.action_items import ActionItem, ActionItems, asks_for_items, read_items
from threadline.core.domain.message import Person, Turn
from threadline.core.domain.proposal import Action, HandedTodo, Handover, Offer
from threadline.core.proposals.todo_handover import allow_todos
from threadline.core.scheduling.planner import Plan
from threadline.texts import formats
from threadline.texts.messages import _
from threadline.texts.speaking import speech

_MOST_OTHERS = 10


@dataclass(frozen=True, slots=True)
class TodoCards:
    """Makes them. `address` is where people reach the service."""

    services: TodoServices
    calendars: Calendars
    address: str = ""

    async def where(self, person: Person) -> str:
        """Where the person wants what they have to do: a service, or `HERE`."""
        return await self.services.chosen(person)

    async def read(self, turn: Turn) -> Plan | None:
        """What comes of a message that asks what is to be done in a text, or is such a list itself; None for others."""
        message = turn.message
        asks, below = asks_for_items(message.below_subject)
        text = below or message.material or ("\n".join(message.before) if asks else "")
        if not asks:
            if message.material or message.attachments or message.venue is not Venue.ASSISTANT:
                return None
            text = message.text
        if not text:
            return None
        zone = message.zone or turn.person.zone
        found = read_items(text, message.sent_at, zone)
        own, others = _parted(turn.person, found, spoken=not asks)
        if not asks and not (found.plain and own):
            return None
        told = _others_told(others)
        if not own:
            return Plan((_("I found nothing in it that you are to do."), *told), said=True)
        handed = tuple(HandedTodo(each.title, each.due) for each in own)
        return await self.offered(turn, handed, await self.where(turn.person), told)

    async def offered(self, turn: Turn, todos: tuple[HandedTodo, ...], service: str, told: Sequence[str] = ()) -> Plan:
        """The card of things to do, for a service that can take them; else what is to be done about that."""
        if service != HERE and (problem := await self._problem(turn.person, service)) is not None:
            return Plan((problem,), said=True)
        title = self.services.titles.get(service, "")
        handover = Handover(service, title, todos)
        offer = Offer(_named(turn, todos), action=Action.HAND_OVER, handover=handover, invite=False, language=speech())
        *facts, question = offer_facts(offer, turn.person.zone)
        return Plan((*facts, *told, question), offer, said=True)

    async def _problem(self, person: Person, service: str) -> str | None:
        title = self.services.titles.get(service, service)
        if service not in await self.services.connected(person):
            if service not in self.services.titles:
                return _("{title} is not set up here.", title=title)
            return _("{title} is not connected yet: {address}", title=title, address=self.address)
        try:
            await (await self.services.of(person, service)).home()
        except TodosNotAllowed as error:
            if await self.services.chosen(person) != service:
                wanted = _("Say “keep my to-dos in {title}” first.", title=title)
                return f"{error} {wanted} {allow_todos(self.calendars.title_of(service), self.address)}"
            return f"{error} {allow_todos(self.calendars.title_of(service), self.address)}"
        except CalendarError as error:
            return str(error)
        return None


def _parted(person: Person, found: ActionItems, *, spoken: bool) -> tuple[list[ActionItem], list[ActionItem]]:
    """What the person is to do, and the rest. "I" is theirs in what they say themselves, not in others' minutes."""
    names = {person.name.casefold(), person.name.partition(" ")[0].casefold()} - {""}
    own: list[ActionItem] = []
    others: list[ActionItem] = []
    for each in found.items:
        mine = spoken or found.own if each.who is None else each.who.casefold() in names
        mine = mine or (each.who == "" and found.own)
        (own if mine else others).append(each)
    return own, others


def _others_told(others: Sequence[ActionItem]) -> tuple[str, ...]:
    if not others:
        return ()
    lines = (f"- {_line(each)}" for each in others[:_MOST_OTHERS])
    return ("\n".join((_("Not yours, so it is left out:"), "", *lines)),)


def _line(item: ActionItem) -> str:
    said = literal(f"{item.who}: {item.title}" if item.who else item.title)
    return said if item.due is None else _("{title}, due {day}", title=said, day=formats.day(item.due))


def _named(turn: Turn, todos: Sequence[HandedTodo]) -> EventDraft:
    """What stands for the event of a card that has none: its name, and the first day by which something is due."""
    zone = turn.message.zone or turn.person.zone
    today = turn.message.sent_at.astimezone(ZoneInfo(zone)).date()
    day = min((each.due for each in todos if each.due is not None), default=today)
    start = datetime.combine(day, time(), ZoneInfo(zone))
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return EventDraft("; ".join(each.title for each in todos), start, end, zone, all_day=True)
