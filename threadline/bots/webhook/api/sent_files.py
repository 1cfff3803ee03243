"""Files that are kept for a message: uploaded one by one, sent with it, shown with it."""

from collections.abc import Sequence

from aiohttp import web

from threadline.bots.webhook.api.uploads import read_upload
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import Problem, not_found, unprocessable
from threadline.bots.webhook.schema.answers import SentFileView
from threadline.bots.webhook.schema.files import FileForm
from threadline.bots.webhook.views.message_views import file_view
from threadline.core.domain.message import Attachment
from threadline.core.domain.scopes import READ, WRITE
from threadline.storage.files import FileRecord, NewFile

endpoints = Endpoints("Files")

_PATH = "/api/v1/files"
_MOST_WAITING = 50
"""Of one person's: each may be ten megabytes, and is kept for a day."""
_PICTURES = ("image/png", "image/jpeg")
_SHOWN = {"Cache-Control": "private, max-age=3600", "Content-Disposition": "inline"}


@endpoints.declare("POST", _PATH, scope=WRITE, status=201, errors=(422,))
async def keep(call: Call, form: FileForm) -> SentFileView:
    """Keep a file for a message.

    Its text is read; send its `id` among the `files` of a message within a day. It goes with its conversation. Of a
    picture what was sent is kept as well, to be shown; of other files only what was read.
    """
    if await call.services.conversations.files.waiting(call.person.id) >= _MOST_WAITING:
        raise unprocessable("file", f"{_MOST_WAITING} files wait to be sent already: send or delete some of them.")
    document = await read_upload(call, form)
    kept = NewFile(
        name=document.name,
        media_type=document.media_type,
        size=len(form.file.content),
        pages=document.pages,
        words=document.words,
        note=document.note,
        text=document.text,
        picture=form.file.content if document.media_type in _PICTURES else None,
    )
    return file_view(await call.services.conversations.files.add(call.person.id, kept))


@endpoints.declare("GET", _PATH + "/{file_id}", scope=READ, answers={200: _PICTURES})
async def show(call: Call, file_id: str) -> web.Response:
    """See a picture that was kept for a message."""
    record = await _own(call, file_id)
    picture = await call.services.conversations.files.picture(record.id) if record.has_picture else None
    if picture is None:
        raise not_found("picture", file_id)
    return web.Response(body=picture, content_type=record.media_type, headers=_SHOWN)


@endpoints.declare("DELETE", _PATH + "/{file_id}", scope=WRITE, status=204, answers={204: (None,)}, errors=(409,))
async def let_go(call: Call, file_id: str) -> None:
    """Let go of a file that was not sent."""
    record = await _own(call, file_id)
    if not await call.services.conversations.files.delete_unsent(record.id):
        raise Problem(409, "This file came with a message: it goes with its conversation.")


async def own_files(call: Call, ids: Sequence[str], conversation_id: str) -> Sequence[FileRecord]:
    """The caller's files that may be sent in a conversation: new ones, and those of it. Raises `Problem` (422)."""
    found = []
    for file_id in dict.fromkeys(ids):
        record = await call.services.conversations.files.get(call.person.id, file_id)
        if record is None or record.conversation_id not in (None, conversation_id):
            raise unprocessable("files", "One of the files is not there, or belongs to another conversation.")
        found.append(record)
    return found


async def as_attachments(call: Call, files: Sequence[FileRecord]) -> tuple[Attachment, ...]:
    """Files as they come with a message."""
    texts = [await call.services.conversations.files.text(file.id) for file in files]
    return tuple(
        Attachment(file.name, file.media_type, text, note=file.note) for file, text in zip(files, texts, strict=True)
    )


async def _own(call: Call, file_id: str) -> FileRecord:
    record = await call.services.conversations.files.get(call.person.id, file_id)
    if record is None:
        raise not_found("file", file_id)
    return record
