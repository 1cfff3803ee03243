"""What is wrong after the requests of Teams', beside what their case wants."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.cases.requests import card_faults
from tests.cases.teams.posting import OWN_CHAT, Seen
from tests.channels.teams.house import shown

_HERE = ("127.0.0.1", "localhost")


def faults_of(seen: Seen, expect: Mapping[str, Any] | None = None) -> Sequence[str]:
    """The faults that are seen."""
    wanted = seen.case.expect if expect is None else expect
    if "any" in wanted:
        rest = {name: value for name, value in wanted.items() if name != "any"}
        return min((faults_of(seen, {**rest, **each}) for each in wanted["any"]), key=len)
    return tuple(_faults(seen, wanted))


def _faults(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    allowed = wanted.get("status", 200)
    statuses = [each.status for each in seen.deliveries]
    if failed := [each for each in statuses if each not in (allowed if isinstance(allowed, list) else [allowed])]:
        yield f"answered with {failed}"
    if "card" in wanted:
        yield from _card(seen, wanted)
    yield from _counted(seen, wanted)
    if wanted.get("no_new_proposal") and seen.proposals:
        yield "a proposal"
    if wanted.get("silent") and (seen.said or seen.read):
        yield f"says {[message.text for message in seen.said]}"
    for words in wanted.get("text_not_read", ()):
        if any(words in read for read in seen.read) or any(words in each.offer.draft.title for each in seen.proposals):
            yield f"reads {words!r}"
    yield from _told(seen, wanted)
    yield from _fetched(seen, wanted)
    if "person" in wanted and wanted["person"] not in seen.addresses:
        yield f"known by {seen.addresses}"
    if "persons" in wanted and len(seen.addresses) != wanted["persons"]:
        yield f"{len(seen.addresses)} persons"


def _counted(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    guests = [len(each.offer.draft.attendees) for each in seen.proposals]
    for name, found in (("cards", len(seen.cards)), ("says", len(seen.said)), ("attendee_count", sum(guests))):
        if name in wanted and found != wanted[name]:
            yield f"{found} {name}"
    titles = [each.offer.draft.title for each in seen.proposals]
    if "title" in wanted and wanted["title"] not in titles:
        yield f"titles {titles}"


def _card(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    yield from card_faults(seen.proposals, wanted["card"])
    if not seen.proposals:
        return
    if not seen.cards:
        yield "the card is not shown"
        return
    card = seen.cards[-1]
    match wanted.get("shown_in"):
        case None:
            return
        case "the thread of the message, or the own chat":
            if card.conversation != OWN_CHAT and card.thread not in _roots(seen):
                yield f"the card is shown in {card.conversation}, thread {card.thread}"
        case place:
            if card.conversation != place:
                yield f"the card is shown in {card.conversation}"


def _roots(seen: Seen) -> Sequence[str]:
    """The threads of the messages that an action was used on."""
    payloads = [(each.activity.get("value") or {}).get("messagePayload") or {} for each in seen.deliveries]
    return [str(payload.get("replyToId") or payload.get("id")) for payload in payloads]


def _told(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    everything = "\n".join(f"{message.text}\n{shown(message)}" for message in seen.said).lower()
    for words in wanted.get("mentions", ()):
        if not any(each.lower() in everything for each in ([words] if isinstance(words, str) else words)):
            yield f"does not mention {words!r}: {everything}"
    for words in wanted.get("not_mentions", ()):
        if words.lower() in everything:
            yield f"mentions {words!r}"
    form = json.dumps(seen.deliveries[-1].body).lower() if seen.deliveries else ""
    for words in wanted.get("says_in_form", ()):
        if words.lower() not in form:
            yield f"the form says {form}"


def _fetched(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    if wanted.get("fetched_with_token") and not seen.house.teams.files.fetched:
        yield "the picture is not fetched with the token"
    foreign = {urlsplit(each).hostname for each in seen.asked} - set(_HERE)
    if wanted.get("not_fetched") and foreign:
        yield f"asks {sorted(map(str, foreign))}"
