"""Pages for people: small HTML documents, which need no scripts, and the files they are made of."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.static_files import static_file
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


def page(name: str, *, status: int = 200, **values: object) -> web.Response:
    """A page from one of our templates; all values are escaped."""
    text = _environment().get_template(name).render(values)
    headers = {"Content-Security-Policy": PAGE_POLICY}
    return web.Response(status=status, text=text, content_type="text/html", headers=headers)


def filled(source: str) -> str:
    """A document of another place with its texts in the reader's language."""
    return _environment().from_string(source).render()


async def page_file(request: web.Request) -> web.StreamResponse:
    """A style sheet of our pages, or the script of the documentation."""
    path = _PAGES / request.match_info["name"]
    if path.suffix not in (".css", ".js") or path.parent != _PAGES or not path.is_file():
        raise Problem(404, "There is nothing at this address.")
    return static_file(path).answer(request)


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
    made.globals.update(_=_said, pgettext=pgettext, strong=_strong, link=_link, language=language, file=_file)
    return made


def _file(name: str) -> str:
    """The address of one of our files by what is in it, so that browsers may keep it."""
    return f"/pages/{name}?v={static_file(_PAGES / name).digest}"


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
