"""The loop of a turn with tools: ask the model, run what it calls, ask again, until it has said its last word.

    ask ──► words, calls ──► keep the round ──► run its tools ──► settle it ──┐
     ▲                                                                        │
     └────────────── rounds, calls, tokens, money and seconds left? ◄─────────┘

A round is kept before a tool runs, and what was kept is never asked again. A round that broke off is void: none of its
calls runs. Tools only look up or add offers to the notes; cards are made of them when the answer is over.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from threadline.config.tools import ToolLimits
from threadline.core.channels.pacer import Pacer
from threadline.core.channels.port import Step, StepState
from threadline.core.domain.message import Turn, storable
from threadline.core.tools.scene import Scene
from threadline.core.tools.toolbox import Toolbox
from threadline.core.turns.generated_answer import GeneratedAnswer
from threadline.core.turns.stopping import OwnershipLost
from threadline.core.turns.stored_rounds import Spoken, StoredRounds
from threadline.providers.context_window import shrink
from threadline.providers.port import (
    ContextTooLong,
    CutOff,
    Finish,
    Provider,
    Request,
    Restart,
    RoundState,
    Text,
    ToolCall,
    ToolResult,
    ToolRound,
    Usage,
)
from threadline.providers.tool_faults import MalformedCalls
from threadline.texts.messages import N_, _

_TOO_MANY = "This was not run: no more calls are allowed in this answer. Say what is known."
_CUT_OFF = N_("I could not work this out within what one answer may take. Please ask me again in smaller steps.")
_MOST_IN_A_ROUND = 16

Price = Callable[[Usage], float | None]
Show = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom a turn asks, what, and the scene that its tools play in."""

    turn: Turn
    provider: Provider
    request: Request
    scene: Scene


@dataclass(slots=True)
class _Run:
    """One run of the loop. `base` is the text of the rounds before this one."""

    asking: Asking
    answer: GeneratedAnswer
    pacer: Pacer
    show: Show
    begun: float
    rounds: list[ToolRound] = field(default_factory=list)
    base: str = ""
    calls: int = 0

    def spoke(self, text: str) -> None:
        """The text of the round so far."""
        self.answer.text = f"{self.base}\n\n{text}" if self.base else text
        self.show(self.answer.text)

    def count(self, said: Spoken) -> None:
        """A round of calls is over as far as the model goes."""
        if said.text.strip():
            self.base = f"{self.base}\n\n{said.text.strip()}" if self.base else said.text.strip()
        self.answer.text = self.base
        if said.usage is not None:
            self.answer.earlier.append(said.usage)
        self.answer.usage = None


class ToolLoop:
    """Lets models call tools. `clock` is monotonic, in seconds; `price` is of an answer in dollars, None if unknown."""

    def __init__(
        self,
        toolbox: Toolbox,
        stored: StoredRounds,
        limits: ToolLimits,
        *,
        price: Price,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.toolbox = toolbox
        self._stored = stored
        self._limits = limits
        self._price = price
        self._clock = clock or (lambda: asyncio.get_running_loop().time())

    @property
    def enabled(self) -> bool:
        """Whether models are given tools at all."""
        return self._limits.rounds > 0

    async def run(self, asking: Asking, answer: GeneratedAnswer, pacer: Pacer, show: Show) -> None:
        """Answer with tools. Raises `ProviderError`, `OwnershipLost` and `StorageError`."""
        run = _Run(asking, answer, pacer, show, self._clock())
        await self._resume(run)
        while True:
            allowed = self._may_go_on(run)
            request = replace(asking.request, rounds=tuple(run.rounds), calls_allowed=allowed)
            try:
                said, finish = await _ask(asking.provider, request, run)
            except MalformedCalls:
                if allowed:
                    raise
                finish = Finish("stop")  # it goes on calling where only words were wanted: what is known is told
                break
            if not said.calls or not allowed or finish.reason == "length":
                break
            await self._carry_out(run, said)
        notes, facts = asking.scene.notes, asking.request.facts
        if not answer.text.strip() and not (notes.offers or notes.edits or notes.question or facts):
            run.spoke(_(_CUT_OFF))
        answer.finish = Finish("length" if finish.reason == "length" else "stop")

    async def _resume(self, run: _Run) -> None:
        """Take up what an earlier start of this turn left."""
        turn = run.asking.turn
        if turn.epoch == 1:
            return
        past = await self._stored.past(turn.message_id)
        if past.notes is not None:
            run.asking.scene.notes = past.notes
        open_too = (*past.spoken, past.open) if past.open is not None else past.spoken
        run.answer.meter.take_up([said.usage for said in open_too])
        for said, over in zip(past.spoken, past.rounds, strict=True):
            run.count(said)
            run.calls += len(said.calls)
            run.rounds.append(over)
        if past.open is not None:
            await self._carry_out(run, past.open, kept=True)

    async def _carry_out(self, run: _Run, said: Spoken, *, kept: bool = False) -> None:
        """Run the calls of a round, each once and in their order; every call gets a result."""
        asking, ordinal = run.asking, len(run.rounds) + 1
        if not kept and not await self._stored.keep(asking.turn.message_id, ordinal, said):
            raise OwnershipLost(asking.turn.message_id)
        run.count(said)
        results = []
        for number, call in enumerate(said.calls):
            if run.answer.stop.is_set() or run.answer.lost.is_set():
                await asyncio.Event().wait()  # whoever set it ends this task; until then nothing more is done
            results.append(await self._result(run, call, number, f"{ordinal}-{number + 1}"))
        await self._stored.settle(asking.turn.message_id, ordinal, results, asking.scene.notes)
        run.rounds.append(ToolRound(said.text, said.calls, tuple(results), said.state))

    async def _result(self, run: _Run, call: ToolCall, number: int, step_id: str) -> ToolResult:
        if run.calls >= self._limits.calls or number >= _MOST_IN_A_ROUND:
            return ToolResult(call.id, call.name, _TOO_MANY, failed=True)
        run.calls += 1
        known = _same_call(run.rounds, call)
        if known is not None:
            return replace(known, call_id=call.id)
        step = self.toolbox.step_of(call.name)
        title = _(step) if step is not None else None
        if title is not None:
            run.pacer.work(Step(step_id, title))
        result = await self.toolbox.run(call, run.asking.scene)
        if title is not None:
            run.pacer.work(Step(step_id, title, StepState.FAILED if result.failed else StepState.DONE))
        return replace(result, text=storable(result.text))

    def _may_go_on(self, run: _Run) -> bool:
        """Whether one more round may call tools; asked before it, so that no limit is passed by much."""
        limits, spent = self._limits, run.answer.earlier
        tokens = sum(usage.input_tokens + usage.output_tokens for usage in spent)
        prices = [self._price(usage) for usage in spent] if limits.usd is not None else []
        usd = sum(price for price in prices if price is not None)
        return (
            len(run.rounds) < limits.rounds
            and run.calls < limits.calls
            and tokens < limits.tokens
            and self._clock() - run.begun < limits.seconds
            and (limits.usd is None or usd < float(limits.usd))
        )


async def _ask(provider: Provider, request: Request, run: _Run) -> tuple[Spoken, Finish]:
    """One round of the model. A request that was too long for it is asked once more, at half the length."""
    try:
        return await _take_in(provider, request, run)
    except ContextTooLong:
        if run.answer.text != run.base:
            raise
        shorter = shrink(request)
        run.answer.was_cut(request, shorter)
        return await _take_in(provider, shorter, run)


async def _take_in(provider: Provider, request: Request, run: _Run) -> tuple[Spoken, Finish]:
    text, calls = "", list[ToolCall]()
    state: RoundState | None = None
    usage: Usage | None = None
    finish: Finish | None = None
    async for delta in provider.stream(request):
        match delta:
            case Text():
                text += storable(delta.text)
                run.spoke(text)
            case Restart():
                text, calls, state = run.answer.broke_off(delta, seen=run.pacer.shown), [], None
            case ToolCall():
                calls.append(ToolCall(delta.id, storable(delta.name), storable(delta.arguments)))
            case RoundState():
                state = delta
            case Usage():
                usage = run.answer.usage = delta
            case Finish():
                finish = delta
    if finish is None:
        raise CutOff("The stream ended without an end", provider=provider.name)
    return Spoken(text, tuple(calls), state, usage), finish


def _same_call(rounds: Sequence[ToolRound], call: ToolCall) -> ToolResult | None:
    """What the same call answered before in this turn."""
    for over in rounds:
        for other, result in zip(over.calls, over.results, strict=True):
            if other.name == call.name and _canonical(other.arguments) == _canonical(call.arguments):
                return result
    return None


def _canonical(arguments: str) -> str:
    try:
        return json.dumps(json.loads(arguments or "{}"), sort_keys=True)
    except ValueError:
        return arguments
