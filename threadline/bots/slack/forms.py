"""The modals that change a proposal: what they ask, and the event that comes of what was entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from threadline.bots.slack import block_kit
from threadline.core.channels import event_form, form_fields
from threadline.core.channels.form_fields import EventField, Input
from threadline.core.domain.proposal import Alternative, Proposal
from threadline.core.interactions.card_actions import CardRef
from threadline.texts.messages import _

Json = dict[str, Any]

EDIT, TIMES, ASK, GUEST_TIME = "edit_event", "other_times", "ask_event", "guest_time"


def edit_form(proposal: Proposal, card: CardRef) -> Json:
    """The modal that edits an event."""
    blocks = [drawn(field) for field in form_fields.edit_fields(proposal.offer.draft, instants=True)]
    return block_kit.modal(
        EDIT, _(form_fields.EDIT_TITLE), blocks, submit=_(form_fields.SAVE), metadata=_metadata(card)
    )


def times_form(alternatives: Sequence[Alternative], card: CardRef) -> Json:
    """The modal that offers other times."""
    if not alternatives:
        return _times_modal(block_kit.section(_(form_fields.NO_OTHER_TIME)), card)
    field = form_fields.times_field(alternatives)
    options = [block_kit.option(label, value) for value, label in field.choices]
    radio = block_kit.field(field.name, field.label, {"type": "radio_buttons", "options": options})
    return _times_modal(radio, card, submit=_(form_fields.TAKE))


def waiting_form(card: CardRef) -> Json:
    """What stands while free times are looked for."""
    return _times_modal(block_kit.section(_(form_fields.SEARCHING)), card)


def ask_form() -> Json:
    """The modal of the global shortcut: what is to be scheduled?"""
    blocks = [drawn(form_fields.question_field())]
    return block_kit.modal(ASK, _(form_fields.ASK_TITLE), blocks, submit=_(form_fields.PROPOSE))


def card_ref(metadata: str) -> CardRef:
    """The card that a modal is about. Raises `ValueError` for metadata that is none of ours."""
    return _CARD_REF.validate_json(metadata)


def fields(values: Json) -> Mapping[str, str]:
    """What was entered in each field of an event's form; "" in one that is empty."""
    return {name: entered(values, name) or "" for name in values.keys() & event_form.FIELDS}


def asked(view: Json) -> str:
    """What was written into `ask_form`."""
    return (entered(view["state"].get("values") or {}, "text") or "").strip()


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


def _times_modal(block: Json, card: CardRef, *, submit: str | None = None) -> Json:
    return block_kit.modal(TIMES, _(form_fields.TIMES_TITLE), [block], submit=submit, metadata=_metadata(card))


def drawn(field: EventField) -> Json:
    """A field as an input of a modal."""
    return block_kit.field(field.name, field.label, _element(field), optional=not field.required, hint=field.hint)


def _element(field: EventField) -> Json:
    match field.input:
        case Input.INSTANT:
            return {"type": "datetimepicker", "initial_date_time": int(field.value)}
        case Input.DATE:
            return {"type": "datepicker", "initial_date": field.value}
        case Input.CHOICE:
            options = {value: block_kit.option(label, value) for value, label in field.choices}
            return {
                "type": "static_select",
                "options": list(options.values()),
                "initial_option": options[field.value],
            }
    lines = field.input is Input.LINES
    element: Json = {"type": "plain_text_input", "max_length": field.longest, "multiline": lines}
    return element | ({"initial_value": field.value[: field.longest]} if field.value else {})
