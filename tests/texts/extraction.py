"""The texts in the code, and the catalogues brought up to them: `make texts`."""

import sys
from functools import cache
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import threadline
from threadline.texts.catalogues import file_of
from threadline.texts.languages import ENGLISH, SPOKEN

PACKAGE = Path(threadline.__file__).parent
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}
LANGUAGES = tuple(code for code in SPOKEN if code != ENGLISH)


@cache
def texts() -> Catalog:
    """Every text of the code."""
    found = Catalog()
    for _file, _line, text, _comments, context in extract_from_dir(
        PACKAGE,
        method_map=[
            ("**.py", "python"),
            ("**/http/html/*.html", "jinja2"),
            ("**/console/index.html", "jinja2"),
            ("**/console/**.js", "javascript"),
        ],
        options_map={"**/console/**.js": {"parse_template_string": "true"}},
        keywords=cast("dict[str, tuple[int, ...] | None]", KEYWORDS),
    ):
        found.add(text, context=context)
    return found


def catalogue_of(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    if not file_of(language).exists():
        return Catalog(locale=language)
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, template: Catalog) -> int:
    """Bring a catalogue up to the code; answers with how many of its texts are still to be translated."""
    old = catalogue_of(language)
    new = Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment=f"# Threadline in {language}.")
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        kept = known.string if known is not None and isinstance(known.id, str) == isinstance(message.id, str) else None
        new.add(message.id, kept or "", context=message.context)
    file = file_of(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as written:
        # One line a text, in order, without places and dates: whoever changes something changes only that line.
        write_po(written, new, width=0, sort_output=True, no_location=True, omit_header=False)
    kept_lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(_VOLATILE)]
    file.write_text("\n".join(kept_lines).rstrip() + "\n", encoding="utf-8")
    return sum(not translated(message.string) for message in new if message.id)


_VOLATILE = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Generated-By',
             '"Report-Msgid-Bugs-To', '"Project-Id-Version')  # fmt: skip


def translated(string: object) -> bool:
    """Whether a text stands in a catalogue, each of its plural forms."""
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def main() -> None:
    """Update every catalogue."""
    template = texts()
    for language in LANGUAGES:
        left = update(language, template)
        sys.stdout.write(f"{language}: {len(template)} texts, {left} to translate\n")


if __name__ == "__main__":
    main()
