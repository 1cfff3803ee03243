"""What a model was told in a turn, kept for operators: all but the conversation, which is stored already."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from threadline.core.domain.message import Message
from threadline.core.turns.history import overheard
from threadline.core.turns.preparation import Prepared

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Told:
    """The request of a turn. `earlier` counts the messages of the conversation that went with it, `overheard` is what
    was said in the thread before the assistant was asked into it.
    """

    provider: str
    model: str | None
    task: str
    system: str
    situation: str
    directions: str
    facts: tuple[str, ...]
    message: str
    earlier: int
    material: str | None
    language: str | None
    tools: tuple[str, ...]
    overheard: str = ""


_TOLD = TypeAdapter(Told)


def told(prepared: Prepared, message: Message) -> str:
    """The stored form of what is about to be asked; long texts are cut."""
    request = prepared.request
    heard = [each for each in overheard(message) if each in request.messages]
    return _TOLD.dump_json(
        Told(
            prepared.choice.first,
            request.model or prepared.choice.model,
            request.task.value,
            request.system,
            request.situation,
            request.directions,
            request.facts,
            request.messages[-1].text[:_LONGEST],
            len(request.messages) - 1 - len(heard),
            request.material[:_LONGEST] if request.material is not None else None,
            request.language,
            tuple(tool.name for tool in request.tools),
            "\n".join(each.text for each in heard)[:_LONGEST],
        ),
        exclude_defaults=True,
    ).decode()


def told_from(text: str) -> Told:
    """What `told` stored."""
    return _TOLD.validate_json(text)
