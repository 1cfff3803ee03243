"""Settings that nothing reads because their names are written wrong: found in a `.env` file or the environment."""

import os
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

PREFIX = "THREADLINE_"
OF_COMMANDS = frozenset({"THREADLINE_TOKEN"})
"""Variables that commands read, which are no settings of the service."""

_NAME = re.compile(rf"^\s*(?:export\s+)?({PREFIX}\w+)\s*=", re.MULTILINE | re.IGNORECASE)
_NEAR = 0.84  # one or two letters of a name: what a package of others reads is further away
_NEAREST = 0.6
_SHORTEST = 4


def misspelt_names(
    known: Collection[str], directory: Path = Path(), environment: Mapping[str, str] = os.environ
) -> Mapping[str, str]:
    """Names of no setting that are nearly one's, with what was probably meant; the values are not looked at.

    `known` are the fields of the settings. Other names may be read by packages of others, and are left alone.
    """
    found = {}
    for name in _unknown_names(known, directory, environment):
        field = _field(name)
        near = get_close_matches(field, known, n=1, cutoff=_NEAR) if len(field) >= _SHORTEST else []
        if near:
            found[name] = _variable(near[0])
    return found


def unread_names(
    known: Collection[str], directory: Path = Path(), environment: Mapping[str, str] = os.environ
) -> Mapping[str, str | None]:
    """The other names that no setting has, with the nearest setting there is, if one is anywhere near."""
    misspelt = misspelt_names(known, directory, environment)
    names = [name for name in _unknown_names(known, directory, environment) if name not in misspelt]
    return {name: _variable(near) if (near := _nearest(_field(name), known)) else None for name in names}


def _nearest(field: str, known: Collection[str]) -> str | None:
    """The setting that has all words of a name, else the one that is spelt most alike."""
    words = set(field.split("_"))
    wider = [each for each in known if words < set(each.split("_"))]
    if wider:
        return min(wider, key=len)
    return next(iter(get_close_matches(field, known, n=1, cutoff=_NEAREST)), None)


def _unknown_names(known: Collection[str], directory: Path, environment: Mapping[str, str]) -> list[str]:
    file = directory / ".env"
    written = set(_NAME.findall(file.read_text(errors="replace"))) if file.is_file() else set()
    names = {name.upper() for name in written | environment.keys() if name.upper().startswith(PREFIX)}
    return sorted(name for name in names - OF_COMMANDS if _field(name) not in known)


def _field(name: str) -> str:
    return name.removeprefix(PREFIX).lower()


def _variable(field: str) -> str:
    return f"{PREFIX}{field.upper()}"
