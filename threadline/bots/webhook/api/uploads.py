"""Reading a file that was uploaded."""

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.errors import Problem, unprocessable
from threadline.bots.webhook.schema.errors import ErrorDetail
from threadline.bots.webhook.schema.files import FileForm
from threadline.core.documents.document import Document, DocumentTooLarge, DocumentUnreadable, DocumentUnsupported


async def read_upload(call: Call, form: FileForm) -> Document:
    """The text of a form's file. Raises `Problem` (413, 415, 422)."""
    file = form.file
    if not file.content.strip():
        raise unprocessable("file", "The file is empty.")
    try:
        return await call.services.documents.read((form.name or "").strip() or file.name, file.media_type, file.content)
    except DocumentTooLarge as error:
        raise Problem(413, str(error)) from error
    except DocumentUnsupported as error:
        raise Problem(415, str(error), details=[ErrorDetail(field="file", message=str(error))]) from error
    except DocumentUnreadable as error:
        raise unprocessable("file", str(error)) from error
