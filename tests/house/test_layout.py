"""The tests of tests/unit mirror the package: what tests a module is found by the module's path."""

from pathlib import Path

import pytest

import threadline

PACKAGE = Path(threadline.__file__).parent
UNIT = Path(__file__).parents[1] / "unit"
TESTS = sorted(UNIT.rglob("test_*.py"))
NAMED = ("core", "storage", "providers")
"""Where the files, too, are named after the modules that they test."""


def name_of(test: Path) -> str:
    return str(test.relative_to(UNIT))


@pytest.mark.parametrize("test", TESTS, ids=name_of)
def test_a_test_lies_where_the_package_has_what_it_tests(test: Path) -> None:
    folder = PACKAGE / test.parent.relative_to(UNIT)
    assert folder.is_dir(), f"{name_of(test)} tests a package that is not there: move it to where its module is"


@pytest.mark.parametrize("test", [test for test in TESTS if test.relative_to(UNIT).parts[0] in NAMED], ids=name_of)
def test_a_test_is_named_after_a_module(test: Path) -> None:
    folder = PACKAGE / test.parent.relative_to(UNIT)
    subject = test.stem.removeprefix("test_")
    modules = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert any(subject == module or subject.startswith(f"{module}_") for module in modules), (
        f"{name_of(test)} should be named test_<module>.py, or test_<module>_<what>.py"
    )
