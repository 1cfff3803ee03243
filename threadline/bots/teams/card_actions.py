"""Clicks on a card, and the forms behind them: who may decide, what they decided, and the truth afterwards.

A click is answered with the card as it stands then, which the clicking person sees at once; everybody else sees it by
the update of the message. What cannot be done is answered with a sentence that only they see. Source:
learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.teams import adaptive_cards, card, forms
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.forms import Subject
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.thread_ref import CardPlace, base_of
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
Placed = Callable[[Proposal], CardPlace | None]

VERBS = frozenset({card.CONFIRM, card.DISMISS, card.UNDO, card.REFRESH})
_MESSAGE = "application/vnd.microsoft.activity.message"
_SEARCH_SECONDS = 8.0
_ACKNOWLEDGE_SECONDS = 8.0
OLD = "This button is from an older version. Please ask me again."
NOT_YOURS = (
    "This proposal is somebody else's: only the person who asked for it decides on it. Mention me to get your own."
)
_STORAGE = "I could not store that. Please try again in a moment."
_PLATFORM = "Teams did not let me do that just now. Please try once more."


@dataclass(frozen=True, slots=True)
class Deciding:
    """Carries out what people decide. `placed` says where a proposal's card is, if it was shown in Teams."""

    decisions: Decisions
    acquaintance: Acquaintance
    refresh: Refresh
    placed: Placed
    base_url: str | None
    tasks: set[asyncio.Task[tuple[str, Proposal | None]]] = field(default_factory=set)

    async def close(self) -> None:
        """Let running decisions end."""
        if self.tasks:
            await asyncio.wait(tuple(self.tasks))

    async def click(self, incoming: Incoming, verb: str, data: Json) -> Json:
        """Decide; answers with the card, or with a sentence, as the invoke's body.

        Teams waits for fifteen seconds. What takes longer goes on, and the card is updated when it is done.
        """
        task = asyncio.create_task(self.decide(incoming, verb, data))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        done, _ = await asyncio.wait([task], timeout=_ACKNOWLEDGE_SECONDS)
        if not done:
            return _told("This takes a moment. The card will say what became of it.")
        told, proposal = task.result()
        if told:
            return _told(told)
        shown = await self._card(incoming, proposal) if proposal is not None else None
        return {"statusCode": 200, "type": adaptive_cards.CARD, "value": shown} if shown else _told(OLD)

    async def decide(self, incoming: Incoming, verb: str, data: Json) -> tuple[str, Proposal | None]:
        """Decide; answers with what to tell only the person ("" if the card says it), and the proposal."""
        try:
            subject = Subject.read(data)
            if verb not in VERBS:
                raise ValueError(verb)
        except ValueError:
            return OLD, None
        try:
            if verb == card.REFRESH:
                return "", await self.decisions.proposals.find(subject.proposal)
            person = await self.acquaintance.person(incoming)
            return "", await self._act(person, verb, subject)
        except (DecisionError, CalendarError, ChannelError, StorageError) as error:
            return await self._explained(error, subject), None

    async def form(self, incoming: Incoming, data: Json) -> Json:
        """The task module that a button opens."""
        try:
            subject, person = Subject.read(data), await self.acquaintance.person(incoming)
            proposal = await self.decisions.get(person.id, subject.proposal, version=subject.version)
            if data.get("form") == forms.EDIT:
                return forms.edit_form(proposal, subject)
            return forms.times_form(await self._alternatives(person, proposal), subject)
        except ValueError:
            return adaptive_cards.task_message(OLD)
        except (DecisionError, CalendarError, ChannelError, StorageError) as error:
            return adaptive_cards.task_message(await self._explained(error))

    async def save(self, incoming: Incoming, data: Json) -> Json | None:
        """What a task module's submission does: None closes it, else it stays and says what is not right."""
        try:
            subject, person = Subject.read(data), await self.acquaintance.person(incoming)
            proposal = await self.decisions.get(person.id, subject.proposal)
            times = data.get("form") == forms.TIMES
            try:
                draft = (moved if times else edited)(proposal.offer.draft, forms.fields(data))
            except FormInvalid as error:
                if times:
                    return forms.times_form(await self._alternatives(person, proposal), subject, str(error))
                return forms.edit_form(proposal, subject, data, str(error))
            await self.decisions.edit(person, subject.proposal, draft, version=subject.version)
        except (DecisionError, CalendarError, ChannelError, StorageError) as error:
            return adaptive_cards.task_message(await self._explained(error))
        except ValueError:
            return adaptive_cards.task_message(OLD)
        return None

    async def _act(self, person: Person, verb: str, subject: Subject) -> Proposal:
        match verb:
            case card.CONFIRM:
                return await self.decisions.confirm(person, subject.proposal, version=subject.version)
            case card.DISMISS:
                return await self.decisions.dismiss(person, subject.proposal, version=subject.version)
        return await self.decisions.undo(person, subject.proposal)

    async def _alternatives(self, person: Person, proposal: Proposal) -> Sequence[Alternative]:
        """The times that were offered, else such as are free now; none where looking for them takes too long."""
        if proposal.offer.alternatives:
            return proposal.offer.alternatives
        try:
            async with asyncio.timeout(_SEARCH_SECONDS):
                return await self.decisions.free_times(person, proposal.offer.draft)
        except TimeoutError:
            return ()

    async def _card(self, incoming: Incoming, proposal: Proposal) -> Json | None:
        """The card, for those who can see it: nobody learns of a proposal by guessing its id elsewhere."""
        place = self.placed(proposal)
        if place is None or base_of(place.conversation) != incoming.base_conversation:
            return None
        return card.proposal_card(proposal, place, base_url=self.base_url)

    async def _explained(self, error: Exception, subject: Subject | None = None) -> str:
        """Why it could not be done, in a sentence for the person; the card is made to tell the truth."""
        match error:
            case ProposalNotFound():
                stands = subject is None or await self.decisions.proposals.find(subject.proposal) is not None
                return NOT_YOURS if stands else "This proposal is gone."
            case Conflicting():
                return f"{error}. The card shows it; confirm again to book all the same."
            case AlreadyDecided():
                await self._refreshed(error.proposal)
                return f"{error}."
            case ChannelError():
                log.warning("decision not shown", missing=error.missing, error=str(error))
                return _PLATFORM
            case StorageError():
                log.error("decision not stored", error=str(error))
                return _STORAGE
        return f"{error}."

    async def _refreshed(self, proposal: Proposal) -> None:
        try:
            await self.refresh(proposal)
        except ChannelError as error:
            log.warning("card not refreshed", error=str(error))


def _told(words: str) -> Json:
    return {"statusCode": 200, "type": _MESSAGE, "value": words}
