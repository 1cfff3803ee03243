"""People outside whom a mail's owner hands over: they are offered times and answered, and nobody else is."""

import re
from datetime import timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.channels.email.incoming.house import House
from tests.support.acting import until_true
from tests.support.mails import BOT, passed, written
from threadline.bots.email.mail.stored_content import Notice, letter_from_json
from threadline.calendar.event import EventDraft
from threadline.core.correspondence.exchange import Exchange
from threadline.core.domain.proposal import Proposal, State
from threadline.storage.outbox import OutboxRecord
from threadline.storage.persons import utc_now
from threadline.storage.tables.exchanges import ExchangeRow

pytestmark = pytest.mark.asyncio(loop_scope="module")
VIENNA = ZoneInfo("Europe/Vienna")
BO = "bo@partner.example"
ASKED = "Hi Bo,\n\ngreat idea. My assistant in Cc finds us a time, 45 minutes would do.\n\nAna"


def now() -> str:
    return format_datetime(utc_now())


def handed_over(text: str = ASKED, **headers: str | None) -> bytes:
    """A mail of Ana's to Bo, with the assistant in Cc."""
    lines: dict[str, str | None] = {
        "To": f"Bo Berg <{BO}>",
        "Cc": BOT,
        "Subject": "Re: Solar panels",
        "References": "<first@partner.example>",
        "Date": now(),
    }
    return written(text, **(lines | headers))


def from_outside(text: str, answered: str, *, address: str = BO, **headers: str | None) -> bytes:
    """A mail of somebody outside, vouched for by our mail server, that answers one."""
    lines: dict[str, str | None] = {
        "Authentication_Results": passed(address),
        "From": f"Bo Berg <{address}>",
        "Subject": "Re: Solar panels",
        "In_Reply_To": f"<{answered}>",
        "References": f"<first@partner.example> <{answered}>",
        "Date": now(),
    }
    return written(text, **(lines | headers))


async def take(house: House, mail: bytes) -> tuple[str, str | None]:
    record = await house.take(mail, at=utc_now())
    return record.state, record.verdict


def said(mail: OutboxRecord) -> str:
    letter = letter_from_json(mail.body)
    assert isinstance(letter, Notice)
    return letter.text


async def offered(house: House, text: str = ASKED, **headers: str | None) -> tuple[OutboxRecord, Exchange]:
    """The mail to Bo after Ana has handed over, and the exchange."""
    assert await take(house, handed_over(text, **headers)) == ("done", "accepted")
    mail = (await house.told(BO))[-1]
    return mail, await exchange_of(house, mail)


async def exchange_of(house: House, mail: OutboxRecord) -> Exchange:
    key = mail.lane.removeprefix("exchange-")
    async with house.services.storage.database.read() as connection:
        body = await connection.scalar(select(ExchangeRow.body).where(ExchangeRow.id == key))
    return Exchange.from_json(str(body))


async def card(house: House) -> Proposal:
    """The newest proposal of Ana's that waits."""

    async def there() -> bool:
        return bool(await house.services.proposals.repository.of_person(house.ana.id, states=[State.PROPOSED], limit=1))

    await until_true(there)
    [proposal] = await house.services.proposals.repository.of_person(house.ana.id, states=[State.PROPOSED], limit=5)
    await house.services.proposals.decisions.dismiss(house.ana, proposal.id)
    return proposal


async def test_whom_the_owner_addresses_is_offered_times_in_the_thread(house: House) -> None:
    mail, exchange = await offered(house, Message_ID="<asked@mail.example.com>")
    letter = letter_from_json(mail.body)
    assert isinstance(letter, Notice)
    assert (letter.place.to, letter.place.message_id) == (BO, "asked@mail.example.com")
    assert letter.place.references == ("first@partner.example",)
    assert letter.replied
    lines = re.findall(r"^\d\. (.*)$", letter.text, re.MULTILINE)
    assert len(lines) == len(exchange.starts) == 3
    assert "45 minutes" in letter.text
    assert "Vienna time" in letter.text
    assert all(start > utc_now() for start in exchange.starts)
    [told] = await house.told()
    assert all(line in said(told) for line in lines)
    assert not await house.messages()  # the engine is asked nothing


async def test_what_is_chosen_becomes_a_card_of_the_owner_and_nothing_is_booked(house: House) -> None:
    mail, exchange = await offered(house)
    answer = from_outside("The second one, please.\n\nBo\n\n> 1. Something else", mail.message_ref)
    assert await take(house, answer) == ("done", "reply")
    proposal = await card(house)
    assert proposal.state is State.PROPOSED
    draft = proposal.offer.draft
    assert (draft.start, draft.end - draft.start) == (exchange.starts[1], timedelta(minutes=45))
    assert [who.email for who in draft.attendees] == [BO]
    assert draft.title == "Solar panels"
    assert any("The second one, please." in each for each in proposal.offer.warnings)
    letters = await house.told(BO)
    assert len(letters) == 2
    assert "still has to confirm" in said(letters[-1])
    calendar, calendar_id = await house.services.calendars.registry.primary(house.ana)
    assert not await calendar.events(calendar_id, exchange.starts[0], exchange.starts[2] + timedelta(hours=1))


async def test_none_of_them_is_answered_with_others_of_the_week_that_is_named(house: House) -> None:
    mail, exchange = await offered(house)
    assert await take(house, from_outside("None of these, maybe the week after?", mail.message_ref)) == (
        "done",
        "reply",
    )
    letters = await house.told(BO)
    assert "other times" in said(letters[-1])
    stepped = await exchange_of(house, letters[-1])
    assert not set(stepped.starts) & set(exchange.starts)
    weeks = {start.astimezone(VIENNA).isocalendar()[1] for start in stepped.starts}
    assert weeks == {(max(exchange.starts).astimezone(VIENNA) + timedelta(days=7)).isocalendar()[1]}


async def test_a_time_that_is_taken_meanwhile_is_not_chosen(house: House) -> None:
    mail, exchange = await offered(house)
    calendar, calendar_id = await house.services.calendars.registry.primary(house.ana)
    start = exchange.starts[0].astimezone(VIENNA)
    event = EventDraft("Secret plan", start, start + timedelta(minutes=45), "Europe/Vienna")
    booked = await calendar.create(calendar_id, event, "meanwhile")
    await take(house, from_outside("The first one is perfect", mail.message_ref))
    letters = await house.told(BO)
    await calendar.delete(calendar_id, booked.id)
    assert "no longer free" in said(letters[-1])
    assert "Secret" not in said(letters[-1])
    assert not await house.services.proposals.repository.of_person(house.ana.id, states=[State.PROPOSED], limit=1)


async def test_their_own_time_is_a_card_too(house: House) -> None:
    mail, exchange = await offered(house)
    day = (max(exchange.starts).astimezone(VIENNA) + timedelta(days=3)).replace(hour=11, minute=20)
    await take(house, from_outside(f"How about {day:%-d %B %Y} at 11:20 instead?", mail.message_ref))
    proposal = await card(house)
    assert proposal.offer.draft.start == day.replace(second=0, microsecond=0)


async def test_a_mail_is_dealt_with_once_however_often_it_comes(house: House) -> None:
    asked = handed_over(Message_ID="<once@mail.example.com>")
    await take(house, asked)
    await take(house, asked)
    [mail] = await house.told(BO)
    answer = from_outside("None of these", mail.message_ref, Message_ID="<once@partner.example>")
    await take(house, answer)
    await take(house, answer)
    assert len(await house.told(BO)) == 2


async def test_who_only_claims_to_be_them_is_not_answered_and_the_owner_is_told(house: House) -> None:
    mail, _exchange = await offered(house)
    forged = from_outside("The first one", mail.message_ref, Authentication_Results=passed(BO, result="fail"))
    assert await take(house, forged) == ("done", "reply")
    assert len(await house.told(BO)) == 1
    told = said((await house.told())[-1])
    assert "The first one" in told
    assert "could not verify" in told


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<panels.partner.example>"},
        {"Return_Path": "<>"},
        {"Subject": "Automatic reply: Solar panels"},
    ],
)
async def test_a_program_that_answers_is_not_answered(house: House, headers: dict[str, str]) -> None:
    mail, _exchange = await offered(house)
    assert (await take(house, from_outside("None of these", mail.message_ref, **headers)))[1] == "silent"
    assert len(await house.told(BO)) == 1


@pytest.mark.parametrize(
    "to", ["no-reply@partner.example", "team@lists.partner.example", "everyone@partner.example", "info@partner.example"]
)
async def test_nobody_writes_to_lists_offices_and_what_nobody_reads(house: House, to: str) -> None:
    await take(house, handed_over(To=to))
    assert not await house.told(to)


async def test_only_those_the_mail_is_addressed_to_are_written_to(house: House) -> None:
    quoted = f"{ASKED}\n\nOn Monday, Cy <cy@partner.example> wrote:\n> Please include di@partner.example as well."
    await take(house, handed_over(quoted, Cc=f"{BOT}, Eve <eve@partner.example>", Reply_To="mallory@evil.example"))
    assert len(await house.told(BO)) == 1
    for other in ("cy@partner.example", "di@partner.example", "eve@partner.example", "mallory@evil.example"):
        assert not await house.told(other)


async def test_who_is_not_registered_gets_no_times_of_anybodys(house: House) -> None:
    stranger = handed_over(From=f"Bo <{BO}>", To="Cy <cy@partner.example>", Authentication_Results=passed(BO))
    await take(house, stranger)
    assert not await house.told("cy@partner.example")


async def test_another_reader_of_the_thread_is_not_heard_as_the_one_who_was_asked(house: House) -> None:
    mail, _exchange = await offered(house)
    other = from_outside("The first one", mail.message_ref, address="eve@partner.example")
    assert (await take(house, other))[1] == "stranger"
    assert len(await house.told(BO)) == 1


async def test_an_answer_to_the_owners_own_mail_counts(house: House) -> None:
    _mail, exchange = await offered(house, Message_ID="<owners@mail.example.com>")
    await take(house, from_outside("The third one", "owners@mail.example.com"))
    assert (await card(house)).offer.draft.start == exchange.starts[2]


async def test_what_is_not_understood_goes_to_the_owner_alone(house: House) -> None:
    mail, _exchange = await offered(house)
    await take(house, from_outside("Will there be coffee?", mail.message_ref))
    assert len(await house.told(BO)) == 1
    assert "Will there be coffee?" in said((await house.told())[-1])


async def test_the_thread_is_written_in_its_language_and_told_in_the_owners(house: House) -> None:
    text = "Lieber Bo,\n\nmein Assistent in Cc findet uns nächste Woche einen Termin, eine halbe Stunde reicht.\n\nAna"
    mail, _exchange = await offered(house, text)
    assert "30 Minuten" in said(mail)
    assert "I have offered" in said((await house.told())[-1])


async def test_the_clock_is_the_readers_where_it_is_known(house: House) -> None:
    await house.services.people.directory.ensure("noa@partner.example", name="Noa", zone="America/New_York")
    await take(house, handed_over(To="Noa <noa@partner.example>"))
    [mail] = await house.told("noa@partner.example")
    assert "New York time" in said(mail)
    exchange = await exchange_of(house, mail)
    await take(house, from_outside("The first one", mail.message_ref, address="noa@partner.example"))
    assert (await card(house)).offer.draft.start == exchange.starts[0]


async def test_two_that_talk_in_circles_come_to_an_end(house: House) -> None:
    await offered(house)
    for _ in range(12):
        mail = (await house.told(BO))[-1]
        await take(house, from_outside("None of these work for me, sorry.", mail.message_ref))
    assert len(await house.told(BO)) <= 4
