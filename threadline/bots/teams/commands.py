"""Commands and the message action: questions that need more than a message's own words.

A command that was picked in a group or a channel is seen by the bot and the person alone (a targeted message), so its
question is posted before it is answered there, and what concerns only the person is answered to them alone.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.command_parser import Command
from threadline.bots.teams.forms import ask_form, entered
from threadline.bots.teams.inbound import Intake, Said, key_of, place_of
from threadline.bots.teams.inbound_text import plain_text
from threadline.bots.teams.outbound import Outgoing
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.rendering import markdown
from threadline.bots.teams.thread_ref import Place
from threadline.core.channels.commonmark import literal
from threadline.core.channels.errors import ChannelError, SurfaceGone
from threadline.core.domain.message import Wishes
from threadline.core.interactions.commands import NOTHING_SAID, CommandHelp, Commands, ThreadQuestion, quotation
from threadline.core.interactions.refusals import platform_refusal
from threadline.texts.messages import N_, _

Json = dict[str, Any]

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
        led_to = await self.commands.carry_out(lambda: self.acquaintance.person(incoming), command.name, command.rest)
        return markdown(led_to) if isinstance(led_to, str) else await self._ask(incoming, led_to)

    def form(self, incoming: Incoming) -> Json:
        """The message action "Schedule this": the words of the message, for the person to look at."""
        payload = _payload(incoming)
        body = payload.get("body")
        words = plain_text(str(body.get("content") or "")) if isinstance(body, dict) else ""
        return ask_form(words, {"sent": str(payload.get("createdDateTime") or ""), "by": _sender(payload)})

    async def asked(self, incoming: Incoming, data: Json) -> Json | None:
        """The message action's form was sent in: None closes it. Raises `ChannelError`, `StorageError`."""
        words = entered(data, "text")
        if not words:
            return ask_form("", {"sent": data.get("sent"), "by": data.get("by")}, _(NOTHING_SAID))
        by = str(data.get("by") or "")
        said = Said(
            await self._thread(incoming, words),
            key_of(incoming, ":scheduled"),
            words,
            wishes=Wishes(command="schedule"),
            sent_at=_moment(str(data.get("sent") or "")),
            zone=await self.acquaintance.zone_of(incoming.tenant.lower(), by) if by else None,
        )
        await self.intake.receive(incoming, said)
        if said.place.personal and not incoming.personal:
            return adaptive_cards.task_message(_("I answer you in our own chat."))
        return None

    async def _ask(self, incoming: Incoming, question: ThreadQuestion) -> str:
        place = place_of(incoming)
        if _is_targeted(incoming):
            place = await self._posted(incoming, place, question.words)
        said = Said(place, key_of(incoming), question.words, files=incoming.attachments, wishes=question.wishes)
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

    async def _thread(self, incoming: Incoming, words: str) -> Place:
        """Where the message action's answer goes: below the message if the bot is there, else to their own chat."""
        place = place_of(incoming)
        known = await self.acquaintance.directory.conversation(incoming.base_conversation)
        if incoming.personal or known is not None:
            return place
        person = await self.acquaintance.person(incoming)
        chat = await self.outgoing.chat_of(person.id)
        if chat is None:
            raise SurfaceGone("The bot is neither in that conversation nor installed for this person", channel="teams")
        text = _("You asked me to schedule this:") + f"\n\n{quotation(words, literal)}"
        await self.outgoing.once(f"asked-{key_of(incoming)}", chat, chat.conversation, {"text": text})
        return replace(chat, activity=place.activity)


def explain(error: ChannelError) -> str:
    """Why Teams did not let the assistant do it, for the person who asked."""
    if isinstance(error, SurfaceGone):
        return _("I am not in that conversation. Install me for yourself, then I answer in our own chat.")
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
