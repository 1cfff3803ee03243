"""What people do for themselves by commands, in any channel: their settings, and links that connect their calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from threadline.calendar.when.zones.lookup import zone_called
from threadline.core.calendars.connections import Connections
from threadline.core.domain.message import Person
from threadline.storage.preferences import PreferenceStore
from threadline.storage.tokens import TokenKind, TokenStore
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

_EXAMPLE_ZONE = "Europe/Vienna"

NO_CONSOLE = N_("Your events go into the built-in calendar. To use another one, ask whoever runs Threadline.")
OWN_LINKS = N_("These links are for you alone, and work once, for ten minutes:")
_SIGNIN_LIFETIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class CalendarLinks:
    """Where somebody connects calendars: a label and an address for each kind, and what tells of the console, in
    CommonMark.

    Each works once, for this person alone.
    """

    connect: tuple[tuple[str, str], ...]
    console: str


@dataclass(frozen=True, slots=True)
class SelfService:
    """Carries it out. `base_url` is our own address, None where people cannot reach us by one."""

    preferences: PreferenceStore
    connections: Connections
    tokens: TokenStore
    base_url: str | None

    async def change_settings(self, person: Person, words: Sequence[str], command: str) -> str:
        """Carry out `timezone …` or `language …` and say what became of it; `command` is how the person asks for it.

        Raises `StorageError`.
        """
        match words:
            case ["timezone", *named] if (zone := zone_called(" ".join(named))) is not None:
                await self.preferences.put(person.id, "timezone", value=zone)
                return _("Your time zone is {zone} now.", zone=zone)
            case ["timezone", *_]:
                return _("I know no time zone and no city of that name. Examples are Europe/Vienna and Tokyo.")
            case ["language", language] if len(language) == 2 and language.isalpha():
                await self.preferences.put(person.id, "language", value=language.lower())
                with speaking(language):
                    return _("I answer in {language} now, where the model can.", language=language.lower())
            case ["language", *_]:
                return _("A language has two letters, as en, de or fr.")
        example = " ".join((command, "timezone", _EXAMPLE_ZONE))
        return _("Time zone: {zone}. Change it with `{command}`.", zone=person.zone, command=example)

    async def calendar_links(self, person: Person, channel: str) -> CalendarLinks | None:
        """New links for this person; None without an address of our own. Raises `StorageError`."""
        if self.base_url is None:
            return None
        kinds = self.connections.kinds if self.connections.ready else ()
        connect = [
            (_("Connect {calendar}", calendar=kind.title), await self.connections.begin(person, kind.name))
            for kind in kinds
        ]
        _token, clear = await self.tokens.create(
            person.id, kind=TokenKind.SIGNIN, name=channel, lifetime=_SIGNIN_LIFETIME
        )
        told = _(
            "Open your calendars with this link, which works once, for half an hour: <{address}>",
            address=f"{self.base_url}/signin/{clear}",
        )
        return CalendarLinks(tuple(connect), told)
