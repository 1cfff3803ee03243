"""Files: their text, and answers about them. Nothing of a file is kept but what a message says of it."""

from threadline.bots.webhook.api.answer_delivery import PREFER
from threadline.bots.webhook.api.message_submission import Question, ask
from threadline.bots.webhook.api.prompts import answer
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.errors import Problem, unprocessable
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY
from threadline.bots.webhook.schema.files import (
    FileForm,
    FileMetadata,
    FileProcessForm,
    FileView,
    TableView,
    Upload,
)
from threadline.bots.webhook.schema.messages import AnswerView, ExchangeView
from threadline.core.documents.document import Document, DocumentTooLarge, DocumentUnreadable, DocumentUnsupported
from threadline.core.domain.message import Attachment, Source, Wishes
from threadline.core.domain.scopes import READ, WRITE
from threadline.providers.port import Task

endpoints = Endpoints("Files")


@endpoints.declare("POST", "/api/v1/files/upload", scope=READ, errors=(422,))
async def upload(call: Call, form: FileForm) -> FileView:
    """Read a file.

    The answer is its text, with its tables where it has any. The text in pictures and in scanned pages is read where
    the service has the means. The file itself is not kept.
    """
    return _view(await _read(call, form.file), len(form.file.content))


@endpoints.declare(
    "POST",
    "/api/v1/files/process",
    scope=WRITE,
    answers={200: (AnswerView,), 202: (ExchangeView,)},
    errors=(404, 409, 422, 502, 503, 504),
    headers=(IDEMPOTENCY_KEY, PREFER),
)
async def process(call: Call, form: FileProcessForm) -> AnswerView | Answer | ExchangeView:
    """Read a file and answer about it, as `POST /webhook` does; a summary unless another `type` is asked for."""
    if form.template_id:
        await call.services.conversations.templates.get(call.person.id, form.template_id)
    document = await _read(call, form.file)
    wishes = Wishes(
        task=Task(form.type), source=Source(form.source), template_id=form.template_id, language=form.language
    )
    attachment = Attachment(document.name, document.media_type, document.text, note=document.note)
    question = Question(
        form.prompt_prefix.strip() or document.name,
        wishes,
        form.conversation_id,
        form.timezone,
        attachments=(attachment,),
    )
    return await answer(call, await ask(call, question))


async def _read(call: Call, file: Upload) -> Document:
    """The file's text. Raises `Problem` (413, 422)."""
    try:
        return await call.services.documents.read(file.name, file.media_type, file.content)
    except DocumentTooLarge as error:
        raise Problem(413, str(error)) from error
    except (DocumentUnsupported, DocumentUnreadable) as error:
        raise unprocessable("file", str(error)) from error


def _view(document: Document, size: int) -> FileView:
    return FileView(
        name=document.name,
        media_type=document.media_type,
        text=document.text,
        metadata=FileMetadata(bytes=size, words=document.words, characters=len(document.text), pages=document.pages),
        tables=[TableView(page=table.page, rows=[list(row) for row in table.rows]) for table in document.tables],
        note=document.note,
    )
