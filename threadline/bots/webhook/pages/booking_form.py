"""What somebody outside enters on the page of a booking link, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from aiohttp import web

from threadline.calendar.ics_lines import is_address
from threadline.core.appointments.booking_link import Guest, Terms
from threadline.core.domain.message import storable
from threadline.texts.messages import _
from threadline.texts.speaking import language
from threadline.zones import known_zones

NAME, ADDRESS, NOTE, ANSWER = 100, 254, 1_000, 500
"""How much may be written."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered; `problems` say by field what is wrong with it."""

    values: Mapping[str, str]
    start: datetime | None
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, str]:
        """What was written, which is kept while another time is chosen."""
        fields = ("name", "email", "note")
        return {name: value for name, value in self.values.items() if value and (name in fields or _asked(name))}

    def of(self, name: str) -> str:
        """What was entered in a field."""
        return self.values.get(name, "")


async def read(request: web.Request) -> Entered:
    """What a form has sent; a form in an unknown encoding has sent nothing."""
    try:
        sent = await request.post()
    except (ValueError, LookupError):
        return Entered({}, None)
    values = {name: storable(value) for name, value in sent.items() if isinstance(value, str)}
    return Entered(values, start_of(values.get("time", "")))


def start_of(text: str) -> datetime | None:
    """A time as the page's buttons send it, None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None and 2000 < found.year < 9000 else None


def zone_of(text: str, usual: str) -> str:
    """A zone that is known, the usual one else."""
    return text if text in known_zones() else usual


def problems_of(entered: Entered, terms: Terms) -> dict[str, str]:
    """What is missing or wrong, by field."""
    found = {}
    if not entered.of("name").strip():
        found["name"] = _("Please enter your name.")
    if not is_address(entered.of("email").strip()) or len(entered.of("email")) > ADDRESS:
        found["email"] = _("Please enter a mail address, such as ana@example.com.")
    for number, question in enumerate(terms.questions):
        if question.required and not entered.of(f"q{number}").strip():
            found[f"q{number}"] = _("Please answer this question.")
    return found


def guest_of(entered: Entered, terms: Terms, zone: str) -> Guest:
    """Who has chosen, of what has no problems."""
    return Guest(
        _line(entered.of("name"), NAME),
        entered.of("email").strip(),
        entered.of("note").strip()[:NOTE],
        tuple(entered.of(f"q{number}").strip()[:ANSWER] for number in range(len(terms.questions))),
        language(),
        zone,
    )


def receipt_of(token: str, key: str, start: datetime) -> str:
    """The end of the address at which a choice is shown: the same form at the same time has the same."""
    return sha256(f"{token}\x1f{key}\x1f{start.isoformat()}".encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _line(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]


def _asked(name: str) -> bool:
    return name.startswith("q") and name[1:].isdecimal()
