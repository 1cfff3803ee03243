"""What opens a person's calendars on a CalDAV server, as credentials."""

import json
from dataclasses import asdict, dataclass

NAME = "caldav"


@dataclass(frozen=True, slots=True)
class DavAccount:
    """`home` is the address of the collection of calendars (RFC 4791, section 6.2.1), `address` the person's own there.

    `schedules`: the server itself sends invitations (RFC 6638).
    """

    url: str
    username: str
    password: str
    home: str
    address: str | None = None
    schedules: bool = False

    def to_json(self) -> str:
        """The credentials."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "DavAccount":
        """The account of credentials."""
        return cls(**json.loads(text))
