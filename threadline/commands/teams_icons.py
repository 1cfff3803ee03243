"""The icons of the Teams app, drawn here so that no picture has to be kept: colour 192×192, outline 32×32.

What Teams asks of them: learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package. Shapes are
signed distances in a square of side 1, y pointing down: negative is inside.
"""

import math
import struct
import zlib
from collections.abc import Callable, Sequence

Shape = Callable[[float, float], float]
Colour = tuple[int, int, int]

NAVY: Colour = (0x1F, 0x3B, 0x57)
WHITE: Colour = (0xFF, 0xFF, 0xFF)
AMBER: Colour = (0xF2, 0xA9, 0x3B)

COLOUR_SIZE, OUTLINE_SIZE = 192, 32


def colour() -> bytes:
    """The colour icon as PNG: a bubble that is a calendar sheet, ticked."""
    bubble = _joined(_rounded(0.2, 0.22, 0.8, 0.7, 0.08), _triangle((0.3, 0.66), (0.48, 0.66), (0.3, 0.84)))
    header = _cut(_rounded(0.2, 0.22, 0.8, 0.7, 0.08), lambda x, y: y - 0.34)
    rings = _joined(_line(0.36, 0.17, 0.36, 0.26, 0.022), _line(0.64, 0.17, 0.64, 0.26, 0.022))
    tick = _joined(_line(0.38, 0.52, 0.47, 0.6, 0.03), _line(0.47, 0.6, 0.63, 0.43, 0.03))
    layers = ((lambda x, y: -1.0, NAVY), (bubble, WHITE), (header, AMBER), (rings, WHITE), (tick, NAVY))
    return _png(COLOUR_SIZE, layers)


def outline() -> bytes:
    """The outline icon as PNG: the same in white lines on nothing."""
    sheet = _outlined(
        _joined(_rounded(0.1, 0.14, 0.9, 0.72, 0.1), _triangle((0.22, 0.7), (0.48, 0.7), (0.22, 0.93))), 0.035
    )
    rings = _joined(_line(0.33, 0.06, 0.33, 0.22, 0.035), _line(0.67, 0.06, 0.67, 0.22, 0.035))
    tick = _joined(_line(0.32, 0.46, 0.44, 0.57, 0.04), _line(0.44, 0.57, 0.68, 0.33, 0.04))
    return _png(OUTLINE_SIZE, ((_joined(sheet, rings, tick), WHITE),))


def _rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Shape:
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    half_x, half_y = (right - left) / 2 - radius, (bottom - top) / 2 - radius

    def distance(x: float, y: float) -> float:
        over_x, over_y = abs(x - middle_x) - half_x, abs(y - middle_y) - half_y
        outside = math.hypot(max(over_x, 0.0), max(over_y, 0.0))
        return outside + min(max(over_x, over_y), 0.0) - radius

    return distance


def _line(x1: float, y1: float, x2: float, y2: float, radius: float) -> Shape:
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2

    def distance(x: float, y: float) -> float:
        along = min(max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0.0), 1.0)
        return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) - radius

    return distance


def _triangle(*corners: tuple[float, float]) -> Shape:
    """Corners clockwise as seen; the distance is exact inside and near the sides."""
    sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))

    def distance(x: float, y: float) -> float:
        return max(
            ((y2 - y1) * (x - x1) - (x2 - x1) * (y - y1)) / math.hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in sides
        )

    return distance


def _joined(*shapes: Shape) -> Shape:
    return lambda x, y: min(shape(x, y) for shape in shapes)


def _cut(*shapes: Shape) -> Shape:
    return lambda x, y: max(shape(x, y) for shape in shapes)


def _outlined(shape: Shape, radius: float) -> Shape:
    return lambda x, y: abs(shape(x, y)) - radius


def _png(size: int, layers: Sequence[tuple[Shape, Colour]]) -> bytes:
    """Layers from the back to the front as a PNG of 8 bits with alpha (w3.org/TR/png)."""
    rows = (b"\0" + b"".join(_pixel(column, row, size, layers) for column in range(size)) for row in range(size))
    header = struct.pack(">2I5B", size, size, 8, 6, 0, 0, 0)
    data = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _pixel(column: int, row: int, size: int, layers: Sequence[tuple[Shape, Colour]]) -> bytes:
    x, y = (column + 0.5) / size, (row + 0.5) / size
    shown, alpha = WHITE, 0.0
    for shape, paint in layers:
        covered = min(max(0.5 - shape(x, y) * size, 0.0), 1.0)
        if not covered:
            continue
        total = covered + alpha * (1 - covered)
        red, green, blue = (
            round((new * covered + old * alpha * (1 - covered)) / total) for new, old in zip(paint, shown, strict=True)
        )
        shown, alpha = (red, green, blue), total
    return bytes((*shown, round(alpha * 255)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
