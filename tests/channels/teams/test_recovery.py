"""After a crash: what stands is taken up, nothing is said twice."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

from tests.channels.teams.house import settings_for
from tests.support.acting import Time
from tests.support.bare_services import bare_services
from tests.support.databases import migrated_file, sqlite_file
from threadline.bots.teams.channel import TeamsChannel
from threadline.bots.teams.errors import AnswerLost
from threadline.bots.teams.thread_ref import Place
from threadline.core.channels.errors import ChannelUnavailable, StoppedByPerson
from threadline.core.domain.message import Author, Message, Person, Turn
from threadline.core.runtime.clock import Clocks
from threadline.simulator.teams.faults import bad_gateway, bad_stream, stream_not_allowed, throttled
from threadline.simulator.teams.platform import FakeTeams
from threadline.storage.database.database import Database, sqlite_url

__all__ = ["migrated_file", "sqlite_file"]


@dataclass
class Stage:
    """A channel without an engine, as each process has one; they share the platform and the database."""

    teams: FakeTeams
    clock: Time
    database: Database
    folder: Path
    channels: list[TeamsChannel] = field(default_factory=list)

    @property
    def services(self) -> Any:
        return bare_services(settings_for(self.teams, self.folder), self.database)

    def channel(self) -> TeamsChannel:
        clocks = Clocks(self.clock.wall, self.clock.monotonic, self.clock.sleep)
        self.channels.append(TeamsChannel(self.services, clocks))
        return self.channels[-1]

    def turn(self, *, epoch: int = 1, ref: str | None = None, group: bool = False) -> Turn:
        where = self.teams.group.id if group else "a:ana"
        account = self.teams.person("ana").id
        place = Place(self.teams.tenant_id, where, "1", account, self.teams.service_url, personal=not group)
        author = Author("ana", "Ana")
        message = Message("teams", "e", "c", author, "hello", datetime.now(UTC), address=place.to_json())
        return Turn("m1", "c1", 1, message, Person("p1", "Ana", None, "UTC"), epoch, surface_ref=ref)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.teams.messages if message.text]


@pytest.fixture
async def stage(tmp_path: Path, sqlite_file: Path) -> AsyncIterator[Stage]:
    clock, database = Time(), Database(sqlite_url(sqlite_file))
    async with FakeTeams(clock=clock.wall, sleep=clock.sleep) as teams:
        stage = Stage(teams, clock, database, tmp_path)
        yield stage
        for channel in stage.channels:
            await channel.close()
    await database.close()


@pytest.mark.parametrize("group", [False, True], ids=["stream", "group"])
@pytest.mark.parametrize("known", [False, True], ids=["by key", "by ref"])
async def test_a_half_said_answer_is_taken_up(stage: Stage, group: bool, known: bool) -> None:
    first, second = stage.channel(), stage.channel()
    ref = await (await first.open_reply(stage.turn(group=group))).show("Half an ans")
    turn = stage.turn(epoch=2, ref=ref if known else None, group=group)
    reply = await second.open_reply(turn)
    assert await reply.show("A new answ") == ref
    assert stage.texts == ["A new answ"]
    assert await reply.finish("A new answer") == ref
    assert stage.texts == ["A new answer"]


async def test_a_stream_that_ended_meanwhile_is_updated(stage: Stage) -> None:
    first, second = stage.channel(), stage.channel()
    ref = await (await first.open_reply(stage.turn())).show("Half an ans")
    stage.clock.ahead += 200
    await (await second.open_reply(stage.turn(epoch=2, ref=ref))).finish("A new answer")
    assert stage.texts == ["A new answer"]


async def test_a_stream_that_was_stopped_meanwhile_stays_stopped(stage: Stage) -> None:
    first, second = stage.channel(), stage.channel()
    ref = await (await first.open_reply(stage.turn())).show("Half an ans")
    stage.teams.hand("ana").stop(stage.teams.messages[-1])
    with pytest.raises(StoppedByPerson):
        await (await second.open_reply(stage.turn(epoch=2, ref=ref))).finish("A new answer")
    assert stage.texts == ["Half an ans"]


async def test_parts_that_are_not_needed_any_more_go_away(stage: Stage) -> None:
    first, second = stage.channel(), stage.channel()
    ref = await (await first.open_reply(stage.turn(group=True))).finish("word " * 10_000)
    assert len(stage.texts) == 3
    reply = await second.open_reply(stage.turn(epoch=2, ref=ref, group=True))
    stage.teams.messages.pop()  # somebody deleted the last one
    await reply.finish("Short")
    assert stage.texts == ["Short"]


async def test_a_stream_goes_on_after_trouble(stage: Stage) -> None:
    channel = stage.channel()
    reply = await channel.open_reply(stage.turn())
    await reply.show("One")
    stage.teams.connector.fail("stream", throttled(1))
    with pytest.raises(Exception, match="patience"):
        await reply.show("One two")
    stage.teams.connector.fail("stream", bad_gateway())
    with pytest.raises(ChannelUnavailable):
        await reply.show("One two")
    assert await reply.show("One two") is not None
    stage.teams.connector.fail("stream", bad_stream("something new"))
    await reply.finish("One two three")
    assert stage.texts[0].startswith("One two")


async def test_a_message_whose_answer_was_lost_is_not_sent_again_by_itself(stage: Stage) -> None:
    channel, connector = stage.channel(), stage.teams.connector
    reply = await channel.open_reply(stage.turn(group=True))
    connector.cut_off("send")
    with pytest.raises(AnswerLost):
        await reply.show("Half an ans")
    assert stage.texts == ["Half an ans"]
    connector.cut_off("update")  # what is there already may be said again
    await reply.finish("An answer")
    await reply.finish("An answer.")
    assert stage.texts == ["Half an ans", "An answer."]


async def test_what_never_went_out_is_sent_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    reply, once, tries = await stage.channel().open_reply(stage.turn(group=True)), aiohttp.ClientSession.request, []

    def unreachable(session: aiohttp.ClientSession, method: str, url: URL, **options: Any) -> Any:
        tries.append(method)
        return once(session, method, url.with_port(1) if len(tries) < 3 else url, **options)

    monkeypatch.setattr(aiohttp.ClientSession, "request", unreachable)
    await reply.finish("An answer")
    assert stage.texts == ["An answer"]


async def test_a_stop_is_heard_at_the_end_too(stage: Stage) -> None:
    channel = stage.channel()
    reply = await channel.open_reply(stage.turn())
    await reply.show("One")
    stage.teams.hand("ana").stop(stage.teams.messages[-1])
    with pytest.raises(StoppedByPerson):
        await reply.finish("One two")


async def test_a_beginning_that_is_refused_costs_nothing(stage: Stage) -> None:
    channel = stage.channel()
    stage.teams.connector.fail("stream", stream_not_allowed("Content stream is not allowed"))
    reply = await channel.open_reply(stage.turn())
    while not stage.teams.connector.calls:
        await stage.clock.sleep(0)
    assert await reply.show("") is None
    await reply.finish("Hello")
    assert stage.texts == ["Hello"]


async def test_no_address_but_the_connectors_is_spoken_to(stage: Stage) -> None:
    channel = stage.channel()
    place = Place(stage.teams.tenant_id, "19:x", "1", "29:ana", "https://example.com/")
    message = Message("teams", "e", "c", Author("ana"), "hello", datetime.now(UTC), address=place.to_json())
    turn = Turn("m1", "c1", 1, message, Person("p1", "Ana", None, "UTC"), 1)
    with pytest.raises(Exception, match="no address to send to"):
        await (await channel.open_reply(turn)).finish("Hello")
