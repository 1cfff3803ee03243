"""Reading what is longer than a model can read at once: piece by piece, each for its notes, and the answer from those.

A piece's notes are kept as soon as it is read, so a turn that begins again reads none twice. How many pieces are read,
and what they may cost together, is bounded; how far the reading came is told with the answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog
from pydantic import TypeAdapter

from threadline.config.reading import ReadingLimits
from threadline.core.channels.pacer import Pacer
from threadline.core.channels.port import Step, StepState
from threadline.core.documents.pieces import Measure, Part, Unit, pieces_of
from threadline.core.domain.message import Turn, storable
from threadline.core.turns.generated_answer import GeneratedAnswer
from threadline.providers.port import (
    ChatMessage,
    CutOff,
    Finish,
    Parameters,
    Provider,
    ProviderError,
    Request,
    Restart,
    Task,
    Text,
    Usage,
)
from threadline.providers.tokens import estimate_request, estimate_tokens
from threadline.storage.pieces import PieceStore
from threadline.texts.messages import N_, _

log = structlog.get_logger()

_BYTES_PER_TOKEN = 4
_LEAST_ROOM = 1_000
_SYSTEM = (
    "You read one part of a long text for somebody who will answer a request from your notes and those of the other "
    "parts. Note, in at most 250 words and in the language of the text, all in this part that matters for the request: "
    "names, dates, times, numbers and decisions exactly as they stand there. Note nothing that is not there, and do "
    "not answer the request itself. If nothing in this part matters for it, say only so."
)
_FROM_NOTES = "The material is too long to be read at once: it is given as notes that were taken of it, part by part."

_DOING = {
    Unit.PAGES: N_("Reading pages {first} to {last} of {total}…"),
    Unit.SHEETS: N_("Reading sheets {first} to {last} of {total}…"),
    Unit.LINES: N_("Reading lines {first} to {last} of {total}…"),
    Unit.PERCENT: N_("Reading the text up to {last} %…"),
}
_READ = {
    Unit.PAGES: N_("This was too long for one answer: I read the first {read} of {total} pages."),
    Unit.SHEETS: N_("This was too long for one answer: I read the first {read} of {total} sheets."),
    Unit.LINES: N_("This was too long for one answer: I read the first {read} of {total} lines."),
    Unit.PERCENT: N_("This was too long for one answer: I read the first {read} % of the text."),
}

Price = Callable[[Usage], float | None]


@dataclass(frozen=True, slots=True)
class LongText:
    """A text that does not fit: `names` are those of the files it is made of, `room` how many tokens a piece has."""

    text: str
    names: tuple[str, ...]
    room: int

    @property
    def measure(self) -> Measure:
        """In what people count it."""
        return Measure.of(self.text, self.names)


@dataclass(frozen=True, slots=True)
class Notes:
    """What a model noted of the text between two places, and what that took."""

    begin: int
    end: int
    text: str
    usage: Usage | None = None


_NOTES = TypeAdapter(Notes)


class PieceReader:
    """Reads long texts in pieces. `price` is of a usage in dollars, None where nobody knows it."""

    def __init__(self, store: PieceStore, limits: ReadingLimits, *, price: Price) -> None:
        self._store = store
        self._limits = limits
        self._price = price

    @property
    def enabled(self) -> bool:
        """Whether anything is read in pieces."""
        return self._limits.pieces > 0

    async def read(
        self, turn: Turn, provider: Provider, request: Request, long: LongText, answer: GeneratedAnswer, pacer: Pacer
    ) -> Request:
        """The request with notes in the place of the material; as it is where nothing could be read in pieces.

        `answer` learns how far the reading came. Raises `StorageError`.
        """
        places = pieces_of(long.text, long.room * _BYTES_PER_TOKEN)[: self._limits.pieces]
        notes = await self._past(turn, places, answer)
        for number, (begin, end) in enumerate(places):
            if number < len(notes):
                continue
            part = long.measure.part(begin, end)
            step = Step(f"piece-{number + 1}", _doing(part))
            pacer.work(step)
            said = await self._note(provider, request, long.text[begin:end], part) if self._affords(notes) else None
            pacer.work(replace(step, state=StepState.FAILED if said is None else StepState.DONE))
            if said is None:
                break
            notes.append(Notes(begin, end, *said))
            await self._store.keep(turn.message_id, number, _NOTES.dump_json(notes[-1]).decode())
        if not notes:
            return request
        answer.read_up_to(notes[-1].end)
        return _from_notes(request, long, notes)

    async def _past(self, turn: Turn, places: Sequence[tuple[int, int]], answer: GeneratedAnswer) -> list[Notes]:
        """What an earlier start of the turn has read, as far as the pieces are the same now."""
        if turn.epoch == 1:
            return []
        kept = [_NOTES.validate_json(body) for body in await self._store.of(turn.message_id)]
        same = [each for each, place in zip(kept, places, strict=False) if (each.begin, each.end) == place]
        answer.meter.take_up_readings([each.usage for each in same])
        return same

    def _affords(self, notes: Sequence[Notes]) -> bool:
        """Whether one more piece may be read, which costs about what the dearest so far did."""
        if self._limits.usd is None or not notes:
            return True
        costs = [self._price(each.usage) or 0.0 for each in notes if each.usage is not None]
        return sum(costs) + max(costs, default=0.0) <= float(self._limits.usd)

    async def _note(
        self, provider: Provider, request: Request, piece: str, part: Part
    ) -> tuple[str, Usage | None] | None:
        asked = Request(
            (ChatMessage("user", f"The request: {request.messages[-1].text}\n\nThis is {_label(part)} of the text."),),
            system=_SYSTEM,
            task=Task.CUSTOM,
            material=piece,
            parameters=Parameters(temperature=request.parameters.temperature),
            model=request.model,
            replaceable=True,
            reading=True,
        )
        try:
            return await _said(provider, asked)
        except ProviderError as error:
            log.warning("piece not read", error=type(error).__name__)
            return None


async def _said(provider: Provider, request: Request) -> tuple[str, Usage | None]:
    text, usage, finished = "", None, False
    async for delta in provider.stream(request):
        match delta:
            case Text():
                text += storable(delta.text)
            case Restart():
                text = ""
            case Usage():
                usage = delta
            case Finish():
                finished = True
    if not finished:
        raise CutOff("The stream ended without an end", provider=provider.name)
    return text.strip(), usage


def _from_notes(request: Request, long: LongText, notes: Sequence[Notes]) -> Request:
    """The request about the notes, which together have at most the room of one piece."""
    most = max(100, long.room // len(notes))
    parts = [f"[{_label(long.measure.part(each.begin, each.end))}]\n{_shortened(each.text, most)}" for each in notes]
    directions = f"{_FROM_NOTES}\n\n{request.directions}".strip()
    return replace(request, material="\n\n".join(parts), directions=directions)


def _shortened(text: str, tokens: int) -> str:
    total = estimate_tokens(text)
    return text if total <= tokens else text[: int(len(text) * tokens / total)] + "…"


def room_for_pieces(request: Request, tokens: int, limits: ReadingLimits) -> int:
    """Tokens that a piece may have, where a request may have so many; 0 where there is no room worth it."""
    room = min(tokens - estimate_request(replace(request, material=None, tools=())) - 500, limits.piece_tokens)
    return room if room >= _LEAST_ROOM else 0


def _label(part: Part) -> str:
    """For the model, in English."""
    if part.unit is Unit.PERCENT:
        return f"{part.first}–{part.last} %"
    return f"{part.unit.value} {part.first}–{part.last} of {part.total}"


def _doing(part: Part) -> str:
    return _(_DOING[part.unit], first=part.first, last=part.last, total=part.total)


def read_so_far(part: Part) -> str:
    """What to say of a text that was read up to the end of a part."""
    return _(_READ[part.unit], read=part.last, total=part.total)
