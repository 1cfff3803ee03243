"""The engine's small words: messages, turns, offers, people, scopes, what a model sees."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.errors import ChannelThrottled
from threadline.core.channels.memory import MemoryChannel, RecordedReply
from threadline.core.channels.port import Capabilities, Channel, Reply
from threadline.core.domain.message import Attachment, Author, Message, Person, Source, Turn, TurnState, Wishes
from threadline.core.domain.proposal import Alternative, Conflict, Evidence, Offer
from threadline.core.domain.scopes import ALL_SCOPES, unknown_scopes
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.runtime.cleanup import Cleanup
from threadline.core.turns.history import bounded, material, spoken, with_summary
from threadline.providers.port import ChatMessage, Parameters, Request, Task
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.turns import TurnOutcome, TurnRecord

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
ANA = Person("p1", "Ana", "ana@example.com", "UTC")


def test_a_message_is_stored_and_read_back_whole() -> None:
    message = Message(
        "slack",
        "T1-E1",
        "C1-1",
        Author("U1", "Ana", "ana@example.com", "Europe/Vienna", "de", "p1"),
        "héllo 👋",
        NOW,
        zone="UTC",
        material="mail",
        attachments=(Attachment("a.txt", "text/plain", "text", "note"),),
        wishes=Wishes(
            task=Task.SUMMARY,
            source=Source.EMAIL,
            template_id="t",
            template_version=2,
            command="c",
            language="de",
            parameters=Parameters(temperature=0.5, stop=("x",)),
            variables=(("a", "b"),),
        ),
        title="title",
        address="somewhere",
    )
    assert Message.from_json(message.to_json()) == message


def test_what_is_usual_takes_no_room() -> None:
    stored = Message("m", "1", "t", Author("a"), "hi", NOW).to_json()
    assert "wishes" not in stored
    assert Message.from_json(stored).wishes == Wishes()


@pytest.mark.parametrize("broken", ["", "{}", "[]", '{"text": 1}', "nonsense"])
def test_what_is_no_message_is_a_value_error(broken: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Message.from_json(broken)


def test_an_offer_is_stored_and_read_back_whole() -> None:
    draft = EventDraft(
        "X",
        NOW,
        NOW + timedelta(hours=1),
        "UTC",
        location="Room 4",
        attendees=(Attendee("Bo"), Attendee(email="ana@example.com")),
        rrule="FREQ=DAILY",
        excluded=(NOW,),
    )
    offer = Offer(
        draft,
        (Evidence("when", "now", 0, 3),),
        (Alternative(NOW, NOW + timedelta(hours=1), "label", "free"),),
        ("careful",),
        (Conflict("Lunch", NOW, NOW + timedelta(hours=1)),),
        ("Work",),
    )
    assert Offer.from_json(offer.to_json()) == offer
    day = Offer(EventDraft.of_dates("X", date(2026, 3, 5), date(2026, 3, 6), "Pacific/Apia"))
    assert Offer.from_json(day.to_json()) == day


def test_a_turn_is_over_or_not() -> None:
    assert {state for state in TurnState if not state.over} == {TurnState.QUEUED, TurnState.ANSWERING}


def test_scopes_that_do_not_exist_are_found() -> None:
    assert unknown_scopes([*ALL_SCOPES, "root", "Read"]) == ["root", "Read"]


class TestMemoryChannel:
    """The shipped double keeps its port."""

    async def test_it_is_a_channel_that_knows_its_replies_by_key(self) -> None:
        channel = MemoryChannel()
        assert isinstance(channel, Channel)
        turn = Turn("m1", "c1", 1, Message("memory", "1", "t", Author("a"), "hi", NOW), ANA, 1)
        reply = await channel.open_reply(turn)
        assert isinstance(reply, Reply)
        assert await channel.open_reply(turn) is reply
        assert await reply.show("a") == await reply.finish("b")
        assert channel.replies[turn.key].shown == ["a", "b"]
        assert channel.replies[turn.key].final == "b"
        await channel.run()

    async def test_its_replies_fail_when_told_to(self) -> None:
        error = ChannelThrottled("slow", channel="memory", retry_after=2)
        reply = RecordedReply("r", errors=[error, error])
        for call in (reply.show, reply.finish):
            with pytest.raises(ChannelThrottled) as raised:
                await call("x")
            assert (raised.value.retry_after, raised.value.missing) == (2, "")
        assert reply.shown == []

    def test_capabilities_have_an_ordinary_platform_as_default(self) -> None:
        assert Capabilities() == MemoryChannel().capabilities


@pytest.fixture
def people(database: Database) -> People:
    return People(PersonStore(database), default_zone="Europe/Vienna")


class TestPeople:
    """One human, whatever the channel."""

    async def test_a_person_is_made_once_per_address(self, people: People) -> None:
        ana = await people.ensure("Ana@Example.com")
        assert (ana.name, ana.zone, ana.email) == ("Ana", "Europe/Vienna", "ana@example.com")
        assert await people.ensure("ana@example.com", name="Other", zone="UTC") == ana
        assert await people.by_email("ANA@example.com") == ana
        assert await people.get(ana.id) == ana
        assert await people.by_email("bo@example.com") is None
        with pytest.raises(PersonNotFound):
            await people.get("unknown")

    async def test_an_author_is_linked_by_a_verified_address_only(self, people: People) -> None:
        linked = await people.recognise("slack", Author("U1", "Ana", "ana@example.com"))
        assert await people.recognise("teams", Author("T1", "Ana", "ana@example.com")) == linked
        assert await people.recognise("slack", Author("U1")) == linked
        other = await people.recognise("slack", Author("U2", "Ana", zone="UTC"))
        assert other != linked
        assert (await people.get(other)).zone == "UTC"
        assert (await people.get(linked)).zone == "Europe/Vienna"


def said(text: str, reply: str) -> TurnRecord:
    return TurnRecord("m", "c", "p", text, NOW, "answered", 1, reply, TurnOutcome("answered", reply), NOW)


def lines(messages: Sequence[ChatMessage]) -> list[tuple[str, str]]:
    return [(message.role, message.text) for message in messages]


class TestContext:
    """What a model gets to see of a conversation."""

    def test_what_was_said_is_told_in_order_without_what_is_empty(self) -> None:
        turns = [said("a", "A"), said(" ", "file read"), said("b", "")]
        assert lines(spoken(turns)) == [
            ("user", "a"),
            ("assistant", "A"),
            ("assistant", "file read"),
            ("user", "b"),
        ]

    def test_the_newest_stays_whatever_the_budget(self) -> None:
        messages = tuple(ChatMessage("user", f"{number} " + "word " * 100) for number in range(10))
        kept, fallen = bounded(messages, tokens=300)
        assert (*fallen, *kept) == messages
        assert 1 <= len(kept) < 10
        kept, fallen = bounded(messages, tokens=0)
        assert kept == messages[-1:]

    def test_what_fell_out_is_told_in_short_among_the_instructions(self) -> None:
        request = Request((ChatMessage("user", "now"),), system="Be kind.")
        fallen = [ChatMessage("user", "We agreed to ship the parser on Friday. Ana tests it.")]
        told = with_summary(request, fallen)
        assert told.system.startswith("Be kind.\n\nEarlier in this conversation, in short:\n")
        assert "parser" in told.system
        assert with_summary(request, []) is request
        assert with_summary(request, [ChatMessage("user", "  ")]) is request

    def test_material_is_what_was_handed_over_then_the_files_by_name(self) -> None:
        files = [Attachment("a.pdf", "application/pdf", "text"), Attachment("b.bin", "x/y", "", "cannot be read")]
        assert material("mail", files) == "mail\n\n## a.pdf\n\ntext\n\n## b.bin\n\ncannot be read"
        assert material(None, []) is None
        assert material("", files[:1]) == "## a.pdf\n\ntext"


class Forgetful:
    """Durable work that remembers since when it was told to forget."""

    def __init__(self) -> None:
        self.before: list[datetime] = []

    async def forget(self, before: datetime) -> int:
        self.before.append(before)
        return 3


class TestHousekeeping:
    """Forgetting what nobody needs, an hour at a time, whatever the database does."""

    @pytest.mark.parametrize("retention", [None, timedelta(days=30)])
    async def test_it_tidies_every_hour_and_goes_on_after_an_outage(
        self, database: Database, retention: timedelta | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from threadline.storage.database.errors import StorageUnavailable

        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            if len(slept) > 3:
                raise InterruptedError

        durable = Forgetful()
        keeping = Cleanup(database, durable, retention, clock=lambda: NOW, sleep=sleep)  # type: ignore[arg-type]
        tidy, outages = keeping.tidy, [StorageUnavailable("locked")]

        async def sometimes() -> None:
            if outages:
                raise outages.pop()
            await tidy()

        monkeypatch.setattr(keeping, "tidy", sometimes)
        with pytest.raises(InterruptedError):
            await keeping.run()
        assert slept == [3600.0] * 4
        assert durable.before == [NOW - timedelta(days=1)] * 2
