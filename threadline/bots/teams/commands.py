"""Commands and the message action: questions that need more than a message's own words.

A command that was picked in a group or a channel is seen by the bot and the person alone (a targeted message), so its
question is posted before it is answered there, and what concerns only the person is answered to them alone.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.command_parser import Command
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.forms import ask_form, entered
from threadline.bots.teams.inbound import Intake, Said, key_of, place_of, room_of
from threadline.bots.teams.inbound_words import message_words
from threadline.bots.teams.outbound import Outgoing
from threadline.bots.teams.payload_words import payload_words
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.rendering import markdown
from threadline.bots.teams.routes import Answer
from threadline.bots.teams.thread_ref import Place
from threadline.core.channels.commonmark import literal
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable, SurfaceGone
from threadline.core.domain.message import Wishes
from threadline.core.interactions.commands import NOTHING_SAID, CommandHelp, Commands, ThreadQuestion, quotation
from threadline.core.interactions.refusals import platform_refusal
from threadline.texts.messages import N_, _

log = structlog.get_logger()

Json = dict[str, Any]

_CHAT_SECONDS = 6.0
"""How long a form waits for Teams to say whether the person can be written to."""

HELP = CommandHelp(N_("a summary of the text, or of our conversation so far."), (N_("`/stop`: I stop answering."),))
PROMPTS = (
    N_("Design review with ana@example.com tomorrow 3-4:30pm"),
    N_("What is on my calendar this week?"),
    N_("When am I free for an hour tomorrow?"),
    N_("What can you do?"),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Carries out commands and the message action. Answers are texts for the person; "" where a thread answers."""

    commands: Commands
    intake: Intake
    acquaintance: Acquaintance
    outgoing: Outgoing

    async def command(self, incoming: Incoming, command: Command) -> str:
        """A command. Raises `ChannelError`, `StorageError`."""
        if command.name == "summarize" and not command.rest:
            return await self._ask(
                incoming, ThreadQuestion(_("Summarise our conversation so far"), Wishes(command="summary"))
            )
        room = "" if incoming.personal else room_of(incoming)
        who = partial(self.acquaintance.person, incoming)
        led_to = await self.commands.carry_out(who, command.name, command.rest, room=room)
        return markdown(led_to) if isinstance(led_to, str) else await self._ask(incoming, led_to)

    async def form(self, incoming: Incoming, *, added: bool = False) -> Json:
        """The message action "Schedule this": the words of the message, for the person to look at.

        In a group or a channel without the bot it offers to add it; `added`: that was just done. Raises `StorageError`.
        """
        payload = _payload(incoming)
        sent = {"sent": str(payload.get("createdDateTime") or ""), "by": _sender(payload)}
        adds = not added and not incoming.personal and not await self.acquaintance.has_entered(incoming)
        return ask_form(payload_words(payload), sent, adds=adds)

    async def asked(self, incoming: Incoming, data: Json) -> Answer:
        """The message action's form was sent in: what it says now, and whether it is to be asked.

        Nobody is asked anything where it is known that the answer can be shown. Raises `ChannelError`, `StorageError`.
        """
        if not entered(data, "text"):
            return Answer(200, ask_form("", {"sent": data.get("sent"), "by": data.get("by")}, _(NOTHING_SAID)))
        if await self._is_here(incoming):
            return Answer(200, None, to_be_stored=True)
        known = await self.acquaintance.known(incoming)
        if known is None or known.conversation_id is None:
            try:
                async with asyncio.timeout(_CHAT_SECONDS):
                    await self._own_chat(incoming)
            except (TimeoutError, ChannelThrottled, ChannelUnavailable) as error:
                log.warning("own chat not opened yet", error=str(error))
        return Answer(200, adaptive_cards.task_message(_("I answer you in our private chat.")), to_be_stored=True)

    async def ask(self, incoming: Incoming, data: Json) -> None:
        """What was entered in the message action's form is asked. Raises `ChannelError`, `StorageError`."""
        words, by = entered(data, "text"), str(data.get("by") or "") or _sender(_payload(incoming))
        place, chat = await self._thread(incoming, words)
        said = Said(
            place,
            key_of(incoming, ":scheduled"),
            words,
            wishes=Wishes(command="schedule"),
            sent_at=_moment(str(data.get("sent") or "")),
            zone=await self.acquaintance.zone_of(incoming.tenant.lower(), by) if by else None,
            chat=chat,
        )
        await self.intake.receive(incoming, said)

    async def _ask(self, incoming: Incoming, question: ThreadQuestion) -> str:
        place = place_of(incoming)
        if _is_targeted(incoming):
            place = await self._posted(incoming, place, question.words)
        passed_on = message_words(incoming).passed_on
        said = Said(place, key_of(incoming), question.words, passed_on, incoming.attachments, wishes=question.wishes)
        await self.intake.receive(incoming, said)
        return ""

    async def _posted(self, incoming: Incoming, place: Place, words: str) -> Place:
        """Show everybody what was asked where only the bot saw it; in a channel that begins a thread."""
        asked = _("{name} asked:", name=literal(incoming.sender.name or _("Somebody")))
        shown = f"{asked}\n\n{quotation(words, literal)}"
        conversation = place.conversation if incoming.reply_to_id else incoming.base_conversation
        posted = await self.outgoing.once(f"asked-{key_of(incoming)}", place, conversation, {"text": shown})
        if incoming.in_channel and conversation == incoming.base_conversation and posted:
            conversation = f"{conversation};messageid={posted}"
        return replace(place, conversation=conversation)

    async def _is_here(self, incoming: Incoming) -> bool:
        """Whether the bot may answer where the message action was used."""
        own = incoming.personal and await self.acquaintance.is_own_chat(incoming)
        return own or await self.acquaintance.has_entered(incoming)

    async def _own_chat(self, incoming: Incoming) -> Place:
        """The sender's own chat with the bot, opened if there is none.

        Raises `SurfaceGone` where the app is not installed for them, `ChannelError`.
        """
        place, known = place_of(incoming), await self.acquaintance.known(incoming)
        chat = known.conversation_id if known is not None else None
        if chat is None:
            chat = await self.outgoing.connector.open_chat(
                incoming.service_url, account=incoming.sender.id, tenant=place.tenant, bot=incoming.recipient.id
            )
        if not chat:
            raise SurfaceGone("The bot is neither in that conversation nor installed for this person", channel=NAME)
        return replace(place, conversation=chat, personal=True)

    async def _thread(self, incoming: Incoming, words: str) -> tuple[Place, str | None]:
        """Where the message action's answer goes, and where Teams can be asked of who used it.

        Below the message if the bot is there, else to their own chat, together with what they asked.
        """
        place = place_of(incoming)
        if await self._is_here(incoming):
            return replace(place, conversation=_thread_of(incoming)), None
        chat = await self._own_chat(incoming)
        text = _("You asked me to schedule this:") + f"\n\n{quotation(words, literal)}"
        await self.outgoing.once(f"asked-{key_of(incoming)}", chat, chat.conversation, {"text": text})
        return chat, chat.conversation


def _thread_of(incoming: Incoming) -> str:
    """The thread of the message that an action was used on: an invoke's own id is no message of a channel."""
    payload = _payload(incoming)
    root = str(payload.get("replyToId") or payload.get("id") or "")
    if not incoming.in_channel or incoming.conversation.id != incoming.base_conversation or not root:
        return incoming.conversation.id
    return f"{incoming.base_conversation};messageid={root}"


def explain(error: ChannelError) -> str:
    """Why Teams did not let the assistant do it, for the person who asked."""
    if isinstance(error, SurfaceGone):
        return _("I am not in that conversation. Install me for yourself, and I will answer in our private chat.")
    return platform_refusal(error)


def _is_targeted(incoming: Incoming) -> bool:
    """Whether only the bot and the sender see the message."""
    return not incoming.personal and incoming.recipient.is_targeted


def _payload(incoming: Incoming) -> Json:
    payload = incoming.data.get("messagePayload")
    return payload if isinstance(payload, dict) else {}


def _sender(payload: Json) -> str:
    """The directory object of whoever wrote the message."""
    sender = payload.get("from")
    user = sender.get("user") if isinstance(sender, dict) else None
    return str(user.get("id") or "") if isinstance(user, dict) else ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
