"""A conversation with tools by mail: no steps, one mail with the answer and its card, and the link that confirms."""

import re

import pytest

from tests.channels.email.outgoing.house import House
from tests.channels.webhook.house import Conductor, served
from tests.support.tool_talk import ASKED, NOT_REACHED, STEPS, out_of_reach, three_rounds, told

pytestmark = pytest.mark.asyncio(loop_scope="module")

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


async def test_three_rounds_end_in_one_mail_with_its_card(house: House) -> None:
    house.provider.calls_tools = True
    house.provider.scripts = three_rounds()
    message_id = await house.write(ASKED)
    mails = await house.mails(1)
    record = await house.services.engine.turn(house.ana.id, message_id)
    assert told(record.reply)
    text = "\n".join(part.get_content() for part in mails[0].mail.walk() if part.get_content_type() == "text/plain")
    assert "Tea" in text
    assert "booked, changed or sent yet" in " ".join(text.split())
    assert not any(step in text for step in STEPS)
    proposal = await house.proposal(message_id)
    (link,) = [word for word in text.split() if word.startswith("https://threadline.example.com/p/")]
    async with served(house.services, Conductor()) as web:
        page = f"{web.address}/p/{link.rpartition('/')[2]}"
        async with web.http.get(page) as shown:
            form = dict(HIDDEN.findall(await shown.text())) | {"action": "confirm"}
        assert (await house.fresh(proposal)).state == "proposed"
        async with web.http.post(page, data=form) as pressed:
            assert pressed.status == 200
    assert (await house.fresh(proposal)).state == "booked"
    house.provider.calls_tools = False


async def test_a_model_out_of_reach_is_told_as_that(house: House) -> None:
    house.provider.scripts = out_of_reach()
    await house.write("What do you think of pizza?")
    (mail,) = await house.mails(1)
    said = " ".join(mail.part("text/plain").split())
    assert NOT_REACHED in said
    assert "ithout a language model" not in said
