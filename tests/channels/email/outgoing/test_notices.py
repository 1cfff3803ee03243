"""Reminders by mail: to the registered address, once."""

import pytest

from tests.channels.email.outgoing.house import House
from tests.support.reminding import NINE, meeting, reminded
from threadline.core.reminders.reminders import LEASE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_reminder_comes_as_one_mail(house: House) -> None:
    preferences = house.services.people.preferences
    await preferences.put(house.ana.id, "remind_minutes", value="10")
    await meeting(house.services, house.ana, "Budget", key="notice-mail")
    for moment in (NINE, NINE + LEASE):
        await reminded(house.services, "email", moment)
    (mail,) = await house.mails(1)
    text = "\n".join(part.get_content() for part in mail.mail.walk() if part.get_content_type() == "text/plain")
    assert "Budget" in text
    assert "begins at" in text
    await preferences.delete(house.ana.id, "remind_minutes")
