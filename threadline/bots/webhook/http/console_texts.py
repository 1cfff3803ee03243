"""The console's own texts in another language: they take the place of the English ones when the console is linked.

So a language costs no request and hardly a byte, and nothing is looked up in the browser.
"""

import json
import re
from collections.abc import Iterator
from gettext import NullTranslations, c2py

from threadline.texts.catalogues import catalogue

_LITERAL = r'"(?:[^"\\\n]|\\.)*"'
_MARKED = re.compile(rf"(?<![\w$.])(_|pgettext|ngettext)\(\s*({_LITERAL})(?:,\s*({_LITERAL}))?")
_CONTEXT = "\x04"
_RULE = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?")
_TRIED = (*range(120), 1_000_000)
"""Every form of a language goes with one of these numbers."""


def marked(source: str) -> Iterator[str]:
    """The texts that a module marks, as catalogues know them: a number's by its first form."""
    for call, first, second in _MARKED.findall(source):
        yield f"{json.loads(first)}{_CONTEXT}{json.loads(second)}" if call == "pgettext" else json.loads(first)


def translated(source: str, language: str) -> str:
    """A module with its texts in a language; what is not translated stays English."""
    translations = catalogue(language)

    def put(found: re.Match[str]) -> str:
        call, first, second = found[1], json.loads(found[2]), found[3] and json.loads(found[3])
        if call == "ngettext":
            return f"ngettext({_literal(_forms(translations, first, second))}, null"
        if call == "pgettext":
            key = f"{first}{_CONTEXT}{second}"
            said = translations.gettext(key)
            return f'pgettext("", {_literal(second if said == key else said)}'
        said = translations.gettext(first)
        return found[0].replace(found[2], _literal(said), 1)

    return _MARKED.sub(put, source)


def language_module(language: str) -> str:
    """What the page speaks (`lib/language.js`), with gettext's own rule for numbers: a browser understands it too."""
    _count, rule = _rule(catalogue(language))
    return f"export const LANGUAGE = {_literal(language)};\nexport const formOf = (n) => Number({rule});\n"


def _rule(translations: NullTranslations) -> tuple[int, str]:
    """How many forms there are, and which goes with a number."""
    found = _RULE.search(translations.info()["plural-forms"])
    if found is None:
        raise ValueError("the catalogue does not say which forms numbers have")
    return int(found[1]), found[2].strip()


def _forms(translations: NullTranslations, one: str, many: str) -> list[str]:
    count, rule = _rule(translations)
    form = c2py(rule)
    numbers = {form(number): number for number in reversed(_TRIED)}
    return [translations.ngettext(one, many, numbers[each]) for each in range(count)]


def _literal(text: str | list[str]) -> str:
    return json.dumps(text, ensure_ascii=False)
