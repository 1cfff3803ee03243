"""The task modules that change a proposal: what they ask, and the event that comes of what was entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.core.channels import event_form, form_fields
from threadline.core.channels.form_fields import EventField, Input
from threadline.core.domain.proposal import Alternative, Proposal
from threadline.core.interactions.card_actions import CardRef
from threadline.texts.messages import _

Json = dict[str, Any]

EDIT, TIMES, ASK = "edit", "times", "ask"
_TYPES = {
    Input.LINE: "Input.Text",
    Input.LINES: "Input.Text",
    Input.DATE: "Input.Date",
    Input.CLOCK: "Input.Time",
    Input.CHOICE: "Input.ChoiceSet",
}


def card_ref(data: Json) -> CardRef:
    """The card that a button or a form is about. Raises `ValueError` for data that is none of ours."""
    return CardRef.read(data.get("proposal"), data.get("version"))


def edit_form(proposal: Proposal, ref: CardRef, values: Json | None = None, problem: str = "") -> Json:
    """The task module that edits an event; `values` are what was entered before, `problem` why it did not do."""
    entered_before = {name: value for name, value in (values or {}).items() if isinstance(value, str)}
    inputs = [drawn(field) for field in form_fields.edit_fields(proposal.offer.draft, entered_before, instants=False)]
    save = adaptive_cards.submit(_(form_fields.SAVE), _data(ref, EDIT))
    return adaptive_cards.task(
        _(form_fields.EDIT_TITLE), adaptive_cards.card([*problem_lines(problem), *inputs], [save])
    )


def times_form(alternatives: Sequence[Alternative], ref: CardRef, problem: str = "") -> Json:
    """The task module that offers other times."""
    if not alternatives:
        none = adaptive_cards.text(_(form_fields.NO_OTHER_TIME))
        return adaptive_cards.task(_(form_fields.TIMES_TITLE), adaptive_cards.card([none], []))
    choice = drawn(form_fields.times_field(alternatives)) | {"style": "expanded"}
    take = adaptive_cards.submit(_(form_fields.TAKE), _data(ref, TIMES))
    return adaptive_cards.task(
        _(form_fields.TIMES_TITLE), adaptive_cards.card([*problem_lines(problem), choice], [take])
    )


def ask_form(words: str, data: Json, problem: str = "", *, adds: bool = False) -> Json:
    """The task module of the message action: the words of the message, to be proposed as an event.

    `adds`: the bot is not in the conversation, and the form offers to add it.
    """
    body = [*problem_lines(problem), drawn(form_fields.question_field(words))]
    propose = adaptive_cards.submit(_(form_fields.PROPOSE), data | {"form": ASK})
    buttons = [propose, adaptive_cards.installs(_("Add me to this chat first"))] if adds else [propose]
    return adaptive_cards.task(_("Schedule this"), adaptive_cards.card(body, buttons))


def fields(values: Json) -> Mapping[str, str]:
    """What was entered in each field of an event's form; "" in one that is empty."""
    return {name: entered(values, name) for name in values.keys() & event_form.FIELDS}


def entered(values: Json, name: str) -> str:
    """What was entered in one input, without the space around it."""
    value = values.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _data(ref: CardRef, form: str) -> Json:
    return {"proposal": ref.proposal, "version": ref.version, "form": form}


def drawn(field: EventField) -> Json:
    """A field as an input of a form."""
    drawn: Json = {"type": _TYPES[field.input], "id": field.name, "label": _label(field)}
    if field.input is Input.CHOICE:
        drawn["choices"] = [{"title": label, "value": value} for value, label in field.choices]
    if field.longest:
        drawn |= {"maxLength": field.longest, "isMultiline": field.input is Input.LINES}
    if field.value or field.longest:
        drawn["value"] = field.value[: field.longest] if field.longest else field.value
    return drawn | ({"isRequired": True, "errorMessage": f"{field.label}?"} if field.required else {})


def _label(field: EventField) -> str:
    """Inputs have no hint beside their label, so what can be left empty says in it what is taken."""
    if field.required or not field.hint:
        return field.label
    return f"{field.label}: {field.hint[0].lower()}{field.hint[1:].rstrip('.')}"


def problem_lines(words: str) -> list[Json]:
    """What is not right, above the inputs."""
    return [adaptive_cards.text(words, color="Attention", weight="Bolder")] if words else []
