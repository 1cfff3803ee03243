"""What commands answered, for their tests."""

import json
from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
TOKEN = ("token", "create", "--person", "ana@example.com")


def answer(result: Result) -> Any:
    """What a command answered to a script."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(result: Result, code: int = 1) -> str:
    """The sentence of a command that failed."""
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    assert isinstance(result.exception, SystemExit)
    return result.stderr
