"""What Slack tells people unasked: in their own direct messages, once, whatever gets lost."""

import pytest

from tests.channels.slack.house import House
from tests.support.reminding import NINE, meeting, reminded
from threadline.core.channels.errors import ChannelError
from threadline.core.reminders.reminders import LEASE
from threadline.simulator.slack.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")


def notices(house: House, word: str) -> list[Message]:
    return [m for m in house.workspace.messages if m.user == "UBOT" and m.channel.startswith("D") and word in m.text]


async def test_a_reminder_that_was_wanted_in_words_comes_as_a_direct_message_once(house: House) -> None:
    asked = await house.hand.write("UANA", "DUANA", "remind me 10 minutes before every meeting")
    await house.answered(asked.ts, "DUANA")
    yes = await house.hand.write("UANA", "DUANA", "yes", thread_ts=asked.ts)
    await house.answered(asked.ts, "DUANA", count=2)
    assert yes.ts != asked.ts
    services = house.services
    person = await services.people.directory.by_email("ana@example.com")
    assert person is not None
    kept = await services.people.preferences.get(person.id, "remind_minutes")
    assert kept is not None
    assert kept.value == "10"
    await meeting(services, person, "Review <now>", key="notice-1")
    for moment in (NINE, NINE + LEASE):
        await reminded(services, "slack", moment)
    (notice,) = notices(house, "Review")
    assert notice.text.startswith("*Review &lt;now&gt;* begins at")


async def test_a_notice_whose_answer_was_lost_is_found_and_not_posted_again(house: House) -> None:
    hello = await house.hand.write("UANA", "DUANA", "hello")
    await house.answered(hello.ts, "DUANA")
    person = await house.services.people.directory.by_email("ana@example.com")
    assert person is not None
    house.slack.api.lose_answer("chat.postMessage")
    with pytest.raises(ChannelError):
        await house.channel.notify(person, "Lost and found", key="lost-1")
    assert await house.channel.notify(person, "Lost and found", key="lost-1")
    assert len(notices(house, "Lost and found")) == 1


async def test_somebody_whom_slack_does_not_know_is_not_told(house: House) -> None:
    stranger = await house.services.people.directory.ensure("stranger@example.com")
    assert not await house.channel.notify(stranger, "Hello", key="stranger-1")
