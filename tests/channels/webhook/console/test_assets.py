"""The console's files fit together and keep to the policy they are served with, without a browser being needed."""

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import threadline.bots.webhook

CONSOLE = Path(threadline.bots.webhook.__file__).parent / "console"
SCRIPTS = sorted(CONSOLE.rglob("*.js"))
STYLES = sorted(CONSOLE.glob("*.css"))
UNSAFE = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\"style\""
)


ORDER = {"lib": (), "card": ("lib",), "thread": ("card", "lib"), "calendar": ("card", "lib"), "settings": ("lib",)}
"""The rooms of the console, and what they import besides themselves; what stands at the top imports all."""


def name_of(script: Path) -> str:
    return script.relative_to(CONSOLE).as_posix()


def imported(script: Path) -> set[str]:
    """The modules that one imports, by their path in the console."""
    here = posixpath.dirname(name_of(script))
    found = re.findall(r'^(?:import|export) [^;]*? from "(\.[^"]+)"', script.read_text(), re.MULTILINE)
    return {posixpath.normpath(posixpath.join(here, path)) for path in found}


class Page(HTMLParser):
    """Collects what the page refers to, and what a strict policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.assets: set[str] = set()
        self.preloaded: set[str] = set()
        self.forbidden: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.forbidden += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.forbidden.append(tag)
        address = given.get("src") or (given.get("href") if tag == "link" else None)
        if address:
            self.assets.add(address)
        if given.get("rel") == "modulepreload" and address:
            self.preloaded.add(address)
        if found := given.get("id"):
            self.ids.append(found)


@pytest.fixture(scope="module")
def page() -> Page:
    parsed = Page()
    parsed.feed((CONSOLE / "index.html").read_text())
    return parsed


def test_the_page_has_nothing_inline(page: Page) -> None:
    assert page.forbidden == []


def test_the_page_refers_only_to_files_beside_it(page: Page) -> None:
    assert {address for address in page.assets if not (CONSOLE.parent / address).is_file()} == set()
    assert all(address.startswith("console/") for address in page.assets)


def test_ids_are_given_once(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))


def test_every_module_is_fetched_at_once(page: Page) -> None:
    needed = {f"console/{name}" for script in SCRIPTS for name in imported(script)}
    assert page.preloaded == needed


def test_rooms_import_one_way() -> None:
    assert {name_of(script).rpartition("/")[0] for script in SCRIPTS} == {"", *ORDER}
    for script in SCRIPTS:
        room = name_of(script).rpartition("/")[0]
        others = {name.rpartition("/")[0] for name in imported(script)} - {room}
        assert room == "" or others <= set(ORDER[room]), name_of(script)


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_scripts_build_no_markup_from_text(script: Path) -> None:
    assert UNSAFE.findall(script.read_text()) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_scripts_use_elements_that_the_page_has(script: Path, page: Page) -> None:
    assert set(re.findall(r'byId\("([^"]+)"\)', script.read_text())) <= set(page.ids)


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_load_nothing(style: Path) -> None:
    assert re.findall(r"url\(|@import", style.read_text()) == []
