"""The list of things to do by words: proposed, written down after a yes, told, ticked off."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.unit.core.turns.engine_house import House, Model, Platform, application, settings_for
from threadline.core.dialogue.todo_words import Todo, todo_wish


@pytest.mark.parametrize(
    ("text", "wish", "what"),
    [
        ("add buy milk to my to-do list", Todo.WRITE, "buy milk"),
        ("Please put call the bank on my list", Todo.WRITE, "call the bank"),
        ("Setz Milch kaufen auf meine Aufgabenliste", Todo.WRITE, "Milch kaufen"),
        ("ajoute acheter du lait à ma liste de tâches", Todo.WRITE, "acheter du lait"),
        ("añade comprar leche a mi lista de tareas", Todo.WRITE, "comprar leche"),
        ("aggiungi comprare il latte alla mia lista delle cose da fare", Todo.WRITE, "comprare il latte"),
        ("adicione comprar leite à minha lista de tarefas", Todo.WRITE, "comprar leite"),
        ("zet melk kopen op mijn takenlijst", Todo.WRITE, "melk kopen"),
        ("what's on my to-do list?", Todo.LIST, ""),
        ("Was steht auf meiner To-do-Liste?", Todo.LIST, ""),
        ("tick off buy milk", Todo.TICK, "buy milk"),
        ("vink melk kopen af", Todo.TICK, "melk kopen"),
        ("remove buy milk from my to-do list", Todo.DROP, "buy milk"),
    ],
)
def test_words_of_the_list(text: str, wish: Todo, what: str) -> None:
    found = todo_wish(text)
    assert found is not None
    assert (found.wish, found.what) == (wish, what)


@pytest.mark.parametrize(
    "text", ["add Bo to the review", "I'm done", "what tasks are in this text?", "add an event to my calendar", "list"]
)
def test_other_words(text: str) -> None:
    assert todo_wish(text) is None


@dataclass(slots=True)
class Talk:
    """One person's thread."""

    house: House
    thread: str = "list"

    async def says(self, text: str) -> str:
        return (await self.house.ask(text, thread=self.thread)).reply or ""


@pytest_asyncio.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    platform = Platform()
    async with application(settings_for(tmp_path), None, platform) as app:  # type: ignore[arg-type]
        yield Talk(House(app.services, Model(), platform))


async def test_written_after_a_yes_told_and_ticked_off(talk: Talk) -> None:
    assert await talk.says("what's on my to-do list?") == "Nothing is on your list."
    assert "**send the offer**, due Fri" in await talk.says("add send the offer by Friday to my to-do list")
    assert "Nothing is on your list." in await talk.says("my to-do list")
    await talk.says("add send the offer by Friday to my to-do list")
    assert await talk.says("yes") == "**send the offer** is on your list now."
    await talk.says("put call the bank on my list")
    await talk.says("no thanks")
    await talk.says("put call Dee on my list")
    await talk.says("yes please")
    listed = await talk.says("what's on my list?")
    assert "1. **send the offer**, due Fri" in listed
    assert "2. **call Dee**" in listed
    assert "bank" not in listed
    assert "nothing like “the moon”" in await talk.says("tick off the moon")
    assert "list" not in await talk.says("the review is done")
    assert await talk.says("the offer is done") == "Ticked off: **send the offer**."
    assert await talk.says("remove 1 from my list") == "**call Dee** is off your list."
    assert await talk.says("my list") == "Nothing is on your list."
