"""The running product that is sent one of the collected requests of Teams', and what is seen of it afterwards."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiohttp
from sqlalchemy import select

from tests.cases.dialogue.stage import clock_at
from tests.cases.requests import Case, fields_of, proposed, settled
from tests.channels.teams.house import House, settings_for
from tests.support.acting import Actor, Time, housed
from tests.support.pictures import picture_of
from threadline.bots.teams.channel import TeamsChannel
from threadline.core.domain.proposal import Proposal
from threadline.core.runtime.clock import Clocks
from threadline.simulator.teams.delivery import Delivery
from threadline.simulator.teams.model import Conversation, Message
from threadline.simulator.teams.platform import FakeTeams
from threadline.storage.tables.core import MessageRow, PersonRow

Json = dict[str, Any]

_SERVICE = "https://smba.trafficmanager.net/emea/"
_TENANT = "11111111-2222-3333-4444-555555555555"
_APP = "28:app-1"
OWN_CHAT = "a:ana-and-the-bot"


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is after the requests. `read` are the words that were stored, `asked` whom the product asked."""

    case: Case
    deliveries: Sequence[Delivery]
    house: House
    proposals: Sequence[Proposal]
    said: Sequence[Message]
    read: Sequence[str]
    addresses: Sequence[str | None]
    asked: Sequence[str]

    @property
    def cards(self) -> Sequence[Message]:
        """Those of the messages that are cards of proposals."""
        return [message for message in self.said if (message.card or {}).get("refresh")]


@asynccontextmanager
async def opened(case: Case, directory: Path) -> AsyncIterator["Stage"]:
    """The product for one case, at the time at which the requests come."""
    clock, model = Time(), Actor()
    async with FakeTeams(clock=clock.wall, sleep=clock.sleep) as teams:
        settings = settings_for(teams, directory, zone=case.zone)
        clocks = Clocks(clock.wall, clock.monotonic, clock.sleep)
        connected = model if "model" in case.setup else None
        with clock_at(datetime.fromisoformat(case.row["said_at"])):
            served = housed(settings, connected, lambda services: TeamsChannel(services, clocks), fast=True)
            async with served as (services, channel, address):
                teams.deliver_to(f"{address}/api/messages")
                yield Stage(case, House(teams, services, channel, model, clock, address))


@dataclass(slots=True)
class Stage:
    """The house of one case."""

    case: Case
    house: House

    async def play(self) -> Seen:
        """Furnish it, send what comes, and look when everything has been answered."""
        teams, deliveries = self.house.teams, list[Delivery]()
        body = self._at_home(self.case.body)
        requests = body if isinstance(body, list) else [body]
        self._furnish([request for request in requests if "then" not in request])
        await self._paste(requests)
        known, asked = len(teams.messages), list[str]()
        with _watched(asked):
            for request in requests:
                if "then" in request:
                    self._open("19:foreign@thread.v2")
                    continue
                deliveries.append(await teams.courier.deliver(request))
                await settled(self.house.services)
                if (request.get("channelData") or {}).get("eventType") is None and request["type"] == "message":
                    self.house.time.ahead += 1.0
        services = self.house.services
        async with services.storage.database.read() as connection:
            read = (await connection.scalars(select(MessageRow.body))).all()
            addresses = (await connection.scalars(select(PersonRow.email))).all()
        said = [each for each in teams.messages[known:] if each.sender == teams.tenant.bot["id"]]
        found = await proposed(services)
        return Seen(self.case, deliveries, self.house, found, said, read, addresses, asked)

    def _at_home(self, body: Any) -> Any:
        """The requests as they would come from the Teams of this house."""
        teams, text = self.house.teams, json.dumps(body)
        for given, ours in (
            (_SERVICE, teams.service_url),
            (_TENANT, teams.tenant_id),
            (_APP, f"28:{teams.app_id}"),
        ):
            text = text.replace(given, ours)
        return json.loads(text)

    def _furnish(self, requests: Sequence[Json]) -> None:
        tenant = self.house.teams.tenant
        for key in ("ana", "bo"):
            standing = tenant.people[key]
            tenant.people[key] = replace(standing, id=f"29:{key}", aad_id=f"aad-{key}")
        everybody = {person.id for person in tenant.people.values()}
        tenant.conversations["a:ana"] = tenant.conversations[OWN_CHAT] = Conversation(
            OWN_CHAT, "personal", members={"29:ana"}
        )
        for request in requests:
            place = request["conversation"]
            base = place["id"].partition(";messageid=")[0]
            if base not in tenant.conversations:
                kind = str(place.get("conversationType") or "personal")
                team = self.house.teams.channel.team if kind == "channel" else None
                tenant.conversations[base] = Conversation(base, kind, "", set(everybody), team)
            self._stand(base, request)
        self._close(requests)

    def _stand(self, base: str, request: Json) -> None:
        """The messages that the requests are about stand in Teams before they come."""
        found = [value for key, value in fields_of(request) if key == "messagePayload" and isinstance(value, Mapping)]
        roots = [(each.get("replyToId"), None) for each in found if each.get("replyToId")]
        stand = [*roots, *((each.get("id"), each.get("replyToId")) for each in found)]
        if "messageid=" in request["conversation"]["id"]:
            stand.append((request["conversation"]["id"].partition(";messageid=")[2], None))
        if request["type"] == "message":
            stand.append((request.get("id"), request.get("replyToId")))
        messages = self.house.teams.messages
        for number, thread in stand:
            if number and not any((each.conversation, each.id) == (base, number) for each in messages):
                messages.append(Message(str(number), base, "29:bo", "words", thread=thread))

    def _close(self, requests: Sequence[Json]) -> None:
        setup, conversations = self.case.setup, self.house.teams.tenant.conversations
        foreign = [request["conversation"]["id"] for request in requests if request["conversation"]["id"] != OWN_CHAT]
        for place in foreign if "403" in setup or "404" in setup else ():
            conversations[place].installed = "404" in setup
            conversations[place].deleted = "404" in setup
        if "not installed" in setup:
            conversations[OWN_CHAT].installed = False

    def _open(self, place: str) -> None:
        conversation = self.house.teams.tenant.conversations[place]
        conversation.installed, conversation.deleted = True, False

    async def _paste(self, requests: Sequence[Json]) -> None:
        if (words := self.case.row.get("picture_text")) is None:
            return
        picture = await picture_of(words)
        for _, value in fields_of(requests):
            if isinstance(value, str) and "/v3/attachments/" in value:
                name = value.partition("/v3/attachments/")[2].partition("/")[0]
                self.house.teams.files.paste(name, picture, "image/png")


def _watched(asked: list[str]) -> Any:
    """Note every address that is asked."""
    request = aiohttp.ClientSession._request

    async def noted(session: aiohttp.ClientSession, method: str, url: Any, **how: Any) -> Any:
        asked.append(str(url))
        return await request(session, method, url, **how)

    return patch.object(aiohttp.ClientSession, "_request", noted)
