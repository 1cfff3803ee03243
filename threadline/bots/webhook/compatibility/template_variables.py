"""The variables of shipped templates by the names they have in earlier documents."""

from collections.abc import Mapping

from threadline.core.domain.template import Template

TEXT = "text"
NAMES: Mapping[str, str] = {
    "email_summary": "email_content",
    "meeting_notes": "meeting_notes",
    "technical_explanation": "concept",
}
"""By template what its text was called."""


def values_for(template: Template, given: Mapping[str, str]) -> dict[str, str]:
    """The values of a template's variables, with its text under the name that it has here."""
    name = NAMES.get(template.id)
    values = dict(given)
    if name is not None and template.builtin and name in values:
        values.setdefault(TEXT, values.pop(name))
    return values
