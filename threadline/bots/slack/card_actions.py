"""Clicks on a card, and the modals behind them: who may decide, what they decided, and the truth afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.slack import forms
from threadline.bots.slack.forms import Subject
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.bots.slack.web_client import within
from threadline.calendar.port import CalendarError
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.event_form import FormInvalid, edited, moved
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import (
    AlreadyDecided,
    Alternative,
    Conflicting,
    DecisionError,
    Proposal,
    ProposalNotFound,
)
from threadline.core.proposals.decisions import Decisions
from threadline.storage.database.errors import StorageError

log = structlog.get_logger()

Json = dict[str, Any]
Refresh = Callable[[Proposal], Awaitable[None]]

DECISIONS = ("confirm", "dismiss", "undo")
_ACKNOWLEDGE_WITHIN = 2.0
_SEARCH_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Click:
    """A click on a card: which proposal, as which version it was shown, and whose it is."""

    action: str
    proposal: str
    version: int
    owner: str

    @classmethod
    def read(cls, action: Json) -> "Click":
        """From a button's value. Raises `ValueError` for a value that is none of ours."""
        proposal, version, owner = str(action.get("value") or "").split(":")
        return cls(str(action["action_id"]), proposal, int(version), owner)


@dataclass(slots=True)
class Deciding:
    """Carries out what people decide. A decision that takes long goes on after Slack was answered."""

    decisions: Decisions
    acquaintance: Acquaintance
    refresh: Refresh
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def click(self, actor: Actor, click: Click) -> None:
        """Decide, for up to two seconds; Slack wants its answer within three."""
        task = asyncio.create_task(self._guarded(actor, click.owner, self._act(actor, click)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.wait([task], timeout=_ACKNOWLEDGE_WITHIN)

    async def save(self, actor: Actor, subject: Subject, values: Json, *, times: bool) -> Json | None:
        """What a modal's submission does; answers with errors by block, or None if it is done.

        Raises `ChannelError`, `StorageError`.
        """
        person = await self.acquaintance.person(actor)
        try:
            proposal = await self.decisions.get(person.id, subject.proposal)
            draft = (moved if times else edited)(proposal.offer.draft, forms.fields(values))
            await self.decisions.edit(person, subject.proposal, draft, version=subject.version)
        except FormInvalid as error:
            return error.errors
        except AlreadyDecided as error:
            await self.refresh(error.proposal)
            return {"time" if times else "title": f"{error}."}
        except (DecisionError, CalendarError, ValueError) as error:
            return {"time" if times else "title": f"{error}."}
        return None

    async def close(self) -> None:
        """Let running decisions end."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _act(self, actor: Actor, click: Click) -> None:
        person = await self.acquaintance.person(actor)
        match click.action:
            case "confirm":
                await self.decisions.confirm(person, click.proposal, version=click.version)
            case "dismiss":
                await self.decisions.dismiss(person, click.proposal, version=click.version)
            case "undo":
                await self.decisions.undo(person, click.proposal)
            case "edit":
                await self._open_form(actor, person, click)
            case "times":
                await self._open_times(actor, person, click)

    async def _open_form(self, actor: Actor, person: Person, click: Click) -> None:
        proposal = await self.decisions.get(person.id, click.proposal, version=click.version)
        view = forms.edit_form(proposal, _subject(actor, proposal))
        await actor.workspace.calls.call("views.open", trigger_id=actor.trigger_id, view=view)

    async def _open_times(self, actor: Actor, person: Person, click: Click) -> None:
        """Other readings and free times; where none were found before, they are looked for while the modal waits."""
        proposal = await self.decisions.get(person.id, click.proposal, version=click.version)
        calls, subject, known = actor.workspace.calls, _subject(actor, proposal), proposal.offer.alternatives
        if known:
            await calls.call("views.open", trigger_id=actor.trigger_id, view=forms.times_form(known, subject))
            return
        opened = await calls.call("views.open", trigger_id=actor.trigger_id, view=forms.waiting_form(subject))
        search = self.decisions.free_times(person, proposal.offer.draft)
        found: Sequence[Alternative] = await within(_SEARCH_WITHIN, search) or ()
        await calls.call("views.update", view_id=opened["view"]["id"], view=forms.times_form(found, subject))

    async def _guarded(self, actor: Actor, owner: str, work: Awaitable[None]) -> None:
        """Do it; tell the person, and nobody else, why it could not be done."""
        try:
            await work
        except ProposalNotFound:
            await self.acquaintance.whisper(actor, _not_yours(actor, owner))
        except AlreadyDecided as error:
            await self.refresh(error.proposal)
            await self.acquaintance.whisper(actor, f"{error}.")
        except Conflicting as error:
            await self.acquaintance.whisper(actor, f"{error}. The card shows it; confirm again to book all the same.")
        except (DecisionError, CalendarError) as error:
            await self.acquaintance.whisper(actor, f"{error}.")
        except ChannelError as error:
            log.warning("decision not shown", missing=error.missing, error=str(error))
            await self.acquaintance.whisper(actor, "Slack did not let me show that. Please try once more.")
        except StorageError as error:
            log.error("decision not stored", error=str(error))
            await self.acquaintance.whisper(actor, "I could not store that. Please try again in a moment.")


def _subject(actor: Actor, proposal: Proposal) -> Subject:
    return Subject(proposal.id, proposal.version, actor.channel, actor.thread_ts or "")


def _not_yours(actor: Actor, owner: str) -> str:
    if owner == actor.user:
        return "This proposal is gone."
    return (
        "This proposal is somebody else's: only the person who asked for it decides on it. Mention me to get your own."
    )
