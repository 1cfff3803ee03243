"""Imports run one way: between the rooms of the table, through the rooms' faces, and nowhere in a circle."""

import ast

import pytest

from tests.house.imports import ROOT, Import, circles, imports, is_module, name_of
from tests.house.rooms import LOOSE, ROOMS

HOUSES = sorted(ROOMS)
FACELESS = {"threadline", "threadline.calendar"}
"""Houses whose rooms are entered by any of their modules: ports, and languages of many small parts."""

SERVICES = "threadline.core.services"
SEES_EVERYTHING = {
    *(f"threadline.bots.{channel}.plugin" for channel in ("email", "slack", "teams")),
    *(f"threadline.bots.{channel}.channel" for channel in ("slack", "teams", "webhook")),
    "threadline.bots.email.wiring",
    "threadline.bots.webhook.server",
    "threadline.bots.webhook.http.call",
}
"""Where channels are put together, and the call of an endpoint: the API shows every part of the service."""


def room_of(module: str, house: str) -> str | None:
    """The room of `house` that a module is in; None for what is outside, and for the house itself."""
    if not module.startswith(f"{house}."):
        return None
    room = module.removeprefix(f"{house}.").split(".")[0]
    return LOOSE[house] if house in LOOSE and room not in ROOMS[house] else room


def face_of(package: str) -> list[str]:
    """What a room hands on: `__all__` of its `__init__`."""
    tree = ast.parse(ROOT.joinpath(*package.split("."), "__init__.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    raise AssertionError(f"{package} does not say in `__all__` what its neighbours may use")


def rooms_with_a_face() -> list[str]:
    """Every room within a house that is a package."""
    rooms = [f"{house}.{room}" for house in HOUSES if house not in FACELESS for room in ROOMS[house]]
    return [room for room in rooms if ROOT.joinpath(*room.split(".")).is_dir() and not room.endswith(".migrations")]


@pytest.mark.parametrize("house", HOUSES)
def test_a_room_imports_only_what_the_table_allows(house: str) -> None:
    table = ROOMS[house]
    forbidden = [
        f"{each.importer} imports {each.target}"
        for each in imports()
        if (here := room_of(each.importer, house)) is not None
        and (there := room_of(each.target, house)) is not None
        and here != there
        and there not in table.get(here, frozenset())
    ]
    assert forbidden == []


@pytest.mark.parametrize("house", HOUSES)
def test_the_table_names_every_room_and_runs_one_way(house: str) -> None:
    folder = ROOT.joinpath(*house.split("."))
    there = {room_of(name_of(file), house) for file in folder.rglob("*.py")} - {None}
    assert there - {"__version__"} == set(ROOMS[house])
    seen: set[str] = set()
    for room, may in ROOMS[house].items():
        assert may <= seen, f"{room} may import what stands after it"
        seen.add(room)


@pytest.mark.parametrize("room", rooms_with_a_face())
def test_nobody_reaches_past_a_rooms_face(room: str) -> None:
    face, depth = face_of(room), room.count(".") + 1

    def asked(each: Import) -> str:
        inside = f"{each.module}.{each.name}".split(".")
        return inside[depth]

    past = [
        f"{each.importer} reaches for {asked(each)}"
        for each in imports()
        if f"{each.module}.".startswith(f"{room}.")
        and not f"{each.importer}.".startswith(f"{room}.")
        and asked(each) not in face
    ]
    assert past == []
    idle = [name for name in face if is_module(f"{room}.{name}") and not _used_outside(room, name)]
    assert idle == [], "what no neighbour uses is no part of the face"


def _used_outside(room: str, name: str) -> bool:
    module = f"{room}.{name}"
    return any(
        (each.target == module or each.target.startswith(f"{module}.")) and not each.importer.startswith(f"{room}.")
        for each in imports()
    )


def test_the_whole_service_is_seen_only_where_parts_of_it_are_handed_on() -> None:
    """Whoever needs a part takes that part in its constructor or as an argument, so its needs can be read there."""
    whole = {f"{each.importer}" for each in imports() if each.target == SERVICES and each.name == "Services"}
    assert {name for name in whole if name.startswith("threadline.bots.")} == SEES_EVERYTHING
    assert {name for name in whole if name.startswith("threadline.core.")} == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for each in imports():
        if each.target != each.importer and not each.importer.startswith(f"{each.target}."):
            graph.setdefault(each.importer, set()).add(each.target)
    assert circles(graph) == []


def test_the_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_the_bots_do_not_know_each_other() -> None:
    bots = "threadline.bots"
    pairs = {(each.importer.split(".")[2], each.target.split(".")[2]) for each in imports() if _between_bots(each)}
    assert {pair for pair in pairs if pair[0] != pair[1]} == set(), f"below {bots}"


def _between_bots(each: Import) -> bool:
    return all(name.startswith("threadline.bots.") for name in (each.importer, each.target))
