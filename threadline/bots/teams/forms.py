"""The task modules that change a proposal: what they ask, and the event that comes of what was entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.calendar.event import EventDraft
from threadline.core.channels import event_form
from threadline.core.domain.proposal import Alternative, Proposal
from threadline.core.interactions.card_actions import CardRef

Json = dict[str, Any]

EDIT, TIMES, ASK = "edit", "times", "ask"
_LONGEST_TEXT = 5_000
_WHO = "Who: names or e-mail addresses, with commas between them"


def card_ref(data: Json) -> CardRef:
    """The card that a button or a form is about. Raises `ValueError` for data that is none of ours."""
    return CardRef.read(data.get("proposal"), data.get("version"))


def edit_form(proposal: Proposal, ref: CardRef, values: Json | None = None, problem: str = "") -> Json:
    """The task module that edits an event; `values` are what was entered before, `problem` why it did not do."""
    draft, given = proposal.offer.draft, values or {}
    shown = event_form.initial(draft) | {name: value for name, value in given.items() if isinstance(value, str)}
    when = _date_inputs(shown) if draft.all_day else _time_inputs(draft, shown)
    body = [
        *_problem(problem),
        _text_input("title", "Title", shown, event_form.LONGEST_TITLE, required=True),
        *when,
        _text_input("place", "Where", shown, event_form.LONGEST_PLACE),
        _text_input("people", _WHO, shown, event_form.LONGEST_PEOPLE, lines=True),
    ]
    return adaptive_cards.task(
        "Edit event", adaptive_cards.card(body, [adaptive_cards.submit("Save", _data(ref, EDIT))])
    )


def times_form(alternatives: Sequence[Alternative], ref: CardRef, problem: str = "") -> Json:
    """The task module that offers other times."""
    if not alternatives:
        return adaptive_cards.task(
            "Other times",
            adaptive_cards.card([adaptive_cards.text("I know of no other time. Use Edit to choose one.")], []),
        )
    choices = [{"title": label, "value": value} for value, label in event_form.time_choices(alternatives)]
    choice = {
        "type": "Input.ChoiceSet",
        "id": "time",
        "label": "When instead?",
        "style": "expanded",
        "choices": choices,
        "isRequired": True,
        "errorMessage": "Choose one.",
    }
    body = [*_problem(problem), choice]
    return adaptive_cards.task(
        "Other times", adaptive_cards.card(body, [adaptive_cards.submit("Take it", _data(ref, TIMES))])
    )


def ask_form(words: str, data: Json, problem: str = "") -> Json:
    """The task module of the message action: the words of the message, to be proposed as an event."""
    given = {"text": words[:_LONGEST_TEXT]}
    body = [*_problem(problem), _text_input("text", "What, when, with whom?", given, _LONGEST_TEXT, lines=True)]
    return adaptive_cards.task(
        "Schedule this", adaptive_cards.card(body, [adaptive_cards.submit("Propose", data | {"form": ASK})])
    )


def fields(values: Json) -> Mapping[str, str]:
    """What was entered in each field of an event's form; "" in one that is empty."""
    return {name: entered(values, name) for name in values.keys() & event_form.FIELDS}


def entered(values: Json, name: str) -> str:
    """What was entered in one input, without the space around it."""
    value = values.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _data(ref: CardRef, form: str) -> Json:
    return {"proposal": ref.proposal, "version": ref.version, "form": form}


def _time_inputs(draft: EventDraft, shown: Mapping[str, str]) -> list[Json]:
    choices = [{"title": label, "value": value} for value, label in event_form.length_choices(draft)]
    known = shown["length"] in {choice["value"] for choice in choices}
    chosen = shown["length"] if known else event_form.initial(draft)["length"]
    return [
        {"type": "Input.Date", "id": "day", "label": "Day", "value": shown["day"], "isRequired": True},
        {
            "type": "Input.Time",
            "id": "clock",
            "label": f"Start ({draft.zone})",
            "value": shown["clock"],
            "isRequired": True,
        },
        {"type": "Input.ChoiceSet", "id": "length", "label": "Length", "choices": choices, "value": chosen},
    ]


def _date_inputs(shown: Mapping[str, str]) -> list[Json]:
    return [
        {"type": "Input.Date", "id": "first", "label": "First day", "value": shown["first"], "isRequired": True},
        {"type": "Input.Date", "id": "last", "label": "Last day", "value": shown["last"], "isRequired": True},
    ]


def _text_input(
    name: str, label: str, shown: Mapping[str, str], most: int, *, required: bool = False, lines: bool = False
) -> Json:
    element: Json = {
        "type": "Input.Text",
        "id": name,
        "label": label,
        "value": shown.get(name, "")[:most],
        "maxLength": most,
        "isMultiline": lines,
    }
    return element | ({"isRequired": True, "errorMessage": f"{label}?"} if required else {})


def _problem(words: str) -> list[Json]:
    return [adaptive_cards.text(words, color="Attention", weight="Bolder")] if words else []
