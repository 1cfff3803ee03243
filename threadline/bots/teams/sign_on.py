"""Connecting Outlook from Teams: by single sign-on where it is set up, else by a link.

    click ──► loginRequest ──► the client has a token ──► the click again, with it ──► exchanged (on-behalf-of), kept
    OAuthCard ──► signin/tokenExchange with a token ──► the same; 412: the client shows the card's button
    that button ──► our page, Microsoft's consent ──► signin/verifyState

Each client that somebody has open sends a token of its own for one card; they are one exchange. A token has to be the
sender's: nobody's calendar can be connected to somebody else. Sources: learn.microsoft.com/microsoftteams/platform/
bots/how-to/authentication/bot-sso-code, …/task-modules-and-cards/cards/enable-sso-for-your-adaptive-cards and
learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.inbound import place_of
from threadline.bots.teams.outbound import Outgoing
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.rendering import markdown
from threadline.bots.teams.routes import Answer
from threadline.bots.teams.sign_on_messages import CONNECTION, login_request, oauth_card, refused, told
from threadline.bots.teams.token_claims import belongs_to
from threadline.calendar.port import CalendarError, ConsentNeeded
from threadline.core.calendars.connection_errors import ConnectingError
from threadline.core.calendars.connections import Connections
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.interactions.commands import Commands
from threadline.core.proposals.decisions import Decisions
from threadline.core.proposals.relocation import into_own_calendar
from threadline.storage.connections import CONNECTED
from threadline.storage.teams import SentRecord
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

Json = dict[str, Any]

BACKEND = "microsoft"
_MOST_EXCHANGES = 1_000
_OK, _BAD, _PRECONDITION = 200, 400, 412
_NOT_YET = N_("Microsoft wants you to allow it first: press the button and follow the page that opens.")
_NOT_YOURS = N_("That sign-in is somebody else's, so nothing was connected.")


@dataclass(frozen=True, slots=True)
class Connect:
    """How a try to connect ended: what was connected, in words, or why not. `asks`: a page has to be gone through."""

    words: str
    done: bool = False
    asks: bool = False


@dataclass(slots=True)
class SignOn:
    """Connects the Microsoft calendars of people in Teams. `resource` is None where single sign-on is not set up."""

    connections: Connections
    calendars: Calendars
    decisions: Decisions
    commands: Commands
    acquaintance: Acquaintance
    outgoing: Outgoing
    resource: str | None
    reachable: bool
    _exchanges: dict[str, asyncio.Task[Connect]] = field(default_factory=dict)

    @property
    def possible(self) -> bool:
        """Whether Outlook can be connected here at all."""
        kinds = {kind.name for kind in self.connections.kinds}
        return self.reachable and self.connections.ready and BACKEND in kinds

    async def wanted(self, person: Person) -> bool:
        """Whether somebody can connect Outlook and has connected nothing yet. Raises `StorageError`."""
        return self.possible and not await self.calendars.connections(person)

    async def offered(self, person: Person, conversation: str) -> bool:
        """Whether a card is to offer it: the first one of somebody who has connected nothing. Raises `StorageError`."""
        return await self.wanted(person) and await self.outgoing.outbox.claim(_offer_key(person), conversation)

    async def was_offered(self, person: Person, conversation: str, activity: str) -> None:
        """The card that offers it stands there. Raises `StorageError`."""
        await self.outgoing.outbox.put(SentRecord(_offer_key(person), 0, conversation, activity))

    async def clicked(self, incoming: Incoming, data: Mapping[str, Any]) -> Json:
        """The button, or what the client sends after it: a token, or that the page was gone through."""
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            if (connected := await self._standing(person)) or not self.possible:
                await self._relocate(person, data)
                return told(connected or _("Outlook cannot be connected here: ask whoever runs this service."))
            if self.resource is None:
                return await self._by_link(incoming, person)
            given = incoming.data.get("authentication")
            if not isinstance(given, dict):
                link = await self.connections.begin(person, BACKEND)
                return login_request(self._nonce(incoming), self.resource, link)
            connect = await self._exchanged(incoming, person, given)
            if connect.done:
                await self._relocate(person, data)
                return told(connect.words)
            return refused(connect.words) if connect.asks else told(connect.words)

    async def begin(self, incoming: Incoming) -> None:
        """The button, of a client that cannot execute actions: the card that signs on, or a link."""
        if await self.ask(incoming):
            return
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            if self.possible and not await self._standing(person):
                await self._send_link(incoming, person)

    async def ask(self, incoming: Incoming) -> bool:
        """Send the card that signs on, to the sender's own chat; False where there is no single sign-on."""
        person = await self.acquaintance.person(incoming)
        if self.resource is None or not self.possible or not incoming.personal or await self._standing(person):
            return False
        place = place_of(incoming)
        with speaking(person.speech):
            link = await self.connections.begin(person, BACKEND)
            card = oauth_card(self._nonce(incoming), self.resource, link)
            await self.outgoing.once(f"sign-on-{incoming.id}", place, place.conversation, card)
        return True

    async def token_given(self, incoming: Incoming) -> Answer:
        """`signin/tokenExchange`: the client has a token for the card. Raises `StorageError`."""
        given = incoming.data
        if not _is_exchange(given):
            return Answer(_BAD, _failure(given, "unknown connection or no token"))
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            connect = await self._exchanged(incoming, person, given)
            if not connect.done:
                return Answer(_PRECONDITION, _failure(given, connect.words))
            await self._tell(incoming, str(given["id"]), connect.words)
        return Answer(_OK, _failure(given, None))

    async def verified(self, incoming: Incoming) -> Answer:
        """`signin/verifyState`: the page of the card's button was closed. Raises `StorageError`."""
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            if connected := await self._standing(person):
                await self._tell(incoming, str(incoming.data.get("state") or ""), connected)
                return Answer(_OK, {})
            return Answer(_PRECONDITION, {"failureDetail": _("Outlook is not connected yet.")})

    async def failed(self, incoming: Incoming) -> None:
        """`signin/failure`: the client could not get a token. The person gets a link instead."""
        code = str(incoming.data.get("code") or "")[:100]
        log.warning("single sign-on failed", code=code, message=str(incoming.data.get("message") or "")[:300])
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            if self.possible and not await self._standing(person):
                await self._send_link(incoming, person)

    async def close(self) -> None:
        """Let exchanges that are on their way end: a token that came must be kept."""
        await asyncio.gather(*self._exchanges.values(), return_exceptions=True)

    async def _exchanged(self, incoming: Incoming, person: Person, given: Mapping[str, Any]) -> Connect:
        """The exchange of a card for a person: one, whoever of their clients began it."""
        if not _is_exchange(given):
            return Connect(_(_NOT_YET), asks=True)
        key = f"{person.id}:{given['id']}"
        if key not in self._exchanges:
            if len(self._exchanges) >= _MOST_EXCHANGES:
                self._exchanges = {name: task for name, task in self._exchanges.items() if not task.done()}
            self._exchanges[key] = asyncio.create_task(self._exchange(incoming, person, str(given["token"])))
        connect = await asyncio.shield(self._exchanges[key])
        if not connect.done:
            self._exchanges.pop(key, None)  # it may be tried again
        return connect

    async def _exchange(self, incoming: Incoming, person: Person, token: str) -> Connect:
        if not belongs_to(token, incoming.sender.aad_object_id or "", incoming.tenant):
            log.warning("a token of somebody else was refused")
            return Connect(_(_NOT_YOURS))
        try:
            done = await self.connections.sign_on(person, BACKEND, token, tenant=incoming.tenant.lower())
        except ConsentNeeded:
            return Connect(_(_NOT_YET), asks=True)
        except (CalendarError, ConnectingError) as error:
            log.warning("single sign-on did not connect", error=f"{type(error).__name__}: {error}")
            return Connect(str(error), asks=True)
        return Connect(await self._words(person, done.connection.label), done=True)

    async def _standing(self, person: Person) -> str:
        """What is connected already, in words; "" where nothing of Microsoft's is."""
        for record in await self.calendars.connections(person):
            if record.backend == BACKEND and record.state == CONNECTED:
                return await self._words(person, record.label)
        return ""

    async def _words(self, person: Person, account: str) -> str:
        first = (await self.calendars.of(person))[0].name
        said = _("Outlook is connected: {account}.", account=account)
        from_now_on = _("New events go there.")
        return f"{said} {from_now_on}" if first == BACKEND else said

    async def _by_link(self, incoming: Incoming, person: Person) -> Json:
        await self._send_link(incoming, person)
        return told(_("I sent you a link, for you alone: open it to connect Outlook."))

    async def _send_link(self, incoming: Incoming, person: Person) -> None:
        words = markdown(await self.commands.connect(person))
        key = f"link-{incoming.base_conversation}-{incoming.id}"
        await self.outgoing.whisper(place_of(incoming), key, {"text": words})

    async def _tell(self, incoming: Incoming, of: str, words: str) -> None:
        place = place_of(incoming)
        key = f"connected-{hashlib.sha256(f'{place.account}|{of}'.encode('utf-8', 'surrogatepass')).hexdigest()}"
        await self.outgoing.whisper(place, key, {"text": words})

    async def _relocate(self, person: Person, data: Mapping[str, Any]) -> None:
        """Whoever connects from a card wants its event there."""
        if isinstance(proposal := data.get("proposal"), str):
            await into_own_calendar(self.decisions, self.calendars, person, proposal)

    def _nonce(self, incoming: Incoming) -> str:
        """What the clients of one person name one card by."""
        told_of = f"{incoming.tenant}|{incoming.base_conversation}|{incoming.reply_to_id or ''}|{incoming.id or ''}"
        return hashlib.sha256(told_of.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _offer_key(person: Person) -> str:
    """Under which key it is kept that somebody was offered it."""
    return f"connect-offer-{NAME}-{person.id}"


def _is_exchange(given: Mapping[str, Any]) -> bool:
    texts = all(isinstance(given.get(name), str) and given[name] for name in ("id", "token"))
    return texts and given.get("connectionName") == CONNECTION


def _failure(given: Mapping[str, Any], detail: str | None) -> Json:
    """The body of an exchange's answer, as the platform has it."""
    return {"id": given.get("id"), "connectionName": given.get("connectionName"), "failureDetail": detail}
