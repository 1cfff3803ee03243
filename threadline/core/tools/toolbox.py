"""The tools of a process: what a model is told of them, and how one is run.

Every call gets a result: also one of an unknown tool, with broken arguments, that is refused or takes too long. What
went wrong is told to the model in words.
"""

import asyncio
from collections.abc import Mapping

import structlog
from pydantic import ValidationError

from threadline.calendar.port import CalendarError
from threadline.core.domain.proposal import DecisionError
from threadline.core.tools.scene import Scene
from threadline.core.tools.strict_schema import strict_schema
from threadline.core.tools.tool import Arguments, Tool, ToolFactory, ToolParts, ToolRefused
from threadline.providers.port import ToolCall, ToolResult, ToolSpec
from threadline.storage.database.errors import StorageError
from threadline.telemetry import spans

log = structlog.get_logger()

SLOWEST = 20.0
"""Seconds after which a tool is given up; the model is told so."""

_LONGEST = 12_000
_CUT = "\n[… cut, too long …]"


class Toolbox:
    """Runs tools. What a model is told of them is sorted and stays the same, so that prompt caches hold."""

    def __init__(self, factories: Mapping[str, ToolFactory], parts: ToolParts, *, slowest: float = SLOWEST) -> None:
        made = sorted((tool for make in factories.values() if (tool := make(parts)) is not None), key=lambda t: t.name)
        self._tools: dict[str, Tool] = {}
        for tool in made:
            if tool.name in self._tools:
                log.warning("tool left out, its name is taken", name=tool.name)
            self._tools.setdefault(tool.name, tool)
        self._slowest = slowest
        self.specs = tuple(
            ToolSpec(each.name, each.description, strict_schema(each.arguments)) for each in self._tools.values()
        )

    def step_of(self, name: str) -> str | None:
        """What the person is told while a tool runs; None for a name that no tool has."""
        tool = self._tools.get(name)
        return tool.step if tool is not None else None

    def acts(self, name: str) -> bool:
        """Whether a tool proposes something."""
        return name in self._tools and self._tools[name].acts

    def threaded(self, name: str) -> bool:
        """Whether a tool is about the conversation, and nothing where there is none."""
        return name in self._tools and self._tools[name].threaded

    def said(self, call: ToolCall) -> tuple[str, ...]:
        """What of a call has to be somebody's words; nothing where it will be refused in any case."""
        if call.name not in self._tools:
            return ()
        try:
            return self._tools[call.name].arguments.model_validate_json(call.arguments or "{}").said()
        except ValidationError:
            return ()

    async def run(self, call: ToolCall, scene: Scene) -> ToolResult:
        """The result of a call. Raises only what is no fault of the call: the database is away, a tool is broken."""
        known = call.name if call.name in self._tools else "unknown"
        about = {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": known,
            "gen_ai.tool.type": "function",
            "gen_ai.tool.call.id": call.id,
            "gen_ai.tool.call.arguments": call.arguments if spans.content() else None,
        }
        with spans.span(f"execute_tool {known}", about) as span:
            result = await self._run(call, scene)
            span.note({"gen_ai.tool.call.result": result.text if spans.content() else None})
            if result.failed:
                span.failed("tool_failed")
            return result

    async def _run(self, call: ToolCall, scene: Scene) -> ToolResult:
        scene.notes.touched = True
        tool = self._tools.get(call.name)
        if tool is None:
            names = ", ".join(self._tools)
            return _failed(call, f"There is no tool “{call.name[:64]}”. There are: {names}.")
        try:
            arguments = tool.arguments.model_validate_json(call.arguments or "{}")
        except ValidationError as error:
            return _failed(call, _in_words(error))
        return await self._answer(tool, arguments, call, scene)

    async def _answer(self, tool: Tool, arguments: Arguments, call: ToolCall, scene: Scene) -> ToolResult:
        try:
            async with asyncio.timeout(self._slowest):
                text = await tool.run(arguments, scene)
        except (ToolRefused, DecisionError) as error:
            return _failed(call, str(error))
        except CalendarError as error:
            return _failed(call, f"The calendar could not answer: {error}. Unknown is not free.")
        except TimeoutError:
            return _failed(call, "This took too long and was given up. Say that it is not known.")
        except StorageError:
            raise  # no fault of the tool: the whole turn waits and is tried again
        except (ValueError, OverflowError) as error:
            log.info("tool could not use its arguments", tool=tool.name, error=type(error).__name__)
            return _failed(call, "This cannot be worked out. Check days, times and lengths.")
        except Exception:  # the edge of a tool, which may be of another package: a broken one ends no turn
            log.exception("tool failed", tool=tool.name)
            return _failed(call, "This tool is broken at the moment. Go on without it, and say so.")
        return ToolResult(call.id, call.name, text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT)


def _failed(call: ToolCall, text: str) -> ToolResult:
    return ToolResult(call.id, call.name, text, failed=True)


def _in_words(error: ValidationError) -> str:
    """What is wrong with the arguments, without repeating them."""
    lines = []
    for each in error.errors(include_url=False, include_input=False, include_context=False)[:5]:
        place = ".".join(str(step) for step in each["loc"]) or "the arguments"
        lines.append(f"{place}: {each['msg']}")
    return "The arguments do not fit the tool. " + "; ".join(lines) + "."
