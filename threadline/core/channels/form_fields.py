"""The fields of the forms about an event: which there are, in what order, what they are called and what they show.

A channel draws each `Input` with what its platform has, and hands back what was entered as `event_form` takes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from threadline.calendar.event import EventDraft
from threadline.core.channels import event_form
from threadline.core.domain.proposal import Alternative
from threadline.texts.messages import N_, NP_, _, pgettext

EDIT_TITLE, TIMES_TITLE = NP_("form", "Edit event"), NP_("form", "Other times")
ASK_TITLE = NP_("form", "New event")
SAVE, TAKE, PROPOSE = NP_("button", "Save"), NP_("button", "Take it"), NP_("button", "Propose")
NO_OTHER_TIME = N_("I have no other time to suggest. Use Edit to choose one.")
SEARCHING = N_("Looking for free times…")
"""Translated by `_` where they are shown."""

_LONGEST_QUESTION = 3_000


class Input(StrEnum):
    """What is entered in a field."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    CLOCK = "clock"
    INSTANT = "instant"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class EventField:
    """A field. `value` is what it shows at first, `longest` in characters, `choices` are value and label."""

    name: str
    label: str
    input: Input
    value: str = ""
    longest: int = 0
    required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def edit_fields(
    draft: EventDraft, entered: Mapping[str, str] | None = None, *, instants: bool
) -> tuple[EventField, ...]:
    """The form that edits an event; `entered` is what was entered before. `instants`: the platform has an input for
    a date and time in the reader's own zone, so a start needs no zone beside it.
    """
    shown = event_form.initial(draft) | dict(entered or {})
    return (
        EventField("title", pgettext("form", "Title"), Input.LINE, shown["title"], event_form.LONGEST_TITLE),
        *(_dates(shown) if draft.all_day else _times(draft, shown, instants=instants)),
        _place(shown),
        EventField(
            "people",
            pgettext("form", "Who"),
            Input.LINES,
            shown["people"],
            event_form.LONGEST_PEOPLE,
            required=False,
            hint=_("Names or e-mail addresses, with commas between them."),
        ),
    )


def _place(shown: Mapping[str, str]) -> EventField:
    label = pgettext("form", "Where")
    return EventField("place", label, Input.LINE, shown["place"], event_form.LONGEST_PLACE, required=False)


def times_field(alternatives: Sequence[Alternative]) -> EventField:
    """The form that offers other times."""
    choices = tuple(event_form.time_choices(alternatives))
    return EventField("time", _("When instead?"), Input.CHOICE, choices=choices)


def question_field(words: str = "") -> EventField:
    """The form that asks what is to be scheduled."""
    return EventField(
        "text",
        _("What, when, with whom?"),
        Input.LINES,
        words[:_LONGEST_QUESTION],
        _LONGEST_QUESTION,
        hint=_("Design review with Ana next Thursday 3-4:30pm in Room 4"),
    )


def _dates(shown: Mapping[str, str]) -> tuple[EventField, ...]:
    return (
        EventField("first", _("First day"), Input.DATE, shown["first"]),
        EventField("last", _("Last day"), Input.DATE, shown["last"]),
    )


def _instant(shown: Mapping[str, str]) -> EventField:
    hint = _("In your own time zone.")
    return EventField("start", pgettext("form", "Start"), Input.INSTANT, shown["start"], hint=hint)


def _times(draft: EventDraft, shown: Mapping[str, str], *, instants: bool) -> tuple[EventField, ...]:
    choices = tuple(event_form.length_choices(draft))
    known = shown["length"] in {value for value, _ in choices}
    length = shown["length"] if known else event_form.initial(draft)["length"]
    start = (
        (_instant(shown),)
        if instants
        else (
            EventField("day", pgettext("form", "Day"), Input.DATE, shown["day"]),
            EventField("clock", _("Start ({zone})", zone=draft.zone), Input.CLOCK, shown["clock"]),
        )
    )
    return (*start, EventField("length", pgettext("form", "Length"), Input.CHOICE, length, choices=choices))
