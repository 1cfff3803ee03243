"""Slash commands and shortcuts: questions that are not written in a thread.

They come without a thread, so the assistant first posts what was asked and answers below it.
Sources: docs.slack.dev/interactivity/implementing-slash-commands, docs.slack.dev/interactivity/implementing-shortcuts.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from threadline.bots.slack.inbound import Intake, Said
from threadline.bots.slack.inbound_words import message_words
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.bots.slack.recovery import find_posted
from threadline.bots.slack.rendering import escape
from threadline.bots.slack.thread_ref import Place, key_of, moment
from threadline.bots.slack.transcripts import as_text
from threadline.core.channels.errors import SurfaceGone
from threadline.core.domain.message import Wishes
from threadline.core.interactions.commands import CommandHelp, Commands, ThreadQuestion, quotation
from threadline.texts.messages import N_, _

Json = dict[str, Any]

HELP = CommandHelp(N_("a summary of the text, or of this channel's last messages."))


@dataclass(frozen=True, slots=True)
class Asking:
    """Carries out commands and shortcuts. Answers are texts that only the person sees; "" where a thread answers."""

    commands: Commands
    intake: Intake
    acquaintance: Acquaintance

    async def schedule(self, actor: Actor, key: str, text: str) -> str:
        """`/schedule …`"""
        return await self._answered(actor, key, self.commands.schedule(text))

    async def command(self, actor: Actor, key: str, text: str) -> str:
        """`/threadline …`"""
        name, _space, rest = text.strip().partition(" ")
        if name.lower() in ("summarize", "summarise") and not rest.strip():
            return await self._summarise(actor, key)
        room = self._place(actor, ts="", thread_ts="").room if actor.channel[:1] in ("C", "G") else ""
        who = partial(self.acquaintance.person, actor)
        led_to = await self.commands.carry_out(who, name, rest.strip(), room=room)
        return await self._answered(actor, key, led_to)

    async def connect(self, actor: Actor) -> str:
        """How to connect a calendar."""
        return mrkdwn(await self.commands.connect(await self.acquaintance.person(actor)))

    async def message_shortcut(self, actor: Actor, key: str, message: Json) -> str:
        """The shortcut "Schedule this": the words are somebody's, said at their time in their zone.

        What cannot be scheduled is said to the person alone; "" where it is answered.
        """
        words = message_words(message)
        if not (words.own or words.passed_on):
            return _("There are no words in that message that I could schedule.")
        ts = str(message["ts"])
        place = self._place(actor, ts=ts, thread_ts=str(message.get("thread_ts") or ts))
        zone = None
        if speaker := message.get("user"):
            zone = (await self.acquaintance.profiles.of(actor.workspace, speaker)).zone
        said = Said(
            place,
            key,
            "\n\n".join(filter(None, (words.passed_on, words.own))),
            wishes=Wishes(command="schedule"),
            sent_at=moment(ts),
            zone=zone,
        )
        await self.intake.receive(actor.workspace, said)
        return ""

    async def ask(self, actor: Actor, key: str, text: str) -> str:
        """What the global shortcut's modal was given."""
        return await self._answered(actor, key, self.commands.schedule(text))

    async def _answered(self, actor: Actor, key: str, led_to: ThreadQuestion | str) -> str:
        """Words for the person alone; a question is asked in a thread."""
        return mrkdwn(led_to) if isinstance(led_to, str) else await self._in_new_thread(actor, key, led_to)

    async def _summarise(self, actor: Actor, key: str) -> str:
        """A summary of what was said in the channel."""
        history = await actor.workspace.calls.call("conversations.history", channel=actor.channel, limit=50)
        messages = history.get("messages", [])
        spoken = as_text(await self.intake.transcripts.of(actor.workspace, actor.channel, messages[::-1]))
        if not spoken:
            return _("There is nothing to summarise here.")
        question = ThreadQuestion(_("Summarise this channel"), Wishes(command="summary"))
        return await self._in_new_thread(actor, key, question, material=spoken)

    async def _in_new_thread(
        self, actor: Actor, key: str, question: ThreadQuestion, *, material: str | None = None
    ) -> str:
        """Post what was asked, and have it answered below. Where the bot may not write, in a direct message."""
        shown = quotation(await self.intake.transcripts.spoken(actor.workspace, question.words), escape)
        channel, ts = await self._post(actor, f"<@{actor.user}> asked:\n{shown}", key)
        place = self._place(actor, ts=ts, thread_ts=ts, channel=channel)
        # In direct messages the talk goes on: what is said afterwards, there or below it, is about this.
        said = Said(
            place,
            key_of(place) if place.direct else key,
            question.words,
            wishes=question.wishes,
            material=material,
            goes_on=place.direct,
        )
        await self.intake.receive(actor.workspace, said)
        return "" if channel == actor.channel else _("I answer you in our direct messages.")

    async def _post(self, actor: Actor, text: str, key: str) -> tuple[str, str]:
        """Where it stands then: the channel and the message's id."""
        allowed = self.intake.may_answer(self._place(actor, ts="", thread_ts=""))
        if actor.channel and allowed:
            try:
                return actor.channel, await self._posted(actor, actor.channel, text, key)
            except SurfaceGone:
                pass  # not a member there
        opened = await actor.workspace.calls.call("conversations.open", users=actor.user)
        channel = str(opened["channel"]["id"])
        return channel, await self._posted(actor, channel, text, key)

    async def _posted(self, actor: Actor, channel: str, text: str, key: str) -> str:
        """Post once: whoever dealt with the command before may have died, or lost the database, right after."""
        calls = actor.workspace.calls
        if actor.again and (ts := await find_posted(calls, channel, key)):
            return ts
        metadata = {"event_type": "threadline_question", "event_payload": {"key": key}}
        return str((await calls.call("chat.postMessage", channel=channel, text=text, metadata=metadata))["ts"])

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
