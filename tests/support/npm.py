"""What `tests/package-lock.json` pins, installed when first needed; without npm the tests that need it are skipped."""

import fcntl
import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
_MODULES = TESTS / "node_modules"
_SECONDS = 120


def installed(package: str, file: str) -> Path:
    """A file of a package. Skips the test, with the reason, where it cannot be had."""
    path = _MODULES / package / file
    if path.exists():
        return path
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is not installed, so {package} cannot be installed")
    _MODULES.mkdir(exist_ok=True)
    with (_MODULES / ".installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come here at once
        problem = "" if path.exists() else _install(npm)
    if not path.exists():
        pytest.skip(f"npm could not install {package}: {problem}")
    return path


def _install(npm: str) -> str:
    command = [npm, "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    try:
        done = subprocess.run(
            [*command, "--fetch-timeout=20000"],
            cwd=TESTS,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it took longer than {_SECONDS} s"
    return done.stderr.strip()[-200:]
