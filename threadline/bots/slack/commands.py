"""Slash commands and shortcuts: questions that are not written in a thread.

They come without a thread, so the assistant first posts what was asked and answers below it.
Sources: docs.slack.dev/interactivity/implementing-slash-commands, docs.slack.dev/interactivity/implementing-shortcuts.
"""

from dataclasses import dataclass
from typing import Any

from threadline.bots.slack.errors import NAME
from threadline.bots.slack.inbound import Intake, Said, moment
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.bots.slack.rendering import escape
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.errors import SurfaceGone
from threadline.core.domain.message import Wishes
from threadline.core.interactions.self_service import NO_CONSOLE, OWN_LINKS, calendar_links, change_settings
from threadline.core.services import Services
from threadline.core.templates.library import TemplateNotFound

Json = dict[str, Any]

_SHOWN = 2_000
HELP = """*What I can do*
• Mention me in a channel, or write to me directly: I answer in the thread.
• `/schedule lunch with ana@example.com tomorrow at noon`: I propose an event, you book it with one click.
• `/threadline summarize [text]`: a summary of the text, or of this channel's last messages.
• `/threadline template [name [text]]`: your templates, or one of them put to a text.
• `/threadline calendar connect`: your calendars.
• `/threadline settings [timezone|language value]`: your own settings.
• The message menu's *Schedule this* makes an event of any message."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Carries out commands and shortcuts. Answers are texts that only the person sees; "" where a thread answers."""

    services: Services
    intake: Intake
    acquaintance: Acquaintance

    async def schedule(self, actor: Actor, key: str, text: str) -> str:
        """`/schedule …`"""
        if not text.strip():
            return "Tell me what and when: `/schedule lunch with ana@example.com tomorrow at noon`"
        return await self._in_new_thread(actor, key, text, Wishes(command="schedule"))

    async def command(self, actor: Actor, key: str, text: str) -> str:
        """`/threadline …`"""
        name, _, rest = text.strip().partition(" ")
        match name.lower():
            case "summarize" | "summarise":
                return await self._summarise(actor, key, rest.strip())
            case "template" | "templates":
                return await self._template(actor, key, rest.strip())
            case "calendar":
                return await self.connect(actor)
            case "settings":
                return await self._settings(actor, rest.split())
            case _:
                return HELP

    async def connect(self, actor: Actor) -> str:
        """How to connect a calendar: a link for each kind, and the console by one that signs this person in once."""
        links = await calendar_links(self.services, await self.acquaintance.person(actor), NAME)
        if links is None:
            return NO_CONSOLE
        connect = [f"• <{address}|{escape(label)}>" for label, address in links.connect]
        return "\n".join([OWN_LINKS, *connect, links.console]) if connect else links.console

    async def message_shortcut(self, actor: Actor, key: str, message: Json) -> None:
        """The shortcut "Schedule this": the words are somebody's, said at their time in their zone."""
        ts = str(message["ts"])
        place = self._place(actor, ts=ts, thread_ts=str(message.get("thread_ts") or ts))
        zone = None
        if speaker := message.get("user"):
            zone = (await self.acquaintance.profiles.of(actor.workspace, speaker)).zone
        said = Said(
            place, key, str(message.get("text") or ""), wishes=Wishes(command="schedule"), sent_at=moment(ts), zone=zone
        )
        await self.intake.receive(actor.workspace, said)

    async def ask(self, actor: Actor, key: str, text: str) -> str:
        """What the global shortcut's modal was given."""
        return await self._in_new_thread(actor, key, text, Wishes(command="schedule"))

    async def _summarise(self, actor: Actor, key: str, text: str) -> str:
        if text:
            return await self._in_new_thread(actor, key, text, Wishes(command="summary"))
        messages = (await actor.workspace.calls.call("conversations.history", channel=actor.channel, limit=50)).get(
            "messages", []
        )
        spoken = await self.intake.transcript(actor.workspace, messages[::-1], before="9999999999")
        if not spoken:
            return "There is nothing to summarise here."
        return await self._in_new_thread(
            actor, key, "Summarise this channel", Wishes(command="summary"), material=spoken
        )

    async def _template(self, actor: Actor, key: str, text: str) -> str:
        person = await self.acquaintance.person(actor)
        name, _, rest = text.partition(" ")
        if not name or not rest.strip():
            known = await self.services.conversations.templates.all(person.id)
            lines = (f"• `{template.id}`: {escape(template.description or template.name)}" for template in known)
            return "*Your templates*\n" + "\n".join(lines)
        try:
            template = await self.services.conversations.templates.get(person.id, name)
        except TemplateNotFound as error:
            return f"{error}. `/threadline template` lists them."
        return await self._in_new_thread(actor, key, rest, Wishes(template_id=template.id))

    async def _settings(self, actor: Actor, words: list[str]) -> str:
        person = await self.acquaintance.person(actor)
        return await change_settings(self.services.people.preferences, person, words, "/threadline settings")

    async def _in_new_thread(
        self, actor: Actor, key: str, text: str, wishes: Wishes, *, material: str | None = None
    ) -> str:
        """Post what was asked, and have it answered below. Where the bot may not write, in a direct message."""
        quoted = escape((await self.intake.spoken(actor.workspace, text))[:_SHOWN])
        shown = "\n".join(f"> {line}" for line in quoted.splitlines())
        channel, posted = await self._post(actor, f"<@{actor.user}> asked:\n{shown}")
        ts = str(posted["ts"])
        place = self._place(actor, ts=ts, thread_ts=ts, channel=channel)
        await self.intake.receive(actor.workspace, Said(place, key, text, wishes=wishes, material=material))
        return "" if channel == actor.channel else "I answer you in our direct messages."

    async def _post(self, actor: Actor, text: str) -> tuple[str, Json]:
        calls = actor.workspace.calls
        allowed = self.intake.may_answer(self._place(actor, ts="", thread_ts=""))
        if actor.channel and allowed:
            try:
                return actor.channel, await calls.call("chat.postMessage", channel=actor.channel, text=text)
            except SurfaceGone:
                pass  # not a member there
        opened = await calls.call("conversations.open", users=actor.user)
        channel = str(opened["channel"]["id"])
        return channel, await calls.call("chat.postMessage", channel=channel, text=text)

    def _place(self, actor: Actor, *, ts: str, thread_ts: str, channel: str | None = None) -> Place:
        where = channel or actor.channel
        return Place(
            team=actor.workspace.team,
            channel=where,
            thread_ts=thread_ts,
            ts=ts,
            user=actor.user,
            user_team=actor.user_team,
            enterprise=actor.workspace.enterprise,
            direct=where.startswith("D"),
        )
