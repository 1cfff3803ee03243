"""The tests of tests/unit mirror the package: what tests a module is found by the module's path."""

from pathlib import Path

import threadline

PACKAGE = Path(threadline.__file__).parent
UNIT = Path(__file__).parents[1] / "unit"
TESTS = [test.relative_to(UNIT) for test in sorted(UNIT.rglob("test_*.py"))]
GRAMMARS = ("calendar/when", "calendar/extract")
"""Where tests are named after what is read, for the modules are read through one door. Elsewhere after the modules."""


def modules_of(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}


def test_a_test_lies_where_the_package_has_what_it_tests() -> None:
    assert TESTS
    lost = [str(test) for test in TESTS if not (PACKAGE / test.parent / "__init__.py").exists()]
    assert not lost, "these test a package that is not there: move them to where their modules are"


def test_a_test_is_named_after_a_module() -> None:
    nameless = []
    for test in TESTS:
        if not test.as_posix().startswith(GRAMMARS):
            subject = test.stem.removeprefix("test_")
            if not any(f"{subject}_".startswith(f"{module}_") for module in modules_of(PACKAGE / test.parent)):
                nameless.append(str(test))
    assert not nameless, "these should be named test_<module>.py, or test_<module>_<what>.py"
