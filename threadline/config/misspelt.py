"""Settings that nothing reads because their names are written wrong: found in a `.env` file or the environment."""

import os
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

PREFIX = "THREADLINE_"
_NAME = re.compile(rf"^\s*(?:export\s+)?({PREFIX}\w+)\s*=", re.MULTILINE | re.IGNORECASE)
_NEAR = 0.84  # one or two letters of a name: what a package of others reads is further away
_SHORTEST = 4


def misspelt_names(
    known: Collection[str], directory: Path = Path(), environment: Mapping[str, str] = os.environ
) -> Mapping[str, str]:
    """Names of no setting that are nearly one's, with what was probably meant; the values are not looked at.

    `known` are the fields of the settings. Other names may be read by packages of others, and are left alone.
    """
    file = directory / ".env"
    written = set(_NAME.findall(file.read_text(errors="replace"))) if file.is_file() else set()
    names = {name.upper() for name in written | environment.keys() if name.upper().startswith(PREFIX)}
    found = {}
    for name in sorted(names):
        field = name.removeprefix(PREFIX).lower()
        near = get_close_matches(field, known, n=1, cutoff=_NEAR) if len(field) >= _SHORTEST else []
        if near and field not in known:
            found[name] = f"{PREFIX}{near[0].upper()}"
    return found
