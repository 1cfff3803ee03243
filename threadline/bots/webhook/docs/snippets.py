"""One request in the languages of those who send it: a terminal, Python, JavaScript, Excel."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pprint import pformat
from typing import Any

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Snippet:
    """A request to send: `path` begins with a slash, `streams` is one whose answer comes in pieces."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    streams: bool = False


def curl(request: Snippet, address: str) -> str:
    """For a terminal, with the token in `$TOKEN`."""
    method = "" if request.method in ("GET", "POST") else f" -X {request.method}"
    parts = [f"curl{' -N' if request.streams else ''}{method} '{address}{request.path}'", '-H "X-API-Token: $TOKEN"']
    if request.body is not None:
        text = _json(request.body).replace("'", "'\\''")
        parts += ["-H 'Content-Type: application/json'", f"-d '{text}'"]
    return " \\\n  ".join(parts)


def python(request: Snippet, address: str) -> str:
    """For Python's own library, with the token in the environment's `TOKEN`."""
    lines = ["import json", "import os", "import urllib.request", ""]
    arguments = [f'    "{address}{request.path}",', '    headers={"X-API-Token": os.environ["TOKEN"]},']
    if request.body is not None:
        lines += [f"body = {pformat(dict(request.body), sort_dicts=False, width=_WIDTH)}"]
        arguments[1] = '    headers={"X-API-Token": os.environ["TOKEN"], "Content-Type": "application/json"},'
        arguments += ["    data=json.dumps(body).encode(),"]
    arguments += [f'    method="{request.method}",']
    lines += ["request = urllib.request.Request(", *arguments, ")"]
    lines += ["with urllib.request.urlopen(request) as response:"]
    if request.streams:
        lines += ["    for line in response:", '        print(line.decode(), end="")']
    else:
        lines += ["    print(json.load(response))"]
    return "\n".join(lines)


def javascript(request: Snippet, address: str) -> str:
    """For a browser or Node, with the token in `TOKEN`."""
    sent = ""
    headers = ['"X-API-Token": TOKEN']
    if request.body is not None:
        headers += ['"Content-Type": "application/json"']
        sent = f"  body: JSON.stringify({_indented(_json(request.body), 2)}),\n"
    asked = (
        f'const response = await fetch("{address}{request.path}", {{\n'
        f'  method: "{request.method}",\n  headers: {{ {", ".join(headers)} }},\n{sent}}});\n'
    )
    if request.streams:
        return asked + (
            "const decoder = new TextDecoder();\n"
            "for await (const piece of response.body) console.log(decoder.decode(piece, { stream: true }));"
        )
    return asked + "console.log(await response.json());"


def excel(request: Snippet, address: str) -> str:
    """An Office Script: the answer goes into the first cell of the sheet."""
    sent = ""
    headers = ['"X-API-Token": "YOUR_TOKEN"']
    if request.body is not None:
        headers += ['"Content-Type": "application/json"']
        sent = f"    body: JSON.stringify({_indented(_json(request.body), 4)}),\n"
    return (
        "async function main(workbook: ExcelScript.Workbook): Promise<void> {\n"
        f'  const response = await fetch("{address}{request.path}", {{\n'
        f'    method: "{request.method}",\n    headers: {{ {", ".join(headers)} }},\n{sent}  }});\n'
        "  workbook.getActiveWorksheet().getCell(0, 0).setValue(await response.text());\n}"
    )


LANGUAGES: Mapping[str, Callable[[Snippet, str], str]] = {
    "curl": curl,
    "Python": python,
    "JavaScript": javascript,
    "Excel": excel,
}
"""How each is written, by the names under which they are shown."""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _indented(text: str, spaces: int = 0) -> str:
    return text.replace("\n", "\n" + " " * spaces)
