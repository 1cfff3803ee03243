"""Regular expressions that are compiled when they are first used.

Reading knows some two thousand of them, for fourteen languages. Compiling all at the start would take longer than
all else that starting does; most are never asked, and those of a first message are compiled once the door is open.
"""

import re
from itertools import islice
from typing import Any, cast
from weakref import WeakSet

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "groups", "groupindex")


class _Later:
    """Stands for a compiled pattern; becomes as fast as one at its first use."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags
        _waiting.add(self)

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        _waiting.discard(self)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]


_waiting: WeakSet[_Later] = WeakSet()


def prepare(most: int) -> bool:
    """Compile up to so many of those that wait for their first use; False once none is left."""
    ready = list(islice(list(_waiting), most))
    for each in ready:
        each.search  # noqa: B018 - asking for it compiles
    return bool(ready)


def compile(pattern: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:  # noqa: A001 - `regex.compile`, as in re
    """What `re.compile` gives, made at its first use. What is wrong in it is told then, as `re.error`."""
    return cast("re.Pattern[str]", _Later(pattern, int(flags)))
