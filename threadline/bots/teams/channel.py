"""The Microsoft Teams channel: how the engine speaks there."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING

import structlog

from threadline.bots.teams.answer_card import AnswerCard, Drawn
from threadline.bots.teams.card_actions import ACKNOWLEDGE_SECONDS, CardClicks
from threadline.bots.teams.commands import HELP, Asking
from threadline.bots.teams.connector import Connector, Sessions
from threadline.bots.teams.credentials import Tokens, issuer_of
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.event_handlers import Listeners
from threadline.bots.teams.files import Files
from threadline.bots.teams.guest_views import Guests
from threadline.bots.teams.inbound import Intake
from threadline.bots.teams.inbox import Inbox
from threadline.bots.teams.outbound import Outgoing
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.poll_board import PollBoards
from threadline.bots.teams.posted_card import Cards, key_of
from threadline.bots.teams.posted_reply import PostedReply, Surface
from threadline.bots.teams.rate_limits import Limits
from threadline.bots.teams.rendering import markdown, split
from threadline.bots.teams.routes import Door
from threadline.bots.teams.service_urls import ServiceHosts
from threadline.bots.teams.sign_on import SignOn
from threadline.bots.teams.signing_keys import KeyRing
from threadline.bots.teams.streaming import StreamedReply
from threadline.bots.teams.thread_ref import CardPlace, Place
from threadline.bots.teams.token_verification import Verifier
from threadline.config.addresses import is_loopback
from threadline.core.channels.answer_texts import AnswerTexts
from threadline.core.channels.card_versions import CardVersions
from threadline.core.channels.errors import ChannelError, SurfaceGone
from threadline.core.channels.overhearing import Overhearing
from threadline.core.channels.poll_view import PollView
from threadline.core.channels.port import Capabilities, Reply
from threadline.core.channels.thread_tracker import Running, ThreadTracker
from threadline.core.domain.message import Message, Person, Turn
from threadline.core.domain.proposal import Proposal
from threadline.core.interactions.card_actions import CardActions
from threadline.core.interactions.commands import Commands
from threadline.core.interactions.guest_views import GuestViews
from threadline.core.polls.poll_clicks import PollClicks
from threadline.core.runtime.background_tasks import BackgroundTasks
from threadline.core.runtime.clock import Clocks
from threadline.core.services import Services
from threadline.storage.database.errors import StorageError
from threadline.storage.teams import SentRecord, TeamsDirectory, TeamsOutbox
from threadline.texts.messages import _

if TYPE_CHECKING:
    from aiohttp import web

    from threadline.bots.teams.adapter import TeamsAdapter


log = structlog.get_logger()

_INTERVAL = 2.0
_UPDATES_PER_MINUTE = 30
_MAX_TEXT = 200_000
_NOTICE = 20_000
_KEPT = timedelta(days=400)  # longer than any proposal waits for its click
_TIDY_SECONDS = 6 * 3_600.0


class TeamsChannel:
    """Microsoft Teams, as one app."""

    name = NAME
    capabilities = Capabilities(
        files=True, interval=_INTERVAL, updates_per_minute=_UPDATES_PER_MINUTE, max_text=_MAX_TEXT
    )

    def __init__(self, services: Services, clocks: Clocks | None = None) -> None:
        clocks = clocks or Clocks()
        settings = services.settings
        self._settings = settings
        self._conversations = services.conversations.store
        self._clocks = clocks
        self._sessions = Sessions()
        self._cloud = settings.teams_endpoints
        self._hosts = ServiceHosts(frozenset(self._cloud.service_hosts), development=settings.teams_development)
        self._tokens = Tokens(issuer_of(settings, clocks.sleep), clocks.monotonic) if settings.teams_app_id else None
        self._connector = Connector(
            self._sessions.get, self._hosts, self._tokens, Limits(clocks.monotonic, clocks.sleep), clocks.sleep
        )
        self._keys = KeyRing(self._sessions.get, self._cloud.openid_url, clock=clocks.monotonic, sleep=clocks.sleep)
        directory = TeamsDirectory(services.storage.database)
        self._outgoing = Outgoing(self._connector, directory, TeamsOutbox(services.storage.database))
        self._posted = Cards(
            self._connector, self._outgoing, settings.base_url, extended=settings.teams_extended_markdown
        )
        self._answers = AnswerTexts(lambda key: services.conversations.turns.get(key), clocks.sleep)
        self.threads = ThreadTracker[Place](self._is_stored)
        self._background = BackgroundTasks()
        self._cards = CardVersions(CardPlace.from_json)
        acquaintance = Acquaintance(
            services.people.directory,
            services.people.account_linking,
            directory,
            self._connector,
            (settings.teams_tenant_id or "").lower(),
            clocks.monotonic,
        )
        self._commands = Commands(
            services.conversations.templates,
            services.people.self_service,
            NAME,
            "/",
            HELP,
            services.conversations.reply_policies,
        )
        self._sign_on = SignOn(
            services.calendars.connections,
            services.calendars.registry,
            services.proposals.decisions,
            self._commands,
            acquaintance,
            self._outgoing,
            settings.teams_sso_resource,
            reachable=settings.base_url is not None,
        )
        repository, registry = services.proposals.repository, services.calendars.registry
        views = GuestViews(repository, registry, lambda person_id: services.people.directory.get(person_id))
        self._guests = Guests(
            views, services.people.directory, acquaintance, self._outgoing, services.engine, self._background
        )
        clicks = PollClicks(services.polls.polls, services.people.directory)
        self._poll_boards = PollBoards(self._connector, self._outgoing, acquaintance, clicks)
        self._card_actions = CardActions(services.proposals.decisions, self.refresh, patience=ACKNOWLEDGE_SECONDS)
        listeners = self._listeners(services, acquaintance)
        self.inbox = Inbox(cache(partial(_adapter, self._connector, listeners)), services.inbound)
        services.inbound.listen(NAME, self.inbox.deal)

    def routes(self) -> "list[web.RouteDef]":
        """The address that the Bot Connector calls."""
        settings = self._settings
        verifier = None
        if settings.teams_app_id is not None:
            tenants = settings.teams_tenants or (settings.teams_tenant_id or "",)
            answered = frozenset(map(str.lower, tenants))
            verifier = Verifier(
                settings.teams_app_id, answered, self._hosts, self._keys, self._cloud.issuer, self._clocks.wall
            )
        return Door(self.inbox.take, self._hosts, verifier).routes()

    async def open_reply(self, turn: Turn) -> Reply:
        """A stream in personal chats, messages elsewhere; where something of this answer stands already, that."""
        place = Place.from_json(turn.message.address)
        self.threads.begin(Running(turn.message_id, turn.person.id, place))
        refs = turn.surface_ref.split(",") if turn.surface_ref else []
        if not refs and turn.epoch > 1:
            refs = [_ref(sent, place) for sent in await self._sent(turn)]
        url = await self._outgoing.service_url(place.conversation, place.service_url)
        surface = Surface(
            self._connector,
            self._outgoing.outbox,
            place,
            turn.key,
            url,
            on_end=lambda: self.threads.end(turn.message_id),
            own_chat=lambda: self._outgoing.chat_of(turn.person.id),
            extended=self._settings.teams_extended_markdown,
        )
        if not place.personal:
            if not refs:
                self._background.start(self._show_typing(surface))
            return PostedReply(surface, refs=refs, card=self._answer_card(turn, place, url))
        # No card in a stream's last message: Microsoft's own client keeps showing it as it was when that is changed.
        reply = StreamedReply(
            surface,
            self._background,
            self._clocks.monotonic,
            self._clocks.sleep,
            steps=steps_of(turn.message),
            left_open=refs[0] if refs else "",
            refs=refs,
        )
        if not refs:
            reply.begin()
        return reply

    async def present(self, proposal: Proposal, turn: Turn) -> str | None:
        """Post the card below the answer, once; where the answer shows it already, say so."""
        place = Place.from_json(turn.message.address)
        url = await self._outgoing.service_url(place.conversation, place.service_url)
        async with self._cards.lock(proposal):
            if (shown := self._cards.shown(proposal)) is not None:
                return shown.to_json()
            sent = await self._outgoing.outbox.of_key(key_of(proposal))
            known = sent[0].activity_id if sent else ""
            where = sent[0].conversation_id if known else place.conversation
            personal = place.personal or where != place.conversation  # it may have gone to their own chat
            card = CardPlace(where, known, place.account, turn.person.name, personal, url)
            if known:
                card = replace(card, below=known in {each.activity_id for each in await self._sent(turn)})
            else:
                card = replace(card, connect=await self._sign_on.offered(turn.person, place.conversation))
                card = await self._posted.post(proposal, card, place)
                if card.connect:
                    await self._sign_on.was_offered(turn.person, card.conversation, card.activity)
            self._cards.show(proposal, card)
        return card.to_json()

    async def _sent(self, turn: Turn) -> Sequence[SentRecord]:
        return await self._outgoing.outbox.of_key(turn.key)

    def _answer_card(self, turn: Turn, place: Place, url: str) -> AnswerCard:
        """The card that an answer may come to show."""
        standing = CardPlace(place.conversation, "", place.account, turn.person.name, place.personal, url, below=True)

        async def draw(proposal: Proposal) -> Drawn:
            connect = await self._sign_on.offered(turn.person, place.conversation)
            return Drawn(proposal, self._posted.attached(proposal, replace(standing, connect=connect)), connect)

        async def told(drawn: Drawn, activity: str, text: str) -> None:
            self._answers.keep(turn.message_id, text)
            self._cards.show(drawn.proposal, replace(standing, activity=activity, connect=drawn.connect))
            key = key_of(drawn.proposal)
            await self._outgoing.outbox.put(SentRecord(key, 0, place.conversation, activity))
            if drawn.connect:
                await self._sign_on.was_offered(turn.person, place.conversation, activity)

        return AnswerCard(draw, told)

    async def refresh(self, proposal: Proposal) -> None:
        """Make the card tell the truth, for everybody: what is newer stays."""
        async with self._cards.renewal(proposal) as place:
            if place is None:
                return
            answer = await self._answers.of(proposal.message_id) if place.below else ""
            await self._posted.update(proposal, place, answer)
            self._background.start(self._guests.show(proposal))

    async def show_poll(self, poll: PollView, asked: Message, *, ref: str | None, again: bool) -> str | None:
        """Show a poll in its thread, or make what is shown tell the truth."""
        return await self._poll_boards.show(poll, asked, ref=ref, again=again)

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        """Tell somebody something in their own chat, once per `key`. False where they cannot be reached in Teams.

        Raises `ChannelError` for trouble that may pass: nothing was told then, and it may be tried again.
        """
        chat = await self._outgoing.chat_of(person.id)
        if chat is None:
            return False
        try:
            for number, part in enumerate(split(markdown(text), _NOTICE)):
                await self._outgoing.once(f"note-{key}-{number}", chat, chat.conversation, {"text": part})
        except SurfaceGone as error:
            log.info("person not reached", error=str(error))
            return False
        return True

    def preload(self) -> None:
        """Load botbuilder."""
        import_module("threadline.bots.teams.adapter")

    async def run(self) -> None:
        """Fetch the keys before anybody calls; forget what was sent long ago, from time to time."""
        if self._settings.teams_app_id is not None:
            await self._keys.fetch()
        while True:
            try:
                await self._outgoing.outbox.forget(_KEPT)
            except StorageError as error:
                log.error("storage unavailable", error=str(error))
            await asyncio.sleep(_TIDY_SECONDS)

    async def close(self) -> None:
        """Let decisions end and close the connections."""
        await self.inbox.close()
        await self._keys.close()
        await self._sign_on.close()
        await self._card_actions.close()
        await self._background.close()
        await self._sessions.close()

    def _listeners(self, services: Services, acquaintance: Acquaintance) -> Listeners:
        here = self._hosts.development or any(is_loopback(host) for host in self._hosts.allowed)
        files = Files(self._sessions.get, services.documents, self._hosts, self._tokens, here=here)
        intake = Intake(
            services.engine,
            lambda key: services.conversations.turns.has(NAME, key),
            acquaintance,
            services.people.preferences,
            self.threads,
            files,
            Overhearing(services.conversations.overheard, NAME),
        )
        return Listeners(
            intake=intake,
            threads=self.threads,
            card_clicks=CardClicks(self._card_actions, acquaintance, self._cards.place, services.settings.base_url),
            asking=Asking(self._commands, intake, acquaintance, self._outgoing),
            acquaintance=acquaintance,
            outgoing=self._outgoing,
            background=self._background,
            engine=services.engine,
            audit=services.storage.audit,
            replies=services.conversations.reply_policies,
            sign_on=self._sign_on,
            guests=self._guests,
            poll_boards=self._poll_boards,
            decisions=services.proposals.decisions,
            turns=services.conversations.turns,
        )

    async def _show_typing(self, surface: Surface) -> None:
        """That somebody writes: a courtesy, which must not cost an answer."""
        try:
            await self._connector.stream(surface.service_url, surface.place.conversation, {"type": "typing"})
        except ChannelError as error:
            log.debug("typing not shown", error=str(error))

    async def _is_stored(self, conversation_key: str) -> bool:
        return await self._conversations.find(NAME, conversation_key) is not None


def _adapter(connector: Connector, listeners: Listeners) -> "TeamsAdapter":
    from threadline.bots.teams.adapter import TeamsAdapter

    return TeamsAdapter(connector, listeners)


def steps_of(asked: Message) -> str:
    """What is done before the answer begins, in a few words."""
    read = [file.name[:100] for file in asked.attachments if file.text]
    return _("Reading {files}…", files=", ".join(read)) if read else ""


def _ref(sent: SentRecord, place: Place) -> str:
    """What was sent, as its reply names it: what stands elsewhere names its conversation."""
    here = sent.conversation_id == place.conversation
    return sent.activity_id if here else f"{sent.conversation_id}/{sent.activity_id}"
