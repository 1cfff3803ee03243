"""What is wrong after a request of Slack's, beside what its case wants."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.cases.requests import card_faults
from tests.cases.slack.posting import LONG, Seen
from tests.channels.slack.house import shown

_RINGING = re.compile(r"<!(?:channel|here|everyone)")


def faults_of(seen: Seen, expect: Mapping[str, Any] | None = None) -> Sequence[str]:
    """The faults that are seen."""
    wanted = seen.case.expect if expect is None else expect
    if "any" in wanted:
        rest = {name: value for name, value in wanted.items() if name != "any"}
        tried = [faults_of(seen, {**rest, **each}) for each in wanted["any"]]
        return min(tried, key=len)
    return tuple(_faults(seen, wanted))


def _faults(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    status = wanted.get("status")
    if status is not None and seen.delivery.status not in (status if isinstance(status, list) else [status]):
        yield f"answered with {seen.delivery.status}"
    if wanted.get("not_status") == seen.delivery.status:
        yield f"answered with {seen.delivery.status}"
    if (team := wanted.get("answered_with_token_of")) and seen.answered_in != {team}:
        yield f"answered in {sorted(seen.answered_in)}"
    if "card" in wanted:
        yield from _card(seen, wanted["card"])
    if "attendee_count" in wanted and [len(each.offer.draft.attendees) for each in seen.proposals] != [
        wanted["attendee_count"]
    ]:
        yield f"{[len(each.offer.draft.attendees) for each in seen.proposals]} guests"
    titles = [each.offer.draft.title for each in seen.proposals]
    if "title" in wanted and wanted["title"] not in titles:
        yield f"titles {titles}"
    if wanted.get("silent") and seen.said:
        yield f"says {[message.visible for message in seen.said]}"
    if "cards" in wanted and len(seen.cards) != wanted["cards"]:
        yield f"{len(seen.cards)} cards"
    yield from _told(seen, wanted)
    yield from _answer(seen, wanted)


def _card(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    yield from card_faults(seen.proposals, wanted)
    if seen.proposals and not seen.cards:
        yield "the card is not shown"
    elif seen.cards and "shown_in" in wanted and seen.cards[-1].channel != wanted["shown_in"]:
        yield f"the card is shown in {seen.cards[-1].channel}"


def _told(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    for words in wanted.get("model_told", ()):
        if not any(words in str(request) for request in seen.house.provider.requests):
            yield f"the model was not told {words!r}"
    everything = "\n".join(f"{message.visible}\n{shown(message)}" for message in seen.said)
    for words in wanted.get("mentions", ()):
        if words not in everything:
            yield f"does not mention {words!r}"
    if wanted.get("told_privately") and not _private(seen):
        yield "nobody is told"


def _private(seen: Seen) -> bool:
    whispered = any(message.ephemeral_to or message.channel.startswith("D") for message in seen.said)
    return whispered or bool(seen.house.slack.responses)


def _answer(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    texts = [message.visible for message in seen.said]
    if wanted.get("whole_answer_shown") and LONG.strip() not in " ".join("".join(texts).split()):
        yield f"shown: {texts}"
    if wanted.get("status_cleared") and any(
        status.get("status") not in ("active", "") for status in seen.house.workspace.status.values()
    ):
        yield f"the status stays {seen.house.workspace.status}"
    if wanted.get("stream_left_open") is False and any(m.stream and m.stream.open for m in seen.said):
        yield "a stream is left open"
    if (exact := wanted.get("shown_exactly")) and not any(exact in _as_read(text) for text in texts):
        yield f"shown: {texts}"
    if wanted.get("rings") is False and any(_RINGING.search(text) for text in texts):
        yield "rings"


def _as_read(text: str) -> str:
    """What a reader sees of a text that Slack was given in its own markup or as Markdown."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
