"""Polls by mail: each of those who are asked gets a mail of their own, and an answer to it is their vote."""

from email.utils import format_datetime

import pytest

from tests.channels.email.incoming.house import House
from tests.support.acting import until_true
from tests.support.mails import BOT, passed, written
from threadline.bots.email.mail.stored_content import Notice, letter_from_json
from threadline.core.domain.proposal import State
from threadline.core.polls.poll import Poll
from threadline.storage.outbox import OutboxRecord
from threadline.storage.persons import utc_now

pytestmark = pytest.mark.asyncio(loop_scope="module")

BO, CY = "bo@partner.example", "cy@partner.example"
ASKED = "Please start a poll for the design review: Dec 8 2027 at 10:00 or Dec 9 2027 at 15:00"


def now() -> str:
    return format_datetime(utc_now())


def text_of(mail: OutboxRecord) -> str:
    letter = letter_from_json(mail.body)
    assert isinstance(letter, Notice)
    return letter.text


async def asked(house: House, text: str = ASKED) -> Poll:
    """A poll that Ana asked Bo and Cy for."""
    mail = written(text, To=BOT, Cc=f"Bo Berg <{BO}>, Cy <{CY}>", Subject="Design review", Date=now())
    record = await house.take(mail, at=utc_now())
    assert (record.state, record.verdict) == ("done", "accepted")

    async def mailed() -> bool:
        return bool(await house.told(BO)) and bool(await house.told(CY))

    await until_true(mailed)
    [poll] = await house.services.polls.polls.of_person(house.ana.id, limit=1)
    return poll


def answer(mail: OutboxRecord, address: str, text: str, *, server: str | None = "", sender: str = "") -> bytes:
    return written(
        text,
        Authentication_Results=passed(address) if server == "" else server,
        From=f"{sender or address.partition('@')[0]} <{address}>",
        Subject="Re: Design review",
        In_Reply_To=f"<{mail.message_ref}>",
        References=f"<{mail.message_ref}>",
        Date=now(),
    )


async def votes(house: House, poll: Poll) -> dict[str, frozenset[int] | None]:
    found = await house.services.polls.polls.get(poll.id)
    assert found is not None
    return {each.record.email or "": each.choices for each in found.voters}


async def test_everybody_gets_a_mail_of_their_own_and_answers_it(house: House) -> None:
    poll = await asked(house)
    [bo], [cy] = await house.told(BO), await house.told(CY)
    assert "1. Wed 8 Dec, 10:00–10:30" in text_of(bo)
    assert "asks you when you can come" in text_of(bo)
    own = {each.record.email: each.record.token for each in poll.voters}
    assert own[BO] in text_of(bo)
    assert own[CY] not in text_of(bo)
    record = await house.take(answer(bo, BO, "Hi,\n\nWednesday works for me\n\nBo"), at=utc_now())
    assert (record.state, record.verdict) == ("done", "reply")
    assert (await votes(house, poll))[BO] == frozenset({1})
    assert "Noted: 1 (Wed 8 Dec, 10:00–10:30)." in text_of((await house.told(BO))[-1])
    await house.take(answer(cy, CY, "1 and 2"), at=utc_now())

    async def proposed() -> bool:
        found = await house.services.proposals.repository.of_person(house.ana.id, states=[State.PROPOSED], limit=5)
        return len(found) == 1 and found[0].offer.draft.title == "Design review"

    await until_true(proposed)
    [made] = await house.services.proposals.repository.of_person(house.ana.id, states=[State.PROPOSED], limit=5)
    assert [each.email for each in made.offer.draft.attendees] == [BO, CY]
    await house.services.proposals.decisions.dismiss(house.ana, made.id)


async def test_a_mail_of_somebody_else_or_a_second_copy_changes_nothing(house: House) -> None:
    poll = await asked(house)
    [bo] = await house.told(BO)
    await house.take(answer(bo, CY, "2"), at=utc_now())
    assert (await votes(house, poll))[BO] is None
    mail = answer(bo, BO, "2")
    for _ in range(2):
        await house.take(mail, at=utc_now())
    assert (await votes(house, poll))[BO] == frozenset({2})
    await house.take(answer(bo, BO, "none of these, sorry"), at=utc_now())
    assert (await votes(house, poll))[BO] == frozenset()


async def test_what_is_no_vote_is_asked_for_once_more(house: House) -> None:
    poll = await asked(house)
    [bo] = await house.told(BO)
    await house.take(answer(bo, BO, "What is this about?"), at=utc_now())
    assert "I could not tell which of the times suit you." in text_of((await house.told(BO))[-1])
    assert (await votes(house, poll))[BO] is None
