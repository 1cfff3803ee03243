"""Mails for the tests, as bytes."""

from base64 import encodebytes

from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.bots.email.parsing.reader import read_mail

HEAD = (
    "From: Ana Example <ana@example.com>\nTo: bot@example.org\nSubject: {subject}\n"
    "Date: Thu, 19 Nov 2026 09:30:00 +0100\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\n"
)


def mail(
    body: str, *, subject: str = "Hello", more: str = "", content_type: str = "text/plain; charset=utf-8"
) -> bytes:
    """A mail of one part with CRLF line ends."""
    head = HEAD.format(subject=subject) + more
    return f"{head}Content-Type: {content_type}\n\n{body}".replace("\n", "\r\n").encode()


def multipart(*parts: str, kind: str = "mixed", subject: str = "Hello", more: str = "") -> bytes:
    """A mail of several parts, each given with its own header."""
    return mail(joined(*parts), subject=subject, more=more, content_type=f'multipart/{kind}; boundary="b1"')


def joined(*parts: str, boundary: str = "b1") -> str:
    """Parts between their delimiters."""
    return "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"


def part(body: str, content_type: str = "text/plain; charset=utf-8", more: str = "") -> str:
    """One part."""
    return f"Content-Type: {content_type}\n{more}\n{body}"


def file(content: bytes, content_type: str, name: str) -> str:
    """An attached file."""
    head = f'Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="{name}"\n'
    return part(encodebytes(content).decode().strip(), content_type, head)


def html(body: str, *, subject: str = "Fwd: Lunch", more: str = "") -> ParsedMail:
    """A mail with nothing but HTML, read."""
    return read_mail(mail(body, subject=subject, more=more, content_type="text/html; charset=utf-8"))
