"""The page of whoever runs the service: how its parts do, who uses it, what was put aside, and what to do about it.

Only a session with the scope `admin` sees it, and only from its own page a button is pressed. Each deed is audited.
What people wrote is not shown.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from threadline.bots.webhook.http.authentication import own_origins, recognise
from threadline.bots.webhook.http.call import ROOM, Room
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.html_page import page
from threadline.config import Settings
from threadline.core.channels.port import HealthReporter
from threadline.core.domain.message import Person
from threadline.core.domain.scopes import ADMIN, ALL_SCOPES, PERSONAL_SCOPES
from threadline.storage.administration import Administration
from threadline.storage.backups import name_of, take
from threadline.storage.database.errors import StorageError
from threadline.storage.mail import MailState, MailStore
from threadline.storage.parked import ParkedStore
from threadline.storage.tokens import TokenKind
from threadline.texts.messages import _

_INVITATION = timedelta(days=7)
_USE_DAYS = 30


@dataclass(frozen=True, slots=True)
class _Told:
    """What came of a button: a sentence, and a link to hand on where one was made."""

    text: str
    link: str | None = None


async def show(request: web.Request) -> web.Response:
    """Everything, on one page."""
    person = await _administrator(request)
    return await _page(request, person) if person is not None else _closed(request)


async def act(request: web.Request) -> web.Response:
    """A button. Afterwards the page is shown with what came of it."""
    person = await _administrator(request)
    if person is None:
        return _closed(request)
    own = request.headers.get("Origin") in own_origins(request)
    if not own and request.headers.get("Sec-Fetch-Site") != "same-origin":
        raise Problem(403, "What is done here is done on this page.")
    try:
        form = await request.post()
    except (ValueError, LookupError):  # a form in no encoding, or in an unknown one
        form = {}  # type: ignore[assignment]
    said = {name: value for name, value in form.items() if isinstance(value, str)}
    deed = _DEEDS.get(said.get("action", ""))
    if deed is None:
        return await _page(request, person, status=400, told=_Told(_("This button is not known.")))
    try:
        told = await deed(request, person, said)
    except (StorageError, OSError) as error:
        return await _page(request, person, status=409, told=_Told(str(error)))
    return await _page(request, person, told=told)


async def _administrator(request: web.Request) -> Person | None:
    """Whose browser this is, if they may see this; None for anybody else, and for a program with a token."""
    caller = await recognise(request)
    return caller.person if caller is not None and caller.by_cookie and ADMIN in caller.token.scopes else None


def _closed(request: web.Request) -> web.Response:
    return page("admin_closed.html", status=403)


async def _page(request: web.Request, person: Person, *, status: int = 200, told: _Told | None = None) -> web.Response:
    room = request.app[ROOM]
    storage, now = room.services.storage, datetime.now(UTC)
    everybody = Administration(storage.database)
    settings = room.services.settings
    backups = await asyncio.to_thread(_backups, settings.backup_dir) if settings.backup_dir else ()
    response = page(
        "admin.html",
        status=status,
        told=told,
        person=person,
        parts=_parts(room),
        parked=await ParkedStore(storage.database).list(),
        mails=await MailStore(storage.database).latest(state=MailState.QUARANTINED),
        people=await everybody.people(),
        keys=await everybody.keys(),
        uses=await everybody.uses(now - timedelta(days=_USE_DAYS)),
        days=_USE_DAYS,
        deeds=await everybody.deeds(),
        backups=backups,
        backup_dir=settings.backup_dir,
        settings=_in_force(settings),
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


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return _("set")
    if isinstance(value, tuple | list):
        return ", ".join(_shown(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    return str(value)


async def _retry(request: web.Request, by: Person, said: Mapping[str, str]) -> _Told:
    room = request.app[ROOM]
    await ParkedStore(room.services.storage.database).retry(said.get("subject", ""), by=by.id)
    return _Told(_("The message is answered as soon as its conversation is free."))


async def _drop(request: web.Request, by: Person, said: Mapping[str, str]) -> _Told:
    room = request.app[ROOM]
    await ParkedStore(room.services.storage.database).drop(said.get("subject", ""), by=by.id)
    return _Told(_("The message is given up."))


async def _revoke(request: web.Request, by: Person, said: Mapping[str, str]) -> _Told:
    room = request.app[ROOM]
    if not await room.services.people.tokens.revoke(said.get("subject", "")):
        return _Told(_("It had ended already."))
    await room.services.storage.audit.append(person_id=by.id, action="token.revoke", subject=said["subject"])
    return _Told(_("It opens nothing any more."))


async def _sign_out(request: web.Request, by: Person, said: Mapping[str, str]) -> _Told:
    room = request.app[ROOM]
    ended = await Administration(room.services.storage.database).sign_out(said.get("subject", ""), by=by.id)
    room.services.people.tokens.forget_known()
    return _Told(_("Signed out of {count} browsers.", count=ended))


async def _invite(request: web.Request, by: Person, said: Mapping[str, str]) -> _Told:
    room = request.app[ROOM]
    email = said.get("email", "").strip()
    if not 3 <= len(email) <= 320 or email.count("@") != 1 or email.split() != [email]:
        return _Told(_("“{address}” is no e-mail address.", address=email))
    services = room.services
    invited = await services.people.directory.ensure(email, name=said.get("name", "").strip()[:200] or email)
    scopes = ALL_SCOPES if said.get("admin") else PERSONAL_SCOPES
    _token, clear = await services.people.tokens.create(
        invited.id, kind=TokenKind.SIGNIN, name=f"invited by {by.name}"[:200], scopes=scopes, lifetime=_INVITATION
    )
    detail = "admin" if said.get("admin") else ""
    await services.storage.audit.append(person_id=by.id, action="person.invite", subject=invited.id, detail=detail)
    told = _("Send this link to {person}. It signs one browser in, once, within seven days.", person=email)
    here = services.settings.base_url or f"{request.scheme}://{request.host}"
    return _Told(told, f"{here}/signin/{clear}")


async def _back_up(request: web.Request, by: Person, said: Mapping[str, str]) -> _Told:
    room = request.app[ROOM]
    folder, database = room.services.settings.backup_dir, room.services.storage.database
    if folder is None:
        return _Told(_("Set THREADLINE_BACKUP_DIR first: it says where backups are kept."))
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True, mode=0o700)
    file = folder / name_of(datetime.now(UTC), is_sqlite=database.is_sqlite)
    await take(database, file)
    await room.services.storage.audit.append(person_id=by.id, action="backup.write", subject=file.name)
    return _Told(_("The backup was written and checked: {file}", file=file.name))


_DEEDS: Mapping[str, Callable[[web.Request, Person, Mapping[str, str]], Awaitable[_Told]]] = {
    "retry": _retry,
    "drop": _drop,
    "revoke": _revoke,
    "sign_out": _sign_out,
    "invite": _invite,
    "back_up": _back_up,
}
