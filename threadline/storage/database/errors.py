"""What can go wrong with the database, one tree.

StorageError
├── StorageUnavailable   locked, read-only, full, gone, or the connection broke: try again later
├── SchemaTooNew         the database was written by a newer Threadline
├── AlreadyRunning       another process holds this data directory
├── RecordNotFound       what was to be changed is not there, or not any more
├── RecordChanged        somebody else changed it since it was read
├── BackupUnusable       a backup is damaged, of another kind, or in the way of what is there
├── NoSecretKey          a secret was to be kept but no key is configured
└── SecretUnreadable     a stored secret fits none of the keys, or was tampered with
"""


class StorageError(Exception):
    """Something the storage could not do; `str(error)` is a sentence for the operator."""


class StorageUnavailable(StorageError):
    """The database cannot be used right now. Nothing of the failed transaction was kept. `advice` says what to do."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class SchemaTooNew(StorageError):
    """The database belongs to a newer version of the code."""


class AlreadyRunning(StorageError):
    """Another process uses this data directory."""


class RecordNotFound(StorageError):
    """What was to be changed is not there, or not any more."""


class RecordChanged(StorageError):
    """Somebody else changed it since it was read."""


class BackupUnusable(StorageError):
    """A backup cannot be used, or what is there would be lost."""


class NoSecretKey(StorageError):
    """No key is configured to encrypt a secret with."""


class SecretUnreadable(StorageError):
    """A stored secret fits none of the keys, or was tampered with."""
