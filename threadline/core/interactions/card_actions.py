"""What people do with a card, and what it leads to: the same on every platform.

A channel reads the click, draws what comes of it, and knows where to tell somebody alone. How long the platform is kept
waiting and how each refusal is worded stands here; who may decide is checked by `Decisions`. A click leads to an
`ActionResult`:

    decided          proposal, as it stands now; everybody else sees it by the card's own update
    cannot be done   whisper, a sentence that only the person sees
    asks for a form  form, to be opened; with errors it stays open and shows them by field
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

import structlog

from threadline.calendar.port import CalendarError
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.event_form import FormInvalid, edited, moved
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import AlreadyDecided, Alternative, DecisionError, Proposal, ProposalNotFound
from threadline.core.interactions.refusals import NOT_YOURS, refusal_on_card
from threadline.core.proposals.decisions import Decisions
from threadline.storage.database.errors import StorageError
from threadline.texts.languages import spoken
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

Who = Awaitable[Person]
"""The person behind a click; the platform may have to be asked, and may fail."""

REFUSED = (DecisionError, CalendarError, ChannelError, StorageError)
"""What is told to the person; anything else is a fault of ours."""

_SEARCH_SECONDS = 8.0
_LONGEST_ID = 64

_Result = TypeVar("_Result")


class Decision(StrEnum):
    """What a button decides."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class CardRef:
    """Which proposal a button or a form is about, and as which version it was shown."""

    proposal: str
    version: int

    @classmethod
    def read(cls, proposal: object, version: object) -> "CardRef":
        """From what a platform handed back. Raises `ValueError` for values that are none of ours."""
        if not isinstance(proposal, str) or not isinstance(version, int) or not 0 < len(proposal) <= _LONGEST_ID:
            raise ValueError("the data names no proposal")
        return cls(proposal, version)


@dataclass(frozen=True, slots=True)
class CardForm:
    """A form that is to be opened, or to stay open: for whom, and about what. `times` are to choose from, None unless
    they were asked for.
    """

    person: Person
    proposal: Proposal
    times: tuple[Alternative, ...] | None = None

    @property
    def languages(self) -> tuple[str | None, ...]:
        """Those to draw it in: the person's own, else that of the card."""
        return (self.person.speech, self.proposal.offer.language)


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What a click or a form leads to (see the module). `errors` are by field of `event_form`."""

    proposal: Proposal | None = None
    whisper: str = ""
    form: CardForm | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


class CardActions:
    """Carries out what people decide.

    `patience` is how many seconds the platform can be kept waiting; a decision that takes longer goes on. `refresh`
    makes a card tell the truth.
    """

    def __init__(
        self, decisions: Decisions, refresh: Callable[[Proposal], Awaitable[None]], *, patience: float
    ) -> None:
        self._decisions = decisions
        self._refresh = refresh
        self._patience = patience
        self._tasks: set[asyncio.Task[object]] = set()

    async def acknowledged(self, work: Coroutine[object, object, _Result]) -> _Result | None:
        """The result of `work` if it comes while the platform waits, else None; it goes on all the same."""
        task: asyncio.Task[_Result] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        done, _late = await asyncio.wait([task], timeout=self._patience)
        return task.result() if done else None

    async def close(self) -> None:
        """Let running decisions end."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def decide(self, who: Who, decision: Decision, card: CardRef) -> ActionResult:
        """Take a decision: the proposal as it stands then, or why it could not be done."""
        try:
            person = await who
            with speaking(*await self._languages(person, card)):
                return await self._decided(person, decision, card)
        except REFUSED as error:
            return await self._refused(error, card)

    async def look(self, card: CardRef) -> ActionResult:
        """The proposal as it stands now, for whoever has its card before them; nothing where there is none."""
        try:
            return ActionResult(await self._decisions.proposals.find(card.proposal))
        except REFUSED as error:
            return await self._refused(error, card)

    async def open(self, who: Who, card: CardRef) -> ActionResult:
        """The form that a button opens, if the person may decide and saw the proposal as it is."""
        try:
            person = await who
            with speaking(*await self._languages(person, card)):
                return await self._opened(person, card)
        except REFUSED as error:
            return await self._refused(error, card)

    async def find_times(self, form: CardForm) -> ActionResult:
        """The form with other times: those that were offered, else such as are free now.

        None are in it where looking for them takes too long.
        """
        offer = form.proposal.offer
        try:
            async with asyncio.timeout(_SEARCH_SECONDS):
                found = offer.alternatives or await self._decisions.free_times(form.person, offer.draft)
        except TimeoutError:
            found = ()
        except REFUSED as error:
            return await self._refused(error, CardRef(form.proposal.id, form.proposal.version))
        return ActionResult(form=replace(form, times=tuple(found)))

    async def save(self, who: Who, card: CardRef, entered: Mapping[str, str], *, times: bool) -> ActionResult:
        """What a form's submission does; `entered` is what `event_form` takes, `times` says of which of its forms."""
        try:
            person = await who
            with speaking(*await self._languages(person, card)):
                return await self._saved(person, card, entered, times=times)
        except REFUSED as error:
            return await self._refused(error, card)

    async def _languages(self, person: Person, card: CardRef) -> tuple[str | None, ...]:
        """Those of whoever clicked: their own, else that of the card."""
        if spoken(person.language):
            return (person.speech,)
        proposal = await self._decisions.proposals.find(card.proposal)
        return (person.speech, proposal.offer.language if proposal is not None else None)

    async def _decided(self, person: Person, decision: Decision, card: CardRef) -> ActionResult:
        try:
            match decision:
                case Decision.CONFIRM:
                    done = await self._decisions.confirm(person, card.proposal, version=card.version)
                case Decision.DISMISS:
                    done = await self._decisions.dismiss(person, card.proposal, version=card.version)
                case _:
                    done = await self._decisions.undo(person, card.proposal)
        except REFUSED as error:
            return await self._refused(error, card)
        return ActionResult(done)

    async def _opened(self, person: Person, card: CardRef) -> ActionResult:
        try:
            proposal = await self._decisions.get(person.id, card.proposal, version=card.version)
        except REFUSED as error:
            return await self._refused(error, card)
        return ActionResult(form=CardForm(person, proposal))

    async def _saved(self, person: Person, card: CardRef, entered: Mapping[str, str], *, times: bool) -> ActionResult:
        try:
            proposal = await self._decisions.get(person.id, card.proposal)
            try:
                draft = (moved if times else edited)(proposal.offer.draft, entered)
            except FormInvalid as error:
                return ActionResult(form=CardForm(person, proposal), errors=error.errors)
            return ActionResult(await self._decisions.edit(person, card.proposal, draft, version=card.version))
        except REFUSED as error:
            return await self._refused(error, card)

    async def _refused(self, error: Exception, card: CardRef) -> ActionResult:
        """Why it could not be done; the card is made to tell the truth."""
        match error:
            case ProposalNotFound() if await self._stands(card):
                return ActionResult(whisper=_(NOT_YOURS))
            case AlreadyDecided():
                await self._refreshed(error.proposal)
            case ChannelError():
                log.warning("decision not shown", missing=error.missing, error=str(error))
            case StorageError():
                log.error("decision not stored", error=str(error))
        return ActionResult(whisper=refusal_on_card(error))

    async def _stands(self, card: CardRef) -> bool:
        try:
            return await self._decisions.proposals.find(card.proposal) is not None
        except StorageError:
            return False

    async def _refreshed(self, proposal: Proposal) -> None:
        try:
            with speaking(proposal.offer.language):
                await self._refresh(proposal)
        except (ChannelError, StorageError) as error:
            log.warning("card not refreshed", error=str(error))
