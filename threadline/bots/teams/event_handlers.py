"""What each kind of activity leads to.

They hear what was stored and acknowledged before (see `inbox`), and hand it to the engine. What is only a courtesy (an
answer to `/help`, a welcome) goes out in the background.
"""

from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.teams import adaptive_cards, guest_views, poll_board, welcome
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.ai_labels import suggested
from threadline.bots.teams.card_actions import CardClicks
from threadline.bots.teams.command_parser import command_of
from threadline.bots.teams.commands import PROMPTS, Asking, explain
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.files import is_heard, readable
from threadline.bots.teams.form_messages import as_message, is_filled_in
from threadline.bots.teams.forms import ASK, EDIT, TIMES
from threadline.bots.teams.guest_views import Guests
from threadline.bots.teams.inbound import Intake, Said, key_of, place_of, room_of, venue_of
from threadline.bots.teams.inbound_text import mentions_bot, speaks_to_others
from threadline.bots.teams.inbound_words import MessageWords, message_words
from threadline.bots.teams.outbound import Outgoing
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.poll_board import PollBoards
from threadline.bots.teams.routes import Answer
from threadline.bots.teams.sign_on import SignOn
from threadline.bots.teams.sign_on_messages import CONNECT
from threadline.bots.teams.thread_ref import Place, message_at, thread_at
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable
from threadline.core.channels.reply_policy import QUIET_HERE, ReplyPolicy, means_the_room, reply_policy_in
from threadline.core.channels.thread_tracker import ThreadTracker
from threadline.core.interactions.answers import keep_feedback, let_go_of_cards, stop_answers
from threadline.core.interactions.refusals import OLD_FORM
from threadline.core.interactions.reply_policies import ReplyPolicies
from threadline.core.proposals.decisions import Decisions
from threadline.core.runtime.background_tasks import BackgroundTasks
from threadline.core.turns.engine import Engine
from threadline.storage.audit import AuditTrail
from threadline.storage.turns import TurnStore
from threadline.texts.messages import _

log = structlog.get_logger()

Json = dict[str, Any]

_REACTIONS = {"like": "good", "dislike": "bad"}
_REPLY = "reply-"


@dataclass(frozen=True, slots=True)
class Listeners:
    """Everything Teams may tell the bot."""

    intake: Intake
    threads: ThreadTracker[Place]
    card_clicks: CardClicks
    asking: Asking
    acquaintance: Acquaintance
    outgoing: Outgoing
    background: BackgroundTasks
    engine: Engine
    audit: AuditTrail
    replies: ReplyPolicies
    sign_on: SignOn
    guests: Guests
    poll_boards: PollBoards
    decisions: Decisions
    turns: TurnStore

    async def message(self, incoming: Incoming) -> None:
        """A message: to be answered, a command, or a click of a client that cannot execute actions."""
        await self.acquaintance.enter(incoming)
        if incoming.data and not (incoming.text or "").strip():
            await self._submitted(incoming)
            return
        if not await self._is_for_bot(incoming):
            await self.intake.overhear(incoming)
            return
        words = await self.intake.words(incoming)
        if (command := command_of(words.own, picked=incoming.recipient.is_targeted)) is None:
            await self._receive(incoming, words)
        elif command.name == "stop":
            await self._stop_own(incoming)
        else:
            try:
                if command.name == "calendar":
                    await self.sign_on.ask(incoming)
                told = await self.asking.command(incoming, command)
            except (ChannelThrottled, ChannelUnavailable):
                raise
            except ChannelError as error:
                log.warning("command not carried out", missing=error.missing, error=str(error))
                told = explain(error)
            if told:
                self._tell(incoming, told, prompts=command.name == "help")

    async def edited(self, incoming: Incoming) -> None:
        """A message was edited: an answer that is being written stops, and the new words are answered.

        What was not for the assistant before and calls it now is a message like any other.
        """
        if not await self._is_for_bot(incoming):
            if await self.intake.overhearing.holds(key_of(incoming)):
                await self.intake.overhear(incoming)
            return
        await self.acquaintance.enter(incoming)
        words = await self.intake.words(incoming)
        if not await self.intake.has(key_of(incoming)):
            if mentions_bot(incoming):
                await self._receive(incoming, words)
            return
        await stop_answers(self.engine, self.threads.answering(message_at(incoming.thread, incoming.id)))
        await self._let_go(incoming)
        changed = incoming.timestamp.isoformat() if incoming.timestamp else ""
        await self._receive(incoming, words, suffix=f":{changed}")

    async def deleted(self, incoming: Incoming) -> None:
        """A message was deleted: an answer to it stops, and what was overheard is forgotten."""
        await self.intake.overhearing.forget(key_of(incoming))
        await stop_answers(self.engine, self.threads.answering(message_at(incoming.thread, incoming.id)))
        if await self.intake.has(key_of(incoming)):
            await self._let_go(incoming)

    async def members_changed(self, incoming: Incoming) -> None:
        """Somebody came or went; only the bot's own coming and going is told or forgotten."""
        bot = incoming.recipient.id
        if any(member.id == bot for member in incoming.members_removed):
            await self._left(incoming)
        elif any(member.id == bot for member in incoming.members_added):
            await self._entered(incoming)

    async def installed(self, incoming: Incoming) -> None:
        """The app was installed, upgraded or removed."""
        if (incoming.action or "").startswith("remove"):
            await self._left(incoming)
        else:
            await self._entered(incoming)

    async def executed(self, incoming: Incoming) -> Json:
        """A button of a card (Action.Execute), or a card that shows itself anew."""
        action = incoming.data.get("action")
        action = action if isinstance(action, dict) else {}
        data = action.get("data")
        verb, data = str(action.get("verb") or ""), data if isinstance(data, dict) else {}
        if verb == CONNECT:
            return await self.card_clicks.in_time(self.sign_on.clicked(incoming, data))
        if verb.startswith(guest_views.VERB):
            return await self.card_clicks.in_time(self._guest_answered(incoming, verb, data))
        if verb.startswith(poll_board.VERB):
            return await self.card_clicks.in_time(self._voted(incoming, verb, data))
        return await self.card_clicks.click(incoming, verb, data)

    async def form_wanted(self, incoming: Incoming) -> Json:
        """A button that opens a task module."""
        if (data := _form_data(incoming)).get("form") == guest_views.FORM:
            return await self.guests.form(incoming, data)
        return await self.card_clicks.form(incoming, _form_data(incoming))

    async def form_sent(self, incoming: Incoming) -> Json | None:
        """A task module was filled in: None closes it."""
        data = _form_data(incoming)
        if data.get("form") == guest_views.FORM:
            return await self.guests.save(incoming, data)
        if data.get("form") not in (EDIT, TIMES):
            return adaptive_cards.task_message(_(OLD_FORM))
        return await self.card_clicks.save(incoming, data)

    async def message_action(self, incoming: Incoming) -> Json:
        """The action "Schedule this" of a message's menu."""
        return await self.asking.form(incoming)

    async def message_action_sent(self, incoming: Incoming) -> Answer:
        """Its form was sent in: what the form says now, and whether there is something to be done."""
        data = _form_data(incoming)
        if adaptive_cards.is_installed(data):
            await self.acquaintance.enter(incoming)
            return Answer(200, await self.asking.form(incoming, added=True))
        if data.get("form") != ASK:
            return Answer(200, adaptive_cards.task_message(_(OLD_FORM)))
        try:
            return await self.asking.asked(incoming, data)
        except ChannelError as error:
            log.warning("message action not carried out", missing=error.missing, error=str(error))
            return Answer(200, adaptive_cards.task_message(explain(error)))

    async def message_action_stored(self, incoming: Incoming) -> None:
        """Its form was sent in and acknowledged."""
        await self.asking.ask(incoming, _form_data(incoming))

    async def judged(self, incoming: Incoming) -> Json:
        """The thumbs below an answer: kept in the audit trail, without what was said."""
        value = incoming.data.get("actionValue")
        reaction = _REACTIONS.get(str(value.get("reaction"))) if isinstance(value, dict) else None
        if reaction is not None and incoming.reply_to_id:
            sent = await self.outgoing.outbox.of_activity(incoming.base_conversation, incoming.reply_to_id)
            subject = sent.key.removeprefix(_REPLY) if sent is not None else incoming.reply_to_id
            person = await self.acquaintance.person(incoming)
            await keep_feedback(self.audit, person, subject, reaction)
        return {}

    async def _voted(self, incoming: Incoming, verb: str, data: Json) -> Json:
        return self.card_clicks.answered(await self.poll_boards.clicked(incoming, verb, data))

    async def _guest_answered(self, incoming: Incoming, verb: str, data: Json) -> Json:
        return self.card_clicks.answered(await self.guests.click(incoming, verb, data))

    async def _let_go(self, incoming: Incoming) -> None:
        """Cards of what somebody took back or said anew wait for no click any more."""
        person = await self.acquaintance.person(incoming)
        await let_go_of_cards(self.decisions, self.turns, person, NAME, key_of(incoming))

    async def _is_for_bot(self, incoming: Incoming) -> bool:
        """Written to the bot: in its own chat, by its name, or in a thread of a channel it takes part in."""
        if incoming.personal or incoming.recipient.is_targeted or mentions_bot(incoming):
            return True
        if not incoming.in_channel or speaks_to_others(incoming, message_words(incoming).own):
            return False
        place = place_of(incoming)
        return (
            await self.threads.is_engaged(place.conversation_key)
            and await self._policy(incoming, place) is ReplyPolicy.FOLLOW_UPS
            and not await self.intake.calls_others(incoming)
        )

    async def _policy(self, incoming: Incoming, place: Place) -> ReplyPolicy:
        return await self.replies.of(NAME, place.conversation_key, room_of(incoming))

    async def _silent(self, incoming: Incoming, text: str) -> bool:
        """Whether the assistant is to be quiet there; words about that hold from now on, and are answered."""
        place, policy = place_of(incoming), reply_policy_in(text, venue_of(incoming))
        if policy is None:
            return await self._policy(incoming, place) is ReplyPolicy.QUIET
        in_thread = incoming.in_channel and not means_the_room(text)
        person = await self.acquaintance.person(incoming)
        await self.replies.set(NAME, place.conversation_key if in_thread else room_of(incoming), policy, person.id)
        return False

    async def _receive(self, incoming: Incoming, words: MessageWords, *, suffix: str = "") -> None:
        """Have it answered, unless the assistant is to be quiet there."""
        if not incoming.personal and await self._silent(incoming, words.own):
            await self.intake.overhear(incoming)
            self._tell(incoming, _(QUIET_HERE))
            return
        key, venue = key_of(incoming, suffix), venue_of(incoming)
        files = readable(incoming.attachments)
        edits = key_of(incoming) if suffix else ""
        said = Said(place_of(incoming), key, words.own, words.passed_on, files, venue=venue, edits=edits)
        if words.own or words.passed_on or any(not is_heard(file) for file in files):
            await self.intake.receive(incoming, said)
        elif files:
            self._tell(incoming, _("I cannot listen to voice messages or watch videos. Write to me instead."))
        else:
            self._tell(incoming, _("You called? Tell me what to do, or ask for `/help`."), prompts=True)

    async def _submitted(self, incoming: Incoming) -> None:
        """An Action.Submit: what Action.Execute falls back to, or a form. It is answered by a message, if at all."""
        if incoming.data.get("form") in (EDIT, TIMES, guest_views.FORM):
            await self._form_submitted(incoming)
            return
        if incoming.data.get("verb") == CONNECT:
            await self.sign_on.begin(incoming)
            return
        verb = str(incoming.data.get("verb") or "")
        if verb.startswith(guest_views.VERB):
            said = await self.guests.click(incoming, verb, incoming.data)
            if isinstance(said, str):
                self._tell(incoming, said)
            return
        result = await self.card_clicks.decide(incoming, verb, incoming.data)
        if result.whisper:
            self._tell(incoming, result.whisper)

    async def _form_submitted(self, incoming: Incoming) -> None:
        """A form's button, or the form itself, from a client that opens no task modules."""
        forms = self.guests if incoming.data.get("form") == guest_views.FORM else self.card_clicks
        act = forms.save if is_filled_in(incoming.data) else forms.form
        answer = await act(incoming, incoming.data)
        key = f"told-{key_of(incoming)}"
        self.background.start(self.outgoing.whisper(place_of(incoming), key, as_message(answer)))

    async def _stop_own(self, incoming: Incoming) -> None:
        """`/stop`: the person's own running answers in this thread."""
        person = await self.acquaintance.person(incoming)
        running = [
            answer for answer in self.threads.answering(thread_at(incoming.thread)) if answer.person_id == person.id
        ]
        await stop_answers(self.engine, running)
        if not running:
            self._tell(incoming, _("I am not working on an answer for you here."))

    async def _entered(self, incoming: Incoming) -> None:
        await self.acquaintance.enter(incoming)
        if incoming.personal and not incoming.sender.is_bot:
            await self.acquaintance.person(incoming)
        self.background.start(self._welcome(incoming))

    async def _welcome(self, incoming: Incoming) -> None:
        place, where = place_of(incoming), incoming.base_conversation
        try:
            connect = incoming.personal and await self.sign_on.wanted(await self.acquaintance.person(incoming))
            greeting = welcome.welcome(personal=incoming.personal, connect=connect)
            await self.outgoing.once(welcome.key_of(where), place, where, greeting)
            if incoming.personal:
                tried = welcome.prompts(incoming.sender.id)
                await self.outgoing.once(f"{welcome.key_of(where)}-prompts", place, where, tried)
        except ChannelError as error:
            log.warning("welcome not shown", missing=error.missing, error=str(error))

    async def _left(self, incoming: Incoming) -> None:
        await self.acquaintance.leave(incoming)
        for key in (
            welcome.key_of(incoming.base_conversation),
            f"{welcome.key_of(incoming.base_conversation)}-prompts",
        ):
            await self.outgoing.outbox.withdraw(key)

    def _tell(self, incoming: Incoming, words: str, *, prompts: bool = False) -> None:
        """Tell the sender something, for their eyes only; once, however often the activity comes."""
        content: Json = {"text": words}
        if prompts and incoming.personal:
            content |= suggested([*map(_, PROMPTS)], incoming.sender.id)
        self.background.start(self.outgoing.whisper(place_of(incoming), f"told-{key_of(incoming)}", content))


def _form_data(incoming: Incoming) -> Json:
    data = incoming.data.get("data")
    return data if isinstance(data, dict) else {}
