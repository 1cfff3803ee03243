"""What the tests of the commands share: the command line in this process, on a data directory of the test's own."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.unit.commands.outcomes import Run
from threadline.cli import app


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory; nothing else of this machine is seen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THREADLINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("THREADLINE_ZONE", "Europe/Vienna")
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "data"


@pytest.fixture
def run(data: Path) -> Run:
    """Run a command."""
    runner = CliRunner()

    def run(*arguments: str) -> Result:
        return runner.invoke(app, arguments)  # type: ignore[return-value]

    return run
