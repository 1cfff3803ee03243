"""What goes between the service and a worker: frames on pipes, JSON inside, the bytes of files behind it.

A request is the mail as it is; an answer is one JSON object, then the contents of its attachments in their order. No
pickle: a worker reads what strangers wrote, and what it says back must not be able to run.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING, Any

from threadline.bots.email.mail.parsed_mail import MailUnreadable, ParsedMail

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LENGTH = Struct(">Q")
"""Each frame begins with the number of its bytes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says of a mail: `mail` or `unreadable`. `exhausted`: it will end and take no more."""

    mail: ParsedMail | None = None
    unreadable: str = ""
    exhausted: bool = False

    def unwrap(self) -> ParsedMail:
        """The mail. Raises `MailUnreadable`."""
        if self.mail is None:
            raise MailUnreadable(self.unreadable)
        return self.mail


def encode(answer: Answer) -> Iterator[bytes]:
    """The frames of an answer: the JSON, then the bytes of every attachment that has some, without copying them."""
    contents = [part.content for part in answer.mail.attachments] if answer.mail else []
    head = _plain(answer) | {"contents": [None if content is None else len(content) for content in contents]}
    text = json.dumps(head, ensure_ascii=False).encode("utf-8", "replace")
    yield LENGTH.pack(len(text))
    yield text
    yield from (content for content in contents if content)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != "content"}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, datetime) else value


def decode_head(text: bytes) -> tuple[Answer, tuple[int | None, ...]]:
    """The answer without its contents, and how many bytes each attachment has."""
    head = json.loads(text)
    return _adapter().validate_python(head), tuple(head["contents"])


def with_contents(answer: Answer, contents: list[bytes | None]) -> Answer:
    """The answer with the bytes of its attachments."""
    if answer.mail is None or not contents:
        return answer
    parts = zip(answer.mail.attachments, contents, strict=True)
    return replace(
        answer,
        mail=replace(answer.mail, attachments=tuple(replace(part, content=content) for part, content in parts)),
    )


@cache
def _adapter() -> "TypeAdapter[Answer]":
    from pydantic import TypeAdapter  # the worker has no use for it

    return TypeAdapter(Answer)
