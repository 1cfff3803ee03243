"""What of an HTML mail its reader does not see: nothing that only a program reads counts as said.

Told by the element's own style, as mail programs show it: not displayed, too small to see, moved off the page, or
written in the colour that it stands on: its own, or the white of a page on which nothing around it says another.
"""

import re
from collections.abc import Mapping

_SPACE = re.compile(r"\s+")
_LONGEST_STYLE = 2_000
_UNIT = r"(?:px|pt|em|rem|%)?"
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0+)?(?:;|$|!)"
    rf"|(?:font-size|line-height|max-height|max-width):0(?:\.0+)?{_UNIT}(?:;|$|!)"
    r"|font-size:(?:[01](?:\.\d+)?|2(?:\.0+)?)(?:px|pt)(?:;|$|!)"
    rf"|(?:text-indent|left|right|top|margin-left|margin-top):-\d{{3,}}{_UNIT}(?:;|$|!)"
    r"|color:transparent|clip:rect\([01px,]+\)|clip-path:inset\((?:50|100)%\))"
)
_COLOUR = re.compile(r"(?:^|;)(color|background|background-color):([^;!]+)")
_NAMES = {"white": "#ffffff", "black": "#000000"}
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_RGB = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,1(?:\.0+)?)?\)")


_PAGE = "#ffffff"
_GROUNDED = ("class", "id", "bgcolor", "background")


def is_hidden(attributes: Mapping[str, str], *, on_page: bool = False) -> bool:
    """Whether the element with these attributes shows nothing. `on_page`: nothing around it has a ground of its own."""
    if "hidden" in attributes:
        return True
    style = _style(attributes)
    if "color" in attributes:  # of <font>; its style wins
        style = f"color:{_SPACE.sub('', attributes['color'].lower())};{style}"
    if not style:
        return False
    ground = attributes.get("bgcolor", _PAGE if on_page and not has_ground(attributes) else "")
    return _HIDING.search(style) is not None or _is_like_its_ground(style, ground)


def has_ground(attributes: Mapping[str, str]) -> bool:
    """Whether an element may be in another colour than the page: by itself, or by a style sheet that is not read."""
    return any(name in attributes for name in _GROUNDED) or "background" in _style(attributes)


def _style(attributes: Mapping[str, str]) -> str:
    return _SPACE.sub("", attributes.get("style", "")[:_LONGEST_STYLE].lower())


def _is_like_its_ground(style: str, ground: str) -> bool:
    colours = {name.partition("-")[0]: _plain(value) for name, value in _COLOUR.findall(style)}
    return "color" in colours and colours["color"] == colours.get("background", _plain(ground.strip().lower()))


def _plain(colour: str) -> str:
    """A colour as `#rrggbb`, if it is written in one of the usual ways."""
    if short := _SHORT.fullmatch(colour):
        return "#" + "".join(digit * 2 for digit in short.groups())
    if parts := _RGB.fullmatch(colour):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in parts.groups())
    return _NAMES.get(colour, colour)
