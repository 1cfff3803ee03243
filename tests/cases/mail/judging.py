"""What is wrong after a mail, beside what its case wants."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.cases.mail.posting import Case, Posted
from threadline.calendar.event import EventDraft
from threadline.core.domain.proposal import Action, Proposal


def faults_of(case: Case, posted: Posted, new: Posted) -> Sequence[str]:
    """The faults after a case's mail; `new` is what came since, `posted` all there is."""
    if "any" in case.expect:
        tried = [tuple(_faults(case, {**case.expect, **wanted}, new)) for wanted in case.expect["any"]]
        return min(tried, key=len)
    return tuple(_faults(case, case.expect, new)) + tuple(_second(case, posted))


def _faults(case: Case, expect: Mapping[str, Any], new: Posted) -> Iterator[str]:
    said = _said(new)
    if wanted := expect.get("event"):
        yield from _event(new.open, wanted, said, case)
    if wanted := expect.get("card"):
        yield from _card(new.open, wanted)
    if events := expect.get("events"):
        yield from _events(new.open, events)
    if expect.get("no_event") and new.open:
        yield f"a card for {new.open[-1].offer.draft.title!r}"
    yield from _mails(expect, new, said)
    if expect.get("warning") and not any(each.offer.warnings for each in new.open):
        yield "no warning"


def _said(new: Posted) -> str:
    told = [each.body for each in new.sent]
    shown = [" ".join((*each.offer.warnings, each.offer.to_json())) for each in new.open]
    return "\n".join((*told, *shown))


def _mails(expect: Mapping[str, Any], new: Posted, said: str) -> Iterator[str]:
    answers = [each for each in new.sent if not each.key.startswith("invite-")]
    if "mails" in expect and len(answers) != expect["mails"]:
        yield f"{len(answers)} mails"
    if "mails_to_sender" in expect and answers:
        yield f"mails to {', '.join(each.recipient for each in answers)}"
    if (told := expect.get("told")) and told not in [each.recipient for each in new.sent]:
        yield f"{told} is not told"
    for address in expect.get("not_mailed", ()):
        if address in [each.recipient for each in new.sent]:
            yield f"a mail to {address}"
    for words in expect.get("mentions", ()):
        if words.lower() not in said.lower():
            yield f"does not mention {words!r}"
    for words in expect.get("not_mentions_to_guest", ()):
        if any(words in each.body for each in answers):
            yield f"mentions {words!r} to a guest"
    if (language := expect.get("language")) and f'"language":"{language}"' not in said:
        yield f"is not in {language}"


def _second(case: Case, posted: Posted) -> Iterator[str]:
    if case.expect.get("no_second_event") and sum(each.offer.action is Action.BOOK for each in posted.proposals) > 1:
        yield "a second event"


def _card(cards: Sequence[Proposal], wanted: Mapping[str, Any]) -> Iterator[str]:
    if not cards:
        yield "no card"
        return
    card = cards[-1]
    if card.offer.action != wanted["action"]:
        yield f"a card to {card.offer.action}"
    if "start" in wanted and card.offer.draft.start != datetime.fromisoformat(wanted["start"]):
        yield f"starts {card.offer.draft.start}"
    if "attendees" in wanted and not _people(card.offer.draft) >= set(wanted["attendees"]):
        yield f"with {_people(card.offer.draft)}"


def _events(cards: Sequence[Proposal], wanted: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    found = sorted((each.offer.draft.start, each.offer.draft.title) for each in cards)
    expected = sorted((datetime.fromisoformat(each["start"]), each["title"]) for each in wanted)
    if found != expected:
        yield f"cards for {found}"


def _event(cards: Sequence[Proposal], wanted: Mapping[str, Any], said: str, case: Case) -> Iterator[str]:
    if not cards:
        yield "no card"
        return
    draft = cards[-1].offer.draft
    for name in ("start", "end"):
        if name in wanted and not _is_at(getattr(draft, name), wanted[name]):
            yield f"{name} {getattr(draft, name)}"
    for name in ("title", "location"):
        if name in wanted and (getattr(draft, name) or "").casefold() != (wanted[name] or "").casefold():
            yield f"{name} {getattr(draft, name)!r}"
    if any(words in draft.title for words in wanted.get("title_not", ())):
        yield f"title {draft.title!r}"
    if wanted.get("all_day") and not draft.all_day:
        yield "not all day"
    if "rrule" in wanted and not _rule(draft.rrule).items() >= wanted["rrule"].items():
        yield f"rule {draft.rrule}"
    if "attendees" in wanted and _people(draft) != set(wanted["attendees"]):
        yield f"with {sorted(_people(draft))}"
    yield from _details(draft, wanted, said, case)


def _details(draft: EventDraft, wanted: Mapping[str, Any], said: str, case: Case) -> Iterator[str]:
    if "organizer" in wanted and (draft.organizer is None or draft.organizer.email != wanted["organizer"]):
        yield f"organised by {draft.organizer}"
    if "names" in wanted and {each.email: each.name for each in draft.attendees} != wanted["names"]:
        yield f"names {[each.name for each in draft.attendees]}"
    for words in wanted.get("description_has", ()):
        if words not in (draft.description or ""):
            yield f"description {draft.description!r}"
    if "link" in wanted and wanted["link"] not in said:
        yield "no link"
    for day in wanted.get("excluded", ()):
        if day not in [f"{each.date()}" for each in draft.excluded] and day not in said:
            yield f"not without {day}"
    for start in (*wanted.get("also", ()), *wanted.get("moved", {}).values()):
        if _day(start) not in said and start not in said:
            yield f"no word of {start}"


def _is_at(moment: datetime, wanted: str) -> bool:
    """A date alone is wanted of a whole day."""
    if len(wanted) == len("2026-12-01"):
        return f"{moment:%Y-%m-%d}" == wanted
    return moment == datetime.fromisoformat(wanted)


def _day(start: str) -> str:
    return f"{datetime.fromisoformat(start):%-d %b}"


def _rule(rrule: str | None) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in (rrule or "").split(";") if part)


def _people(draft: EventDraft) -> set[str]:
    return {(each.email or each.name).lower() for each in draft.attendees}
