"""Files that came with a message or an upload, as text: PDF, Word, Excel, PowerPoint, HTML, plain text, pictures."""

__all__ = ["attachments", "document", "pieces", "reader"]
