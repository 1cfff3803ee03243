"""The words that a model is given: the house's instructions, a template filled in, and the text to work on."""

from dataclasses import replace

from threadline.core.domain.message import Message, Person
from threadline.core.domain.template import Template
from threadline.core.templates.library import Rendered, render
from threadline.core.turns.history import material
from threadline.core.turns.instructions import house_instructions
from threadline.core.turns.model_selection import Choice
from threadline.providers.port import Task
from threadline.texts.languages import name_of

_BELOW = "(the text below)"


def filled_in(message: Message, template: Template | None) -> tuple[Rendered | None, str | None]:
    """The template filled in, and the text to work on.

    That text never stands within the instructions, where it could pass for some: a template's `{{ text }}` points to
    it. Only when scheduling are the person's own words the message.
    """
    values = _values(message, template)
    work = material(message.material, message.attachments)
    if template is None:
        return None, work
    about = work or values.get("text") or (None if template.task is Task.CALENDAR_EVENT else message.text)
    rendered = render(template, {**values, "text": _BELOW if about else message.text})
    if work and rendered.prompt == _BELOW and message.text.strip():  # what they say themselves is the message
        return replace(rendered, prompt=message.text.strip()), work
    if about and rendered.prompt == _BELOW:  # no words around it: then the text is the message
        return render(template, {**values, "text": about}), work
    if work and message.text.strip():  # what the person asks about it goes before what the template says
        rendered = replace(rendered, prompt=f"{message.text.strip()}\n\n{rendered.prompt}")
    return rendered, about


def _values(message: Message, template: Template | None) -> dict[str, str]:
    """What fills the template in; the language that is wished for is the one to translate into."""
    values = dict(message.wishes.variables)
    if template is not None and template.task is Task.TRANSLATION and (wished := message.wishes.language):
        values.setdefault("target_language", name_of(wished))
    return values


def language_of(message: Message, template: Template | None, person: Person) -> str | None:
    """In which language a model answers: not said where a template says into which to translate."""
    if template is not None and template.task is Task.TRANSLATION:
        return None
    return message.wishes.language or person.language


def instructions_of(choice: Choice, message: Message, *, tools: bool) -> str:
    """The house's instructions where a model answers, and how the person, and the conversation, want the answer."""
    wanted = (choice.settings.system_prompt, message.wishes.instructions)
    more = "\n\n".join(each for each in wanted if each)
    return house_instructions(tools=tools, more=more) if choice.is_model else more
