import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from threadline.storage.database.errors import AlreadyRunning, StorageUnavailable
from threadline.storage.database.process_lock import DirectoryLock

HOLD = """
import sys, pathlib
from threadline.storage.database.process_lock import DirectoryLock
with DirectoryLock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_second_holder_is_told_who_the_first_is(tmp_path: Path) -> None:
    with DirectoryLock(tmp_path), pytest.raises(AlreadyRunning, match=rf"process {os.getpid()}\)\. Stop it first"):
        DirectoryLock(tmp_path).acquire()
    with DirectoryLock(tmp_path):
        pass


def test_holder_that_has_not_said_who_it_is(tmp_path: Path) -> None:
    with DirectoryLock(tmp_path):
        (tmp_path / "threadline.lock").write_text("")
        with pytest.raises(AlreadyRunning, match=r"already\. Stop it first"):
            DirectoryLock(tmp_path).acquire()


def test_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with DirectoryLock(folder):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_release_twice(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    lock.acquire()
    lock.release()
    lock.release()
    other = DirectoryLock(tmp_path)
    other.acquire()
    with pytest.raises(AlreadyRunning):
        lock.acquire()
    other.release()


async def test_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        HOLD,
        str(tmp_path),
        cwd=Path(__file__).parents[4],
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    assert await process.stdout.readline() == b"held\n"
    with pytest.raises(AlreadyRunning, match=f"process {process.pid}"):
        DirectoryLock(tmp_path).acquire()
    process.send_signal(signal.SIGKILL)
    await process.wait()
    with DirectoryLock(tmp_path):
        assert (tmp_path / "threadline.lock").read_text() == f"{os.getpid()}\n"


def test_unusable_directory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnavailable, match=r"file cannot be used: "):
        DirectoryLock(tmp_path / "file").acquire()


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.pwrite", full)
        with pytest.raises(StorageUnavailable, match="No space left"):
            DirectoryLock(tmp_path).acquire()
    with DirectoryLock(tmp_path):
        pass
