"""No refusal of Teams' eats anything: each answer on each kind of call, and what the person gets all the same.

Statuses and codes: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability (status codes from
bot conversational APIs) and …/bots/streaming-ux; and some that no table knows.
"""

from collections import deque
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.cases.requests import settled
from tests.channels.teams.house import BOT, House, shown
from tests.support.acting import EVENT, script
from tests.support.sampling import sampled
from threadline.simulator.teams.faults import TeamsFault
from threadline.simulator.teams.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "The plan has three parts. " * 12


@dataclass(frozen=True)
class Said:
    """An answer of Teams' to a call."""

    status: int
    code: str
    message: str = ""

    @property
    def fault(self) -> TeamsFault:
        return TeamsFault(self.status, self.code, self.message)

    def __str__(self) -> str:
        return f"{self.status}-{self.code}-{self.message}".replace(" ", "_")


EVERYWHERE = [
    Said(400, "BadSyntax", "Bad syntax"),
    Said(400, "BadArgument", "Unknown attachment type"),
    Said(400, "MessageSizeTooBig", "Message size too large"),
    Said(401, "Unauthorized", "Authorization has been denied for this request."),
    Said(403, "MessageWritesBlocked", "Message writes are blocked"),
    Said(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."),
    Said(403, "BotDisabledByAdmin", "The tenant admin disabled this bot"),
    Said(403, "ForbiddenOperationException", "Bot is not installed in user's personal scope"),
    Said(403, "InvalidBotApiHost", "Bot is hosted in another cloud"),
    Said(404, "ConversationNotFound", "Conversation not found."),
    Said(404, "ActivityNotFoundInConversation", "The activity was not found."),
    Said(405, "MethodNotAllowed", "Not supported"),
    Said(413, "MessageSizeTooBig", "Message size too large"),
    Said(418, "AsNobodyKnowsYet", "Something new"),
]
STREAMS = [
    *EVERYWHERE,
    Said(400, "BadRequest", "Streaming is not allowed here"),
    Said(403, "ContentStreamNotAllowed", "Content stream is not allowed"),
    Said(403, "ContentStreamNotAllowed", "Content stream is not allowed on an already completed streamed message"),
    Said(403, "ContentStreamNotAllowed", "Content stream finished due to exceeded streaming time"),
    Said(403, "ContentStreamNotAllowed", "Message size too large"),
    Said(403, "AsNobodyKnowsYet", "Something new"),
]


class Ever(deque[TeamsFault]):
    """The same refusal for as long as anybody asks."""

    def __bool__(self) -> bool:
        return True

    def popleft(self) -> TeamsFault:
        return self[0]


def refuse(house: House, operation: str, said: Said, *, ever: bool) -> None:
    house.rest()
    house.teams.connector.failures[operation] = Ever([said.fault]) if ever else deque([said.fault])


async def shown_after(house: House, *, personal: bool, text: str) -> list[Message]:
    """What the assistant shows anywhere of what it is asked here."""
    known = len(house.teams.messages)
    where = house.teams.personal("ana") if personal else house.teams.group
    await house.ana.write(where, text if personal else f"{BOT} {text}")
    await settled(house.services)
    return [m for m in house.teams.messages[known:] if m.sender == house.teams.tenant.bot["id"]]


def whole(messages: list[Message]) -> str:
    return " ".join(" ".join(message.text for message in messages).split())


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def known(house: House) -> None:
    """Ana has her own chat with the assistant."""
    house.provider.scripts.append(script("Hello"))
    await house.answered(await house.ana.write(house.teams.personal("ana"), "hello"))


@pytest.mark.parametrize("ever", [False, True], ids=["once", "ever"])
@pytest.mark.parametrize("said", sampled(STREAMS, 3), ids=str)
async def test_an_answer_arrives_whatever_is_said_of_its_stream(house: House, said: Said, ever: bool) -> None:
    refuse(house, "stream", said, ever=ever)
    house.provider.scripts.append(script(*(f"{word} " for word in LONG.split())))
    messages = await shown_after(house, personal=True, text="tell me about the plan")
    assert LONG.strip() in whole(messages)
    assert not house.channel.threads.answering(lambda place: place.personal)


@pytest.mark.parametrize("ever", [False, True], ids=["once", "ever"])
@pytest.mark.parametrize("said", sampled(EVERYWHERE, 2), ids=str)
async def test_an_answer_arrives_whatever_is_said_of_its_updates(house: House, said: Said, ever: bool) -> None:
    refuse(house, "update", said, ever=ever)
    house.provider.scripts.append(script(*(f"{word} " for word in LONG.split())))
    messages = await shown_after(house, personal=False, text="tell me about the plan")
    assert LONG.strip() in whole(messages)


@pytest.mark.parametrize("said", sampled(EVERYWHERE, 2), ids=str)
async def test_an_answer_arrives_where_its_message_is_refused(house: House, said: Said) -> None:
    """In another form, or in the chat of who asked."""
    refuse(house, "send", said, ever=False)
    house.teams.connector.failures["send"].append(said.fault)  # the first is that somebody writes
    house.provider.scripts.append(script("Here ", "it ", "is."))
    messages = await shown_after(house, personal=False, text="tell me about the plan")
    assert "Here it is." in whole(messages)


@pytest.mark.parametrize("ever", [False, True], ids=["once", "ever"])
@pytest.mark.parametrize("said", sampled(EVERYWHERE, 2), ids=str)
async def test_a_card_is_shown_whatever_is_said_of_it(house: House, said: Said, ever: bool) -> None:
    if ever and said.status in (401, 403, 404):
        pytest.skip("such an answer is about the conversation, not about its cards")
    refuse(house, "card", said, ever=ever)
    messages = await shown_after(house, personal=False, text=EVENT)
    assert any(message.card for message in messages) or "Design review" in whole(messages)


@pytest.mark.parametrize("said", sampled(EVERYWHERE, 3), ids=str)
async def test_what_became_of_a_click_is_shown_where_the_card_may_not_change(house: House, said: Said) -> None:
    house.rest()
    _, card = await house.event(house.teams.group)
    known = len(house.teams.messages)
    refuse(house, "update", said, ever=True)
    await house.ana.click(card, "confirm")
    await settled(house.services)
    told = [m for m in house.teams.messages[known:] if m.sender == house.teams.tenant.bot["id"]]
    assert any("In your calendar" in shown(message) + message.text for message in told)


@pytest.mark.parametrize("operation", ["member"])
async def test_what_cannot_be_looked_up_costs_no_answer(house: House, operation: str) -> None:
    refuse(house, operation, EVERYWHERE[-1], ever=True)
    house.provider.scripts.append(script("Here you are."))
    messages = await shown_after(house, personal=False, text="hello")
    assert "Here you are." in whole(messages)
