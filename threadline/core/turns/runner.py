"""One turn: understand, gather, ask the provider, stream the reply, propose.

A turn may be started again after a crash. Everything it does outside is recognised by its key: the reply is found by
the turn's key or its saved platform id, the proposal by the message's id. A turn that fails unexpectedly is tried
again; after `MAX_FAILURES` it is parked with its reason, so a poison message never blocks its conversation. One that
was interrupted has not failed: see `threadline.storage.interruptions` for when it is parked all the same.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import structlog

from threadline.backoff import Backoff
from threadline.calendar.acts import Venue
from threadline.calendar.port import CalendarError
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable
from threadline.core.channels.port import CardCarrier, Channel, Reply
from threadline.core.domain.message import Message, Person, Turn, TurnState, storable
from threadline.core.domain.proposal import DecisionError, Offer, Proposal
from threadline.core.people.directory import person_of
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.templates.library import TemplateError
from threadline.core.tools.notes import CardEdit
from threadline.core.turns.accounting import account
from threadline.core.turns.budgets import LimitReached
from threadline.core.turns.failure_codes import code_of
from threadline.core.turns.generated_answer import GeneratedAnswer
from threadline.core.turns.generation import Generation
from threadline.core.turns.live_updates import LiveUpdates
from threadline.core.turns.model_selection import ModelSelection
from threadline.core.turns.preparation import Preparation, looked_back
from threadline.core.turns.request_record import told
from threadline.core.turns.spoken_language import languages_of
from threadline.core.turns.steps_taken import steps_as_json
from threadline.core.turns.stopping import OwnershipLost, Stops
from threadline.providers.attempts import Meter
from threadline.providers.port import ContextTooLong, ProviderError
from threadline.storage.database.errors import StorageError, StorageUnavailable
from threadline.storage.database.read_once import forget, reading_once
from threadline.storage.interruptions import MOST_DEATHS
from threadline.storage.ledger import AttemptEntry
from threadline.storage.proposals import KIND as PROPOSALS
from threadline.storage.turn_reading import TurnReading
from threadline.storage.turns import Started, TurnOutcome, TurnStore
from threadline.telemetry import spans
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

MAX_FAILURES = 5
_BACKOFF = Backoff(first=0.5, longest=10.0)  # well under the time after which another replica takes a silent turn over
_PASSING = (ChannelThrottled, ChannelUnavailable)


class TurnRunner:
    """Runs turns."""

    def __init__(
        self,
        *,
        turns: TurnStore,
        reading: TurnReading,
        channels: Mapping[str, Channel],
        preparation: Preparation,
        generation: Generation,
        models: ModelSelection,
        decisions: Decisions,
        live: LiveUpdates,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turns = turns
        self._reading = reading
        self._channels = channels
        self._preparation = preparation
        self._generation = generation
        self._models = models
        self._decisions = decisions
        self._live = live
        self._sleep = sleep
        self._stops = Stops()
        self._running: dict[str, int] = {}  # the epoch that we begun each under
        self._meters: dict[str, Meter] = {}  # an attempt that failed unexpectedly has to be paid for as well

    def stop(self, message_id: str) -> None:
        """Stop a turn that runs in this process."""
        self._stops.request(message_id)

    def is_running(self, message_id: str) -> bool:
        """Whether this process is at it, waiting before another attempt included."""
        return message_id in self._running

    async def run(self, message_id: str, begun: Started | None = None) -> str | None:
        """Answer a message, however often it takes; answers with the conversation's next message, if one waits.

        Nothing is done if this or another process is at it; `begun` says that we are, from the moment it was stored.
        Cancelled, it lets go of the turn at once.
        """
        if message_id in self._running:
            return None
        self._running[message_id] = begun.epoch if begun is not None else 0
        try:
            return await self._insist(message_id, begun)
        except asyncio.CancelledError:
            await self._let_go(message_id)
            raise
        finally:
            self._running.pop(message_id, None)
            self._meters.pop(message_id, None)

    async def _let_go(self, message_id: str) -> None:
        """Others may go on with it: the process ends, or what carries the turn does."""
        try:
            await self._turns.put_back(message_id, self._running[message_id])
        except StorageError as error:
            log.error("storage unavailable, the turn is taken over later", message=message_id, error=str(error))

    async def _insist(self, message_id: str, begun: Started | None) -> str | None:
        attempt = 0
        while True:
            wait = _BACKOFF.pause(attempt + 1)
            try:
                started = begun or await self._turns.start(message_id, mine=self._running[message_id])
                if started is None:
                    return None
                begun, self._running[message_id] = None, started.epoch
                return await self._attempt(started)
            except OwnershipLost:
                log.warning("turn was taken over", message=message_id)
                return None
            except StorageUnavailable as error:
                log.error("storage unavailable, the turn waits", message=message_id, error=str(error))
            except _PASSING as error:
                log.warning("channel unavailable, the turn waits", message=message_id, error=type(error).__name__)
                wait = _BACKOFF.pause(attempt + 1, asked=error.retry_after)
            except Exception:  # the edge of a turn: logged, tried again, parked in the end
                log.exception("turn failed", message=message_id, attempt=attempt)
                await self._count_failure(message_id)
            attempt += 1
            await self._sleep(wait)

    async def _count_failure(self, message_id: str) -> None:
        """In the row, so that another process goes on counting; while the database is away none is used up."""
        try:
            await self._turns.failed(message_id, self._running[message_id])
        except StorageError as error:
            log.error("storage unavailable, a failure was not counted", message=message_id, error=str(error))

    async def _attempt(self, started: Started) -> str | None:
        try:
            message = Message.from_json(started.body)
        except ValueError:  # what pydantic says of it would be content
            return await self._park(started, "The stored message cannot be read")
        channel = self._channels.get(message.channel)
        if channel is None:
            return await self._park(started, f"The channel {message.channel!r} is not installed any more")
        with reading_once():
            return await self._with_person(started, message, channel)

    async def _with_person(self, started: Started, message: Message, channel: Channel) -> str | None:
        person = await self._reading.begin(started, earlier=looked_back(started.sequence))
        turn = Turn(
            started.message_id,
            started.conversation_id,
            started.sequence,
            message,
            _in_zone(person_of(person), message),
            started.epoch,
            surface_ref=started.surface_ref,
        )
        about = {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.agent.name": "Threadline",
            "gen_ai.conversation.id": turn.conversation_id,
            "threadline.message.id": turn.message_id,
            "threadline.channel": message.channel,
        }
        with spans.span("invoke_agent Threadline", about), speaking(*await languages_of(turn, self._turns)):
            return await self._attend(started, turn, channel)

    async def _attend(self, started: Started, turn: Turn, channel: Channel) -> str | None:
        if reason := _poison(started):
            await self._apologise(turn, channel)
            return await self._park(started, reason)
        self._live.begin(turn.message_id, turn.epoch)
        try:
            return await self._answer(started, turn, channel)
        except _PASSING:
            raise
        except ChannelError as error:
            log.warning("nowhere to answer", message=turn.message_id, error=type(error).__name__)
            return await self._end(turn, TurnOutcome("failed", "", code="channel", reason=_reason(error)))
        finally:
            self._live.end(turn.message_id)

    async def _apologise(self, turn: Turn, channel: Channel) -> None:
        """Tell the person that there will be no answer, if that can be told."""
        try:
            reply = await channel.open_reply(turn)
            await reply.finish(_("Sorry, I could not answer this. It is kept, and somebody will have to look at it."))
        except Exception:  # nothing may keep a poison message from being parked
            log.exception("apology not shown", message=turn.message_id)

    async def _answer(self, started: Started, turn: Turn, channel: Channel) -> str | None:
        answer = GeneratedAnswer(
            surface_ref=turn.surface_ref,
            checked=asyncio.get_running_loop().time(),
            stop=self._stops.of(turn.message_id),
            meter=self._meters.setdefault(turn.message_id, Meter()),
        )
        if started.stop_requested:  # before this start, or on a replica that does not run it
            answer.stop.set()
        try:
            # Alive before the surface is opened: a platform that takes its time over that is no sign of a dead process.
            async with self._generation.alive(turn, answer):
                reply = await channel.open_reply(turn)
                state = await self._say(turn, channel, reply, answer)
        finally:
            self._stops.forget(turn.message_id)
        return await self._end(turn, *self._outcome(state, answer))

    async def _say(self, turn: Turn, channel: Channel, reply: Reply, answer: GeneratedAnswer) -> TurnState:
        """The answer, and the card of what it proposes."""
        try:
            prepared = await self._preparation.prepare(
                turn, replaceable=channel.capabilities.replace, meter=answer.meter
            )
            forget(PROPOSALS)  # from here on a person may click while the model speaks
        except (LimitReached, TemplateError, CalendarError, ContextTooLong) as error:
            answer.text = error.advice if isinstance(error, ProviderError) else str(error)
            answer.reason = str(error)
            answer.code = _code(error)
            await reply.finish(answer.text)
            return TurnState.FAILED
        answer.rendered, answer.quoting, answer.asked = prepared.rendered, prepared.quoting, prepared.asked
        if prepared.choice.is_model:
            answer.told, answer.beside = told(prepared, turn.message), prepared.beside
        state = await self._generation.speak(
            turn,
            channel,
            reply,
            prepared,
            answer,
            before_end=lambda state: self._carry_card(turn, reply, answer, state),
        )
        if _has_cards(state, answer):
            await self._make_cards(turn, answer)
            for card in answer.instead.shown if answer.instead is not None else prepared.shown:
                await self._decisions.proposals.refresh(card)
        return state

    async def _carry_card(self, turn: Turn, reply: Reply, answer: GeneratedAnswer, state: TurnState) -> None:
        """Let the answer's own message show the first card, where the platform can."""
        if not isinstance(reply, CardCarrier) or not answer.offers or not _has_cards(state, answer):
            return
        try:
            answer.first_card = await self._offered(turn, answer.offers[0], turn.message_id)
            with speaking(answer.first_card.offer.language):
                await reply.carry(answer.first_card)
        except (
            CalendarError,
            ChannelError,
            DecisionError,
        ) as error:  # tried once more after the answer, and told there
            log.info("card not carried", message=turn.message_id, error=type(error).__name__)

    async def _make_cards(self, turn: Turn, answer: GeneratedAnswer) -> None:
        """The cards of what is proposed, and the changes of those that are there. Each once, by its place."""
        try:
            for edit in answer.edits:
                await self._edit(turn, edit)
            for place, offer in enumerate(answer.offers):
                key = f"{turn.message_id}/{place + 1}" if place else turn.message_id
                await self._present(turn, (not place and answer.first_card) or await self._offered(turn, offer, key))
        except (CalendarError, ChannelError, DecisionError) as error:
            log.warning("card not shown", message=turn.message_id, error=type(error).__name__)
            answer.reason = _("The event could not be proposed: {reason}", reason=_reason(error))

    async def _edit(self, turn: Turn, edit: CardEdit) -> None:
        """Change a card that waits for its click, unless this turn has done so before."""
        proposal = await self._decisions.get(turn.person.id, edit.proposal_id)
        if not turn.has_edited(proposal.offer.edited_by):
            said = EditSource(turn.edit_mark, edit.evidence, edit.alternatives, edit.warnings)
            await self._decisions.edit(turn.person, edit.proposal_id, edit.draft, version=edit.version, said=said)

    async def _offered(self, turn: Turn, offer: Offer, key: str) -> Proposal:
        return await self._decisions.propose(
            turn.person,
            offer,
            key=key,
            channel=turn.message.channel,
            conversation_id=turn.conversation_id,
            message_id=turn.message_id,
        )

    async def _present(self, turn: Turn, proposal: Proposal) -> None:
        # Tried here and not by the whole turn anew: the answer has been given, only its card is missing.
        for attempt in range(MAX_FAILURES):
            try:
                return await self._decisions.proposals.present(proposal, turn)
            except _PASSING as error:
                log.warning("card not shown yet", message=turn.message_id, error=type(error).__name__)
                await self._sleep(_BACKOFF.pause(attempt + 1, asked=error.retry_after))
        return await self._decisions.proposals.present(proposal, turn)

    def _outcome(self, state: TurnState, answer: GeneratedAnswer) -> tuple[TurnOutcome, Sequence[AttemptEntry]]:
        took = account(answer.meter, answer.usage, answer.error, self._models)
        outcome = TurnOutcome(
            state.value,
            answer.text,
            told=answer.told,
            template_id=answer.rendered.template.id if answer.rendered else None,
            template_version=answer.rendered.template.version if answer.rendered else None,
            provider=took.provider,
            model=took.model,
            input_tokens=took.input_tokens,
            output_tokens=took.output_tokens,
            estimated=took.estimated,
            cost_usd=took.cost_usd,
            dropped=took.dropped,
            code=code_of(answer.error) if answer.error is not None else answer.code,
            reason=storable(str(answer.error or answer.reason or "")) or None,
            asked=answer.asked.to_json() if answer.asked is not None else None,
            degraded=took.degraded,
            tried=took.tried,
            beside=storable(answer.beside) or None,
            steps=steps_as_json(answer.steps),
        )
        return outcome, took.attempts

    async def _end(self, turn: Turn, outcome: TurnOutcome, attempts: Sequence[AttemptEntry] = ()) -> str | None:
        spans.here().note({"threadline.turn.state": outcome.state})
        if outcome.state == "failed":
            spans.here().failed(outcome.code or outcome.state)
        return await self._turns.finish(turn.message_id, turn.epoch, outcome, attempts)

    async def _park(self, started: Started, reason: str) -> str | None:
        log.error("message parked", message=started.message_id, reason=reason)
        return await self._turns.finish(
            started.message_id, started.epoch, TurnOutcome("parked", "", code="parked", reason=reason)
        )


def _in_zone(person: Person, message: Message) -> Person:
    """The person as they wrote this message: what it is answered with shows the clock that it said.

    The clock of a mail that they pass on is its writer's.
    """
    passed_on = message.venue is Venue.MAIL and message.material is not None
    return replace(person, zone=message.zone) if message.zone and not passed_on else person


def _has_cards(state: TurnState, answer: GeneratedAnswer) -> bool:
    """Whether what it offers becomes cards; what code has read does, also where a model failed."""
    return state is TurnState.ANSWERED or answer.error is not None


def _poison(started: Started) -> str | None:
    """Why a message is not tried again; None if it is."""
    if started.failures >= MAX_FAILURES:
        return f"It failed {MAX_FAILURES} times"
    if started.deaths >= MOST_DEATHS:
        return f"{MOST_DEATHS} processes ended while they answered it, and nothing else ends them"
    return None


def _code(error: Exception) -> str:
    match error:
        case LimitReached():
            return "limit"
        case TemplateError():
            return "template"
        case CalendarError():
            return "calendar"
        case ProviderError():
            return code_of(error)
        case _:
            return "provider"


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
