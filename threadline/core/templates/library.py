"""Templates: which one answers a message, and how it is filled in.

What a person saves under a shipped template's id stands in for it. How a template's text is filled in, and what it may
do, is in `rendering`. Errors:

    TemplateError
    ├── TemplateNotFound
    ├── TemplateInvalid    it does not parse, or does what is forbidden
    └── VariableMissing    a required variable has no value; `names` says which
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter

from threadline.core.domain.template import Template
from threadline.core.templates.builtin import SHIPPED
from threadline.core.templates.sandbox import RenderingFailed, fill, names_in
from threadline.storage.templates import TemplateStore

_BODY = TypeAdapter(Template)


class TemplateError(Exception):
    """Something about a template; `str(error)` is a sentence for the person."""


class TemplateNotFound(TemplateError):
    """No template of that id, or version."""


class TemplateInvalid(TemplateError):
    """The template's text cannot be used."""


class VariableMissing(TemplateError):
    """Required variables have no value."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"This template needs a value for: {', '.join(names)}")
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template filled in."""

    template: Template
    prompt: str
    system_prompt: str


class TemplateLibrary:
    """The shipped templates and those people saved."""

    def __init__(self, store: TemplateStore) -> None:
        self._store = store

    async def all(self, owner_id: str) -> Sequence[Template]:
        """All templates a person can use, by name."""
        records = await self._store.list(owner_id)
        own = {record.id: _load(record.body, record.version, record.created_at) for record in records}
        return sorted({**SHIPPED, **own}.values(), key=lambda template: template.name.casefold())

    async def get(self, owner_id: str, template_id: str, version: int | None = None) -> Template:
        """One template; the newest version if none is named. Raises `TemplateNotFound`."""
        record = await self._store.get(owner_id, template_id, version=version)
        if record is not None:
            return _load(record.body, record.version, record.created_at)
        shipped = SHIPPED.get(template_id)
        if shipped is None or version not in (None, shipped.version):
            raise TemplateNotFound(f"There is no template {template_id!r}")
        return shipped

    async def save(self, owner_id: str, template: Template, *, expected: int | None = None) -> Template:
        """Keep a new version of a template; `expected` is the version it was made from, 0 for a new one.

        Raises `TemplateInvalid`, and `RecordChanged` if the person's template has another version by now.
        """
        check(template)
        body = _BODY.dump_json(template).decode()
        record = await self._store.put(owner_id, template.id, body=body, expected=expected)
        return replace(template, version=record.version, builtin=False, updated_at=record.created_at)

    async def delete(self, owner_id: str, template_id: str) -> None:
        """Delete a person's template. Raises `TemplateNotFound`, also for shipped ones."""
        if not await self._store.delete(owner_id, template_id):
            raise TemplateNotFound(f"There is no template {template_id!r} of your own")


def render(template: Template, values: Mapping[str, str]) -> Rendered:
    """Fill a template in. Unknown values are ignored. Raises `VariableMissing`, `TemplateInvalid`."""
    known = {variable.name: variable.default or "" for variable in template.variables}
    missing = [v.name for v in template.variables if v.required and not values.get(v.name) and v.default is None]
    if missing:
        raise VariableMissing(missing)
    filled = known | dict(values)
    try:
        prompt, system_prompt = (fill(text, filled) for text in _texts(template))
    except RenderingFailed as error:
        raise TemplateInvalid(str(error)) from error
    return Rendered(template, prompt, system_prompt)


def check(template: Template) -> None:
    """Refuse a template that could not be rendered, or asks for what it does not use. Raises `TemplateInvalid`."""
    try:
        used = {name for text in _texts(template) for name in names_in(text)}
    except RenderingFailed as error:
        raise TemplateInvalid(str(error)) from error
    # What a person sends is `text` in every template, whether it is declared and used or not.
    unused = [variable.name for variable in template.variables if variable.name not in (used | {"text"})]
    if unused:
        raise TemplateInvalid(f"The template declares what it does not use: {', '.join(unused)}")


def _texts(template: Template) -> tuple[str, str]:
    """What is filled in. `{name}` stands for `{{ name }}` where a variable of that name is declared."""
    names = "|".join(re.escape(variable.name) for variable in template.variables)
    if not names:
        return template.template, template.system_prompt
    placeholder = re.compile(rf"(?<![{{%])\{{({names})\}}(?!\}})")
    filled = [placeholder.sub(r"{{ \1 }}", text) for text in (template.template, template.system_prompt)]
    return filled[0], filled[1]


def _load(body: str, version: int, updated_at: datetime) -> Template:
    return replace(_BODY.validate_json(body), version=version, builtin=False, updated_at=updated_at)
