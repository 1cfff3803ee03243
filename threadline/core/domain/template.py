"""What a template is."""

from dataclasses import dataclass
from datetime import datetime

from threadline.core.domain.message import Source
from threadline.providers.port import Task


@dataclass(frozen=True, slots=True)
class Variable:
    """A value a template asks for."""

    name: str
    description: str = ""
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """How a kind of message is put to the model. `{{ text }}` is what the person sent or wants worked on."""

    id: str
    name: str
    template: str
    description: str = ""
    variables: tuple[Variable, ...] = ()
    system_prompt: str = ""
    task: Task = Task.CUSTOM
    source: Source | None = None
    language: str | None = None
    version: int = 1
    builtin: bool = False
    updated_at: datetime | None = None
