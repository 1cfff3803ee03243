"""What the console says stands in the catalogues, each text as the service finds it there when it links the console."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from tests.support.npm import installed
from tests.texts.extraction import KEYWORDS
from threadline.bots.webhook.http.console_texts import language_module, marked, translated
from threadline.texts.languages import ENGLISH, WHOLE

CONSOLE = Path(__file__).parents[2] / "threadline" / "bots" / "webhook" / "console"
MODULES = sorted(CONSOLE.rglob("*.js"))
SCRIPT = Path(__file__).parent / "console_literals.cjs"
OTHERS = [code for code in WHOLE if code != ENGLISH]
NAMES = {
    ".card-foot button:not(:disabled)",
    "AT, DE-BY",
    "Esc",
    "Microsoft Teams",
    "Slack",
    "Teams",
    "Threadline",
    "bo@example.com, ana@example.com",
    "… over …",
}
"""Names of things, keys and addresses, which are the same in every language, and what stands for elements."""
LISTS = {"thread/composer.js", "settings/template-form.js"}
"""Modules with a list of codes that is written as words."""
PROGRAMS = {"lib/threadline.js", "lib/api.js"}
"""Modules whose errors have names for programs; `threadline.js` is given to pages of others as it is."""


def test_no_text_of_the_console_stands_outside_of_the_catalogues() -> None:
    if (node := shutil.which("node")) is None:
        pytest.skip("node is not installed")
    command: list[str | Path] = [node, SCRIPT, installed("typescript", "lib/typescript.js"), *MODULES]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout)
    left = []
    for each in told:
        place, _line, text = each.split(":", 2)
        module = Path(place).relative_to(CONSOLE).as_posix()
        codes = module in LISTS and text.strip().islower()
        if text.strip() not in NAMES and module not in PROGRAMS and not codes:
            left.append(each)
    assert left == []


def test_words_of_the_document_are_marked() -> None:
    page = (CONSOLE / "index.html").read_text(encoding="utf-8")
    body = page.partition("<body")[2].partition(">")[2]
    shown = {piece.partition("<")[0].strip() for piece in body.split(">")}
    assert {text for text in shown if text and not text.startswith("{{")} == {"Threadline"}
    for name in ("aria-label", "title", "placeholder", "alt"):
        values = {piece.partition('"')[0] for piece in body.split(f' {name}="')[1:]}
        assert {value for value in values if value and not value.startswith("{{")} == set(), name


def test_the_service_finds_the_texts_that_the_catalogues_have() -> None:
    ours = {text for module in MODULES for text in marked(module.read_text(encoding="utf-8"))}
    theirs = set()
    for _file, _line, text, _comments, context in extract_from_dir(
        CONSOLE,
        method_map=[("**.js", "javascript")],
        options_map={"**.js": {"parse_template_string": "true"}},
        keywords=KEYWORDS,
    ):
        first = text if isinstance(text, str) else text[0]
        theirs.add(f"{context}\x04{first}" if context else first)
    assert len(ours) > 400
    assert ours == theirs


@pytest.mark.parametrize("language", OTHERS)
def test_texts_take_the_place_of_the_english_ones(language: str) -> None:
    source = (
        'h(_("Save"), pgettext("time", "End"), ngettext("{count} step", "{count} steps", n), _("Unheard of"),'
        ' a_("Save"));'
    )
    said = translated(source, language)
    assert said.startswith('h(_("')
    assert '_("Save"), p' not in said
    assert 'pgettext("", "End")' not in said
    assert "{count} steps" not in said
    assert '_("Unheard of"), a_("Save"));' in said


@pytest.mark.parametrize(("language", "forms"), [("de", [1, 0, 1, 1]), ("fr", [0, 0, 2, 1]), ("pt", [0, 0, 2, 1])])
def test_a_number_takes_the_form_that_its_language_has(language: str, forms: list[int]) -> None:
    if (node := shutil.which("node")) is None:
        pytest.skip("node is not installed")
    module = language_module(language).replace("export ", "")
    script = f"{module}console.log(JSON.stringify([1, 0, 2, 1000000].map(formOf)));"
    told = subprocess.run([node, "-e", script], check=True, capture_output=True, text=True, timeout=60).stdout
    one, none, two, million = json.loads(told)
    assert [none, one, two, million] == ([1, 0, 1, 1] if language == "de" else forms)
    assert LANGUAGE_LINE.format(language) in module


LANGUAGE_LINE = 'const LANGUAGE = "{}";'
