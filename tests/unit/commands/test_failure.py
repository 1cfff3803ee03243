"""Failures as people read them."""

import pytest

from tests.unit.commands.outcomes import Run
from threadline.commands.failure import explain
from threadline.core.channels.errors import ChannelDenied
from threadline.plugins import PluginBroken
from threadline.storage.database.errors import StorageUnavailable


class TestFailures:
    """Errors that a person can do something about are sentences; others are ours and are shown."""

    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (PluginBroken("it is broken"), "it is broken"),
            (ChannelDenied("no scope", channel="slack", missing="chat:write"), "no scope"),
            (OSError(98, "Address already in use"), "Address already in use. Another program listens there"),
            (PermissionError(13, "Permission denied", "/x"), "/x may not be used by this user: Permission denied."),
            (PermissionError(13, "Permission denied"), "That may not be used by this user"),
            (FileNotFoundError(2, "No such file or directory", "/x/y"), "/x/y: No such file or directory."),
            (OSError("path too long"), "Path too long."),
            (OSError(99, "cannot assign"), "cannot assign. THREADLINE_HOST is an address of this machine"),
            (StorageUnavailable("It is away", advice="Is it up?"), "It is away. Is it up?"),
            (StorageUnavailable("The backup cannot be written"), "The backup cannot be written"),
        ],
    )
    def test_they_are_explained(self, error: Exception, sentence: str) -> None:
        assert (explain(error) or "").startswith(sentence)

    @pytest.mark.parametrize("error", [RuntimeError("a fault"), BrokenPipeError(32, "Broken pipe")])
    def test_or_not(self, error: Exception) -> None:
        assert explain(error) is None

    def test_a_fault_of_ours_is_shown(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fault(*_: object, **__: object) -> None:
            raise RuntimeError("a fault")

        monkeypatch.setattr("threadline.commands.doctor.doctor", fault)
        assert isinstance(run("doctor").exception, RuntimeError)

    def test_ctrl_c_ends_quietly(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("threadline.commands.doctor.doctor", interrupted)
        result = run("doctor")
        assert (result.exit_code, result.output) == (130, "")
