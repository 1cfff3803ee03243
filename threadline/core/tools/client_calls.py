"""Calls of tools by other programs, which talk to us without a conversation: other assistants, above all.

The guards are those of a turn. There is no conversation whose words could be quoted, so a call's own words count as its
person's: times are resolved from them by the grammar, and only who is named in them can be invited. Whoever the
person's calendars do not know is told on the card. What a call showed can be named by later calls of the same token,
for a while.
"""

import json
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from threadline import regex
from threadline.core.domain.message import Author, Message, Person, Turn, storable
from threadline.core.domain.proposal import Offer, Proposal
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.reading_context import ReadingContext, ReadingContexts
from threadline.core.tools.notes import Notes
from threadline.core.tools.scene import Origin, Scene, Source
from threadline.core.tools.toolbox import Toolbox
from threadline.providers.port import ToolCall, ToolSpec
from threadline.storage.client_references import HandedStore
from threadline.storage.persons import new_id, utc_now
from threadline.texts.formats import and_list
from threadline.texts.messages import ngettext
from threadline.texts.speaking import speaking

LIFETIME = timedelta(hours=1)
"""How long a reference can be named."""

_REFERENCE = regex.compile(r"[es]\d{1,4}-(?P<series>[a-z2-7]{16})")
_SERIES_BYTES = 10
_MOST_SERIES = 8


@dataclass(frozen=True, slots=True)
class Client:
    """A program that calls: for whom, by which token, over which channel."""

    person: Person
    token_id: str
    channel: str


@dataclass(frozen=True, slots=True)
class Called:
    """What a call answers with, and the proposals that came of it; `failed`: it was refused, and the text says why."""

    text: str
    failed: bool = False
    proposals: tuple[Proposal, ...] = ()


class ClientCalls:
    """Runs calls, each on its own. `lifetime` is that of references."""

    def __init__(
        self,
        toolbox: Toolbox,
        decisions: Decisions,
        contexts: ReadingContexts,
        handed: HandedStore,
        *,
        lifetime: timedelta = LIFETIME,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._toolbox = toolbox
        self._decisions = decisions
        self._contexts = contexts
        self._handed = handed
        self._lifetime = lifetime
        self._clock = clock
        self.specs: tuple[ToolSpec, ...] = tuple(spec for spec in toolbox.specs if not toolbox.threaded(spec.name))

    def acts(self, name: str) -> bool:
        """Whether a tool proposes something."""
        return self._toolbox.acts(name)

    async def run(self, client: Client, name: str, arguments: Mapping[str, Any], *, key: str | None = None) -> Called:
        """Run a tool; an act with the same `key` makes one proposal. Raises `CalendarError` and `StorageError`."""
        with speaking(client.person.speech):
            return await self._run(client, name, arguments, key)

    async def _run(self, client: Client, name: str, arguments: Mapping[str, Any], key: str | None) -> Called:
        proposal_key = f"client-{_digest(client.person.id, name, key)}" if key is not None else f"client-{new_id()}"
        if key is not None and self.acts(name):
            known = await self._decisions.proposals.with_key(proposal_key)
            if known is not None:
                return Called("", proposals=(known,))
        call = ToolCall("1", name, storable(json.dumps(arguments)))
        scene = await self._scene(client, call)
        result = await self._toolbox.run(call, scene)
        await self._keep(client, scene.notes)
        proposals = [
            await self._propose(client, offer, scene.context, f"{proposal_key}:{place}" if place else proposal_key)
            for place, offer in enumerate(scene.notes.offers)
        ]
        return Called(result.text, result.failed, tuple(proposals))

    async def _scene(self, client: Client, call: ToolCall) -> Scene:
        now, person, said = self._clock(), client.person, [each for each in self._toolbox.said(call) if each.strip()]
        message = Message(
            channel=client.channel,
            event_key="",
            conversation_key="",
            author=Author(person.id, person_id=person.id),
            text="\n".join(said),
            sent_at=now,
        )
        # Calendars are asked who is known there only for words that name somebody, as these may without saying so.
        naming = " ".join(f"with {each}" for each in said)
        context = await self._contexts.of(person, naming, sent_at=now, zone=person.zone)
        sources = tuple(Source(Origin.PERSON, each, now, person.zone) for each in said)
        notes = await self._notes(client, call)
        return Scene(Turn("", "", 1, message, person, 1), now, sources, replace(context, text=message.text), notes)

    async def _notes(self, client: Client, call: ToolCall) -> Notes:
        """What earlier calls showed under the references that this one names."""
        named = dict.fromkeys(match["series"] for match in _REFERENCE.finditer(call.arguments))
        notes = Notes(series=f"-{b32encode(token_bytes(_SERIES_BYTES)).decode().lower()}")
        for body in await self._handed.of(client.token_id, tuple(named)[:_MOST_SERIES]):
            shown = Notes.from_json(body)
            notes.events.update(shown.events)
            notes.slots.update(shown.slots)
        return notes

    async def _keep(self, client: Client, notes: Notes) -> None:
        """Keep what this call showed; what earlier ones did runs out as it would have."""
        shown = Notes(
            events={name: event for name, event in notes.events.items() if name.endswith(notes.series)},
            slots={name: slot for name, slot in notes.slots.items() if name.endswith(notes.series)},
        )
        if shown.events or shown.slots:
            series = notes.series.removeprefix("-")
            await self._handed.keep(series, token_id=client.token_id, body=shown.to_json(), lifetime=self._lifetime)

    async def _propose(self, client: Client, offer: Offer, context: ReadingContext, key: str) -> Proposal:
        doubts = _strangers(offer, context)
        offer = replace(offer, warnings=(*doubts, *offer.warnings))
        return await self._decisions.propose(client.person, offer, key=key, channel=client.channel)


def _strangers(offer: Offer, context: ReadingContext) -> Sequence[str]:
    """The doubt about addresses that only the call names: they may be made up, or come out of a text from outside."""
    before = offer.target.before.attendees if offer.target is not None else ()
    there = {each.email.lower() for each in before if each.email}
    new = [each.email for each in offer.draft.attendees if each.email and each.email.lower() not in there]
    unknown = [address for address in new if context.known.at(address) is None]
    if not unknown:
        return ()
    return (
        ngettext(
            "{addresses} is not in your calendars: another program gave this address. Please check it.",
            "{addresses} are not in your calendars: another program gave these addresses. Please check them.",
            len(unknown),
            addresses=and_list(unknown),
        ),
    )


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
