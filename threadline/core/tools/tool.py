"""The Tool port: what a model can call, and how a package of others adds one.

A tool is made once a process by a factory `(ToolParts) -> Tool | None`, registered under the entry point group
`threadline.tools`; ours register the same way. It looks something up, or it proposes: a tool that `acts` adds offers to
the notes of the scene, and nothing else. No tool books, moves, cancels or sends.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.participants import Participants
from threadline.core.calendars.registry import Calendars
from threadline.core.dialogue.booking_requests import BookingRequests
from threadline.core.dialogue.hold_requests import HoldRequests
from threadline.core.dialogue.poll_requests import PollRequests
from threadline.core.dialogue.preference_memory import PreferenceMemory
from threadline.core.dialogue.todo_lists import TodoLists
from threadline.core.people.directory import People
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.meeting_finder import MeetingFinder
from threadline.core.tools.scene import Scene
from threadline.storage.conversations import ConversationStore
from threadline.storage.persons import utc_now
from threadline.storage.turns import TurnStore


class Arguments(BaseModel):
    """What a tool is called with. Every field is named by the model; optional ones are `None`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def said(self) -> tuple[str, ...]:
        """What of it has to be somebody's words. Where no conversation is behind a call, they are the caller's own."""
        return ()


class ToolRefused(Exception):
    """The tool does not do this; `str(error)` tells the model why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing a model can call.

    `name` is unique, `description` tells the model when to call it; both stay the same from turn to turn. `run` takes
    arguments of the type `arguments` and answers with text for the model; it may raise `ToolRefused` and
    `CalendarError`. `step` tells the person what is being done while it runs. `acts`: it adds offers. `threaded`: it is
    about the conversation, and nothing where there is none.
    """

    name: str
    description: str
    arguments: type[Arguments]
    run: Callable[[Any, Scene], Awaitable[str]]
    step: str
    acts: bool = False
    threaded: bool = False


@dataclass(frozen=True, slots=True)
class ToolParts:
    """What a tool may be made of."""

    agenda: Agenda
    booking_requests: BookingRequests
    calendars: Calendars
    conversations: ConversationStore
    decisions: Decisions
    hold_requests: HoldRequests
    meeting_finder: MeetingFinder
    participants: Participants
    people: People
    poll_requests: PollRequests
    preference_memory: PreferenceMemory
    todo_lists: TodoLists
    turns: TurnStore
    clock: Callable[[], datetime] = utc_now


ToolFactory = Callable[[ToolParts], Tool | None]
