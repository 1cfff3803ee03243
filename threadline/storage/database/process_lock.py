"""One process per data directory.

SQLite and the embedded engine need their files for themselves. The lock belongs to the open file: however the process
ends, kill -9 and power cut included, it is gone with it. Replicas: see `threadline.storage.presence`.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from threadline.storage.database.errors import AlreadyRunning, StorageUnavailable

_FILE = "threadline.lock"


class DirectoryLock:
    """Holds a data directory within its `with` block. The directory is made if it is missing.

    Raises `AlreadyRunning` if another process holds it, `StorageUnavailable` if it cannot be used.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def acquire(self) -> None:
        """Take the directory or raise at once; waiting is for the caller to decide."""
        try:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(self._directory / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                self._claim(descriptor)
            except BaseException:
                os.close(descriptor)
                raise
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageUnavailable(f"The data directory {self._directory} cannot be used: {reason}") from error
        self._descriptor = descriptor

    def _claim(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"Threadline is running in {self._directory} already{_holder(descriptor)}. "
                "Stop it first, or give this one another THREADLINE_DATA_DIR."
            ) from error
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let others in. The file stays: deleting it would let two processes lock two files of one name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _holder(descriptor: int) -> str:
    pid = os.pread(descriptor, 32, 0).strip()
    return f" (process {pid.decode()})" if pid.isdigit() else ""
