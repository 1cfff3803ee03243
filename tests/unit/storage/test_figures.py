"""What an operator watches: how old what waits is."""

from datetime import UTC, datetime, timedelta

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.figures import Figures
from threadline.storage.inbound import InboundStore
from threadline.storage.mail import ArrivedMail, Finished, MailFolder, MailState, MailStore
from threadline.storage.outbox import NewMail, OutboxStore
from threadline.storage.turns import TurnOutcome, TurnStore

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


async def test_the_oldest_of_each_queue_is_told_until_it_is_dealt_with(database: Database, clock: Clock) -> None:
    figures, mails = Figures(database, clock=clock), MailStore(database, clock=clock)
    outbox, inbound = OutboxStore(database, clock=clock), InboundStore(database, clock=clock)
    assert await figures.oldest() == {"requests": 0.0, "mails_in": 0.0, "mails_out": 0.0}
    await mails.keep(MailFolder("bot", "INBOX", 1), [ArrivedMail(1, b"a mail", 6, clock())])
    clock.advance(seconds=60)
    await outbox.add(NewMail("k", "bot", "ana@example.com", "k", "k@example.com", "{}"))
    clock.advance(seconds=30)
    await inbound.keep("slack", key="e1", lane="lane", body="{}")
    assert await figures.oldest() == {"requests": 0.0, "mails_in": 90.0, "mails_out": 30.0}
    [claimed] = await mails.claim(["bot"], lease=timedelta(minutes=1), limit=1)
    await mails.finish(claimed, Finished(MailState.DONE, "accepted"))
    assert (await figures.oldest())["mails_in"] == 0.0
    going = await outbox.claim("bot", timedelta(minutes=1))
    assert going is not None
    assert (await figures.oldest())["mails_out"] == 30.0, "what is being sent has not gone yet"
    await outbox.sent(going)
    assert (await figures.oldest())["mails_out"] == 0.0


async def test_messages_are_counted_by_state_until_they_are_answered(database: Database, ana: str) -> None:
    turns, figures = TurnStore(database), Figures(database)
    for number in range(3):
        accepted = await turns.accept(
            channel="webhook",
            event_key=f"e{number}",
            conversation_key=f"c{number}",
            person_id=ana,
            text="Hello",
            body="{}",
            title="",
            sent_at=NOON,
        )
        if number < 2:
            started = await turns.start(accepted.message_id)
            assert started is not None
        if number == 0:
            await turns.finish(accepted.message_id, 1, TurnOutcome("answered", "Yes."))
    assert await figures.turns() == {"answering": 1, "queued": 1}
