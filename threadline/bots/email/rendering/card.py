"""The card of a proposal as a mail shows it: its words, cut to lines. Drawn by `html_page`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.card_rows import CardReader, CardRow, RowKind
from threadline.core.channels.card_view import ActionId, CardTime, CardView, card_view
from threadline.core.channels.formatting import shortened, span_label
from threadline.core.domain.proposal import OPEN, Proposal
from threadline.texts import formats
from threadline.texts.messages import _, ngettext

_MOST = 5
_TEXT = 600
_SLOT = 200
_GUESTS = (RowKind.GUESTS, RowKind.ADDED, RowKind.REMOVED, RowKind.STAYING, RowKind.SUGGESTED)


@dataclass(frozen=True, slots=True)
class Other:
    """Another time in words; `link` leads to the confirm page with it chosen (None: there is none)."""

    text: str
    link: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Card:
    """A card as its reader sees it; all plain text.

    `rows` are the facts, each text of them one line. `link` leads to the confirm page (None: there is none), `button`
    is what it is called, `hint` how else to decide; `told` says whether guests hear of it.
    """

    title: str
    standing: str
    rows: tuple[CardRow, ...]
    told: str = ""
    doubts: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()
    said: str = ""
    button: str = ""
    link: str | None = None
    hint: str = ""


def card_of(proposal: Proposal, *, zone: str, link: str | None, answerable: bool) -> Card:
    """The card as it stands. `zone` is the reader's; `answerable`: the mail has an invitation that can be answered."""
    opened = proposal.state in OPEN
    view = card_view(proposal, CardReader(zone))
    return Card(
        title=brief(view.title, _SLOT),
        standing=brief(view.headline, _TEXT),
        rows=tuple(map(_cut, view.rows)),
        told=view.guests_told,
        doubts=tuple(brief(warning.sentence(_span(zone)), _TEXT) for warning in view.warnings),
        others=tuple(_other(each, link if opened else None) for each in view.times[:_MOST]),
        said=brief(view.sources, _TEXT) if opened else "",
        button=_button(view) if opened and link else "",
        link=link if opened else None,
        hint=_hint(proposal, zone, link=link, answerable=answerable) if opened else "",
    )


def _other(time: CardTime, link: str | None) -> Other:
    text = _("{time} ({reason})", time=brief(time.label, _SLOT), reason=time.why)
    return Other(text, f"{link}?{urlencode({'time': time.action.value})}" if link else None)


def brief(text: str, limit: int) -> str:
    """The text in one line, cut to `limit` characters."""
    return shortened(" ".join(text.split()), limit)


def people_of(draft: EventDraft) -> tuple[str, ...]:
    """The attendees, a line each; of many the first, and how many more there are."""
    return _first(tuple(_person(attendee) for attendee in draft.attendees))


def _cut(row: CardRow) -> CardRow:
    limit = _TEXT if row.kind is RowKind.DESCRIPTION else _SLOT
    row = row.cut(lambda text: brief(text, limit))
    return replace(row, after=_first(row.after)) if row.kind in _GUESTS else row


def _first(people: tuple[str, ...]) -> tuple[str, ...]:
    shown = people[: _MOST * 2]
    more = len(people) - len(shown)
    return (*shown, ngettext("and {count} more", "and {count} more", more)) if more else shown


def _span(zone: str) -> Callable[[datetime, datetime], str]:
    return lambda start, end: span_label(start, end, zone)


def _button(view: CardView) -> str:
    return next((action.label for action in view.actions if action.id is ActionId.CONFIRM), "")


def _person(attendee: Attendee) -> str:
    name, email = brief(attendee.name, _SLOT), attendee.email
    return f"{name} <{email}>" if name and email else email or name


def _hint(proposal: Proposal, zone: str, *, link: str | None, answerable: bool) -> str:
    ways = []
    if link:
        until = formats.moment(proposal.expires_at.astimezone(ZoneInfo(zone)))
        ways.append(
            _(
                "The button opens a page where you decide; nothing happens until then. It works once, until {time}.",
                time=until,
            )
        )
    if answerable:
        ways.append(_("Or answer the invitation in your mail program: Yes confirms it, No dismisses it."))
    return " ".join(ways)
