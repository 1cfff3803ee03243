"""Files: their text, and answers about them. Nothing of a file is kept but what a message says of it."""

import asyncio
from dataclasses import replace

from threadline.bots.webhook.api.answer_delivery import PREFER
from threadline.bots.webhook.api.message_submission import Question, ask
from threadline.bots.webhook.api.prompts import result
from threadline.bots.webhook.api.uploads import read_upload
from threadline.bots.webhook.compatibility.named_answers import file_answer, named_metadata
from threadline.bots.webhook.compatibility.words import language_tag, source_of, task_of
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY
from threadline.bots.webhook.schema.files import (
    FileAnswer,
    FileForm,
    FileMetadata,
    FileProcessForm,
    FileView,
    TableView,
)
from threadline.bots.webhook.schema.messages import ExchangeView, ResultView
from threadline.core.documents.document import Document
from threadline.core.domain.message import Attachment, Wishes
from threadline.core.domain.scopes import READ, WRITE
from threadline.providers.port import Parameters

endpoints = Endpoints("Files")


@endpoints.declare("POST", "/api/v1/files/upload", scope=READ, errors=(422,))
async def upload(call: Call, form: FileForm) -> FileAnswer:
    """Read a file.

    The answer is its text, with its tables where it has any. The text in pictures and in scanned pages is read where
    the service has the means. The file itself is not kept.
    """
    document = await read_upload(call, form)
    # Beside the loop: ten thousand rows of a table take their time, and others' answers stream meanwhile.
    return await asyncio.to_thread(lambda: file_answer(_view(document, len(form.file.content))))


@endpoints.declare(
    "POST",
    "/api/v1/files/process",
    scope=WRITE,
    answers={200: (ResultView,), 202: (ExchangeView,)},
    errors=(404, 409, 422, 502, 503, 504),
    headers=(IDEMPOTENCY_KEY, PREFER),
)
async def process(call: Call, form: FileProcessForm) -> ResultView | Answer | ExchangeView:
    """Read a file and answer about it, as `POST /webhook` does; a summary unless another `type` is asked for."""
    if form.template_id:
        await call.services.conversations.templates.get(call.person.id, form.template_id)
    document = await read_upload(call, form)
    wishes = Wishes(
        task=task_of(form.type),
        source=source_of(form.source),
        template_id=form.template_id,
        language=language_tag(form.language),
        parameters=Parameters(max_tokens=form.max_tokens, temperature=form.temperature),
    )
    attachment = Attachment(document.name, document.media_type, document.text, note=document.note)
    question = Question(
        form.prompt_prefix.strip() or document.name,
        wishes,
        form.conversation_id,
        form.timezone,
        attachments=(attachment,),
    )
    known = named_metadata(_view(replace(document, tables=()), len(form.file.content))).model_dump(mode="json")
    return await result(call, await ask(call, question), metadata=known)


def _view(document: Document, size: int) -> FileView:
    return FileView(
        name=document.name,
        media_type=document.media_type,
        text=document.text,
        metadata=FileMetadata(bytes=size, words=document.words, characters=len(document.text), pages=document.pages),
        tables=[TableView(page=table.page, rows=[list(row) for row in table.rows]) for table in document.tables],
        note=document.note,
    )
