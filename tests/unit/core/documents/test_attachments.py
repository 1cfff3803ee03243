"""The files of a message as its attachments."""

from threadline.core.documents.attachments import and_unread, attachment_of
from threadline.core.documents.document import Document, DocumentUnfetched
from threadline.core.domain.message import Attachment


async def test_a_file_has_its_text_or_a_note_why_it_has_none() -> None:
    async def read() -> Document:
        return Document("plan.pdf", "application/pdf", "Tuesday at 3", note="Two pages were pictures.")

    async def away() -> Document:
        raise DocumentUnfetched("It is gone.")

    assert await attachment_of("file", "", read()) == Attachment(
        "plan.pdf", "application/pdf", "Tuesday at 3", "Two pages were pictures."
    )
    assert await attachment_of("plan.pdf", "text/plain", away()) == Attachment(
        "plan.pdf", "text/plain", "", "It is gone."
    )


def test_files_that_were_left_are_told_of() -> None:
    read = [Attachment("a", "text/plain", "A")]
    assert and_unread(read, 0) == tuple(read)
    assert [each.note for each in and_unread(read, 1)[1:]] == ["1 more file was not read."]
    assert [each.note for each in and_unread(read, 2)[1:]] == ["2 more files were not read."]
