"""An environment of its own for what generates clients, as the product's pins do not fit it: made when first needed."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

PINS = Path(__file__).parents[2] / "requirements" / "generators.txt"
_PLACE = Path(sys.prefix) / "generators"  # not among the tests, which others look through
_SECONDS = 180


def python() -> Path:
    """The Python that has them. Skips the test, with the reason, where they cannot be had."""
    found, made_of = _PLACE / "bin" / "python", _PLACE / "pins.txt"
    _PLACE.mkdir(exist_ok=True)
    with (_PLACE / ".installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come here at once
        if made_of.exists() and made_of.read_text() == PINS.read_text():
            return found
        problem = _install(found)
        if problem:
            pytest.skip(f"the generators of clients could not be installed: {problem}")
        made_of.write_text(PINS.read_text())
    return found


def _install(found: Path) -> str:
    uv = [sys.executable, "-m", "uv"]
    commands = (
        [*uv, "venv", "--quiet", "--allow-existing", str(_PLACE)],
        [*uv, "pip", "install", "--quiet", "--python", str(found), "--require-hashes", "--requirement", str(PINS)],
    )
    for command in commands:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"it took longer than {_SECONDS} s"
        if done.returncode:
            return done.stderr.strip()[-200:]
    return ""
