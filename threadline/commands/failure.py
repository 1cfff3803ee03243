"""Failures of a command, in a sentence that says what to do."""

import errno


class CommandFailed(Exception):
    """The command cannot do what was asked; `code` is the exit code."""

    def __init__(self, message: str, *, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def explain(error: Exception) -> str | None:
    """A sentence for an error a person can do something about; None for one that is ours."""
    from threadline.commands.api_client import ApiFailed
    from threadline.core.channels.errors import ChannelError
    from threadline.plugins import PluginBroken
    from threadline.storage.database.errors import StorageError, StorageUnavailable

    if isinstance(error, StorageUnavailable) and error.advice:
        return f"{error}. {error.advice}"
    if isinstance(error, StorageError | PluginBroken | ChannelError | ApiFailed):
        return str(error)
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"{error.strerror}. Another program listens there: choose another with --port, or stop it."
    if isinstance(error, OSError) and error.errno == errno.EADDRNOTAVAIL:
        advice = "THREADLINE_HOST is an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for everybody"
        return f"{error.strerror or error}. {advice}."
    if isinstance(error, PermissionError):
        return f"{error.filename or 'That'} may not be used by this user: {error.strerror}."
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        reason = error.strerror or str(error)
        return f"{error.filename}: {reason}." if error.filename else f"{reason[:1].upper()}{reason[1:]}."
    return None
