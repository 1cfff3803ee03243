"""What a message means once the thread is known: an answer to a question, a word to a card, a task, or what it says."""

from dataclasses import dataclass
from typing import Protocol

from threadline.core.dialogue.assent import Assent
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.planner import Plan


class Listener(Protocol):
    """Hears one kind of words of its own, before anything is read."""

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None, /) -> Plan | None:
        """What comes of them; None for all other words. `question` is what was asked, `assent` the yes or no to it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it is to be taken.

    `turn` has the words that are to be read: those of the message, or the question's with its answer (then
    `event_wanted`, and `open_hour` where its hour was not asked for yet). `reading` is what people agreed on, `plan` is
    set where all is decided. `open_question` is what was asked before and not answered yet; `replies` are the
    assistant's last answers in the thread, the oldest first, `before` what the writer said before them.
    """

    turn: Turn
    plan: Plan | None = None
    event_wanted: bool = False
    reading: Reading | None = None
    open_question: OpenQuestion | None = None
    replies: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    open_hour: bool = False
