"""What a model gets to see of a conversation."""

from collections.abc import Sequence
from datetime import UTC, datetime

from threadline.core.domain.message import Attachment
from threadline.core.turns.history import bounded, material, spoken, with_summary
from threadline.providers.port import ChatMessage, Request
from threadline.storage.turns import TurnOutcome, TurnRecord

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


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
        transcript = bounded(messages, tokens=300)
        assert (*transcript.fallen, *transcript.shown) == messages
        assert 1 <= len(transcript.shown) < 10
        assert bounded(messages, tokens=0).shown == messages[-1:]

    def test_the_opening_stays_and_is_known_before_anything_falls_out(self) -> None:
        messages = tuple(ChatMessage("user", f"{number} " + "word " * 100) for number in range(30))
        whole, cut = bounded(messages, tokens=4_000), bounded(messages, tokens=3_900)
        assert (whole.shown, whole.fallen) == (messages, ())
        assert whole.opening == cut.opening > 0
        assert cut.shown[: cut.opening] == messages[: cut.opening]
        assert (*cut.shown[: cut.opening], *cut.fallen, *cut.shown[cut.opening :]) == messages

    def test_what_fell_out_is_told_in_short_before_what_is_left(self) -> None:
        request = Request((ChatMessage("user", "now"),), system="Be kind.", situation="It is noon.")
        fallen = [ChatMessage("user", "We agreed to ship the parser on Friday. Ana tests it.")]
        told = with_summary(request, fallen)
        assert told.system == "Be kind."
        assert told.situation == "It is noon."
        assert "parser" in told.earlier
        assert with_summary(request, []) is request
        assert with_summary(request, [ChatMessage("user", "  ")]) is request

    def test_material_is_what_was_handed_over_then_the_files_by_name(self) -> None:
        files = [Attachment("a.pdf", "application/pdf", "text"), Attachment("b.bin", "x/y", "", "cannot be read")]
        assert material("mail", files) == "mail\n\n## a.pdf\n\ntext\n\n## b.bin\n\ncannot be read"
        assert material(None, []) is None
        assert material("", files[:1]) == "## a.pdf\n\ntext"
