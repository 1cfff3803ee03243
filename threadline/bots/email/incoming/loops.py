"""Mails that must never be answered, for the answer to one program is the question of another (RFC 3834).

`X-Auto-Response-Suppress` alone says nothing of who wrote a mail: people's mail programs set it too.
"""

import re
from collections.abc import Collection

from threadline.bots.email.incoming.automatic_replies import is_automatic_reply
from threadline.bots.email.mail.parsed_mail import ParsedMail

_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_REPLIERS = ("x-autoreply", "x-autorespond", "x-autoresponse")
_DAEMONS = frozenset({"mailer-daemon", "postmaster", "mail-daemon"})
_NOBODY_READS = re.compile(
    r"(?:no|do[-_.]?not|don[’']?t|nicht|ne[-_.]?pas)[-_.]?(?:reply|respond|antworten|repondre)\w*", re.I
)
_MOST_HOPS = 60
REPORT = "multipart/report"


def is_bounce(mail: ParsedMail) -> bool:
    """Whether a mail server tells what became of a mail of ours (RFC 6522; Exim has a header of its own for it)."""
    return mail.media_type.lower() == REPORT or "x-failed-recipients" in mail.headers


def why_not_answered(mail: ParsedMail, *, ours: Collection[str]) -> str:
    """Why a mail is not answered, as a sentence for the operator; "" where it may be. `ours` are our own addresses."""
    if any(plain_address(sender.email) in ours for sender in mail.senders):
        return "It comes from a mailbox of this service."
    if mail.sender is None or "@" not in mail.sender.email:
        return "It has no sender."
    if mail.sender.email.partition("@")[0].lower() in _DAEMONS:
        return "A mail server wrote it."
    if nobody_reads(mail.sender.email):
        return "Nobody reads what is sent to its sender."
    if is_automatic_reply(mail):
        return "A mail program wrote it for somebody who is away."
    if (mail.header("return-path") or "").strip() == "<>":
        return "Its Return-Path is empty, so no answer is wanted."
    submitted = (mail.header("auto-submitted") or "no").partition(";")[0].strip().lower()
    if submitted != "no":
        return f"A program wrote it (Auto-Submitted: {submitted[:40]})."
    precedence = (mail.header("precedence") or "").strip().lower()
    if precedence in _BULK:
        return f"It went out to many (Precedence: {precedence})."
    if any(name.startswith("list-") for name in mail.headers):
        return "It came by a mailing list."
    if any(name in mail.headers for name in _REPLIERS):
        return "A program wrote it."
    if len(mail.headers.get("received", ())) > _MOST_HOPS:
        return "It passed through too many servers, as mails in a loop do."
    return ""


def nobody_reads(address: str) -> bool:
    """Whether an address says of itself that nobody reads what is sent to it."""
    return _NOBODY_READS.match(address) is not None


def plain_address(address: str) -> str:
    """An address in lower case without what follows a plus sign in its local part."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
