"""Preferences of any JSON, kept as texts: a text is kept as it is, anything else as JSON behind a mark."""

import json
from typing import Any

_MARK = "\x02json "


def kept(value: Any, *, as_text: bool) -> str:
    """What is stored. `as_text`: it steers the service, which reads true, false and numbers as they are written."""
    if isinstance(value, str):
        return _MARK + json.dumps(value) if value.startswith(_MARK) else value
    text = json.dumps(value, ensure_ascii=False)
    return text if as_text and isinstance(value, bool | int | float) else _MARK + text


def shown(stored: str) -> Any:
    """What was given."""
    return json.loads(stored.removeprefix(_MARK)) if stored.startswith(_MARK) else stored
