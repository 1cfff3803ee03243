"""Which template answers a message."""

from collections.abc import Sequence
from contextlib import suppress

from threadline.core.domain.message import Message, Source
from threadline.core.domain.template import Template
from threadline.core.templates.library import TemplateLibrary, TemplateNotFound
from threadline.providers.port import Task


async def choose_template(library: TemplateLibrary, owner_id: str, message: Message) -> Template | None:
    """The template that answers a message: by explicit id, command, source and type; None for a plain chat."""
    wishes = message.wishes
    if wishes.template_id:
        return await library.get(owner_id, wishes.template_id, wishes.template_version)
    if wishes.command:
        with suppress(TemplateNotFound):
            return await library.get(owner_id, wishes.command)
    if wishes.task is None or wishes.task in (Task.CHAT, Task.CUSTOM):
        return None
    candidates = [template for template in await library.all(owner_id) if template.task is wishes.task]
    return _best(candidates, wishes.source)


def _best(candidates: Sequence[Template], source: Source) -> Template | None:
    exact = [template for template in candidates if template.source is source]
    general = [template for template in candidates if template.source is None]
    own_first = sorted(exact or general, key=lambda template: template.builtin)
    return own_first[0] if own_first else None
