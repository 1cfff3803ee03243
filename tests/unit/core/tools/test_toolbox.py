"""Running tools: every call gets a result, whatever is wrong with it."""

import asyncio
from typing import cast

import pytest
from pydantic import Field

from tests.unit.core.tools.scenes import scene_of
from threadline.calendar.port import CalendarUnavailable
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.core.tools.toolbox import Toolbox
from threadline.providers.port import ToolCall
from threadline.storage.database.errors import StorageUnavailable

NO_PARTS = cast("ToolParts", None)


class Number(Arguments):
    """One."""

    number: int = Field(ge=0, description="It.")


def toolbox(*failures: Exception, slow: bool = False) -> Toolbox:
    """With one tool, which says its number, or fails so."""

    async def run(asked: Number, _scene: Scene) -> str:
        if slow:
            await asyncio.Event().wait()
        for failure in failures:
            raise failure
        return f"It is {asked.number}."

    tool = Tool("count", "Counts.", Number, run, "Counting…")
    return Toolbox({"count": lambda _: tool, "none": lambda _: None, "again": lambda _: tool}, NO_PARTS, slowest=0.01)


async def answered(box: Toolbox, arguments: str, name: str = "count") -> tuple[str, bool]:
    result = await box.run(ToolCall("7", name, arguments), scene_of("hello"))
    assert (result.call_id, result.name) == ("7", name)
    return result.text, result.failed


async def test_a_call_is_answered() -> None:
    assert await answered(toolbox(), '{"number": 3}') == ("It is 3.", False)
    assert [spec.name for spec in toolbox().specs] == ["count"]
    assert toolbox().step_of("count") == "Counting…"
    assert toolbox().step_of("other") is None


@pytest.mark.parametrize("arguments", ["", "{", "[]", '{"number": "x"}', '{"number": -1}', '{"number": 1, "more": 2}'])
async def test_broken_arguments_are_told_in_words(arguments: str) -> None:
    text, failed = await answered(toolbox(), arguments)
    assert failed
    assert text.startswith("The arguments do not fit the tool.")
    assert '"x"' not in text


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (ToolRefused("Ask first."), "Ask first."),
        (CalendarUnavailable("It is away"), "The calendar could not answer: It is away. Unknown is not free."),
        (OverflowError(), "This cannot be worked out."),
        (RuntimeError("secret"), "This tool is broken at the moment."),
    ],
)
async def test_what_goes_wrong_is_a_result(failure: Exception, said: str) -> None:
    text, failed = await answered(toolbox(failure), '{"number": 1}')
    assert failed
    assert text.startswith(said)
    assert "secret" not in text


async def test_a_slow_tool_is_given_up() -> None:
    assert (await answered(toolbox(slow=True), '{"number": 1}'))[0].startswith("This took too long")


async def test_an_unknown_tool_is_told_with_those_there_are() -> None:
    assert await answered(toolbox(), "{}", "other") == ("There is no tool “other”. There are: count.", True)


async def test_a_database_that_is_away_is_no_fault_of_the_call() -> None:
    with pytest.raises(StorageUnavailable):
        await answered(toolbox(StorageUnavailable("away")), '{"number": 1}')
