"""What surrounds an answer in Teams: the AI label, its citations, the feedback buttons, suggested prompts.

Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

FEEDBACK: Json = {"feedbackLoop": {"type": "default"}}
"""The channel data that puts thumbs below a message."""

_DEFINITION = re.compile(
    r"^ {0,3}\[(\d{1,2})\]:[ \t]*<?(https?://[^\s<>]{1,2000})>?(?:[ \t]+[\"'(]?(.*?)[\"')]?)?[ \t]*$", re.MULTILINE
)
_MOST_CITATIONS = 20
_NAME = 80
_MOST_PROMPTS = 6


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that the text names as `[position]`."""

    position: int
    url: str
    name: str


def cited(text: str) -> tuple[str, tuple[Citation, ...]]:
    """The text without its list of numbered sources, and these: `[1]: https://… "Title"`, if the text says `[1]`."""
    found: dict[int, Citation] = {}
    for definition in _DEFINITION.finditer(text):
        position, url, title = int(definition.group(1)), definition.group(2), (definition.group(3) or "").strip()
        found.setdefault(position, Citation(position, url, (title or url)[:_NAME]))
    if not found or len(found) > _MOST_CITATIONS:
        return text, ()
    rest = _DEFINITION.sub("", text).rstrip()
    used = tuple(citation for position, citation in sorted(found.items()) if f"[{position}]" in rest)
    return (rest, used) if used else (text, ())


def generated(citations: Sequence[Citation] = ()) -> Json:
    """The entity that says that an AI wrote a message, and where from."""
    entity: Json = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
        "additionalType": ["AIGeneratedContent"],
    }
    return entity | ({"citation": [_claim(citation) for citation in citations]} if citations else {})


def suggested(prompts: Sequence[str], account: str) -> Json:
    """Buttons below a message that write these words for the person; personal chats only, six at most."""
    actions = [{"type": "imBack", "title": prompt[:_NAME], "value": prompt} for prompt in prompts[:_MOST_PROMPTS]]
    return {"suggestedActions": {"to": [account], "actions": actions}}


def _claim(citation: Citation) -> Json:
    return {
        "@type": "Claim",
        "position": citation.position,
        "appearance": {
            "@type": "DigitalDocument",
            "name": citation.name,
            "url": citation.url,
            "abstract": citation.url[:160],
        },
    }
