"""The home tab and the agent pane's first screen: next events, what waits for a decision, settings, usage."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from threadline.bots.slack import block_kit
from threadline.bots.slack.card import waiting_blocks
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.bots.slack.rendering import escape
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.formatting import when_label
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, Proposal, State
from threadline.core.proposals.repository import ProposalRepository
from threadline.storage.connections import CONNECTED, ConnectionRecord
from threadline.storage.conversations import ConversationStore
from threadline.storage.persons import utc_now
from threadline.storage.preferences import PreferenceStore
from threadline.texts.messages import N_, _, ngettext, pgettext
from threadline.texts.speaking import speaking

Json = dict[str, Any]

_MOST = 5
_AHEAD = timedelta(days=14)
PROMPTS = (
    (N_("Schedule a meeting"), N_("Design review with ana@example.com next Thursday 3-4:30pm in Room 4")),
    (N_("What is on today?"), N_("What is on my calendar today?")),
    (N_("Find a free hour"), N_("When am I free for an hour this week?")),
    (N_("Summarise this channel"), N_("Summarise this channel")),
)


@dataclass(frozen=True, slots=True)
class Home:
    """Makes what a person sees when they open the app."""

    calendars: Calendars
    agenda: Agenda
    proposals: ProposalRepository
    conversations: ConversationStore
    preferences: PreferenceStore
    acquaintance: Acquaintance

    async def publish(self, actor: Actor) -> None:
        """Show the home tab (docs.slack.dev/reference/methods/views.publish). Raises `ChannelError`, `StorageError`."""
        person = await self.acquaintance.person(actor)
        with speaking(person.speech):
            view = {"type": "home", "blocks": await self.blocks(person, actor.user)}
        await actor.workspace.calls.insist("views.publish", user_id=actor.user, view=view)

    async def suggest(self, actor: Actor) -> None:
        """Offer the first questions. Without a thread: under `agent_view` one with a thread shows nothing."""
        person = await self.acquaintance.person(actor)
        with speaking(person.speech):
            prompts = [{"title": _(title), "message": _(message)} for title, message in PROMPTS]
            heading = _("What can I do for you?")
        await actor.workspace.calls.call(
            "assistant.threads.setSuggestedPrompts", channel_id=actor.channel, title=heading, prompts=prompts
        )

    async def blocks(self, person: Person, user: str) -> list[Json]:
        """The tab's content."""
        return [
            *await self._calendars(person),
            *await self._events(person),
            *await self._proposals(person, user),
            *await self._settings(person),
        ]

    async def _calendars(self, person: Person) -> list[Json]:
        connections = await self.calendars.connections(person)
        lines = [_connected(self.calendars.backends[each.backend].title, each) for each in connections]
        own = [backend.title for backend in self.calendars.backends.values() if backend.connector is None]
        lines += ["• " + _("{calendar}, the built-in calendar", calendar=escape(title)) for title in own]
        connect = block_kit.button(_("Connect a calendar"), "connect")
        return [
            block_kit.header(pgettext("heading", "Calendar")),
            block_kit.section("\n".join(lines) or _("None yet."), connect),
        ]

    async def _events(self, person: Person) -> list[Json]:
        now = utc_now()
        events, unknown = await self.agenda.events(person, now, now + _AHEAD)
        lines = [f"• *{escape(e.draft.title)}*  {escape(when_label(e.draft, person.zone))}" for e in events[:_MOST]]
        lines += [":grey_question: " + _("{calendar} could not be read.", calendar=escape(name)) for name in unknown]
        return [
            block_kit.header(_("Next events")),
            block_kit.section("\n".join(lines) or _("Nothing in the next two weeks.")),
        ]

    async def _proposals(self, person: Person, user: str) -> list[Json]:
        waiting = await self.proposals.of_person(person.id, states=OPEN, limit=_MOST)
        blocks = [block_kit.header(_("Waiting for you"))]
        for proposal in waiting:
            blocks += _waiting(proposal, user, person.zone)
        return blocks if waiting else [*blocks, block_kit.section(_("Nothing is waiting for your decision."))]

    async def _settings(self, person: Person) -> list[Json]:
        language = await self.preferences.get(person.id, "language")
        used = await self._usage(person)
        zone = _("Time zone: *{zone}*", zone=escape(person.zone))
        spoken = _("Language: *{language}*", language=escape(language.value) if language else _("yours"))
        change = _("Change them with `{command}`.", command="/threadline settings timezone Europe/Vienna")
        return [
            block_kit.header(pgettext("heading", "Settings")),
            block_kit.section(f"{zone}\n{spoken}\n{change}"),
            block_kit.context(used),
        ]

    async def _usage(self, person: Person) -> str:
        booked = await self.proposals.of_person(person.id, states=(State.BOOKED,), limit=100)
        talks = await self.conversations.of_person(person.id, limit=100)
        many = _("100 or more") if 100 in (len(talks), len(booked)) else ""
        said = ngettext("{number} conversation", "{number} conversations", len(talks), number=_shown(len(talks), many))
        events = ngettext(
            "{number} booked event", "{number} booked events", len(booked), number=_shown(len(booked), many)
        )
        return _("So far: {conversations}, {events}.", conversations=said, events=events)


def _connected(title: str, connection: ConnectionRecord) -> str:
    account = f"• {escape(title)} ({escape(connection.label)})"
    if connection.state == CONNECTED:
        return account
    reason = escape(connection.reason) if connection.reason else _("it no longer opens anything")
    said = _("{account} has to be connected again: {reason}", account=account, reason=reason)
    return f":warning: {said}"


def _waiting(proposal: Proposal, user: str, zone: str) -> list[Json]:
    blocks = waiting_blocks(proposal, owner=user, zone=zone)
    for number, block in enumerate(blocks):
        block["block_id"] = f"{proposal.id}-{number}"
    return blocks


def _shown(number: int, many: str) -> str:
    return many if number == 100 else str(number)
