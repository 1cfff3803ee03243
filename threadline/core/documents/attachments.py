"""The files of a message as its attachments: each with its text, or with a note why it has none."""

from collections.abc import Awaitable, Sequence

from threadline.core.documents.document import Document, DocumentError
from threadline.core.domain.message import Attachment
from threadline.texts.messages import _, ngettext

_FEW = 4_000


async def attachment_of(name: str, media_type: str, reading: Awaitable[Document]) -> Attachment:
    """A file that is being read; `name` and `media_type` are what is known of it where that fails."""
    try:
        document = await reading
    except DocumentError as error:
        return Attachment(name, media_type, "", note=str(error))
    return Attachment(document.name, document.media_type, document.text, note=document.note)


def of_pictures(read: Sequence[Attachment]) -> tuple[str, tuple[Attachment, ...]]:
    """What pictures show in a few words, as words that came with the message, and the other attachments."""
    few = [file for file in read if file.media_type.startswith("image/") and 0 < len(file.text) <= _FEW]
    return "\n\n".join(file.text for file in few), tuple(file for file in read if file not in few)


def and_unread(read: Sequence[Attachment], left: int) -> tuple[Attachment, ...]:
    """What was read of a message's files, and a note on those that were `left`, if any were."""
    if left <= 0:
        return tuple(read)
    note = ngettext("{count} more file was not read.", "{count} more files were not read.", left)
    return (*read, Attachment(_("more files"), "", "", note=note))
