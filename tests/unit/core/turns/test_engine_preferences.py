"""Preferences said in words: kept after a yes of the same person, told and forgotten by command."""

import pytest

from tests.unit.core.turns.engine_house import ANA, BO, House
from threadline.core.domain.message import Author

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def said(house: House, text: str, *, author: Author = ANA, shared: bool = False) -> str:
    """The answer to a message."""
    record = await house.over(await house.receive(text, author=author, shared=shared))
    return record.reply


async def kept(house: House, author: Author) -> dict[str, str]:
    person = await house.services.people.directory.ensure(author.email or "")
    return {each.key: each.value for each in await house.services.people.preferences.list(person.id)}


async def test_a_preference_is_kept_after_a_yes_and_then_told_and_forgotten(house: House) -> None:
    kim = Author("kim", name="Kim", email="kim@example.com", zone="Europe/Vienna")
    assert await said(house, "I don't work on Fridays", author=kim) == (
        "You work on Mon, Tue, Wed and Thu. Shall I remember that?"
    )
    assert await kept(house, kim) == {}
    assert "I will remember that" in await said(house, "yes please", author=kim)
    assert await kept(house, kim) == {"working_days": "mon,tue,wed,thu"}
    assert "- You work on" in await said(house, "what do you remember about me?", author=kim)
    assert "in private" in await said(house, "what do you remember about me?", author=kim, shared=True)
    assert await said(house, "I don't work on Fridays", author=kim) != ""
    assert await said(house, "forget that I don't work on Fridays", author=kim) == "I have forgotten it."
    assert await kept(house, kim) == {}


async def test_time_to_focus_and_days_away_are_habits_like_others(house: House) -> None:
    noa = Author("noa", name="Noa", email="noa@example.com", zone="Europe/Vienna")
    asked = await said(house, "Keep two hours of focus time each morning", author=noa)
    assert (
        asked == "On working days I keep 120 minutes between 08:00 and 12:00 for you to focus. Shall I remember that?"
    )
    await said(house, "yes", author=noa)
    asked = await said(house, "I'm out from 3 to 7 August 2031", author=noa)
    assert "You are out of office: Sunday 3 August 2031 to Thursday 7 August 2031." in asked
    await said(house, "yes", author=noa)
    await said(house, "I'm out of office from 1 to 2 September 2031", author=noa)
    await said(house, "yes", author=noa)
    assert await kept(house, noa) == {
        "focus_time": "120 morning",
        "out_of_office": "2031-08-03/2031-08-07,2031-09-01/2031-09-02",
    }
    assert await said(house, "forget my days away", author=noa) == "I have forgotten it."
    await said(house, "forget my focus time", author=noa)
    assert await kept(house, noa) == {}


async def test_a_no_keeps_nothing(house: House) -> None:
    await said(house, "call me Annie")
    assert "as it was" in await said(house, "no")
    assert "nickname" not in await kept(house, ANA)


async def test_the_yes_of_somebody_else_keeps_nothing(house: House) -> None:
    await said(house, "I prefer mornings", shared=True)
    await said(house, "yes", author=BO, shared=True)
    assert "preferred_time" not in await kept(house, ANA)
    assert "preferred_time" not in await kept(house, BO)


async def test_a_german_preference_is_asked_about_in_german(house: House) -> None:
    eva = Author("eva", name="Eva", email="eva@example.com", zone="Europe/Vienna", language="de")
    assert "merken" in await said(house, "Ich arbeite freitags nicht", author=eva)
    await said(house, "ja", author=eva)
    assert await kept(house, eva) == {"working_days": "mon,tue,wed,thu"}
    await said(house, "vergiss, dass ich freitags nicht arbeite", author=eva)
    assert await kept(house, eva) == {}


async def test_what_a_model_says_keeps_nothing(house: House) -> None:
    part = house.model.part("Which hour do you like best?")
    receipt = await house.receive("Which hour do you like best?")
    await part.asked.wait()
    part.say("I prefer mornings. Shall I remember that?").end()
    await house.over(receipt)
    await said(house, "yes")
    assert "preferred_time" not in await kept(house, ANA)


async def test_nobody_is_promised_a_reminder_where_nothing_can_tell_it(house: House) -> None:
    assert "only message you first in Slack" in await said(house, "remind me 10 minutes before every meeting")
    await said(house, "yes")
    assert "remind_minutes" not in await kept(house, ANA)
