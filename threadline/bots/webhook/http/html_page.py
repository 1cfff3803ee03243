"""Pages for people: small HTML documents, which need no scripts, and the files they and the console are made of."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from threadline.bots.webhook.http.errors import Problem
from threadline.texts.messages import _, pgettext
from threadline.texts.speaking import language

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page without scripts may do."""

_HERE = Path(__file__).parent
_PAGES = _HERE / "html"
_CONSOLE = _HERE.parent / "console"
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def page(name: str, *, status: int = 200, **values: object) -> web.Response:
    """A page from one of our templates; all values are escaped."""
    text = _environment().get_template(name).render(values)
    headers = {"Content-Security-Policy": PAGE_POLICY}
    return web.Response(status=status, text=text, content_type="text/html", headers=headers)


async def console(request: web.Request) -> web.StreamResponse:
    """The console itself."""
    return _file(_CONSOLE, "index.html")


async def console_file(request: web.Request) -> web.StreamResponse:
    """A file of the console, at its top or in one of its rooms."""
    room, _, name = request.match_info["path"].rpartition("/")
    if room not in _rooms():
        raise Problem(404, "There is nothing at this address.")
    return _file(_CONSOLE / room, name)


async def page_file(request: web.Request) -> web.StreamResponse:
    """A style sheet of our pages, or the script of the documentation."""
    return _file(_PAGES, request.match_info["name"], kinds=(".css", ".js"))


def _file(folder: Path, name: str, kinds: tuple[str, ...] = tuple(_TYPES)) -> web.StreamResponse:
    path = folder / name
    if path.suffix not in kinds or path.parent != folder or not path.is_file():
        raise Problem(404, "There is nothing at this address.")
    response = web.FileResponse(path, headers={"Cache-Control": "no-cache"})
    response.content_type = _TYPES[path.suffix]
    if response.content_type.startswith("text/"):
        response.charset = "utf-8"
    return response


@cache
def _rooms() -> frozenset[str]:
    """The folders of the console that are served, and "" for its top: no other path is even looked at."""
    return frozenset({"", *(path.name for path in _CONSOLE.iterdir() if path.is_dir())})


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_=_said, pgettext=pgettext, strong=_strong, link=_link, language=language)
    return made


def _said(text: str, **values: object) -> "Markup":
    """A text in the reader's language; all in it is escaped but what `_strong` and `_link` make."""
    from markupsafe import Markup, escape

    return Markup(escape(_(text))).format(**values) if values else escape(_(text))  # noqa: S704 - escaped before


def _strong(text: str) -> "Markup":
    from markupsafe import Markup

    return Markup("<strong>{}</strong>").format(text)


def _link(address: str, text: str) -> "Markup":
    from markupsafe import Markup

    return Markup('<a href="{}">{}</a>').format(address, text)
