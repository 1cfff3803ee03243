"""What a mail server says became of a mail of ours (RFC 3464), read without trusting its form."""

from dataclasses import dataclass

_SCANNED = 200_000
_LONGEST_VALUE = 200
_FIELDS = {
    b"final-recipient": "recipient",
    b"action": "action",
    b"status": "status",
    b"diagnostic-code": "diagnostic",
}


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report: whom it is about, and why. Everything may be empty."""

    recipient: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""

    def __str__(self) -> str:
        what = f"{self.recipient or 'A mail of ours'}: {self.action or 'reported'}"
        details = " ".join(part for part in (self.status, self.diagnostic) if part)
        return f"{what} ({details})" if details else what


def read_bounce(raw: bytes) -> Bounce:
    """The first recipient's fields of a delivery status, wherever in the mail they stand."""
    found: dict[str, str] = {}
    for line in raw[:_SCANNED].splitlines():
        name, colon, value = line.partition(b":")
        field = _FIELDS.get(name.strip().lower()) if colon else None
        if field and field not in found:
            said = value.decode("utf-8", "replace").strip()[:_LONGEST_VALUE]
            found[field] = said.rpartition(";")[2].strip() if field != "action" else said
    return Bounce(**found)
