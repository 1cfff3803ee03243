"""What `tests/package-lock.json` pins, installed when first needed; without npm the tests that need it are skipped."""

import fcntl
import json
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
    if path.exists() and _as_pinned(package):
        return path
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is not installed, so {package} cannot be installed")
    _MODULES.mkdir(exist_ok=True)
    with (_MODULES / ".installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come here at once
        problem = "" if path.exists() and _as_pinned(package) else _install(npm)
    if not path.exists() or not _as_pinned(package):
        pytest.skip(f"npm could not install {package}: {problem}")
    return path


def _as_pinned(package: str) -> bool:
    """Whether what is there is of the version that is wanted now."""
    wanted = json.loads((TESTS / "package.json").read_text(encoding="utf-8"))["devDependencies"].get(package)
    there = json.loads((_MODULES / package / "package.json").read_text(encoding="utf-8"))["version"]
    return wanted is None or str(wanted).rpartition("@")[2] == there


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
