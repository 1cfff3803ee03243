"""Mails of which the assistant only gets a copy: it answers them where something is wanted of it, and is silent else.

"Thanks for the report" between two people, with the assistant in Cc, is no question to it. What names it, brings an
event along or speaks of one is.
"""

import re
from collections.abc import Collection
from zoneinfo import ZoneInfo

from threadline.bots.email.incoming.loops import plain_address
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.calendar.extract import Intent, extract
from threadline.core.domain.message import Message

_CALLED = re.compile(
    r"(?<!\w)@?(?:threadline|assistant|assistent(?:in)?|assistente|asistente|asystent)(?!\w)", re.IGNORECASE
)


def is_for_others(message: Message, mail: ParsedMail, ours: Collection[str], zone: str) -> bool:
    """Whether a mail is between others and asks nothing of the assistant. `zone` is the writer's.

    May take long for long mails: run it in a thread.
    """
    if not _is_copy(mail, ours) or message.material or message.attachments or message.invited or message.notes:
        return False
    if message.wishes.template_id is not None or not message.text or _CALLED.search(f"{mail.subject}\n{mail.text}"):
        return False
    clock = ZoneInfo(message.zone or zone)
    return extract(message.text, message.sent_at.astimezone(clock), zone=clock).intent is Intent.NONE


def _is_copy(mail: ParsedMail, ours: Collection[str]) -> bool:
    to = {plain_address(each.email) for each in mail.to}
    return bool(to) and not to & set(ours) and any(plain_address(each.email) in ours for each in mail.cc)
