"""The page of one's own data: have everything that is kept of oneself, or have it deleted."""

from aiohttp import web

from threadline.bots.webhook.http.authentication import COOKIE, recognise
from threadline.bots.webhook.http.call import ROOM
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.pages.admin_deeds import erase, export
from threadline.bots.webhook.pages.own_forms import as_file, own_form
from threadline.core.domain.message import Person
from threadline.storage.database.errors import StorageError
from threadline.texts.messages import _

PATH = "/your-data"


async def show(request: web.Request) -> web.Response:
    """What can be done about it."""
    person = await _signed_in(request)
    return _page(person) if person is not None else _stranger()


async def act(request: web.Request) -> web.Response:
    """A button: download it, or delete it for good once the own address was written into the field."""
    person = await _signed_in(request)
    if person is None:
        return _stranger()
    said, room = await own_form(request), request.app[ROOM]
    match said.get("action"):
        case "export":
            told = await export(room, person)
            await room.services.storage.audit.append(person_id=person.id, action="person.export", subject=person.id)
            assert told.file is not None  # noqa: S101 - what an export is
            return as_file(*told.file)
        case "erase":
            if said.get("confirm", "").strip().lower() != _name(person).lower():
                sentence = _("Nothing was deleted: write {name} into the field to confirm it.", name=_name(person))
                return _page(person, status=400, told=sentence)
            try:
                await erase(room, person, by=None)
            except StorageError as error:
                return _page(person, status=503, told=str(error))
            response = page("own_data_gone.html")
            response.del_cookie(COOKIE, path="/")
            return response
        case _:
            return _page(person, status=400, told=_("This button is not known."))


async def _signed_in(request: web.Request) -> Person | None:
    """Whose browser this is; None for a stranger, and for a program with a token: a leaked one must not do this."""
    caller = await recognise(request)
    return caller.person if caller is not None and caller.by_cookie else None


def _stranger() -> web.Response:
    return page("own_data_closed.html", status=403)


def _page(person: Person, *, status: int = 200, told: str | None = None) -> web.Response:
    response = page("own_data.html", status=status, person=_name(person), told=told)
    response.headers["Referrer-Policy"] = "same-origin"  # without a referrer browsers keep the form's origin back too
    return response


def _name(person: Person) -> str:
    return person.email or person.name
