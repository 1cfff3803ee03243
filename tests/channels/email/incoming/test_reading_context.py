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


async def test_what_an_answer_agrees_to_is_handed_on_with_it(house: House) -> None:
    quoted = "On Thu, 19 Nov 2026 at 09:00, Bo <bo@partner.example> wrote:\n> Coffee tomorrow at 8am at Sperl?\n"
    headers = {"In_Reply_To": "<q2@partner.example>", "Subject": "Re: Coffee", "To": "Bo <bo@partner.example>"}
    message = await house.asked(written(f"Great, see you there.\n\n{quoted}", **headers))
    assert message.text == "Great, see you there."
    assert message.material is not None
    assert "Coffee tomorrow at 8am" in message.material
    assert message.sent_at.date().isoformat() == "2026-11-19"
    assert [each.email for each in message.correspondents] == ["bo@partner.example"]


async def test_an_answer_that_names_a_time_or_refuses_hands_nothing_on(house: House) -> None:
    quoted = "On Thu, 19 Nov 2026 at 09:00, Bo <bo@partner.example> wrote:\n> Coffee tomorrow at 8am at Sperl?\n"
    for number, said in enumerate(("No, sorry.", "Great, but Friday at 9 please.", "Great, what shall we talk about?")):
        headers = {"In_Reply_To": f"<q{number + 3}@partner.example>", "Subject": "Re: Coffee"}
        message = await house.asked(written(f"{said}\n\n{quoted}", **headers))
        assert message.material is None, said


async def test_a_mail_of_ours_that_is_quoted_proposes_nothing_anew(house: House) -> None:
    quoted = f"On Thu, 19 Nov 2026 at 09:00, Threadline <{BOT}> wrote:\n> Coffee: Fri 20 Nov 2026, 08:00\n"
    message = await house.asked(written(f"yes\n\n{quoted}", In_Reply_To="<lost@x>", Subject="Re: Coffee"))
    assert message.material is None


async def test_a_copy_of_what_others_say_is_left_alone(house: House) -> None:
    headers = {"To": "Bo <bo@partner.example>", "Cc": BOT, "Subject": "Re: Report", "In_Reply_To": "<r@x>"}
    kept = await house.take(written("Thanks for the report, it looks great.", **headers))
    assert kept.verdict == "silent"
    named = await house.asked(written("Threadline, lunch with Bo on Friday at noon please.", **headers))
    assert named.text == "Lunch with Bo on Friday at noon please."
