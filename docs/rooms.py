"""The rooms of the house as the page on architecture shows them, read from the imports that there are."""

import ast
from collections.abc import Iterator

from tests.house.imports import ROOT, imports
from tests.house.rooms import LOOSE, ROOMS

BEGIN = "<!-- Generated from the imports (`make docs`): -->\n"
END = "<!-- until here. -->\n"
_LEFT_OUT = frozenset({"__main__", "__version__"})

Graph = dict[str, set[str]]


def with_rooms(page: str) -> str:
    """A page with the part between the two marks written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + "\n".join(section(house) for house in ROOMS) + "\n" + END + after


def section(house: str) -> str:
    """One house: its picture, and a row for each room."""
    graph = rooms_of(house)
    title = house.replace(".", "/") + "/"
    arrows = "\n".join(f"    {room} --> {other}" for room, other in arrows_of(graph))
    alone = "".join(f"    {room}\n" for room in graph if not any(room in pair for pair in arrows_of(graph)))
    rows = "\n".join(f"| `{room}` | {told(house, room)} |" for room in graph)
    picture = f"```mermaid\nflowchart TD\n{alone}{arrows}\n```\n"
    return f"### `{title}`\n\n{picture}\n| room | what is in it |\n| --- | --- |\n{rows}\n"


def rooms_of(house: str) -> Graph:
    """The rooms of a house in the order of the table, each with those that it really imports."""
    graph: Graph = {room: set() for room in ROOMS[house] if room not in _LEFT_OUT}
    for each in imports():
        here, there = room_of(each.importer, house), room_of(each.target, house)
        if here in graph and there in graph and here != there:
            graph[here].add(there)
    return graph


def room_of(module: str, house: str) -> str:
    """The room of a house that a module is in; "" outside of it."""
    if not module.startswith(f"{house}."):
        return ""
    room = module.removeprefix(f"{house}.").split(".")[0]
    return LOOSE[house] if house in LOOSE and room not in ROOMS[house] else room


def arrows_of(graph: Graph) -> Iterator[tuple[str, str]]:
    """The arrows of the picture: those that follow from others are left out."""
    for room in reversed(graph):
        for other in graph:
            if other in graph[room] and not any(other in below(graph, between) for between in graph[room] - {other}):
                yield room, other


def below(graph: Graph, room: str) -> set[str]:
    """All that a room stands on."""
    found: set[str] = set()
    for other in graph[room]:
        found |= {other} | below(graph, other)
    return found


def told(house: str, room: str) -> str:
    """The first paragraph of a room's docstring."""
    if room == LOOSE.get(house):
        return f"The modules of `{house.rpartition('.')[2]}/` that stand beside its packages."
    folder = ROOT.joinpath(*house.split("."), room)
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(words.split("\n\n")[0].split()).replace("|", "\\|")
