"""Guests who know the assistant in Teams: they see an event in their own chat with it, and answer it there.

A card is its owner's; so a guest has one of their own, once the event is booked. Their click counts where the address
that Teams vouches for is the one by which they were invited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog

from threadline.bots.teams import adaptive_cards, forms
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.outbound import Outgoing, message
from threadline.bots.teams.people import Acquaintance
from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.core.channels.card_rows import LONGEST_TEXT
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.event_form import FormInvalid
from threadline.core.channels.formatting import shortened, when_label
from threadline.core.channels.port import Inbox
from threadline.core.domain.invited_event import InvitedEvent
from threadline.core.domain.message import Author, Message, Person, Wishes
from threadline.core.domain.proposal import Proposal
from threadline.core.interactions.card_actions import REFUSED
from threadline.core.interactions.guest_views import (
    GuestViews,
    Invited,
    NotInvited,
    Withdrawn,
    answer_labels,
    other_time_label,
)
from threadline.core.interactions.refusals import OLD_BUTTON, refusal
from threadline.core.people.directory import People
from threadline.core.runtime.background_tasks import BackgroundTasks
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

Json = dict[str, Any]

VERB, FORM = "guest_", "guest"
"""Verbs of a guest's buttons begin so; the form in which they propose another time."""


@dataclass(frozen=True, slots=True)
class Guests:
    """Shows events to guests and carries out what they answer."""

    views: GuestViews
    people: People
    acquaintance: Acquaintance
    outgoing: Outgoing
    inbox: Inbox
    background: BackgroundTasks

    async def show(self, proposal: Proposal) -> None:
        """Tell the guests of a booked event of it, each once; who is not known in Teams hears by mail as ever.

        What they were shown of one that was undone or cancelled says so.
        """
        try:
            withdrawn = await self.views.withdrawn(proposal)
            guests = await self.views.guests(proposal)
        except REFUSED as error:
            log.warning("guests not told", proposal=proposal.id, error=str(error))
            return
        news: list[tuple[Attendee, Withdrawn | None]] = [(guest, None) for guest in guests]
        news.extend((guest, view) for view in withdrawn for guest in view.guests)
        for guest, what in news:
            try:
                person = await self.people.by_email((guest.email or "").lower())
                if person is not None and what is not None:
                    await self._withdraw(what, person)
                elif person is not None:
                    await self._tell(proposal, person, guest.email or "")
            except REFUSED as error:
                log.warning("guest not told", proposal=proposal.id, error=str(error))

    async def click(self, incoming: Incoming, verb: str, data: Json) -> Json | str:
        """A guest's answer: their card as it stands then, or why it does not count."""
        try:
            response, proposal = Response(verb.removeprefix(VERB)), str(data["guest"])
        except (KeyError, ValueError):
            return _(OLD_BUTTON)
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            try:
                seen = await self.views.answer(proposal, _address(person), response, person)
            except REFUSED as error:
                return refusal(error)
            drawn = _drawn(seen)
        self.background.start(self._renew(incoming, drawn))
        if seen.is_new:
            self.background.start(self._told(incoming, seen))
        return drawn

    async def form(self, incoming: Incoming, data: Json, problem: str = "") -> Json:
        """The form in which they propose another time."""
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            try:
                seen = await self.views.look(str(data.get("guest")), _address(person))
            except REFUSED as error:
                return adaptive_cards.task_message(refusal(error))
            inputs = [forms.drawn(field) for field in self.views.fields(seen, instants=False)]
            label = other_time_label()
            send = adaptive_cards.submit(label, {"guest": seen.proposal.id, "form": FORM})
            shown = adaptive_cards.card([*forms.problem_lines(problem), *inputs], [send])
            return adaptive_cards.task(label, shown)

    async def save(self, incoming: Incoming, data: Json) -> Json | None:
        """Another time that a guest proposes: a card of the owner's. None closes the form."""
        person = await self.acquaintance.person(incoming)
        with speaking(person.speech):
            try:
                seen = await self.views.look(str(data.get("guest")), _address(person))
                wish = self.views.rather(seen, forms.fields(data))
                await self._ask_owner(seen, wish)
            except FormInvalid as error:
                return await self.form(incoming, data, "; ".join(error.errors.values()))
            except REFUSED as error:
                return adaptive_cards.task_message(refusal(error))
            return adaptive_cards.task_message(_("{name} is asked about that time.", name=seen.owner.name))

    async def _tell(self, proposal: Proposal, person: Person, address: str) -> None:
        chat = await self.outgoing.chat_of(person.id)
        if chat is None:
            return
        with speaking(person.speech):
            content = _message(_drawn(await self.views.look(proposal.id, address)))
        await self.outgoing.once(_key(proposal, person), chat, chat.conversation, content)

    async def _withdraw(self, view: Withdrawn, person: Person) -> None:
        """The card that one guest was shown, as it is once nothing of it is to be answered any more."""
        chat = await self.outgoing.chat_of(person.id)
        if chat is None:
            return
        with speaking(person.speech):
            shown = adaptive_cards.card(_described(view.draft, view.heading), [], said=view.heading)
        for sent in await self.outgoing.outbox.of_key(_key(view.shown, person)):
            where, content = sent.conversation_id, message(_message(shown))
            await self.outgoing.connector.update(chat.service_url, where, sent.activity_id, content)

    async def _renew(self, incoming: Incoming, card: Json) -> None:
        """Every device of theirs shows it; who clicked has it as the answer."""
        if incoming.reply_to_id:
            try:
                content = message(_message(card))
                where = incoming.conversation.id
                await self.outgoing.connector.update(incoming.service_url, where, incoming.reply_to_id, content)
            except ChannelError as error:
                log.info("guest's card not changed", error=str(error))

    async def _told(self, incoming: Incoming, seen: Invited) -> None:
        """Tell the owner; the event says it too."""
        with speaking(seen.owner.speech):
            told = seen.told
        key = f"guest-told-{seen.proposal.id}-{incoming.base_conversation}-{incoming.id}"
        try:
            chat = await self.outgoing.chat_of(seen.owner.id)
            if chat is not None:
                await self.outgoing.once(key, chat, chat.conversation, {"text": told})
        except ChannelError as error:
            log.warning("owner not told of an answer", error=str(error))

    async def _ask_owner(self, seen: Invited, wish: InvitedEvent) -> None:
        """In the owner's own chat, as something to be answered with a card."""
        owner = seen.owner
        accounts = await self.outgoing.directory.accounts(owner.id)
        chat = await self.outgoing.chat_of(owner.id)
        if chat is None or not accounts:
            raise NotInvited(_("{name} cannot be reached here: write to them.", name=owner.name))
        with speaking(owner.speech):
            told = self.views.rather_told(seen, wish)
        span = f"{wish.draft.start.timestamp():.0f}-{wish.draft.end.timestamp():.0f}"
        account = accounts[0]
        await self.inbox.receive(
            Message(
                channel=NAME,
                event_key=f"guest-{seen.proposal.id}-{seen.guest.email}-{span}",
                conversation_key=chat.conversation_key,
                author=Author(f"{account.tenant_id}:{account.object_id}", name=owner.name, person_id=owner.id),
                text="",
                material=told,
                sent_at=datetime.now(UTC),
                wishes=Wishes(template_id="schedule"),
                address=chat.to_json(),
                invited=(wish,),
            )
        )


def _address(person: Person) -> str:
    """By what somebody may be invited: nobody without an address that Teams vouches for is anybody's guest."""
    return person.email or "-"


def _message(card: Json) -> Mapping[str, Any]:
    return {"attachments": [adaptive_cards.attachment(card)]}


def _drawn(seen: Invited) -> Json:
    """A guest's card as it stands."""
    draft, data = seen.event.draft, {"guest": seen.proposal.id}
    body = [
        *_described(draft, seen.heading),
        *([adaptive_cards.text(seen.status, weight="Bolder")] if seen.status else []),
    ]
    buttons = [
        adaptive_cards.execute(label, f"{VERB}{response}", data)
        for response, label in answer_labels().items()
        if response is not seen.guest.response
    ]
    buttons.append(adaptive_cards.opens_form(other_time_label(), data | {"form": FORM}))
    return adaptive_cards.card(body, buttons, said=shortened(f"{seen.heading} {draft.title}", LONGEST_TEXT))


def _described(draft: EventDraft, heading: str) -> list[Json]:
    """The event, and what it is to them."""
    return [
        adaptive_cards.heading(shortened(draft.title, LONGEST_TEXT)),
        adaptive_cards.text(heading),
        adaptive_cards.text(when_label(draft, draft.zone)),
        *([adaptive_cards.text(shortened(draft.location, LONGEST_TEXT))] if draft.location else []),
    ]


def _key(proposal: Proposal, person: Person) -> str:
    return f"guest-{proposal.id}-{person.id}"
