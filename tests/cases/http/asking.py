"""The running product that is sent one of the collected requests over HTTP, and what is seen of its answers."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, CookieJar, FormData
from cryptography.fernet import Fernet

from tests.channels.webhook.api.model_faults import faulty, refusing
from tests.channels.webhook.client import Answer, Client
from tests.channels.webhook.house import ZONE, Conductor, House, served
from tests.support.connectors import SampleBackend, SampleConnector
from tests.unit.providers.wires import WIRES
from threadline.app import Application
from threadline.config import Settings
from threadline.simulator.models.platform import FakeModels

Json = dict[str, Any]

_PATIENCE = 60.0
_REFUSES = re.compile(r"model is connected that answers (\d{3})(?: with Retry-After: (\d+))?")
_EVENT = re.compile(r"tomorrow at (\d\d):(\d\d) there is the event “(.+)”")
_STORY = "Tell me a long story"


@dataclass(frozen=True, slots=True)
class Case:
    """A request, or several, and what must be seen then."""

    id: str
    kind: str
    method: str
    path: str
    expect: Mapping[str, Any]
    body: Any = None
    form: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    setup: tuple[str, ...] = ()
    then: tuple[Mapping[str, Any], ...] = ()
    as_text: str | None = None


def cases_of(file: Path) -> Iterator[Case]:
    """The cases of a file; none where there is no such file."""
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        row = json.loads(line)
        del row["note"]
        then = row.pop("then", [])
        row |= {"setup": tuple(row.pop("setup", ())), "then": tuple(then if isinstance(then, list) else [then])}
        yield Case(**row)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the product answered: to the request itself, to what was asked `then`, and by a `Location` in turn."""

    case: Case
    answer: Answer
    then: Sequence[Answer]
    told: str
    """Every word that a connected model was told."""
    followed: Sequence[int] = ()


@asynccontextmanager
async def opened(case: Case, directory: Path) -> AsyncIterator["Stage"]:
    """The product for one case."""
    async with AsyncExitStack() as stack:
        models, conductor = FakeModels(), Conductor()
        settings: Json = {"secret_keys": (Fernet.generate_key().decode(),)}
        if found := _said(case, _REFUSES):
            fault = refusing("x", int(found[1]), 502, after=found[2] or "")
            server = await stack.enter_async_context(faulty(WIRES[0]))
            server.fault = fault
            settings["providers"] = [_provider(f"{server.url}/v1")]
        elif _said(case, re.compile("records what it is told|has no price")):
            await stack.enter_async_context(models)
            settings["providers"] = [_provider(models.base_url("openai_compatible"))]
        if origins := _said(case, re.compile("origins allowed: (.+)")):
            settings["allow_origins"] = tuple(origins[1].split(", "))
        conducted = conductor if _said(case, re.compile("takes five seconds")) else None
        common = {"data_dir": directory, "requests_per_minute": 1_000_000, "zone": ZONE, "plugins": False}
        made = Settings(_env_file=None, **{**common, **settings})
        application = await stack.enter_async_context(Application(made, provider=conducted))
        house = await stack.enter_async_context(served(application.services, conductor))
        yield Stage(case, house, models)


@dataclass(slots=True)
class Stage:
    """The house of one case."""

    case: Case
    house: House
    models: FakeModels
    names: dict[str, str] = field(default_factory=dict)

    async def play(self) -> Seen:
        """Furnish it, ask, and ask again what is asked then."""
        client = await self.house.person()
        await self._furnish(client)
        part = self.house.conductor.part(_STORY)
        answer = await self._ask(client, self.case.method, self.case.path, self.case.body, self.case.headers)
        followed = await self._follow(client, answer, part) if "location_ends" in self.case.expect else ()
        self._learn(answer)
        then = []
        for each in self.case.then:
            then.append(await self._again(client, each))
            self._learn(then[-1])
        told = "\n".join(_words(body) for body in self.models.asked)
        return Seen(self.case, answer, then, told, followed)

    async def _again(self, client: Client, request: Mapping[str, Any]) -> Answer:
        path, headers = request["path"], request.get("headers", {})
        return await client.call(request["method"], self._named(path), request.get("body"), headers=dict(headers))

    async def _ask(self, client: Client, method: str, path: str, body: Any, headers: Mapping[str, str]) -> Answer:
        options: Json = {}
        if self.case.form is not None:
            options["data"] = _form(self.case.form)
        if self.case.as_text is not None:
            options["data"] = self.case.as_text.encode()
        return await client.call(method, self._named(path), body, headers=dict(headers), **options)

    async def _furnish(self, client: Client) -> None:
        for setup in self.case.setup:
            if found := _EVENT.search(setup):
                await _book(client, int(found[1]), int(found[2]), found[3])
            elif "connected by OAuth" in setup:
                await self._connect(client, 2 if setup.startswith("two") else 1)
            elif "has no price" in setup:
                await client.post("/api/v1/webhook", {"prompt": "What is the capital of Austria?"})
        if "{id}" in self.case.path:
            self.names["id"] = (await client.post("/api/v1/conversations", {})).json["id"]

    async def _connect(self, client: Client, kinds: int) -> None:
        calendars: Any = self.house.services.calendars.registry
        for name in [name for name, backend in calendars.backends.items() if backend.connector is not None]:
            del calendars.backends[name]
        for name in ("sample", "another")[:kinds]:
            connector = SampleConnector()
            calendars.backends[name] = SampleBackend(name, connector)
            calendars._connectable = True
            link = (await client.get("/api/v1/calendar/auth", params={"backend": name})).json["url"]
            back = f"{self.house.address}/api/v1/calendar/auth/callback"
            async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
                await browser.get(link)
                sent = await browser.post(link, allow_redirects=False)
                given = connector.consent(sent.headers["Location"])
                done = await browser.get(back, params=given, allow_redirects=False)
                assert done.status == 303

    async def _follow(self, client: Client, answer: Answer, part: Any) -> Sequence[int]:
        """The statuses at the `Location`: while the answer is made, and when it is whole."""
        where = answer.headers.get("Location", "").removeprefix(self.house.address)
        if not where:
            return ()
        before = (await client.get(where)).status
        part.say("Once upon a time.")
        part.end()
        async with asyncio.timeout(_PATIENCE):
            while (after := (await client.get(where)).status) == 202:
                await asyncio.sleep(0.05)
        return before, after

    def _learn(self, answer: Answer) -> None:
        """What an answer is called, for the paths of what is asked then."""
        try:
            body = answer.json
        except ValueError:
            return
        for name in ("id", "message_id", "proposal_id", "conversation_id"):
            if isinstance(body, dict) and isinstance(body.get(name), str):
                self.names[name] = body[name]

    def _named(self, path: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: self.names.get(found[1], found[1]), path)


def _said(case: Case, words: re.Pattern[str]) -> re.Match[str] | None:
    return next((found for setup in case.setup if (found := words.search(setup))), None)


def _provider(url: str) -> Json:
    return {"name": "model", "kind": "openai_compatible", "model": "m-1", "api_key": "k", "base_url": url}


def _form(fields: Mapping[str, Any]) -> FormData:
    form = FormData()
    for name, value in fields.items():
        if name == "file":
            form.add_field("file", value["text"].encode(), filename=value["name"])
        else:
            form.add_field(name, value)
    return form


async def _book(client: Client, hour: int, minute: int, title: str) -> None:
    tomorrow = datetime.now(UTC).astimezone(ZoneInfo(ZONE)).date() + timedelta(days=1)
    start = datetime(tomorrow.year, tomorrow.month, tomorrow.day, hour, minute, tzinfo=ZoneInfo(ZONE))
    span = {"start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat()}
    assert (await client.post("/api/v1/calendar/events", {"title": title, **span})).status < 300


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(_words(each) for key, each in value.items() if key != "tools")
    if isinstance(value, list):
        return "\n".join(_words(each) for each in value)
    return str(value)
