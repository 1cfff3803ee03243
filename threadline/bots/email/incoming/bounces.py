"""What a mail server says became of a mail of ours (RFC 3464), read without trusting its form."""

import re
from dataclasses import dataclass

_SCANNED = 200_000
_LONGEST_VALUE = 200
_MOST_IDS = 50
_FIELDS = {
    b"original-recipient": "original",
    b"final-recipient": "recipient",
    b"x-failed-recipients": "failed_recipient",
    b"action": "action",
    b"status": "status",
    b"diagnostic-code": "diagnostic",
}
_OUR_ID = re.compile(rb"<([0-9a-f]{40}@[!-;=?-~]{1,255})>")
"""Message-IDs as the outbox makes them: in the headers of the mail that came back, and in what the report answers."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report: whom it is about, and why. Everything may be empty.

    `recipient` is where the mail went in the end, `original` whom it was sent to. `message_ids` are those that may be
    ours, without angle brackets.
    """

    recipient: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""
    original: str = ""
    message_ids: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the mail will not arrive; reports also tell of delays, of relaying and of mails that were opened."""
        return self.action.lower() == "failed" or (not self.action and self.status.startswith("5"))

    def __str__(self) -> str:
        what = f"{self.recipient or self.original or 'A mail of ours'}: {self.action or 'reported'}"
        details = " ".join(part for part in (self.status, self.diagnostic) if part)
        return f"{what} ({details})" if details else what


def read_bounce(raw: bytes) -> Bounce:
    """The first recipient's fields of a delivery status, wherever in the mail they stand."""
    found: dict[str, str] = {}
    scanned = raw[:_SCANNED]
    for line in scanned.splitlines():
        name, colon, value = line.partition(b":")
        field = _FIELDS.get(name.strip().lower()) if colon else None
        if field and field not in found:
            said = value.decode("utf-8", "replace").strip()[:_LONGEST_VALUE]
            found[field] = said.rpartition(";")[2].strip() if field != "action" else said
    failed = found.pop("failed_recipient", "").partition(",")[0].strip()  # what Exim says, in its own form
    if failed and not found.get("recipient"):
        found |= {"recipient": failed, "action": found.get("action") or "failed"}
    ids = dict.fromkeys(one.decode() for one in _OUR_ID.findall(scanned))
    return Bounce(**found, message_ids=tuple(ids)[:_MOST_IDS])
