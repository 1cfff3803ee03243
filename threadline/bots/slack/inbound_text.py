"""What people write in Slack, as the engine's CommonMark: names for ids, addresses for people, links as links.

Source: docs.slack.dev/messaging/formatting-message-text (how Slack escapes what its users type).
"""

import re
from collections.abc import Mapping, Sequence

from threadline.core.channels.commonmark import as_typed
from threadline.core.channels.salutation import turns_to_whom_follows

_TOKEN = re.compile(r"<([^<>\n]{1,3000})>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_ADDRESSEE = re.compile(r"<(?:@([UW][A-Z0-9]+)|!(?:subteam\^[A-Z0-9]+|here|channel|everyone))(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^([A-Z0-9]+)(?:\|[^<>]*)?>")
_WHO_IS_IN = re.compile(
    r"(?:\bwho(?:['’]s|(?: \w+)? (?:is|are|belongs))(?: all)? (?:in|on|to|part of)|\bmembers? of|"
    r"\bwer (?:alles )?(?:ist|sind|gehört)(?: alles)? (?:in|bei|zu)|\bqui (?:est|sont|fait partie) (?:dans|de)|"
    r"\bqui[eé]n(?:es)? (?:est[aá]n?|hay|son) (?:en|de)|\bchi (?:c['’]è|è|sono|fa parte) (?:in|di)|"
    r"\bquem (?:est[aá]|são|é|faz parte) (?:em|n[oa]|d[eoa])|"
    r"\bwie (?:zit|zitten|is|zijn)(?: er)?(?: allemaal)? (?:in|van)"
    r")(?: the| der| die| le| la| el| o| a| de| het)? <!subteam\^([A-Z0-9]+)",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"(?<![\w~`])~(?=\S)[^~`\n]{1,300}(?<=\S)~(?![\w~`])")
"""What is struck out: who wrote it took it back."""
_NO_GROUPS: Mapping[str, str] = {}


def mentioned(text: str) -> Sequence[str]:
    """The ids of the people a text mentions, in order, each once."""
    return tuple(dict.fromkeys(_PERSON.findall(text)))


def groups_in(text: str) -> Sequence[str]:
    """The ids of the user groups that a text mentions, in order, each once."""
    return tuple(dict.fromkeys(_GROUP.findall(text)))


def asked_about(text: str) -> Sequence[str]:
    """The ids of the user groups of which a text asks who is in them: "who is in @design?"."""
    return tuple(dict.fromkeys(_WHO_IS_IN.findall(text)))


def speaks_to_others(text: str, bot: str) -> bool:
    """Whether the text turns to somebody else, to a group or to all: "hey @Bo, …", "@here …", "…? @Bo"."""
    found = list(_ADDRESSEE.finditer(text))
    if not found or any(each.group(1) == bot for each in found):
        return False
    first, last = found[0], found[-1]
    behind = text[last.end() :].strip(" \n?!.？！。")
    called = not behind and text[: last.start()].rstrip().endswith(("?", "!", "？", "！"))
    return called or turns_to_whom_follows(text[: first.start()])


def read(text: str, *, bot: str, people: Mapping[str, str], groups: Mapping[str, str] = _NO_GROUPS) -> str:
    """The text without the mention of the bot; `people` says how each mentioned person is written, `groups` so too."""

    def spoken(found: re.Match[str]) -> str:
        target, _, label = found.group(1).partition("|")  # `<target|label>`; people, channels and links alike
        if target.startswith("@"):
            return "" if target[1:] == bot else people.get(target[1:], label or "someone")
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!subteam^"):
            return groups.get(target.partition("^")[2]) or label or "the group"
        if target.startswith("!"):
            return label or target[1:].partition("^")[0]
        address = target.removeprefix("mailto:")
        # Slack makes links of bare addresses by itself; the label then only repeats them.
        if not label or label in (target, address) or address != target:
            return address
        return f"[{label}]({target})"

    spoken_text = _TOKEN.sub(spoken, as_typed(_STRUCK.sub("", text) if _STRUCK.sub("", text).strip() else text))
    # After the tokens, so that "&lt;@U1&gt;" stays what was typed; "&amp;" last, so that "&amp;lt;" is unescaped once.
    unescaped = spoken_text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"[ \t]{2,}", " ", unescaped).strip()
