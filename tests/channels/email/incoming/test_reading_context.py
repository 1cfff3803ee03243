"""What a mail tells besides its words: who else has it, and what it answers; and what is read by that."""

import pytest

from tests.channels.email.incoming.house import House
from tests.support.mails import BOT, written
from threadline.calendar.acts import Venue
from threadline.core.domain.message import NamedPerson

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_those_who_also_have_the_mail_are_known_by_name(house: House) -> None:
    mail = written(
        "Coffee with nia on 10 March 2027 at 3pm?",
        To=f"{BOT}, Nia Lopez <nia@partner.example>",
        Cc="bo@partner.example, bot+schedule@example.com, Ana <ana@example.com>",
        Subject="Coffee",
    )
    message = await house.asked(mail)
    assert message.venue is Venue.MAIL
    assert message.people == (NamedPerson("Nia Lopez", "nia@partner.example"), NamedPerson("", "bo@partner.example"))


async def test_the_mail_that_is_answered_was_said_before(house: House) -> None:
    quoted = "On Thu, 19 Nov 2026 at 09:00, Bo <bo@partner.example> wrote:\n> Can you do Tuesday at 3pm?\n"
    text = f"Yes, in Room 4.\n\n{quoted}"
    message = await house.asked(written(text, In_Reply_To="<q@partner.example>", Subject="Re: Meeting"))
    assert ["Tuesday at 3pm" in said for said in message.before] == [True]
    assert "Tuesday" not in message.text
