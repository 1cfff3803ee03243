"""The modals that change a proposal: what they ask, and the event that comes of what was entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from threadline.bots.slack import block_kit
from threadline.calendar.event import EventDraft
from threadline.core.channels import event_form
from threadline.core.domain.proposal import Alternative, Proposal
from threadline.core.interactions.card_actions import CardRef

Json = dict[str, Any]

EDIT, TIMES, ASK = "edit_event", "other_times", "ask_event"


def edit_form(proposal: Proposal, card: CardRef) -> Json:
    """The modal that edits an event."""
    draft = proposal.offer.draft
    shown = event_form.initial(draft)
    return block_kit.modal(
        EDIT,
        "Edit event",
        [
            block_kit.field("title", "Title", _text(shown["title"], event_form.LONGEST_TITLE)),
            *(_date_fields(shown) if draft.all_day else _time_fields(draft, shown)),
            block_kit.field("place", "Where", _text(shown["place"], event_form.LONGEST_PLACE), optional=True),
            block_kit.field(
                "people",
                "Who",
                _text(shown["people"], event_form.LONGEST_PEOPLE, multiline=True),
                optional=True,
                hint="Names or e-mail addresses, with commas between them.",
            ),
        ],
        submit="Save",
        metadata=_metadata(card),
    )


def times_form(alternatives: Sequence[Alternative], card: CardRef) -> Json:
    """The modal that offers other times."""
    if not alternatives:
        words = "I know of no other time. Use *Edit* to choose one."
        return block_kit.modal(TIMES, "Other times", [block_kit.section(words)], metadata=_metadata(card))
    options = [block_kit.option(label, value) for value, label in event_form.time_choices(alternatives)]
    return block_kit.modal(
        TIMES,
        "Other times",
        [block_kit.field("time", "When instead?", {"type": "radio_buttons", "options": options})],
        submit="Take it",
        metadata=_metadata(card),
    )


def waiting_form(card: CardRef) -> Json:
    """What stands while free times are looked for."""
    return block_kit.modal(
        TIMES, "Other times", [block_kit.section("Looking for free times…")], metadata=_metadata(card)
    )


def ask_form() -> Json:
    """The modal of the global shortcut: what is to be scheduled?"""
    return block_kit.modal(
        ASK,
        "New event",
        [
            block_kit.field(
                "text",
                "What, when, with whom?",
                _text("", 3_000, multiline=True),
                hint="Design review with Ana next Thursday 3-4:30pm in Room 4",
            )
        ],
        submit="Propose",
    )


def card_ref(metadata: str) -> CardRef:
    """The card that a modal is about. Raises `ValueError` for metadata that is none of ours."""
    return _CARD_REF.validate_json(metadata)


def fields(values: Json) -> Mapping[str, str]:
    """What was entered in each field of an event's form; "" in one that is empty."""
    return {name: entered(values, name) or "" for name in values.keys() & event_form.FIELDS}


def entered(values: Json, block_id: str) -> str | None:
    """What was entered in one block, as text."""
    state = (values.get(block_id) or {}).get("value") or {}
    for name in ("value", "selected_date_time", "selected_date"):
        if state.get(name) is not None:
            return str(state[name])
    chosen = state.get("selected_option")
    return str(chosen["value"]) if chosen else None


_CARD_REF = TypeAdapter(CardRef)


def _metadata(card: CardRef) -> str:
    return _CARD_REF.dump_json(card).decode()


def _time_fields(draft: EventDraft, shown: Mapping[str, str]) -> list[Json]:
    options = {value: block_kit.option(label, value) for value, label in event_form.length_choices(draft)}
    start = {"type": "datetimepicker", "initial_date_time": int(shown["start"])}
    length = {
        "type": "static_select",
        "options": list(options.values()),
        "initial_option": options[shown["length"]],
    }
    return [
        block_kit.field("start", "Start", start, hint="In your own time zone."),
        block_kit.field("length", "Length", length),
    ]


def _date_fields(shown: Mapping[str, str]) -> list[Json]:
    return [
        block_kit.field("first", "First day", {"type": "datepicker", "initial_date": shown["first"]}),
        block_kit.field("last", "Last day", {"type": "datepicker", "initial_date": shown["last"]}),
    ]


def _text(value: str, most: int, *, multiline: bool = False) -> Json:
    element: Json = {"type": "plain_text_input", "max_length": most, "multiline": multiline}
    return element | ({"initial_value": value[:most]} if value else {})
