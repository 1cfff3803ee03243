"""Commands as every chat has them: what they lead to, and what they say to the person alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from threadline.core.channels.commonmark import literal
from threadline.core.domain.message import Person, Wishes
from threadline.core.interactions.commands import CommandHelp, Commands, ThreadQuestion, quotation
from threadline.core.interactions.self_service import SelfService
from threadline.core.templates.library import TemplateNotFound

ANA = Person("p1", "Ana", None, "Europe/Vienna")


@dataclass(frozen=True)
class Shelf:
    """Templates of one person; `told` notes that the person was asked for."""

    async def all(self, person_id: str) -> Sequence[Any]:
        return [SimpleNamespace(id="minutes", name="Minutes", description="Minutes of a *call* <now>")]

    async def get(self, person_id: str, name: str) -> Any:
        if name != "minutes":
            raise TemplateNotFound(f"There is no template {name!r}")
        return SimpleNamespace(id="minutes")


async def ana() -> Person:
    return ANA


async def nobody() -> Person:
    raise AssertionError("the person is asked for only where it matters")


@pytest.fixture
def commands() -> Commands:
    nothing, shelf = cast("Any", None), cast("Any", Shelf())
    self_service = SelfService(nothing, nothing, nothing, base_url=None)
    told = CommandHelp("this channel", ("`/stop`: I stop.",))
    return Commands(shelf, self_service, "chat", "/threadline ", told, nothing)


@pytest.mark.parametrize(
    ("name", "words", "question"),
    [
        ("schedule", "lunch at noon", ThreadQuestion("lunch at noon", Wishes(command="schedule"))),
        ("SUMMARISE", "the notes", ThreadQuestion("the notes", Wishes(command="summary"))),
    ],
)
async def test_what_is_asked_in_the_persons_name(
    commands: Commands, name: str, words: str, question: ThreadQuestion
) -> None:
    assert await commands.carry_out(nobody, name, words) == question


async def test_a_template_is_put_to_a_text(commands: Commands) -> None:
    question = await commands.carry_out(ana, "template", "minutes  what Bo said ")
    assert question == ThreadQuestion("what Bo said", Wishes(template_id="minutes"))


@pytest.mark.parametrize("words", ["", "minutes", "minutes  "])
async def test_templates_are_listed_as_they_are_called(commands: Commands, words: str) -> None:
    told = await commands.carry_out(ana, "templates", words)
    assert told == "**Your templates**\n\n- `minutes`: Minutes of a \\*call\\* &lt;now&gt;"


async def test_a_template_that_is_none_is_told_with_the_command_that_lists_them(commands: Commands) -> None:
    told = await commands.carry_out(ana, "template", "_poem_ about Bo")
    assert told == "There is no template '\\_poem\\_'. `/threadline template` lists them."


@pytest.mark.parametrize("words", ["", "  "])
async def test_nothing_to_schedule_is_asked_for(commands: Commands, words: str) -> None:
    told = await commands.carry_out(ana, "schedule", words)
    assert isinstance(told, str)
    assert told.startswith("Tell me what and when: `/schedule ")


@pytest.mark.parametrize("name", ["", "help", "dance"])
async def test_what_is_no_command_is_answered_with_all_of_them(commands: Commands, name: str) -> None:
    told = await commands.carry_out(ana, name, "x")
    assert isinstance(told, str)
    for part in ("/threadline summarize", "/threadline settings", "this channel", "/stop", "/schedule lunch"):
        assert part in told


async def test_settings_and_calendars_name_the_commands_of_the_channel(commands: Commands) -> None:
    assert "`/threadline settings timezone" in str(await commands.carry_out(ana, "settings", ""))
    assert "built-in calendar" in str(await commands.carry_out(ana, "calendar", "connect"))


def test_what_was_asked_is_quoted_line_by_line_and_not_without_end() -> None:
    assert quotation("*a*\nb", literal) == "> \\*a\\*\n> b"
    assert len(quotation("x" * 9_000, str)) == 2_002


def test_text_that_stands_for_itself() -> None:
    assert literal("*a* <b> & `c` [d]") == "\\*a\\* &lt;b&gt; &amp; \\`c\\` \\[d\\]"
