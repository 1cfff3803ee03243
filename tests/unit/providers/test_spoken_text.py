"""What is shown of a text, and the calls that small models write into theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.providers.spoken_text import SpokenText
from threadline.providers.tool_faults import MalformedCalls
from threadline.testing.provider_contract import LOOK_UP, MONDAY, TUESDAY

CALL = f'{{"name": "look_up", "arguments": {MONDAY}}}'
OTHER = f'{{"name": "look_up", "arguments": {TUESDAY}}}'


def spoken(*pieces: str, tools: bool = True) -> tuple[str, list[str]]:
    text = SpokenText("p", (LOOK_UP,) if tools else ())
    shown = "".join(map(text.feed, pieces))
    rest, calls = text.end()
    return shown + rest, [call.arguments for call in calls]


@pytest.mark.parametrize(
    "text",
    [
        f"<tool_call>\n{CALL}\n</tool_call>",
        f"```json\n{CALL}\n```",
        f"```\n{CALL}\n```",
        CALL,
        f"[{CALL}]",
        f'{{"tool_calls": [{{"type": "function", "function": {CALL}}}]}}',
        f'{{"name": "look_up", "parameters": {MONDAY}}}',
        f"[TOOL_CALLS] [{CALL}]",
        f"[TOOL_CALLS]look_up[ARGS]{MONDAY}",
        f"functions.look_up:0{MONDAY}",
        "<|tool_calls_section_begin|><|tool_call_begin|>functions.look_up:0<|tool_call_argument_begin|>"
        f"{MONDAY}<|tool_call_end|><|tool_calls_section_end|>",
        f"<|python_tag|>{CALL}",
        f"<function=look_up>{MONDAY}</function>",
        f"<think>Monday, then.</think>\n\n<tool_call>{CALL}</tool_call>\n",
    ],
)
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_text_that_is_a_call(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert spoken(*pieces) == ("", [MONDAY])


def test_calls_one_behind_the_other() -> None:
    for text in (
        f"<tool_call>{CALL}</tool_call>\n<tool_call>{OTHER}</tool_call>",
        f"[{CALL}, {OTHER}]",
        f"functions.look_up:0{MONDAY} functions.look_up:1{TUESDAY}",
    ):
        assert spoken(text) == ("", [MONDAY, TUESDAY])


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "Ana", "arguments": {"day": "Monday"}}',
        '```json\n{"day": "Monday"}\n```',
        "```python\nprint(1)\n```",
        "{not JSON",
        "[Ana](https://example.com) is free.",
        "functions.py holds them.",
        f"Here it is: {CALL}",
        "Is 1 < 2 or 2 > 1?",
        "```\n<think>\n```",
        "f",
        "",
    ],
)
@pytest.mark.parametrize("size", [1, 4, 1000])
def test_other_text_stays(text: str, size: int) -> None:
    assert spoken(*(text[at : at + size] for at in range(0, len(text), size))) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        f"<tool_call>{CALL[:-1]}</tool_call>",
        f'<tool_call>{{"name": "look_down", "arguments": {MONDAY}}}</tool_call>',
        f"<tool_call>{CALL}</tool_call> and so on",
        '{"name": "look_up", "arguments": {"day": 7}}',
        "[TOOL_CALLS] what?",
        "functions.look_up:0{",
    ],
)
def test_the_raw_form_of_a_call_that_is_none_is_never_shown(text: str) -> None:
    with pytest.raises(MalformedCalls):
        spoken(text)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_thoughts_and_calls_amid_text_are_not_shown(size: int) -> None:
    text = f"<think>\nhm <b>\n</think>\n\nLet me look.\n<tool_call>{CALL}</tool_call>\nThere."
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert spoken(*pieces) == ("Let me look.\n\nThere.", [])
    assert spoken("<think>only thoughts", tools=False) == ("", [])


@given(st.text(alphabet="a<>/`{}[]\n think", max_size=60), st.integers(1, 7))
def test_pieces_of_any_size_show_the_same(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert spoken(*pieces, tools=False) == spoken(text, tools=False)


@given(st.text(alphabet="a<>/`\n ", max_size=60))
def test_text_without_a_block_is_shown_whole(text: str) -> None:
    assert spoken(text, tools=False)[0] == text.lstrip("\n")
