"""The console as one script and one document: its modules linked, its styles within the page.

The modules stay as they are written, and `/?source` serves them one by one, for whoever debugs them. What people open
is linked from them by the service itself, so that nothing has to be built and no build can be old: each module becomes
a function that returns what it exports, after those it imports. It understands as much of the language of modules as
the console uses, and refuses the rest; tests link the console.

Each language has a document and a script of its own, with its texts in place of the English ones: nobody waits for a
catalogue.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath

from threadline.bots.webhook.http.console_texts import language_module, translated
from threadline.bots.webhook.http.html_page import filled
from threadline.bots.webhook.http.static_files import StaticFile
from threadline.texts.languages import ENGLISH, WHOLE
from threadline.texts.speaking import speaking

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "(\.{1,2}/[^"]+)";\n', re.MULTILINE)
_RENAMED = re.compile(r" as ")
_EXPORT = re.compile(r"^export (?=(?:async function\*?|function\*?|class|const) (\w+))", re.MULTILINE)
_NOTHING = re.compile(r"^export \{\};\n", re.MULTILINE)
_LEFT_OVER = re.compile(r'^(?:import|export)\b.*|\bimport\((?!"[^"]*"\)\.[A-Z]).*|\bimport\.meta\b', re.MULTILINE)
"""What remains of a module's own words; an `import()` of a type, in a comment within a line, is none."""

_COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
"""A comment that has its lines for itself: a third of what would be sent, and nothing that a browser reads."""
_TYPE = re.compile(r"/\*\* @(?:type|param|typedef)\b(?:(?!\*/).)*\*/ ?")
_MARGIN = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
"""The margin of a line, and empty lines: they mean nothing but in a template that goes over several lines."""

_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_SPACE = re.compile(r" ?([{};,]) ?")
_PRELOAD = re.compile(r'^ *<link rel="modulepreload"[^>]*>\n', re.MULTILINE)
_STYLES = re.compile(r'(?:^ *<link rel="stylesheet" href="console/[\w.-]+">\n)+', re.MULTILINE)
_HREF = re.compile(r'href="console/([\w.-]+)"')
_EARLY = re.compile(r'^ *<script src="console/([\w.-]+)"></script>\n', re.MULTILINE)
_MODULE = '<script type="module" src="console/app.js"></script>'
_ICON = "console/favicon.svg"
_LANGUAGE = "lib/language.js"


@dataclass(frozen=True, slots=True)
class ConsoleBundle:
    """What a browser fetches: the document, then the script. The policy allows the document's own style and script."""

    document: StaticFile
    script: StaticFile
    style_hashes: tuple[str, ...]
    script_hashes: tuple[str, ...]


def console_bundle(folder: Path, language: str = ENGLISH) -> ConsoleBundle:
    """The console of a folder in a language, linked anew when one of its files was changed."""
    return _linked_at(folder, language, tuple((path, path.stat().st_mtime_ns) for path in _files(folder)))


def script_name(language: str) -> str:
    """What the script is called: "bundle.js", and "bundle.de.js" for German."""
    return "bundle.js" if language == ENGLISH else f"bundle.{language}.js"


def linked(sources: Mapping[str, str], entry: str) -> str:
    """The modules that `entry` needs, as one script. Raises `ValueError` on what it does not understand."""
    parts: dict[str, str] = {}
    _link(sources, entry, parts, ())
    return "".join(parts.values())


def _link(sources: Mapping[str, str], path: str, parts: dict[str, str], above: tuple[str, ...]) -> str:
    """Add a module, after those it imports; the name of what it exports."""
    if path in above:
        raise ValueError(f"modules import each other in a circle: {' → '.join((*above, path))}")
    if path not in sources:
        raise ValueError(f"{above[-1] if above else 'nothing'} imports {path}, which is not there")
    name = "$" + re.sub(r"\W", "_", path.removesuffix(".js"))
    if path in parts:
        return name
    text = _bare(sources[path])
    head = []
    for names, address in _IMPORT.findall(text):
        imported = normpath(join(dirname(path), address))
        theirs = _link(sources, imported, parts, (*above, path))
        head.append(f"const {_RENAMED.sub(': ', names)} = {theirs};\n")
    exported = _EXPORT.findall(text)
    body = _NOTHING.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
    if left := _LEFT_OVER.search(body):
        raise ValueError(f"{path} says what the bundle does not understand: {left.group()}")
    parts[path] = f"const {name} = (() => {{\n{''.join(head)}{body}return {{ {', '.join(exported)} }};\n}})();\n"
    return name


def _bare(text: str) -> str:
    """A module without what only its readers need. Where a template may go over lines, its lines stay as they are."""
    text = _TYPE.sub("", _COMMENT.sub("", text))
    over_lines = any(line.count("`") % 2 for line in text.splitlines())
    return text if over_lines else _MARGIN.sub("", text)


def _files(folder: Path) -> Iterator[Path]:
    for place in (folder, *sorted(each for each in folder.iterdir() if each.is_dir())):
        yield from sorted(each for each in place.iterdir() if each.suffix in (".js", ".css", ".html", ".svg"))


@lru_cache(maxsize=len(WHOLE))
def _linked_at(folder: Path, language: str, files: tuple[tuple[Path, int], ...]) -> ConsoleBundle:
    sources = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path, _ in files}
    with speaking(language):
        sources["index.html"] = filled(sources["index.html"])
    if language != ENGLISH:
        sources.update((name, translated(text, language)) for name, text in sources.items() if name.endswith(".js"))
        sources[_LANGUAGE] = language_module(language)
    script = StaticFile.of(linked(sources, "app.js").encode(), "text/javascript")
    icon = StaticFile.of(sources["favicon.svg"].encode(), "image/svg+xml")
    styles: list[str] = []
    early: list[str] = []

    def style(found: re.Match[str]) -> str:
        styles.append(_tight("\n".join(sources[name] for name in _HREF.findall(found.group()))))
        return f"<style>{styles[-1]}</style>\n"

    def at_once(found: re.Match[str]) -> str:
        early.append(_MARGIN.sub("", sources[found.group(1)]))
        return f"<script>{early[-1]}</script>\n"

    page = _EARLY.sub(at_once, _STYLES.sub(style, _MARGIN.sub("", _PRELOAD.sub("", sources["index.html"]))))
    page = page.replace(_MODULE, _MODULE.replace("app.js", f"{script_name(language)}?v={script.digest}"))
    page = page.replace(_ICON, f"{_ICON}?v={icon.digest}")
    document = StaticFile.of(page.encode(), "text/html")
    return ConsoleBundle(document, script, tuple(map(_hash, styles)), tuple(map(_hash, early)))


def _tight(styles: str) -> str:
    """Styles without what is there for whoever writes them."""
    return _STYLE_SPACE.sub(r"\1", " ".join(_STYLE_COMMENT.sub("", styles).split())).replace(": ", ":")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
