"""The fake of Anthropic's service for who does not stream."""

from typing import Any, cast

from threadline.simulator.models.anthropic import AnthropicDialect
from threadline.simulator.models.script import Calls, Round, Says, Thinks

ASKED = cast("Any", None)


def test_an_answer_in_one_piece_has_its_blocks_whole() -> None:
    message = AnthropicDialect().whole(Round(Thinks("hm"), Says("Look"), Calls("look_up", '{"day": "Monday"}')), ASKED)
    thinking, text, call = message["content"]
    assert (thinking["thinking"], bool(thinking["signature"])) == ("hm", True)
    assert text == {"type": "text", "text": "Look"}
    assert (call["name"], call["input"]) == ("look_up", {"day": "Monday"})
    assert message["stop_reason"] == "tool_use"


def test_why_it_stopped_is_said() -> None:
    assert AnthropicDialect().whole(Round(Says("So")), ASKED)["stop_reason"] == "end_turn"
    assert AnthropicDialect().whole(Round(Says("So"), ending="length"), ASKED)["stop_reason"] == "max_tokens"
