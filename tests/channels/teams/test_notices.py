"""Reminders in Teams: in the person's own chat, once."""

import pytest

from tests.channels.teams.house import House, is_final
from tests.support.acting import until
from tests.support.reminding import NINE, meeting, reminded
from threadline.core.reminders.reminders import LEASE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_reminder_comes_once_in_the_own_chat(house: House) -> None:
    asked = await house.ana.write(house.teams.personal("ana"), "hello")
    await until(lambda: any(is_final(message) for message in house.said(asked)))
    person = await house.services.people.directory.by_email("ana@example.com")
    assert person is not None
    await house.services.people.preferences.put(person.id, "remind_minutes", value="10")
    await meeting(house.services, person, "Budget", key="notice-teams")
    begin = len(house.teams.messages)
    for moment in (NINE, NINE + LEASE):
        await reminded(house.services, "teams", moment)
    (note,) = [message for message in house.teams.messages[begin:] if "Budget" in message.text]
    assert note.conversation == "a:ana"
    assert "begins at" in note.text
    await house.services.people.preferences.delete(person.id, "remind_minutes")
