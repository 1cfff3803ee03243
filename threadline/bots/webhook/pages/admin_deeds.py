"""What an administrator does on their page. Each deed is in the audit, with who did it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from threadline.bots.webhook.http.call import Room
from threadline.core.calendars.connection_errors import NotConnectable
from threadline.core.domain.message import Person
from threadline.core.domain.scopes import ALL_SCOPES, PERSONAL_SCOPES
from threadline.storage.administration import INVITED_BY, Administration
from threadline.storage.backups import name_of, take
from threadline.storage.mail_quarantine import MailQuarantine
from threadline.storage.parked import ParkedStore
from threadline.storage.personal_data import PersonalData
from threadline.storage.tokens import TokenKind
from threadline.texts.messages import _

_INVITATION = timedelta(days=7)

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a button: a sentence, the path of a link to hand on, or a file (its name and JSON) in its place."""

    text: str
    path: str | None = None
    file: tuple[str, str] | None = None


async def _retry(room: Room, by: Person, said: Said) -> Told:
    await ParkedStore(room.services.storage.database).retry(said.get("subject", ""), by=by.id)
    return Told(_("The message is answered as soon as its conversation is free."))


async def _drop(room: Room, by: Person, said: Said) -> Told:
    await ParkedStore(room.services.storage.database).drop(said.get("subject", ""), by=by.id)
    return Told(_("The message has been given up."))


async def _revoke(room: Room, by: Person, said: Said) -> Told:
    if not await room.services.people.tokens.revoke(said.get("subject", "")):
        return Told(_("It had already ended."))
    await room.services.storage.audit.append(person_id=by.id, action="token.revoke", subject=said["subject"])
    return Told(_("It no longer opens anything."))


async def _sign_out(room: Room, by: Person, said: Said) -> Told:
    ended = await Administration(room.services.storage.database).sign_out(said.get("subject", ""), by=by.id)
    room.services.people.tokens.forget_known()
    return Told(_("Signed out of {count} browsers.", count=ended))


async def _invite(room: Room, by: Person, said: Said) -> Told:
    email = said.get("email", "").strip()
    if not 3 <= len(email) <= 320 or email.count("@") != 1 or email.split() != [email]:
        return Told(_("“{address}” is no e-mail address.", address=email))
    services = room.services
    invited = await services.people.directory.ensure(email, name=said.get("name", "").strip()[:200] or email)
    scopes = ALL_SCOPES if said.get("admin") else PERSONAL_SCOPES
    _token, clear = await services.people.tokens.create(
        invited.id, kind=TokenKind.SIGNIN, name=f"{INVITED_BY}{by.name}"[:200], scopes=scopes, lifetime=_INVITATION
    )
    detail = "admin" if said.get("admin") else ""
    await services.storage.audit.append(person_id=by.id, action="person.invite", subject=invited.id, detail=detail)
    told = _("Send this link to {person}. It signs one browser in, once, within seven days.", person=email)
    return Told(told, path=f"/signin/{clear}")


async def _back_up(room: Room, by: Person, said: Said) -> Told:
    folder, database = room.services.settings.backup_dir, room.services.storage.database
    if folder is None:
        return Told(_("Set THREADLINE_BACKUP_DIR first: it says where backups are kept."))
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True, mode=0o700)
    file = folder / name_of(datetime.now(UTC), is_sqlite=database.is_sqlite)
    await take(database, file)
    await room.services.storage.audit.append(person_id=by.id, action="backup.write", subject=file.name)
    return Told(_("The backup was written and checked: {file}", file=file.name))


async def export(room: Room, person: Person) -> Told:
    """Everything that is kept of a person, as a file."""
    tables = await PersonalData(room.services.storage.database).export(person.id)
    told = {"person": person.email or person.name, "tables": tables}
    text = await asyncio.to_thread(json.dumps, told, ensure_ascii=False, indent=2)
    return Told("", file=(f"threadline-{person.id}.json", text))


async def erase(room: Room, person: Person, *, by: str | None) -> None:
    """Delete everything of a person; access to their calendars is given back first, where that can be told."""
    services = room.services
    for connection in await services.calendars.registry.connections(person):
        await services.calendars.connections.disconnect(person, connection.backend)
    await PersonalData(services.storage.database).erase(person.id, by=by)
    services.people.tokens.forget_known()
    services.people.directory.forget_identities()


async def _export(room: Room, by: Person, said: Said) -> Told:
    person = await room.services.people.directory.get(said.get("subject", ""))
    told = await export(room, person)
    await room.services.storage.audit.append(person_id=by.id, action="person.export", subject=person.id)
    return told


async def _erase(room: Room, by: Person, said: Said) -> Told:
    person = await room.services.people.directory.get(said.get("subject", ""))
    name = person.email or person.name
    if said.get("confirm", "").strip().lower() != name.lower():
        return Told(_("Nothing was deleted: write {name} into the field to confirm it.", name=name))
    await erase(room, person, by=by.id if by.id != person.id else None)
    return Told(_("Everything of {name} was deleted. Backups of before still hold it.", name=name))


async def _disconnect(room: Room, by: Person, said: Said) -> Told:
    person = await room.services.people.directory.get(said.get("subject", ""))
    backend = said.get("calendar", "")
    try:
        ended = await room.services.calendars.connections.disconnect(person, backend)
    except NotConnectable as error:
        return Told(str(error))
    audit = room.services.storage.audit
    await audit.append(person_id=by.id, action="person.disconnect", subject=person.id, detail=backend)
    return Told(ended.problem or _("The calendar is disconnected."))


def _mail_of(said: Said) -> int | None:
    """The id of the mail that a button is about."""
    subject = said.get("subject", "")
    return int(subject[:18]) if subject.isdecimal() else None


async def _settle(room: Room, by: Person, said: Said) -> Told:
    mail = _mail_of(said)
    if mail is None or not await MailQuarantine(room.services.storage.database).settle(mail):
        return Told(_("It is not in the list any more, or still on its way into the quarantine."))
    await room.services.storage.audit.append(person_id=by.id, action="mail.settle", subject=str(mail))
    return Told(_("The mail is off the list. It stays in the mailbox's quarantine."))


async def _read_again(room: Room, by: Person, said: Said) -> Told:
    mail = _mail_of(said)
    if mail is None or not await MailQuarantine(room.services.storage.database).ask_back(mail):
        return Told(_("It is not in the list any more, still on its way into the quarantine, or too large to be read."))
    await room.services.storage.audit.append(person_id=by.id, action="mail.read_again", subject=str(mail))
    return Told(_("The mail goes back into the inbox within a minute and is read like a new one."))


async def _unlink(room: Room, by: Person, said: Said) -> Told:
    person = await room.services.people.directory.get(said.get("subject", ""))
    channel = said.get("channel", "")
    if not await Administration(room.services.storage.database).unlink(person.id, channel, by=by.id):
        return Told(_("{person} is no longer known there.", person=person.email or person.name))
    room.services.people.directory.forget_identities()
    if person.email:
        told = _(
            "The account is no longer this person's. Who writes from it next is taken for somebody new, unless "
            "{channel} says again that its address is {email}.",
            channel=channel,
            email=person.email,
        )
        return Told(told)
    return Told(_("The account is no longer this person's. Who writes from it next is taken for somebody new."))


DEEDS: Mapping[str, Callable[[Room, Person, Said], Awaitable[Told]]] = {
    "retry": _retry,
    "drop": _drop,
    "revoke": _revoke,
    "sign_out": _sign_out,
    "invite": _invite,
    "back_up": _back_up,
    "export": _export,
    "erase": _erase,
    "disconnect": _disconnect,
    "settle": _settle,
    "read_again": _read_again,
    "unlink": _unlink,
}
