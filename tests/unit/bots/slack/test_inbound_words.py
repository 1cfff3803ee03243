"""Every word of a Slack message is read, wherever Slack has put it."""

from typing import Any

import pytest

from threadline.bots.slack.inbound_words import message_words


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


@pytest.mark.parametrize(
    ("element", "words"),
    [
        ({"type": "text", "text": "Tuesday at 3"}, "Tuesday at 3"),
        ({"type": "user", "user_id": "U1"}, "<@U1>"),
        ({"type": "usergroup", "usergroup_id": "S1"}, "<!subteam^S1>"),
        ({"type": "channel", "channel_id": "C1"}, "<#C1>"),
        ({"type": "broadcast", "range": "here"}, "<!here>"),
        ({"type": "link", "url": "https://example.com/a", "text": "the plan"}, "<https://example.com/a|the plan>"),
        ({"type": "link", "url": "https://example.com/a"}, "<https://example.com/a>"),
        ({"type": "emoji", "name": "wave"}, ":wave:"),
        ({"type": "date", "timestamp": 1, "fallback": "3 March"}, "3 March"),
        ({"type": "color", "value": "#fff"}, ""),
    ],
)
def test_each_part_of_rich_text_is_read(element: dict[str, Any], words: str) -> None:
    assert message_words({"text": "", "blocks": [rich(element)]}).own == words


def test_lists_are_read_line_by_line() -> None:
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]} for text in ("one", "two")]
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}]}]
    assert message_words({"blocks": blocks}).own == "one\ntwo"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "header", "text": {"type": "plain_text", "text": "Review"}}, "Review"),
        ({"type": "section", "fields": [{"type": "mrkdwn", "text": "a"}, {"type": "mrkdwn", "text": "b"}]}, "a\nb"),
        ({"type": "context", "elements": [{"type": "mrkdwn", "text": "a"}, {"type": "image"}]}, "a"),
        ({"type": "markdown", "text": "**a**"}, "**a**"),
        (
            {"type": "table", "rows": [[rich({"type": "text", "text": "Mon"}), {"type": "raw_text", "text": "9"}]]},
            "Mon 9",
        ),
        ({"type": "divider"}, ""),
    ],
)
def test_each_kind_of_block_is_read(block: dict[str, Any], words: str) -> None:
    assert message_words({"text": " ", "blocks": [block, "odd"]}).own == words


def test_the_text_wins_over_the_blocks_that_say_the_same() -> None:
    assert message_words({"text": "hello", "blocks": [rich({"type": "text", "text": "hello"})]}).own == "hello"


@pytest.mark.parametrize(
    ("attachment", "words"),
    [
        ({"author_name": "Bo", "text": "Lunch at noon?"}, "Bo: Lunch at noon?"),
        (
            {
                "author_subname": "Bo",
                "message_blocks": [{"message": {"blocks": [rich({"type": "text", "text": "hi"})]}}],
            },
            "Bo: hi",
        ),
        ({"title": "Build", "fields": [{"title": "State", "value": "red"}]}, "Build\nState: red"),
        ({"blocks": [{"type": "markdown", "text": "a"}]}, "a"),
        ({"fallback": "a picture"}, "a picture"),
        ({"author_name": "Bo"}, ""),
    ],
)
def test_what_was_passed_on_is_read_with_its_author(attachment: dict[str, Any], words: str) -> None:
    found = message_words({"text": "see below", "attachments": [attachment]})
    assert (found.own, found.passed_on) == ("see below", words)


def test_text_that_is_nested_without_end_is_given_up() -> None:
    element: dict[str, Any] = {"type": "text", "text": "deep"}
    for _ in range(50):
        element = {"type": "rich_text_section", "elements": [element]}
    assert message_words({"blocks": [{"type": "rich_text", "elements": [element]}]}).own == ""
