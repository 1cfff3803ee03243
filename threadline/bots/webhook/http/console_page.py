"""The console: its document, the script it is made of, and its modules one by one."""

import asyncio
from functools import cache
from pathlib import Path

from aiohttp import web

from threadline.bots.webhook.http.console_bundle import ConsoleBundle, console_bundle
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.middleware import STRICT_POLICY
from threadline.bots.webhook.http.static_files import TYPES, static_file

_CONSOLE = Path(__file__).parent.parent / "console"


async def console(request: web.Request) -> web.StreamResponse:
    """The console itself; with `?source` made of its modules, for debugging."""
    if "source" in request.query:
        return static_file(_CONSOLE / "index.html").answer(request)
    bundle = await asyncio.to_thread(console_bundle, _CONSOLE)
    return bundle.document.answer(request, {"Content-Security-Policy": _policy(bundle)})


async def console_script(request: web.Request) -> web.StreamResponse:
    """All modules of the console in one."""
    return (await asyncio.to_thread(console_bundle, _CONSOLE)).script.answer(request)


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
