"""CommonMark for Slack: what it looks like, and that nothing in it can ring anybody."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from threadline.bots.slack.inbound_text import groups_in, mentioned, read, speaks_to_others
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.rendering import cut, escape, markdown, split
from threadline.bots.slack.tables import table_blocks
from threadline.core.channels.commonmark import closing, fence_after, open_fence, plain_words
from threadline.simulator.slack.blocks import check_blocks

TABLE = "Before\n\n| a | b |\n|---|--:|\n| 1 | two \\| 2 |\n\nAfter"

PIECES = [*"<>@!#&*_~`|[]()\\ \n-.1aUC", "<!channel>", "<@U1>", "@here", "```", "| a |", "|-|", "@everyone"]
hostile = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
RINGING = re.compile(r"<[@!#]|(?<![\w@])@(channel|here|everyone)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "slack"),
    [
        ("# Title <!here>", "*Title &lt;\u2060!here&gt;*"),
        ("**bold** *it* ~~old~~", "*bold* _it_ ~old~"),
        ("- a\n- b\n  1. c", "• a\n• b\n    1. c"),
        ("3. x\n4. y", "3. x\n4. y"),
        ("> quoted\n> twice", "> quoted\n> twice"),
        ("[text](https://a.example/?a|b)", "<https://a.example/?a%7Cb|text>"),
        ("<https://a.example>", "<https://a.example|https://a.example>"),
        ("![picture](https://a.example/p.png)", "<https://a.example/p.png|picture>"),
        ("[](https://a.example)", "<https://a.example>"),
        ("[a](/local)", "a"),
        ("`a<b`", "`a&lt;b`"),
        ("```\nx ``` y\n```", "```\nx ''' y\n```"),
        ("    indented", "```\nindented\n```"),
        ("a\nb  \nc", "a\nb\nc"),
        ("---", "———"),
        ("# a\nb", "*a*\n\nb"),
    ],
)
def test_mrkdwn(text: str, slack: str) -> None:
    assert mrkdwn(text) == slack


def test_tables_become_aligned_code() -> None:
    assert markdown(TABLE) == "Before\n\n```\na | b\n--+--------\n1 | two | 2\n```\n\nAfter"
    assert mrkdwn(TABLE).startswith("Before\n\n```\na | b")
    assert markdown("| no table\n| at all") == "| no table\n| at all"
    assert markdown("```\n| a |\n|---|\n```") == "```\n| a |\n|---|\n```"


@given(hostile)
@example("<!channel>")
@example("<<!channel>")
@example("`<!here>` @channel")
def test_nothing_rings(text: str) -> None:
    for rendered in (markdown(text), mrkdwn(text), escape(text)):
        assert not RINGING.search(_without_code(rendered))


def _without_code(text: str) -> str:
    """Slack reads no mentions in code."""
    lines, fence = [], ""
    for line in text.split("\n"):
        before, fence = fence, fence_after(fence, line)
        lines.append("" if before or fence else line)
    return re.sub(r"(?<!`)`[^`\n]+`(?!`)", " ", "\n".join(lines))


def test_code_is_shown_as_it_is() -> None:
    code = "```\n<!DOCTYPE html>\n@everyone\n```\n`<@U1>`"
    assert markdown(code) == code


@given(hostile)
@settings(max_examples=200)
@example(TABLE)
@example("```@everyone<`")
@example("`<!channel>``")
@example("<```<`<!channel>`")
def test_what_was_streamed_stays_a_beginning(text: str) -> None:
    sent = ""
    for end in range(len(text) + 1):
        shown = markdown(text[:end], final=False)
        assert shown.startswith(sent) or sent.startswith(shown)
        sent = max(sent, shown, key=len)
    assert markdown(text).startswith(sent)


@given(st.text("ab \n`~", max_size=400), st.integers(40, 120))
def test_parts_fit_and_lose_nothing(text: str, room: int) -> None:
    text = re.sub(r"[`~]+", lambda run: run.group()[:3], text)
    parts = split(text, room)
    assert all(len(part) <= room + 8 for part in parts)
    assert re.sub(r"[\s`~]|ab*", "", "".join(parts)) == re.sub(r"[\s`~]|ab*", "", text)


def test_code_is_closed_and_reopened() -> None:
    code = "```py\n" + "x = 1\n" * 400 + "```"
    first, second, *_ = split(code, 1200)
    assert first.endswith("x = 1\n```")
    assert second.startswith("```py\nx = 1")
    assert closing("```py\nx") == "\n```"
    assert closing("plain") == ""
    assert open_fence("~~~~\n```\n~~~\n") == "~~~~"
    assert open_fence("``` not ` a fence") == ""


def test_cuts_between_words() -> None:
    assert cut("short", 10) == 5
    assert cut("a" * 3000, 2000) == 2000
    assert cut("a" * 900 + "\n" + "b" * 900, 950) == 901
    assert cut("a" * 1_900 + " " + "b" * 900, 2_000) == 1_901
    assert cut("a " * 900, 950) == 0
    assert cut("a" * 30, 20) == 0
    assert cut("abc", -1) == 0


def test_reading() -> None:
    people = {"U2": "bo@example.com"}
    assert read("<@U1> hi <@U2|bo> <@U3> <!here|@here> <!subteam^S1> a &amp; b", bot="U1", people=people) == (
        "hi bo@example.com someone @here the group a & b"
    )
    groups = {"S1": "ana@example.com, bo@example.com"}
    assert read("<!subteam^S1|@design>, <!subteam^S2|@ops>", bot="U1", people={}, groups=groups) == (
        "ana@example.com, bo@example.com, @ops"
    )
    assert groups_in("<!subteam^S1|@a> <!subteam^S2> <!subteam^S1>") == ("S1", "S2")
    assert read("<https://a.example|https://a.example>", bot="U1", people={}) == "https://a.example"
    assert mentioned("<@U1> <@U2|x> <@U1>") == ("U1", "U2")


@pytest.mark.parametrize(
    "text",
    [
        " <@W9> x",
        "Hey <@W9>, Monday 9am ok?",
        "cc <@W9> fyi",
        "<!here> lunch at noon?",
        "<!subteam^S1|@team> x",
        "lunch on Friday? <@W9>",
    ],
)
def test_words_that_turn_to_others(text: str) -> None:
    assert speaks_to_others(text, "UBOT")


@pytest.mark.parametrize(
    "text",
    [
        "make it 4",
        "x <@W9>",
        "and <@W9>",
        "invite <@W9>",
        "can you invite <@W8>, <@W9>?",
        "hey <@UBOT>, <@W9>?",
        "<#C1> x",
    ],
)
def test_words_that_speak_of_others(text: str) -> None:
    assert not speaks_to_others(text, "UBOT")


def test_a_table_that_fits_is_slacks_own() -> None:
    text = "Who comes:\n\n| name | **when** |\n|---|---|\n| Ana | [9:00](https://a.example) |\n| Bo |\n\nThat is all."
    blocks = table_blocks(text)
    assert blocks is not None
    before, table, after = blocks
    assert before == {"type": "markdown", "text": "Who comes:"}
    assert after == {"type": "markdown", "text": "That is all."}
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert rows == [["name", "when"], ["Ana", "9:00"], ["Bo", " "]]
    assert check_blocks([before, table, after])


@pytest.mark.parametrize(
    "text",
    [
        "no table",
        "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```",
        "| a |\n|---|\n| 1 |\n\n| b |\n|---|\n| 2 |",
        "| a |\n|---|\n" + "| 1 |\n" * 100,
        "|" + " a |" * 21 + "\n|" + "---|" * 21,
    ],
)
def test_other_tables_stay_code(text: str) -> None:
    assert table_blocks(text) is None


def test_words_of_a_line_without_its_markup() -> None:
    said = "**bold** `code` [label](https://a.example) snake_case 2 * 3 \\*"
    assert plain_words(said) == "bold code label snake_case 2 * 3 *"
