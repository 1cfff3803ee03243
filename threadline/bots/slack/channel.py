"""The Slack channel: how the engine speaks there."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from threadline.bots.slack.agent_pane import Pane
from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.answer_card import AnswerCard
from threadline.bots.slack.bolt import make_app
from threadline.bots.slack.card_actions import ACKNOWLEDGE_SECONDS, CardClicks
from threadline.bots.slack.commands import HELP, Asking
from threadline.bots.slack.directory import Directory
from threadline.bots.slack.errors import NAME
from threadline.bots.slack.event_handlers import Listeners
from threadline.bots.slack.guest_views import Guests
from threadline.bots.slack.home import Home
from threadline.bots.slack.inbound import Intake
from threadline.bots.slack.inbox import Inbox
from threadline.bots.slack.installations import InstallationStore
from threadline.bots.slack.notices import Notices
from threadline.bots.slack.people import Acquaintance
from threadline.bots.slack.poll_board import PollBoards
from threadline.bots.slack.posted_card import Cards
from threadline.bots.slack.posted_reply import EditedReply
from threadline.bots.slack.profiles import Profiles
from threadline.bots.slack.rate_limits import Limits
from threadline.bots.slack.recovery import find_card, find_reply
from threadline.bots.slack.rendering import harmless
from threadline.bots.slack.routes import Doors
from threadline.bots.slack.segments import close_stream
from threadline.bots.slack.socket_mode import SocketMode
from threadline.bots.slack.streaming import StreamedReply
from threadline.bots.slack.thread_ref import CardPlace, Place
from threadline.bots.slack.user_groups import UserGroups
from threadline.bots.slack.workspaces import DEFAULT_API, AppCredentials, Workspaces
from threadline.config import Settings
from threadline.core.channels.answer_texts import AnswerTexts
from threadline.core.channels.card_versions import CardVersions
from threadline.core.channels.errors import ChannelError
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

if TYPE_CHECKING:
    from aiohttp import web

log = structlog.get_logger()

_INTERVAL = 1.0
_MAX_TEXT = 200_000
_STEP = 100


class SlackChannel:
    """Slack, in every workspace that has the app."""

    name = NAME
    capabilities = Capabilities(files=True, interval=_INTERVAL, max_text=_MAX_TEXT)

    def __init__(self, services: Services, clocks: Clocks | None = None) -> None:
        clocks = clocks or Clocks()
        settings = services.settings
        self._settings = settings
        self._conversations = services.conversations.store
        self._clocks = clocks
        self._limits = Limits(clocks.monotonic, clocks.sleep)
        self.workspaces = Workspaces(_credentials(settings), InstallationStore(services.storage.secrets), self._limits)
        self.threads = ThreadTracker[Place](self._is_stored)
        self._background = BackgroundTasks()
        profiles = Profiles(self._trusts, clocks.monotonic)
        directory = Directory(self._background, clocks.monotonic)
        acquaintance = Acquaintance(services.people.directory, profiles)
        intake = Intake(
            services.engine,
            profiles,
            UserGroups(profiles, clocks.monotonic),
            directory,
            self.threads,
            services.documents,
            Overhearing(services.conversations.overheard, NAME),
            known=lambda key: services.conversations.turns.has(NAME, key),
            conversation_of=lambda key: services.conversations.store.key_of(NAME, key),
            channels=settings.slack_channels,
        )
        self._card_actions = CardActions(services.proposals.decisions, self.refresh, patience=ACKNOWLEDGE_SECONDS)
        views = GuestViews(services.proposals.repository, services.calendars.registry, services.people.directory.get)
        self._guests = Guests(views, self.workspaces, acquaintance, intake)
        clicks = PollClicks(services.polls.polls, services.people.directory)
        self._poll_boards = PollBoards(self.workspaces, acquaintance, clicks)
        listeners = Listeners(
            workspaces=self.workspaces,
            intake=intake,
            threads=self.threads,
            card_clicks=CardClicks(self._card_actions, acquaintance),
            guests=self._guests,
            poll_boards=self._poll_boards,
            asking=Asking(_commands(services), intake, acquaintance),
            home=_home(services, acquaintance),
            pane=Pane(intake),
            acquaintance=acquaintance,
            engine=services.engine,
            audit=services.storage.audit,
            replies=services.conversations.reply_policies,
            decisions=services.proposals.decisions,
            turns=services.conversations.turns,
        )
        self.inbox = Inbox(cache(lambda: make_app(self.workspaces, listeners)), services.inbound)
        services.inbound.listen(NAME, self.inbox.deal)
        self._cards = CardVersions(CardPlace.read)
        self._posted = Cards(settings.base_url, clocks.sleep)
        self._answers = AnswerTexts(lambda key: services.conversations.turns.get(key), clocks.sleep)
        self._notices = Notices(self.workspaces, services.people.directory)

    def routes(self) -> "list[web.RouteDef]":
        """The addresses that Slack and installing administrators call."""
        settings = self._settings
        if settings.slack_signing_secret is None:
            return []
        secret = settings.slack_signing_secret.get_secret_value().encode()
        doors = Doors(
            self.inbox,
            self.workspaces,
            secret,
            settings.base_url,
            _authorize_url(settings.slack_api_url),
            self._clocks.wall,
        )
        return doors.routes()

    async def open_reply(self, turn: Turn) -> Reply:
        """A stream in the thread; where something of this answer stands already, the messages that stand."""
        place = Place.from_json(turn.message.address)
        workspace = await self.workspaces.of(place.team, place.enterprise)
        self.threads.begin(Running(turn.message_id, turn.person.id, place))
        refs = turn.surface_ref.split(",") if turn.surface_ref else []
        if not refs and turn.epoch > 1:
            refs = await find_reply(workspace.calls, place, turn.key)
        session = Session(workspace.calls, place, lambda: self.threads.end(turn.message_id))
        if refs and "/" not in refs[-1]:
            await close_stream(workspace.calls, place, refs[-1], turn.key)
        session.begin()
        calls = workspace.calls.of_answer()
        card = AnswerCard(
            lambda proposal: self._posted.blocks(proposal, place.user, place.channel), self._carried(turn, place)
        )
        if refs:
            return EditedReply(calls, place, turn.key, turn.message_id, session, refs=refs, card=card)
        return StreamedReply(
            calls,
            place,
            turn.key,
            turn.message_id,
            session,
            self._background,
            self._clocks.monotonic,
            steps_of(turn.message),
            card=card,
        )

    async def present(self, proposal: Proposal, turn: Turn) -> str | None:
        """Post the card below the answer, once; where the answer shows it already, say so."""
        place = Place.from_json(turn.message.address)
        workspace = await self.workspaces.of(place.team, place.enterprise)
        async with self._cards.lock(proposal):
            if (shown := self._cards.shown(proposal)) is not None:
                return str(shown)
            found = await find_card(workspace.calls, place, proposal.id) if turn.epoch > 1 else None
            if found is not None:
                card = CardPlace(place.team, place.enterprise, place.channel, found.ts, place.user, found.below)
            else:
                card = await self._posted.post(workspace, place, proposal)
            self._cards.show(proposal, card)
        return str(card)

    def _carried(self, turn: Turn, place: Place) -> Callable[[Proposal, str, str], None]:
        """What is told at the end of an answer that shows a card."""

        def told(proposal: Proposal, ts: str, text: str) -> None:
            self._answers.keep(turn.message_id, text)
            card = CardPlace(place.team, place.enterprise, place.channel, ts, place.user, turn.key)
            self._cards.show(proposal, card)

        return told

    async def refresh(self, proposal: Proposal) -> None:
        """Make the card tell the truth: what is newer stays."""
        async with self._cards.renewal(proposal) as place:
            if place is None:
                return
            workspace = await self.workspaces.of(place.team, place.enterprise)
            answer = await self._answers.of(proposal.message_id) if place.below else ""
            await self._posted.update(workspace, place, proposal, answer)
            self._background.start(self._guests.show(proposal, place))

    async def show_poll(self, poll: PollView, asked: Message, *, ref: str | None, again: bool) -> str | None:
        """Show a poll in its thread, or make what is shown tell the truth."""
        return await self._poll_boards.show(poll, asked, ref=ref, again=again)

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        """Tell somebody something in a direct message, once per `key`. False where Slack does not know them."""
        return await self._notices.tell(person.id, text, key=key)

    def preload(self) -> None:
        """Load Bolt."""
        import_module("slack_bolt.async_app")

    async def run(self) -> None:
        """Ask whose token it is, before anybody waits for that; keep the socket, where events come by one."""
        settings = self._settings
        if settings.slack_bot_token is not None:
            with suppress(ChannelError):  # whoever comes first asks again
                await self.workspaces.warm_up()
        if settings.slack_app_token is not None:
            await SocketMode(self.inbox, self.workspaces, settings.slack_app_token.get_secret_value()).run()

    async def close(self) -> None:
        """Let decisions end and close the connections."""
        await self._card_actions.close()
        await self._background.close()
        await self.workspaces.close()

    async def _is_stored(self, conversation_key: str) -> bool:
        return await self._conversations.find(NAME, conversation_key) is not None

    def _trusts(self, address: str) -> bool:
        """One workspace's administrators are ours; those of many are not: only domains that were named count there."""
        domains = self._settings.slack_email_domains
        if not domains:
            return self._settings.slack_bot_token is not None
        return address.rpartition("@")[2].lower() in domains


def steps_of(message: Message) -> tuple[str, ...]:
    """What was read before the answer began, as Slack lists it above the answer."""
    place = Place.from_json(message.address)
    material = "Read the thread" if place.thread_ts != place.ts else "Read what it is about"
    read = (material,) if message.material else ()
    return (*read, *(f"Read {harmless(file.name)[:_STEP]}" for file in message.attachments if file.text))


def _commands(services: Services) -> Commands:
    return Commands(
        services.conversations.templates,
        services.people.self_service,
        NAME,
        "/threadline ",
        HELP,
        services.conversations.reply_policies,
    )


def _home(services: Services, acquaintance: Acquaintance) -> Home:
    return Home(
        services.calendars.registry,
        services.calendars.agenda,
        services.proposals.repository,
        services.conversations.store,
        services.people.preferences,
        acquaintance,
    )


def _credentials(settings: Settings) -> AppCredentials:
    token, secret = settings.slack_bot_token, settings.slack_client_secret
    return AppCredentials(
        token=token.get_secret_value() if token else None,
        client_id=settings.slack_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        api_url=settings.slack_api_url,
    )


def _authorize_url(api_url: str) -> str:
    parts = urlsplit(api_url or DEFAULT_API)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"
