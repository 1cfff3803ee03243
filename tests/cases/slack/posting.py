"""The running product that is sent one of the collected requests of Slack's, and what is seen of it afterwards."""

import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.cases.dialogue.stage import clock_at
from tests.cases.requests import Case, fields_of, proposed, settled
from tests.channels.slack.house import MANY, House, install, is_card, settings_for
from tests.support.acting import Actor, Time, housed, script
from threadline.bots.slack.channel import SlackChannel
from threadline.core.domain.proposal import Proposal
from threadline.core.runtime.clock import Clocks
from threadline.simulator.slack.delivery import Delivery
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Channel, Message, User
from threadline.simulator.slack.platform import FakeSlack

Json = dict[str, Any]

LONG = "The plan has three parts. " * 12
"""What the model says where a case wants an answer that streams for a while."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is after a request."""

    case: Case
    delivery: Delivery
    house: House
    proposals: Sequence[Proposal]
    known: frozenset[str]
    """The messages that stood there before."""

    @property
    def said(self) -> Sequence[Message]:
        """What the assistant posted, in any workspace, the oldest first."""
        every = [message for each in self.house.slack.api.workspaces.values() for message in each.messages]
        return [message for message in every if message.user == "UBOT" and message.ts not in self.known]

    @property
    def cards(self) -> Sequence[Message]:
        """Those of them that are cards."""
        return [message for message in self.said if is_card(message)]

    @property
    def answered_in(self) -> frozenset[str]:
        """The workspaces whose token was used to say something."""
        return frozenset(call.team for call in self.house.slack.api.calls if call.method.startswith("chat."))


@asynccontextmanager
async def opened(case: Case, directory: Path) -> AsyncIterator["Stage"]:
    """The product for one case, at the time at which the request comes."""
    clock, model = Time(ahead=_moment(case.body) - time.time()), Actor()
    connected = "model" in case.setup or _model_speaks(case)
    many = "installed in" in case.setup
    now = datetime.fromtimestamp(_moment(case.body), ZoneInfo(case.zone))
    async with FakeSlack(clock=clock.wall, sleep=clock.sleep) as slack:
        slack.workspace("T1")
        changes: Json = MANY | {"base_url": None} if many else {}
        settings = settings_for(slack, directory, **{"zone": case.zone, **changes})
        clocks = Clocks(clock.wall, clock.monotonic, clock.sleep)
        with clock_at(now):
            served = housed(
                settings, model if connected else None, lambda services: SlackChannel(services, clocks), fast=True
            )
            async with served as (services, channel, address):
                slack.deliver_to(f"{address}/slack/events")
                house = House(slack, services, channel, model, clock, address)
                yield Stage(case, house)


@dataclass(slots=True)
class Stage:
    """The house of one case."""

    case: Case
    house: House

    async def play(self) -> Seen:
        """Furnish it, send what comes, and look when everything has been answered."""
        await self._installed()
        self._furnish()
        known = frozenset(m.ts for each in self.house.slack.api.workspaces.values() for m in each.messages)
        delivery = Delivery(0, "")
        body = self.case.body
        for request in body if isinstance(body, list) else [body]:
            delivery = await self._send(request.get("event") if _is_wrapped(request) else request)
            await settled(self.house.services)
        return Seen(self.case, delivery, self.house, await proposed(self.house.services), known)

    async def _installed(self) -> None:
        if "installed in" not in self.case.setup:
            return
        team = next(word for word in self.case.setup.split() if word[0] == "T" and word[1:].isdigit())
        words = self.case.setup.split()
        organisation = next((word for word in words if word[0] == "E" and word[1:].isdigit()), None)
        self.house.slack.workspace(team, enterprise_id=organisation)
        self.house.team = team
        await install(self.house, team)

    def _furnish(self) -> None:
        body, workspace = self.case.body, self.house.workspace
        for user in {user for user in _ids(body) if user[0] == "U"} - set(workspace.users):
            workspace.users[user] = User(user, f"Person {user[1:]}", f"{user.lower()}@example.com")
            workspace.channels["CGENERAL"].members.add(user)
        if "no member" in self.case.setup:
            workspace.channels["CGENERAL"].members.discard("UBOT")
        workspace.channels.setdefault("DUANA", Channel("DUANA", "", kind="im", members={"UANA", "UBOT"}))
        workspace.messages.append(Message("1795950000.000001", "CGENERAL", "UBO", "words of CGENERAL"))
        self._stand(body)
        if not isinstance(body, dict):
            return
        first = next((each["ts"] for each in body.get("thread", ())), None)
        for each in body.get("thread", ()):
            thread = None if each["ts"] == first else first
            workspace.messages.append(Message(each["ts"], "CGENERAL", each["user"], each["text"], thread_ts=thread))
        if "model_answers" in body:
            self.house.provider.scripts.append(script(body["model_answers"]))
        if "method" in body:
            self.house.provider.scripts.append(script(*(f"{word} " for word in LONG.split())))
            for code in body["answered_once_with"]:
                self.house.slack.api.fail(body["method"], SlackFault(code))

    def _stand(self, body: Any) -> None:
        """The messages that the requests are about stand in Slack before they come."""
        for each in (each for request in (body if isinstance(body, list) else [body]) for each in _messages(request)):
            message = Message(each["ts"], each["channel"], each.get("user", "UANA"), str(each.get("text") or ""))
            message.thread_ts = each.get("thread_ts")
            self.house.workspace.messages.append(message)

    async def _send(self, request: Json) -> Delivery:
        courier = self.house.slack.courier
        if request.get("type") in ("view_submission", "message_action", "block_actions", "shortcut"):
            return await courier.interaction(self._triggered(request))
        if "command" in request:
            return await courier.form({name: str(value) for name, value in request.items()})
        return await courier.raw(json.dumps(request).encode(), "application/json")

    def _triggered(self, request: Json) -> Json:
        user = str((request.get("user") or {}).get("id"))
        address = self.house.workspace.response_address(str((request.get("channel") or {}).get("id")), user)
        place = f"{self.house.team}/{address}"
        url = {"response_url": f"{self.house.slack.url}/respond/{place}"} if "channel" in request else {}
        return {**url, **request, "trigger_id": self.house.workspace.trigger(user)}


def _is_wrapped(request: Json) -> bool:
    """Whether a file holds more than what Slack sends."""
    return bool({"thread", "method", "model_answers"} & set(request))


def _model_speaks(case: Case) -> bool:
    return isinstance(case.body, dict) and bool({"method", "model_answers"} & set(case.body))


def _moment(body: Any) -> float:
    """When it is said: the time of the request, in seconds."""
    found = [value for key, value in fields_of(body) if key in ("event_time", "ts", "message_ts")]
    return max((float(value) for value in found if _is_number(value)), default=1_795_960_000.0)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | str) and str(value).replace(".", "", 1).isdigit()


def _ids(body: Any) -> Iterator[str]:
    for key, value in fields_of(body):
        if key == "user":
            yield str(value["id"] if isinstance(value, dict) else value)
        if key == "text" and isinstance(value, str):
            yield from (part.split(">")[0].split("|")[0] for part in value.split("<@")[1:])


def _messages(body: Json) -> Iterator[Json]:
    """The messages that stand in Slack when the request comes: what it is about."""
    request = body["event"] if _is_wrapped(body) else body
    event = request.get("event")
    if isinstance(event, dict) and _is_number(event.get("ts")) and "channel" in event:
        yield event
    if request.get("type") == "message_action":
        yield request["message"] | {"channel": request["channel"]["id"]}
