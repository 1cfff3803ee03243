"""The page of whoever runs the service: how its parts do, who uses it, what was put aside, and what to do about it.

Only a session with the scope `admin` sees it, and only from its own page a button is pressed. Each deed is audited.
What people wrote is not shown.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, SecretStr

from threadline.bots.webhook.http.authentication import recognise
from threadline.bots.webhook.http.call import ROOM, Room
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.pages.admin_deeds import DEEDS, Told
from threadline.bots.webhook.pages.admin_usage import TITLES, bars, money, stretch_of
from threadline.bots.webhook.pages.own_forms import as_file, own_form
from threadline.config import Settings
from threadline.core.channels.port import HealthReporter
from threadline.core.domain.message import Person
from threadline.core.domain.scopes import ADMIN
from threadline.core.people.directory import PersonNotFound
from threadline.storage.administration import Administration
from threadline.storage.database.errors import StorageError
from threadline.storage.mail import MailState, MailStore
from threadline.storage.parked import ParkedStore
from threadline.texts.messages import _

_USE_DAYS = 30


async def show(request: web.Request) -> web.Response:
    """Everything, on one page."""
    person = await _administrator(request)
    return await _page(request, person) if person is not None else _closed(request)


async def act(request: web.Request) -> web.Response:
    """A button. Afterwards the page is shown with what came of it."""
    person = await _administrator(request)
    if person is None:
        return _closed(request)
    said = await own_form(request)
    deed = DEEDS.get(said.get("action", ""))
    if deed is None:
        return await _page(request, person, status=400, told=Told(_("This button is not known.")))
    try:
        told = await deed(request.app[ROOM], person, said)
    except (StorageError, OSError, PersonNotFound) as error:
        return await _page(request, person, status=409, told=Told(str(error)))
    if told.file is not None:
        return as_file(*told.file)
    return await _page(request, person, told=told)


async def _administrator(request: web.Request) -> Person | None:
    """Whose browser this is, if they may see this; None for anybody else, and for a program with a token."""
    caller = await recognise(request)
    return caller.person if caller is not None and caller.by_cookie and ADMIN in caller.token.scopes else None


def _closed(request: web.Request) -> web.Response:
    return page("admin_closed.html", status=403)


async def _page(request: web.Request, person: Person, *, status: int = 200, told: Told | None = None) -> web.Response:
    room = request.app[ROOM]
    storage, now = room.services.storage, datetime.now(UTC)
    everybody = Administration(storage.database)
    settings = room.services.settings
    zone, by = ZoneInfo(person.zone), stretch_of(request.query.get("by", ""))
    backups = await asyncio.to_thread(_backups, settings.backup_dir) if settings.backup_dir else ()
    response = page(
        "admin.html",
        status=status,
        told=told,
        link=f"{settings.base_url or f'{request.scheme}://{request.host}'}{told.path}" if told and told.path else None,
        person=person,
        parts=_parts(room),
        parked=await ParkedStore(storage.database).list(),
        mails=await MailStore(storage.database).latest(state=MailState.QUARANTINED),
        people=await everybody.people(),
        invitations=await everybody.invitations(),
        keys=await everybody.keys(),
        uses=await everybody.uses(now - timedelta(days=_USE_DAYS)),
        uses_by_person=await everybody.uses_by_person(now - timedelta(days=_USE_DAYS)),
        limits=settings.limits,
        days=_USE_DAYS,
        money=money,
        by=by,
        stretches=TITLES,
        bars=await bars(room.services.models.usage, by, zone, now.astimezone(zone).date()),
        deeds=await everybody.deeds(),
        backups=backups,
        backup_dir=settings.backup_dir,
        settings=_in_force(settings),
        defaults=_as_they_come(settings),
    )
    response.headers["Referrer-Policy"] = "same-origin"  # without a referrer browsers keep the form's origin back too
    return response


def _parts(room: Room) -> Sequence[tuple[str, bool, str]]:
    """What stands between us and others: its name, whether it is well, and how it does."""
    services = room.services
    found = []
    for name, channel in services.channels.items():
        standing = channel.standing() if isinstance(channel, HealthReporter) else None
        detail = f"{standing.detail} {standing.advice}".strip() if standing else ""
        found.append((name, standing is None or standing.ok, detail))
    for name, (standing_of, breaker) in services.models.selection.standings.items():
        detail = f"{standing_of.last_failure}; {breaker}" if standing_of.failing else ""
        found.append((name, not standing_of.failing, detail))
    return found


def _backups(folder: Path) -> Sequence[tuple[str, int, datetime]]:
    """The backups there are, the newest first: name, bytes, when."""
    files = sorted(folder.glob("threadline-*Z.*"), reverse=True) if folder.is_dir() else []
    found = [(file.name, file.stat()) for file in files]
    return [(name, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC)) for name, told in found]


def _in_force(settings: Settings) -> Sequence[tuple[str, str]]:
    """The settings that are not as they come, by the names they are set by. A secret is only said to be there."""
    found = []
    for name, about in type(settings).model_fields.items():
        value = getattr(settings, name)
        if value != about.get_default(call_default_factory=True):
            found.append((f"THREADLINE_{name.upper()}", _shown(value)))
    return sorted(found)


def _as_they_come(settings: Settings) -> Sequence[tuple[str, str]]:
    """All others, which are in force as well."""
    changed = {name for name, _value in _in_force(settings)}
    names = {f"THREADLINE_{name.upper()}": name for name in type(settings).model_fields}
    return sorted((shown, _shown(getattr(settings, name))) for shown, name in names.items() if shown not in changed)


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return _("set")
    if isinstance(value, tuple | list):
        return ", ".join(_shown(each) for each in value)
    if isinstance(value, BaseModel):
        return value.model_dump_json(exclude_none=True)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    return str(value)
