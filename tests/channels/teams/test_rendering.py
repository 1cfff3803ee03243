"""What Teams is given to render, and what people's words become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.ai_labels import cited, generated
from threadline.bots.teams.command_parser import Command, command_of
from threadline.bots.teams.inbound_text import mentions, plain_text, read
from threadline.bots.teams.inbound_words import message_words
from threadline.bots.teams.rendering import markdown, split, units

WILD = st.text(st.sampled_from("ab \n|-`~#*[]()<>!/@x:.😀\\"), max_size=120)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Title ##", "**Title**"),
        ("#hash", "#hash"),
        ("#", "#"),
        ("<at>Bo</at> look", "&lt;at>Bo&lt;/at> look"),
        ("<https://example.com/x> and <a@b.cd>", "https://example.com/x and &lt;a@b.cd>"),
        ("a < b and `<at>` stays", "a < b and `<at>` stays"),
        ("![secret](https://example.com/?q=1)", "[secret](https://example.com/?q=1)"),
        ("[x](javascript:alert)", "x"),
        (
            '[x](https://a.example "t") [](https://b.example)',
            "[x](https://a.example) [https://b.example](https://b.example)",
        ),
        ("| a | b |\n|---|---|\n| 1 | 2\\|3 |", "```\na | b\n--+----\n1 | 2|3\n```"),
        ("| a |\nb", "| a |\nb"),
        ("```py\n<at> # x\n| a |\n```\n# T", "```py\n<at> # x\n| a |\n```\n**T**"),
        ("~~~\ncode\n~~~", "~~~\ncode\n~~~"),
    ],
)
def test_commonmark_becomes_what_teams_renders(text: str, shown: str) -> None:
    assert markdown(text) == shown


@given(WILD)
def test_no_text_names_anybody_or_loads_anything(text: str) -> None:
    shown = markdown(text.replace("`", "").replace("~", ""))
    assert "<at>" not in shown
    assert "![" not in shown or "```" in shown


@given(st.lists(WILD, max_size=6))
def test_what_was_streamed_mostly_stays(pieces: list[str]) -> None:
    text = ""
    for piece in pieces:
        text += piece
        growing = markdown(text, final=False)
        assert units(growing) <= units(markdown(text)) + 10


@pytest.mark.parametrize(
    "text",
    [
        "Hello **Ana**, how are you? See [the plan](https://example.com/plan) and `code <at>`.",
        "# Heading\n\nText\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nafter ![x](https://a.example/x.png) <b>",
        "```py\nprint(1)\n```\n\n1. one\n2. two < three\n\n<https://example.com>",
    ],
)
def test_a_growing_text_only_grows(text: str) -> None:
    shown = ""
    for end in range(1, len(text) + 1):
        growing = markdown(text[:end], final=False)
        assert growing.startswith(shown), (shown, growing)
        shown = growing
    assert markdown(text).startswith(shown)


@given(WILD, st.integers(60, 200))
def test_parts_fit_and_lose_nothing(text: str, room: int) -> None:
    parts = split(text * 5, room)
    assert all(units(part) <= room for part in parts)
    if "`" not in text and "~" not in text:
        assert "".join("".join(parts).split()) == "".join((text * 5).split())


def test_code_goes_on_as_code() -> None:
    parts = split("```py\n" + "line of code\n" * 50 + "```", 200)
    assert all(part.startswith("```py\n") and part.rstrip().endswith("```") for part in parts)


def test_numbered_sources_are_cited() -> None:
    text = 'See [1] and [2].\n\n[1]: https://a.example/x "The plan"\n[2]: <https://b.example>\n[3]: https://c.example'
    rest, citations = cited(text)
    assert rest == "See [1] and [2]."
    assert [(c.position, c.url, c.name) for c in citations] == [
        (1, "https://a.example/x", "The plan"),
        (2, "https://b.example", "https://b.example"),
    ]
    entity = generated(citations)
    assert entity["additionalType"] == ["AIGeneratedContent"]
    assert entity["citation"][0]["appearance"]["name"] == "The plan"
    for nothing in ("no sources", "[1]: https://a.example", "[1] and [1]: https://a.example"):
        assert cited(nothing) == (nothing, ())


def activity(text: str, *entities: object, **fields: object) -> Incoming:
    body = {
        "type": "message",
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "channelId": "msteams",
        "from": {"id": "29:ana"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "19:x"},
        "text": text,
        "entities": list(entities),
    }
    return Incoming.read({**body, **fields})


def mention(account: str, text: str, name: str = "") -> dict[str, object]:
    return {"type": "mention", "mentioned": {"id": account, "name": name}, "text": text}


def test_mentions_are_taken_from_the_entities_alone() -> None:
    said = activity(
        "<at>Bot</at> ask <at>robot Bot</at> and <at>Bo</at>&nbsp;about Bot  <at>nobody</at>\r\nnow",
        mention("28:bot", "<at>Bot</at>"),
        mention("29:robot", "<at>robot Bot</at>", "robot Bot"),
        mention("29:bo", "<at>Bo</at>"),
        mention("29:x", "<at>gone</at>"),
        {"type": "mention"},
        {"type": "mention", "mentioned": {"id": 5}, "text": "x"},
        {"type": "mention", "mentioned": {"id": "29:y"}},
        {"type": "clientInfo"},
    )
    assert (
        read(said, said.text or "", {"29:bo": "bo@example.com"})
        == "ask robot Bot and bo@example.com about Bot <at>nobody</at>\nnow"
    )
    assert len(mentions(said)) == 4
    assert read(activity("", mention("29:bo", "<at>Bo</at>")), "<at>Bo</at>!", {}) == "someone!"


def test_html_becomes_words() -> None:
    html = (
        "<div><p>Offsite <b>now</b></p><ul><li>one</li><li>two</li></ul><a href='https://a.example'>plan</a> "
        "<a href='javascript:x'>no</a> <img alt='(smile)'><script>evil()</script><table><tr><td>1</td><td>2</td></tr>"
        "</table>&amp;<br>end</a></div>"
    )
    words = plain_text(html)
    assert words.startswith("Offsite now\n")
    assert "- one\n- two" in words
    assert "[plan](https://a.example) no (smile)" in words
    assert "evil" not in words
    assert words.endswith("&\nend")
    said = activity("<p><at>Bot</at> hello<br>you &amp; me</p>", mention("28:bot", "<at>Bot</at>"), textFormat="xml")
    assert read(said, message_words(said).own, {}) == "hello\nyou & me"


@given(st.text(st.sampled_from("<>/ab='\" &;p"), max_size=80))
def test_any_html_is_read(html: str) -> None:
    assert isinstance(plain_text(html), str)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/schedule lunch\nat noon", Command("schedule", "lunch\nat noon")),
        ("/Summarise", Command("summarize")),
        ("/ help", Command("help")),
        ("/unknown thing", Command("help")),
        ("Help", Command("help")),
        ("calendar connect", Command("calendar", "connect")),
        ("schedule", Command("schedule")),
        ("settings timezone Europe/Rome", Command("settings", "timezone Europe/Rome")),
        ("help me with lunch", None),
        ("settings are wrong", None),
        ("schedule lunch tomorrow", None),
        ("/", None),
        ("", None),
    ],
)
def test_commands_are_told_from_words(text: str, command: Command | None) -> None:
    assert command_of(text) == command


def test_a_picked_command_begins_with_its_title() -> None:
    assert command_of("schedule lunch at noon", picked=True) == Command("schedule", "lunch at noon")
    assert command_of("/Templates", picked=True) == Command("template")
    assert command_of("dance at noon", picked=True) is None


def test_an_activity_says_where_who_and_when() -> None:
    thread = activity(
        "x",
        conversation={"id": "19:x@thread.tacv2", "conversationType": "channel", "tenantId": "T"},
        id="5",
        locale="de-AT",
        channelData={"tenant": {}},
    )
    assert thread.thread == "19:x@thread.tacv2;messageid=5"
    assert thread.base_conversation == "19:x@thread.tacv2"
    assert (thread.tenant, thread.language, thread.zone) == ("T", "de", None)
    inside = activity("x", conversation={"id": "19:x;messageid=3", "conversationType": "channel"}, id="5")
    assert (inside.thread, inside.base_conversation, inside.language) == ("19:x;messageid=3", "19:x", None)
    assert activity("x", locale="1").language is None


def test_headings_by_the_line_below_them_are_bold() -> None:
    assert markdown("Plan\n====\n\nfirst\n\nLater\n---\nmore") == "**Plan**\n\nfirst\n\n**Later**\nmore"
    assert markdown("one\ntwo\n---\nthree") == "one\ntwo\n---\nthree", "of two lines nobody means a heading"
    assert markdown("- item\n---") == "- item\n---"
    assert markdown("Plan\n==", final=False) == "Plan"


def test_tables_stay_tables_where_clients_know_them() -> None:
    table = "| a | b |\n|---|---|\n| 1 | <2> |"
    assert markdown(table, tables=True).startswith("| a | b |\n|---|---|")
    assert markdown(table).startswith("```")
