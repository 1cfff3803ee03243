"""Templates: how a kind of message is put to the model."""

import re

from threadline.bots.webhook.api.answer_delivery import PREFER
from threadline.bots.webhook.api.message_submission import Question, ask
from threadline.bots.webhook.api.prompts import result
from threadline.bots.webhook.compatibility.named_answers import template_answer
from threadline.bots.webhook.compatibility.template_variables import values_for
from threadline.bots.webhook.compatibility.words import language_tag, parameters_of, source_of, task_of
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.errors import Problem, unprocessable
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY
from threadline.bots.webhook.schema.messages import (
    DeletedView,
    ExchangeView,
    ProcessBody,
    RenderBody,
    RenderView,
    ResultView,
    TemplateAnswer,
    TemplateBody,
    TemplateList,
)
from threadline.bots.webhook.schema.queries import TemplateQuery
from threadline.bots.webhook.views.message_views import template_view
from threadline.core.domain.message import Source, Wishes
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.domain.template import Template, Variable
from threadline.core.templates.library import TemplateNotFound, render
from threadline.storage.persons import new_id

endpoints = Endpoints("Templates")

_PATH = "/api/v1/templates"
_ONE = _PATH + "/{template_id}"
_LONGEST_NAME = 40


@endpoints.declare("GET", _PATH, scope=READ)
async def list_all(call: Call) -> TemplateList:
    """List the templates you can use: the shipped ones and your own."""
    found = await call.services.conversations.templates.all(call.person.id)
    return TemplateList(templates=[template_view(template) for template in found])


@endpoints.declare("POST", _PATH, scope=WRITE, status=201, errors=(409, 422))
async def create(call: Call, body: TemplateBody) -> TemplateAnswer:
    """Create a template. To stand in for a shipped one, replace that one with PUT."""
    template = _template(body, body.id or _chosen_id(body.name))
    try:
        await call.services.conversations.templates.get(call.person.id, template.id)
    except TemplateNotFound:
        saved = await call.services.conversations.templates.save(call.person.id, template, expected=0)
        return template_answer(template_view(saved))
    raise Problem(409, f"There is a template {template.id!r} already; PUT replaces it.")


@endpoints.declare("GET", _ONE, scope=READ)
async def get(call: Call, template_id: str, query: TemplateQuery) -> TemplateAnswer:
    """Read a template, as it is now or as it was in one version."""
    found = await call.services.conversations.templates.get(call.person.id, template_id, query.version)
    return template_answer(template_view(found))


@endpoints.declare("PUT", _ONE, scope=WRITE, errors=(422,))
async def put(call: Call, template_id: str, body: TemplateBody) -> TemplateAnswer:
    """Replace a template by a new version. A shipped one is replaced for you alone."""
    if body.id not in (None, template_id):
        raise unprocessable("id", "The id of a template is fixed.")
    await call.services.conversations.templates.get(call.person.id, template_id)
    saved = await call.services.conversations.templates.save(call.person.id, _template(body, template_id))
    return template_answer(template_view(saved))


@endpoints.declare("DELETE", _ONE, scope=WRITE)
async def delete(call: Call, template_id: str) -> DeletedView:
    """Delete a template of yours. If it stood in for a shipped one, that one is back; those cannot be deleted."""
    template = await call.services.conversations.templates.get(call.person.id, template_id)
    if template.builtin:
        raise Problem(403, "This template is shipped: it can be replaced, not deleted.")
    await call.services.conversations.templates.delete(call.person.id, template_id)
    return DeletedView(message="The template is deleted.")


@endpoints.declare("POST", _ONE + "/render", scope=READ, errors=(422,))
async def fill_in(call: Call, template_id: str, body: RenderBody) -> RenderView:
    """Fill a template in, without asking anybody."""
    template = await call.services.conversations.templates.get(call.person.id, template_id, body.version)
    rendered = render(template, values_for(template, body.variables))
    return RenderView(prompt=rendered.prompt, system_prompt=rendered.system_prompt, version=template.version)


@endpoints.declare(
    "POST",
    _ONE + "/process",
    scope=WRITE,
    answers={200: (ResultView,), 202: (ExchangeView,)},
    errors=(409, 413, 422, 502, 503, 504),
    headers=(IDEMPOTENCY_KEY, PREFER),
)
async def process(call: Call, template_id: str, body: ProcessBody) -> ResultView | Answer | ExchangeView:
    """Fill a template in and answer it, as `POST /webhook` does."""
    template = await call.services.conversations.templates.get(call.person.id, template_id, body.version)
    values = values_for(template, body.variables)
    prompt = render(template, values).prompt
    if not prompt:
        raise unprocessable("variables", "With these values there is nothing to ask.")
    wishes = Wishes(
        task=template.task,
        source=template.source or Source.OTHER,
        template_id=template_id,
        template_version=body.version,
        language=language_tag(body.language),
        parameters=parameters_of(body.parameters, max_tokens=body.max_tokens, temperature=body.temperature),
        variables=tuple(values.items()),
    )
    text = values.get("text") or prompt
    return await result(call, await ask(call, Question(text, wishes, body.conversation_id, body.timezone)))


def _template(body: TemplateBody, template_id: str) -> Template:
    return Template(
        id=template_id,
        name=body.name,
        description=body.description,
        template=body.template,
        variables=tuple(Variable(each.name, each.description, each.required, each.default) for each in body.variables),
        system_prompt=body.system_prompt,
        task=task_of(body.type),
        source=source_of(body.source) if body.source else None,
        language=language_tag(body.language),
    )


def _chosen_id(name: str) -> str:
    """An id that says what it is for, and is nobody's yet."""
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:_LONGEST_NAME]
    return f"{slug or 'template'}_{new_id()[:8]}"
