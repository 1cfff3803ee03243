"""The HTTP channel: answers grow in memory and in the database, and whoever asked reads them there."""

from collections.abc import Sequence
from typing import ClassVar

from threadline.bots.webhook.http.call import NAME
from threadline.bots.webhook.schema.first_use import prepare
from threadline.core.channels.port import Capabilities, Step
from threadline.core.domain.message import Person, Turn
from threadline.core.domain.proposal import Proposal
from threadline.core.services import Services
from threadline.core.turns.live_updates import LiveUpdates
from threadline.storage.notices import NoticeStore

_INTERVAL_SECONDS = 0.02
_MAX_TEXT = 1_000_000


class WebhookReply:
    """An answer that its readers watch through `LiveUpdates`."""

    bucket = NAME
    keeps_work: ClassVar[bool] = True

    def __init__(self, live: LiveUpdates, message_id: str) -> None:
        self._live = live
        self._message_id = message_id

    async def show(self, text: str) -> str | None:
        """Let all who watch see the text so far. There is no platform, so there is no id of the platform's either."""
        self._live.show(self._message_id, text)
        return None

    async def work(self, steps: Sequence[Step]) -> str | None:
        """Let all who watch see what is being done."""
        self._live.work(self._message_id, steps)
        return None

    async def finish(self, text: str) -> str | None:
        """Let all who watch see the final text; that it is final stands in the database."""
        return await self.show(text)


class WebhookChannel:
    """The API's side of the engine. Cards are views of the database, so presenting one sends nothing, and what a person
    is told unasked waits there until the console, the terminal or another client shows it.
    """

    name = NAME
    is_board: ClassVar[bool] = True
    capabilities = Capabilities(interval=_INTERVAL_SECONDS, max_text=_MAX_TEXT)

    def __init__(self, live: LiveUpdates, notices: NoticeStore) -> None:
        self._live = live
        self._notices = notices

    async def open_reply(self, turn: Turn) -> WebhookReply:
        """The surface of this turn's answer."""
        return WebhookReply(self._live, turn.message_id)

    async def present(self, proposal: Proposal, turn: Turn) -> str | None:
        """Nothing to send: a stream tells of the proposal when the answer is over."""
        return None

    async def refresh(self, proposal: Proposal) -> None:
        """Nothing to send: whoever looks at the proposal sees it as it stands."""

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        """Keep it for whoever asks in the person's name. Raises `StorageError`."""
        await self._notices.add(person.id, text, key=key)
        return True

    def preload(self) -> None:
        """Build what messages are read by and answered with."""
        prepare()

    async def run(self) -> None:
        """Nothing to poll."""


def create(services: Services) -> WebhookChannel:
    """The channel, as the entry point `threadline.channels` makes it."""
    return WebhookChannel(services.conversations.live_updates, services.people.notices)
