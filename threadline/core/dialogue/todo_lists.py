"""A person's list of things to do, by words: proposed and written down after their yes, told, ticked off.

One thing for the list that is here is asked about in a sentence. Several, and all that is to go to a service of theirs
(Google Tasks, Microsoft To Do, CalDAV), are offered as a card that one click hands over.
"""

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.acts import Venue
from threadline.calendar.port import CalendarError
from threadline.calendar.when import resolve
from threadline.core.calendars.todo_list import OpenTodos, TodoList
from threadline.core.calendars.todo_services import HERE
from threadline.core.channels.commonmark import literal
from threadline.core.channels.formatting import and_list
from threadline.core.dialogue.assent import Assent, Verdict
from threadline.core.dialogue.todo_cards import TodoCards
from threadline.core.dialogue.todo_words import Todo, TodoWish, todo_wish
from threadline.core.domain.message import Person, Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.domain.proposal import HandedTodo
from threadline.core.scheduling.planner import Plan
from threadline.storage.todos import TodoRecord
from threadline.texts import formats
from threadline.texts.messages import _

_LONGEST = 200
_WORD = regex.compile(r"\w+")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "the a an my to it der die das den dem ein eine einen le la les l un une el los las una il lo gli o os as um "
        "uma de het een",
    )
)


class TodoLists:
    """Answers what people say of their lists."""

    def __init__(self, todos: TodoList, cards: TodoCards) -> None:
        self._todos = todos
        self._cards = cards

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None) -> Plan | None:
        """The answer to words about the list, and to a yes or no about something on it; None for all else."""
        asked = question is not None and question.missing is Missing.TODO
        if asked and question is not None and assent is not None and not assent.rest:
            return await self._decided(turn, question, assent)
        if turn.message.venue is Venue.OVERHEARD:
            return None
        wish = todo_wish(turn.message.text)
        # "Marca isso" books what was agreed on as well as it ticks something off: nothing is named, so it is a yes.
        agrees = assent is not None and not assent.rest and wish is not None and not wish.sure
        if wish is None or agrees or turn.message.material:
            return await self._cards.read(turn)
        if turn.message.shared and wish.wish not in (Todo.WRITE, Todo.HAND):
            return Plan((_("I only tell you that in private: ask me in a direct message."),), said=True)
        match wish.wish:
            case Todo.WRITE:
                return await self.proposed(turn, wish.what, service=wish.service)
            case Todo.HAND:
                return await self._handed(turn, wish.service)
            case Todo.LIST:
                return Plan(self.told(await self._todos.open(turn.person)), said=True)
            case _:
                return await self._struck(turn, wish)

    async def listed(self, turn: Turn) -> Plan | None:
        """The card of what a message lists as to be done; None where it is no such list, and asks for none."""
        return None if turn.message.venue is Venue.OVERHEARD else await self._cards.read(turn)

    async def proposed(self, turn: Turn, words: str, due: date | None = None, *, service: str = "") -> Plan | None:
        """What is asked before it is written down; what the words say of its day is its day. None for no words.

        A question for the list that is here, a card for one in a service of the person's.
        """
        title, day = (words, due) if due is not None else _parted(turn, words)
        if not title or len(title) > _LONGEST:
            return None
        where = service or await self._cards.where(turn.person)
        if where != HERE:
            return await self._cards.offered(turn, (HandedTodo(title, day),), where)
        variables = (("title", title), ("due", day.isoformat() if day is not None else ""))
        return Plan((_question(title, day),), said=True, asked=_asked(turn, variables))

    def told(self, open_todos: OpenTodos) -> tuple[str, ...]:
        """The list in words, numbered as it can be ticked off, with what changed where things were handed over."""
        lines = (f"{number}. {self._line(each)}" for number, each in enumerate(open_todos.todos, 1))
        told = [
            "\n".join((_("On your list:"), "", *lines)) if open_todos.todos else _("Nothing is on your list."),
        ]
        if open_todos.done:
            names = and_list([f"**{literal(each.title)}**" for each in open_todos.done])
            told.append(_("Ticked off there since: {names}.", names=names))
        if open_todos.gone:
            names = and_list([f"**{literal(each.title)}**" for each in open_todos.gone])
            told.append(_("Deleted there since: {names}.", names=names))
        told += [
            _("{service} could not be asked just now: what was done there since is not known.", service=each)
            for each in open_todos.unknown
        ]
        return tuple(told)

    async def open(self, person: Person) -> Sequence[TodoRecord]:
        """What a person has still to do."""
        return (await self._todos.open(person)).todos

    async def _decided(self, turn: Turn, question: OpenQuestion, assent: Assent) -> Plan:
        if assent.verdict is Verdict.NO:
            return Plan((_("All right, I leave everything as it was."),), said=True)
        wanted = dict(question.variables)
        due = date.fromisoformat(wanted["due"]) if wanted.get("due") else None
        made = await self._todos.add(turn.person, wanted["title"], due=due, key=turn.message_id)
        return Plan((_("**{title}** is on your list now.", title=literal(made.title)),), said=True)

    async def _handed(self, turn: Turn, service: str) -> Plan:
        """What stands here alone is offered to a service."""
        here = [each for each in (await self._todos.open(turn.person)).todos if each.service is None]
        if not here:
            return Plan((_("Nothing is on your list here that could be handed over."),), said=True)
        handed = tuple(HandedTodo(each.title, each.due, each.id) for each in here)
        return await self._cards.offered(turn, handed, service)

    async def _struck(self, turn: Turn, wish: TodoWish) -> Plan | None:
        """One of the list is ticked off or let go; None where none fits and the words may be about something else."""
        found_open = await self._todos.open(turn.person)
        found = _named(wish.what, found_open.todos)
        if not found:
            missing = _("I found nothing like “{words}” on your list.", words=wish.what)
            return Plan((missing, *self.told(found_open)), said=True) if wish.sure else None
        if len(found) > 1:
            lines = (f"- {self._line(each)}" for each in found)
            return Plan((_("Several things on your list fit. Which one?"), *lines), said=True)
        [one] = found
        title, ticks = literal(one.title), wish.wish is Todo.TICK
        try:
            await (self._todos.tick if ticks else self._todos.delete)(turn.person, one)
        except CalendarError as error:
            return Plan((_("**{title}** stays on your list: {reason}", title=title, reason=error),), said=True)
        if one.place is None:
            ticked, off = _("Ticked off: **{title}**.", title=title), _("**{title}** is off your list.", title=title)
            return Plan((ticked if ticks else off,), said=True)
        name = self._todos.services.titles.get(one.service or "", "")
        told = _("Ticked off, in {service} too: **{title}**.", service=name, title=title)
        gone = _("**{title}** is off your list, and off {service}.", service=name, title=title)
        return Plan((told if ticks else gone,), said=True)

    def _line(self, todo: TodoRecord) -> str:
        title = f"**{literal(todo.title)}**"
        told = title if todo.due is None else _("{title}, due {day}", title=title, day=formats.day(todo.due))
        name = self._todos.services.titles.get(todo.service or "", "")
        return f"{told} ({name})" if name else told


def _parted(turn: Turn, words: str) -> tuple[str, date | None]:
    """What is to be done, and the day that stands at the end of the words: "send the offer by Friday"."""
    zone = ZoneInfo(turn.message.zone or turn.person.zone)
    for when in resolve(words, turn.message.sent_at.astimezone(zone), zone=zone):
        moment = when.start or when.end
        if moment is None or when.rrule or when.span[1] < len(words.rstrip(" .!")):
            continue
        title = words[: when.span[0]].rstrip(" ,")
        for lead in (
            "by",
            "until",
            "on",
            "for",
            "bis",
            "am",
            "pour",
            "avant",
            "para",
            "antes de",
            "per",
            "entro",
            "até",
            "voor",
        ):
            title = title.removesuffix(f" {lead}")
        day = when.end if when.start is None and when.end is not None else moment
        return (title, day.astimezone(zone).date()) if title else (words, None)
    return words, None


def _named(words: str, todos: Sequence[TodoRecord]) -> list[TodoRecord]:
    """What of the list is meant: by its number, its words, or some of them."""
    if words.isascii() and words.isdecimal() and 0 < int(words[:4]) <= len(todos):
        return [todos[int(words[:4]) - 1]]
    said = _words(words)
    same = [each for each in todos if each.title.casefold() == words.casefold()]
    return same or [each for each in todos if said and said <= _words(each.title)]


def _words(text: str) -> set[str]:
    """The words that tell one thing to do from another."""
    return {word for word in _WORD.findall(text.casefold()) if word not in _SMALL}


def _question(title: str, due: date | None) -> str:
    if due is None:
        return _("Shall I write **{title}** on your to-do list?", title=literal(title))
    return _("Shall I write **{title}**, due {day}, on your to-do list?", title=literal(title), day=formats.day(due))


def _asked(turn: Turn, variables: tuple[tuple[str, str], ...]) -> OpenQuestion:
    message = turn.message
    zone = message.zone or turn.person.zone
    return OpenQuestion(Missing.TODO, turn.person.id, message.text, message.sent_at, zone, variables=variables)
