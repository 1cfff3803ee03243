"""The console's files fit together and keep to the policy they are served with, without a browser being needed."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import threadline.bots.webhook

CONSOLE = Path(threadline.bots.webhook.__file__).parent / "console"
SCRIPTS = sorted(CONSOLE.glob("*.js"))
STYLES = sorted(CONSOLE.glob("*.css"))
UNSAFE = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\"style\""
)


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
    imported = {name for script in SCRIPTS for name in re.findall(r'from "\./([^"]+)"', script.read_text())}
    assert page.preloaded == {f"console/{name}" for name in imported}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_build_no_markup_from_text(script: Path) -> None:
    assert UNSAFE.findall(script.read_text()) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_use_elements_that_the_page_has(script: Path, page: Page) -> None:
    assert set(re.findall(r'byId\("([^"]+)"\)', script.read_text())) <= set(page.ids)


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_load_nothing(style: Path) -> None:
    assert re.findall(r"url\(|@import", style.read_text()) == []
