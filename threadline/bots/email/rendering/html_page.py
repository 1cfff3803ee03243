"""The HTML of a whole mail: tables and inline styles, which Outlook's engine, Gmail and Apple Mail all understand.

Nothing is loaded from anywhere. Programs that know dark mode use the classes; the others invert the colors themselves.
"""

from collections.abc import Sequence
from html import escape

from threadline.bots.email.rendering.card import Card, Other
from threadline.bots.email.rendering.colors import (
    ACCENT,
    BORDER,
    DARK_STYLES,
    INK,
    LINK,
    ON_ACCENT,
    PAGE,
    QUIET,
    WARNING,
    WARNING_PAGE,
)
from threadline.bots.email.rendering.html import FONT, escaped
from threadline.core.channels.card_rows import CardRow, nothing
from threadline.texts.messages import pgettext
from threadline.texts.speaking import language

_TEXT = f"{FONT}font-size:16px;line-height:24px;color:{INK};"
_SMALL = f"{FONT}font-size:13px;line-height:19px;color:{QUIET};"
_TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
_WIDTH = 600


def page(*, title: str, answer_html: str = "", cards: Sequence[Card] = (), footer: str = "") -> str:
    """A mail: what was answered (HTML of ours), the cards below it, a line at the end. `title` is plain text."""
    parts = []
    if answer_html:
        parts.append(_row(f'<div class="ink" style="{_TEXT}word-break:break-word;">{answer_html}</div>'))
    parts += [_row(_card(card), space=16 if number else 8) for number, card in enumerate(cards)]
    if footer:
        parts.append(_row(f'<p class="quiet" style="{_SMALL}margin:12px 0 0 0;">{escaped(footer)}</p>'))
    return _document(escaped(title), "".join(parts))


def _document(title: str, rows: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"{_direction()}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{title}</title>\n<style>:root {{ color-scheme: light dark; }}{DARK_STYLES}</style></head>\n"
        f'<body class="page" style="margin:0;padding:0;background-color:{PAGE};">\n'
        f'<table {_TABLE} width="100%" class="page" style="background-color:{PAGE};"><tr><td align="left" '
        'style="padding:12px;">\n'
        f'<!--[if mso]><table {_TABLE} width="{_WIDTH}"><tr><td><![endif]-->\n'
        f'<table {_TABLE} width="100%" style="max-width:{_WIDTH}px;">\n{rows}</table>\n'
        "<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</body></html>\n"
    )


def _direction() -> str:
    return ' dir="rtl"' if _leftward() else ""


def _start() -> str:
    return "right" if _leftward() else "left"


def _leftward() -> bool:
    return language() == "ar"


def _padding(top: int, end: int, bottom: int, start: int) -> str:
    """The space around a cell, from where its language begins to where it ends: Outlook knows no logical sides."""
    right, left = (start, end) if _leftward() else (end, start)
    return f"padding:{top}px {right}px {bottom}px {left}px;"


def _line(text: str) -> str:
    """Words that may be in another direction than those around them, as an address is."""
    return f'<span dir="auto">{escaped(text)}</span>' if _leftward() else escaped(text)


def _row(content: str, *, space: int = 0) -> str:
    return f'<tr><td style="padding:{space}px 0 0 0;">{content}</td></tr>\n'


def _card(card: Card) -> str:
    rows = [
        f'<tr><td colspan="2" class="quiet" style="{_SMALL}padding:16px 18px 0 18px;">{escaped(card.standing)}</td>'
        "</tr>",
        f'<tr><td colspan="2" class="ink" style="{FONT}font-size:19px;line-height:26px;font-weight:bold;color:{INK};'
        f'padding:2px 18px 8px 18px;word-break:break-word;">{escaped(card.title)}</td></tr>',
        *map(_fact, card.rows),
        *_wide(_quiet(card.told)),
        *_doubts(card),
        *_wide(_others(card)),
        *_wide(_button(card)),
        *_wide(_quiet(card.hint, card.said)),
        '<tr><td colspan="2" style="height:16px;line-height:16px;font-size:1px;">&nbsp;</td></tr>',
    ]
    return (
        f'<table {_TABLE} width="100%" class="card {_start()}" '
        f'style="border:1px solid {BORDER};border-{_start()}:4px solid {ACCENT};'
        f'background-color:{PAGE};border-collapse:separate;">\n' + "\n".join(rows) + "\n</table>"
    )


def _fact(row: CardRow) -> str:
    """A fact; what it was is struck through above what it becomes."""
    was = [f'<s class="quiet" style="color:{QUIET};">{_line(line)}</s>' for line in _before(row)]
    shown = [*was, *map(_line, _after(row))]
    return (
        f'<tr><td width="96" valign="top" class="quiet" style="{_SMALL}line-height:24px;{_padding(0, 8, 4, 18)}">'
        f'{escaped(row.label)}</td><td valign="top" class="ink" style="{_TEXT}font-size:15px;{_padding(0, 18, 4, 0)}'
        f'word-break:break-word;">{"<br>".join(shown)}</td></tr>'
    )


def _before(row: CardRow) -> tuple[str, ...]:
    """The lines of what it was, without marks; none for what stays."""
    return () if row.before is None else row.before or (nothing(),)


def _after(row: CardRow) -> tuple[str, ...]:
    """The lines of what it is; an arrow leads from what it was to what it becomes."""
    lines = row.after or (nothing(),)
    return lines if row.before is None else (f"→ {lines[0]}", *lines[1:])


def _doubts(card: Card) -> list[str]:
    return [
        f'<tr><td colspan="2" style="padding:6px 18px 0 18px;"><table {_TABLE} width="100%"><tr><td class="warning" '
        f'style="{FONT}font-size:14px;line-height:20px;color:{WARNING};background-color:{WARNING_PAGE};'
        f'padding:8px 10px;word-break:break-word;">{escaped(doubt)}</td></tr></table></td></tr>'
        for doubt in card.doubts
    ]


def _others(card: Card) -> str:
    if not card.others:
        return ""
    heading = pgettext("button", "Other times")
    listed = "<br>".join(map(_other, card.others))
    return (
        f'<div class="ink" style="{_TEXT}font-size:14px;line-height:21px;"><b>{escaped(heading)}</b><br>{listed}</div>'
    )


def _other(other: Other) -> str:
    if other.link is None:
        return escaped(other.text)
    return f'<a class="link" href="{escape(other.link)}" style="color:{LINK};">{escaped(other.text)}</a>'


def _button(card: Card) -> str:
    if not card.link:
        return ""
    # Outlook knows no padding of a link, and takes the cell's from `mso-padding-alt`, which all others pass over.
    return (
        f'<table {_TABLE}><tr><td class="button" bgcolor="{ACCENT}" style="background-color:{ACCENT};'
        f'border-radius:4px;mso-padding-alt:11px 22px;"><a href="{escaped(card.link)}" class="button" '
        f'style="{FONT}display:inline-block;'
        f"font-size:16px;line-height:20px;font-weight:bold;color:{ON_ACCENT};background-color:{ACCENT};"
        f'text-decoration:none;padding:11px 22px;border-radius:4px;">{escaped(card.button)}</a></td></tr></table>'
    )


def _quiet(*notes: str) -> str:
    said = "<br>".join(escaped(note) for note in notes if note)
    return f'<div class="quiet" style="{_SMALL}">{said}</div>' if said else ""


def _wide(content: str) -> list[str]:
    return [f'<tr><td colspan="2" style="padding:12px 18px 0 18px;">{content}</td></tr>'] if content else []


def plain_card(card: Card) -> str:
    """The card for readers without HTML."""
    width = max((len(row.label) for row in card.rows), default=0) + 2
    lines = [card.standing, card.title, ""]
    for row in card.rows:
        first, *more = (*_before(row), *_after(row))
        lines.append(f"{row.label + ':':<{width}}{first}")
        lines.extend(" " * width + value for value in more)
    lines += [card.told] if card.told else []
    lines += [f"! {doubt}" for doubt in card.doubts]
    if card.others:
        heading = pgettext("button", "Other times")
        lines += ["", f"{heading}:", *(f"- {other}" for other in card.others)]
    if card.link:
        lines += ["", f"{card.button}: {card.link}"]
    lines += ["", *(note for note in (card.hint, card.said) if note)]
    return "\n".join(lines).strip()
