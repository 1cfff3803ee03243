"""The console: its document, the script it is made of, and its modules one by one."""

import asyncio
from functools import cache
from pathlib import Path

from aiohttp import web

from threadline.bots.webhook.http.authentication import recognise
from threadline.bots.webhook.http.console_bundle import ConsoleBundle, console_bundle
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.html_page import filled
from threadline.bots.webhook.http.middleware import STRICT_POLICY
from threadline.bots.webhook.http.static_files import TYPES, StaticFile, static_file
from threadline.storage.database.errors import StorageError
from threadline.texts.languages import ENGLISH, WHOLE, spoken
from threadline.texts.speaking import language, speaking

_CONSOLE = Path(__file__).parent.parent / "console"


async def console(request: web.Request) -> web.StreamResponse:
    """The console in the language of whoever opens it; with `?source` its modules one by one, in English."""
    if "source" in request.query:
        return _of_modules().answer(request)
    bundle = await asyncio.to_thread(console_bundle, _CONSOLE, await _language(request))
    answer = bundle.document.answer(request, {"Content-Security-Policy": _policy(bundle)})
    answer.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
    return answer


async def console_script(request: web.Request) -> web.StreamResponse:
    """All modules of the console in one, with its texts in a language."""
    wanted = request.match_info.get("language", ENGLISH)
    if wanted not in WHOLE:
        raise Problem(404, "There is nothing at this address.")
    return (await asyncio.to_thread(console_bundle, _CONSOLE, wanted)).script.answer(request)


async def _language(request: web.Request) -> str:
    """The person's own language, else the browser's; a page speaks only what all of it is written in."""
    try:
        caller = await recognise(request)
    except StorageError:
        caller = None  # the page says itself what does not work
    wishes = (spoken(caller.person.language) if caller else None, language())
    return next((wish for wish in wishes if wish in WHOLE), ENGLISH)


def _of_modules() -> StaticFile:
    with speaking(ENGLISH):
        page = filled((_CONSOLE / "index.html").read_text(encoding="utf-8"))
    return StaticFile.of(page.encode(), "text/html")


async def console_file(request: web.Request) -> web.StreamResponse:
    """A file of the console, at its top or in one of its rooms."""
    room, _, name = request.match_info["path"].rpartition("/")
    path = _CONSOLE / room / name
    known = room in _rooms() and path.parent == _CONSOLE / room and path.suffix in TYPES
    if not known or not path.is_file():
        raise Problem(404, "There is nothing at this address.")
    return static_file(path).answer(request)


def _policy(bundle: ConsoleBundle) -> str:
    """The service's own policy, and what stands in the document itself: known by its hash, so nothing else can."""
    policy = STRICT_POLICY
    for source, hashes in (("script-src", bundle.script_hashes), ("style-src", bundle.style_hashes)):
        policy = policy.replace(f"{source} 'self'", " ".join((source, "'self'", *hashes)))
    return policy


@cache
def _rooms() -> frozenset[str]:
    """The folders of the console that are served, and "" for its top: no other path is even looked at."""
    return frozenset({"", *(path.name for path in _CONSOLE.iterdir() if path.is_dir())})
