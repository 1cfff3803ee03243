"""Draws the pictures of docs/excel.md, sheets with answers of the running product: `python -m docs.excel_pictures`."""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import aiohttp

from threadline import log
from threadline.commands.serve import running
from threadline.config import Settings
from threadline.core.domain.scopes import WRITE
from threadline.core.people.directory import OWNER_EMAIL
from threadline.storage.tokens import TokenKind

IMAGES = Path(__file__).parent / "images"
TEXTS = (
    "The printer on the second floor is out of order again. Bo has called the company. They come on Thursday morning.",
    "Sales rose by four percent in March. Costs fell. The board is pleased and wants two more people in the team.",
    "The release went out on Monday. Two bugs were found on Tuesday. Both are fixed by now, and nobody has complained.",
)
_ROW, _LEFT, _HEAD, _LINE = 66, 40, 30, 18
_WIDTHS = (420, 420)
_STYLE = (
    "text{font:13px 'Segoe UI','Liberation Sans',Arial,sans-serif;fill:#1b1b1b}.head{fill:#5f6963;text-anchor:middle}"
    ".mono{font-family:ui-monospace,'Liberation Mono',monospace;fill:#0b6b60}.band{fill:#f0f2f0}.grid{stroke:#d5dad6}"
)


async def main() -> None:
    log.configure("error", "console")
    with tempfile.TemporaryDirectory() as directory:
        settings = Settings(data_dir=Path(directory), port=0, zone="Europe/Vienna", _env_file=None)
        async with running(settings) as (services, address):
            owner = await services.people.directory.ensure(OWNER_EMAIL, name="You")
            _, token = await services.people.tokens.create(
                owner.id, kind=TokenKind.API, name="pictures", scopes=(WRITE,), lifetime=None
            )
            summaries = [await _asked(address, token, text, "summary") for text in TEXTS]
            keywords = [await _asked(address, token, text, "keywords") for text in TEXTS]
    script = [(text, summary, "") for text, summary in zip(TEXTS, summaries, strict=True)]
    (IMAGES / "excel-script.svg").write_text(_sheet("The summaries that the script wrote into column B", script))
    calls = ("SUMMARY(A1)", 'ASK(A2, "keywords")', "SUMMARY(A3)")
    came = (summaries[0], keywords[1], summaries[2])
    functions = [(text, said, f"=THREADLINE.{call}") for text, said, call in zip(TEXTS, came, calls, strict=True)]
    (IMAGES / "excel-functions.svg").write_text(_sheet("What formulas in column B came to", functions))


async def _asked(address: str, token: str, text: str, task: str) -> str:
    body = {"prompt": text, "type": task, "source": "excel", "language": "en"}
    async with (
        aiohttp.ClientSession(headers={"X-API-Token": token}) as http,
        http.post(f"{address}/api/v1/webhook", json=body) as response,
    ):
        return str(json.loads(await response.text())["summary"]).replace("\n", " ")


def _sheet(title: str, rows: Sequence[tuple[str, str, str]]) -> str:
    """A sheet of two columns as SVG; the third of each row is the formula that is shown above its answer."""
    width, height = _LEFT + sum(_WIDTHS), _HEAD + _ROW * len(rows)
    parts = [
        f'<rect class="band" width="{width}" height="{_HEAD}"/><rect class="band" width="{_LEFT}" height="{height}"/>'
    ]
    left = _LEFT
    for name, wide in zip("AB", _WIDTHS, strict=True):
        parts.append(f'<text class="head" x="{left + wide / 2}" y="20">{name}</text>')
        parts.append(f'<line class="grid" x1="{left}" x2="{left}" y1="0" y2="{height}"/>')
        left += wide
    for number, (text, said, formula) in enumerate(rows):
        top = _HEAD + _ROW * number
        parts.append(f'<line class="grid" x1="0" x2="{width}" y1="{top}" y2="{top}"/>')
        parts.append(f'<text class="head" x="{_LEFT / 2}" y="{top + 22}">{number + 1}</text>')
        parts += _lines(text, _LEFT + 8, top + 20)
        if formula:
            parts.append(f'<text class="mono" x="{_LEFT + _WIDTHS[0] + 8}" y="{top + 20}">{escape(formula)}</text>')
        parts += _lines(said, _LEFT + _WIDTHS[0] + 8, top + (20 + _LINE if formula else 20), most=2 if formula else 3)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>{"".join(parts)}'
        f'<rect class="grid" width="{width}" height="{height}" fill="none"/></svg>\n'
    )


def _lines(text: str, left: int, top: int, *, most: int = 3) -> list[str]:
    """Words broken into lines that fit a cell; what does not fit ends with an ellipsis."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 58:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [f'<text x="{left}" y="{top + _LINE * number}">{escape(line)}</text>' for number, line in enumerate(lines)]


if __name__ == "__main__":
    asyncio.run(main())
