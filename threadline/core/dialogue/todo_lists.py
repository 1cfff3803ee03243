"""A person's list of things to do, by words: proposed and written down after their yes, told, ticked off.

The list is ours here; behind `TodoList` another may stand, as Google Tasks, Microsoft To Do or a CalDAV server's VTODO.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.acts import Venue
from threadline.calendar.when import resolve
from threadline.core.channels.commonmark import literal
from threadline.core.dialogue.assent import Assent, Verdict
from threadline.core.dialogue.todo_words import Todo, TodoWish, todo_wish
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
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


class TodoList(Protocol):
    """Where things to do are kept. Every method may raise `StorageError`."""

    async def add(self, person_id: str, title: str, *, due: date | None, key: str) -> TodoRecord:
        """Write one down, once for each `key`."""
        ...

    async def open(self, person_id: str) -> Sequence[TodoRecord]:
        """What is still to be done, in the order in which it is told."""
        ...

    async def tick(self, person_id: str, todo_id: str, *, done: bool = True) -> bool:
        """It is done, or is not after all; False where there is none of that id."""
        ...

    async def delete(self, person_id: str, todo_id: str) -> bool:
        """Let go of one; False where there is none of that id."""
        ...


class TodoLists:
    """Answers what people say of their lists."""

    def __init__(self, todos: TodoList) -> None:
        self._todos = todos

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None) -> Plan | None:
        """The answer to words about the list, and to a yes or no about something on it; None for all else."""
        asked = question is not None and question.missing is Missing.TODO
        if asked and question is not None and assent is not None and not assent.rest:
            return await self._decided(turn, question, assent)
        wish = todo_wish(turn.message.text)
        if wish is None or turn.message.venue is Venue.OVERHEARD or turn.message.material:
            return None
        if turn.message.shared and wish.wish is not Todo.WRITE:
            return Plan((_("I only tell you that in private: ask me in a direct message."),), said=True)
        match wish.wish:
            case Todo.WRITE:
                return self.proposed(turn, wish.what)
            case Todo.LIST:
                return Plan(self.told(await self._todos.open(turn.person.id)), said=True)
            case _:
                return await self._struck(turn, wish)

    def proposed(self, turn: Turn, words: str, due: date | None = None) -> Plan | None:
        """The question whether to write it down; what the words say of its day is its day. None for no words."""
        title, day = (words, due) if due is not None else _parted(turn, words)
        if not title or len(title) > _LONGEST:
            return None
        variables = (("title", title), ("due", day.isoformat() if day is not None else ""))
        return Plan((_question(title, day),), said=True, asked=_asked(turn, variables))

    def told(self, todos: Sequence[TodoRecord]) -> tuple[str, ...]:
        """The list in words, numbered as it can be ticked off."""
        if not todos:
            return (_("Nothing is on your list."),)
        lines = (f"{number}. {_line(each)}" for number, each in enumerate(todos, 1))
        return ("\n".join((_("On your list:"), "", *lines)),)

    async def open(self, person_id: str) -> Sequence[TodoRecord]:
        """What a person has still to do."""
        return await self._todos.open(person_id)

    async def _decided(self, turn: Turn, question: OpenQuestion, assent: Assent) -> Plan:
        if assent.verdict is Verdict.NO:
            return Plan((_("All right, I leave everything as it was."),), said=True)
        wanted = dict(question.variables)
        due = date.fromisoformat(wanted["due"]) if wanted.get("due") else None
        made = await self._todos.add(turn.person.id, wanted["title"], due=due, key=turn.message_id)
        return Plan((_("**{title}** is on your list now.", title=literal(made.title)),), said=True)

    async def _struck(self, turn: Turn, wish: TodoWish) -> Plan | None:
        """One of the list is ticked off or let go; None where none fits and the words may be about something else."""
        todos = await self._todos.open(turn.person.id)
        found = _named(wish.what, todos)
        if not found:
            missing = _("I found nothing like “{words}” on your list.", words=wish.what)
            return Plan((missing, *self.told(todos)), said=True) if wish.sure else None
        if len(found) > 1:
            lines = (f"- {_line(each)}" for each in found)
            return Plan((_("Several things on your list fit. Which one?"), *lines), said=True)
        [one] = found
        if wish.wish is Todo.TICK:
            await self._todos.tick(turn.person.id, one.id)
            return Plan((_("Ticked off: **{title}**.", title=literal(one.title)),), said=True)
        await self._todos.delete(turn.person.id, one.id)
        return Plan((_("**{title}** is off your list.", title=literal(one.title)),), said=True)


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


def _line(todo: TodoRecord) -> str:
    title = f"**{literal(todo.title)}**"
    return title if todo.due is None else _("{title}, due {day}", title=title, day=formats.day(todo.due))


def _asked(turn: Turn, variables: tuple[tuple[str, str], ...]) -> OpenQuestion:
    message = turn.message
    zone = message.zone or turn.person.zone
    return OpenQuestion(Missing.TODO, turn.person.id, message.text, message.sent_at, zone, variables=variables)
