"""How long to wait before something is tried again."""

from dataclasses import dataclass
from random import Random

_MOST_DOUBLINGS = 60
"""More would overflow after some hours of an outage, and every pause has long reached its `longest` by then."""

_CHANCE = Random()  # noqa: S311 - no secret


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds that double from `first` to `longest`, each shorter by chance by up to the share `jitter`.

    So many who lost the same server do not all come back at the same moment.
    """

    first: float = 1.0
    longest: float = 120.0
    jitter: float = 0.5

    def pause(self, failures: int, *, asked: float | None = None, chance: Random = _CHANCE) -> float:
        """The pause after so many failures in a row, from 1; `asked` is what the other side asked for, if it did."""
        if asked is not None:
            return min(self.longest, max(0.0, asked))
        whole = min(self.longest, self.first * 2.0 ** min(max(failures - 1, 0), _MOST_DOUBLINGS))
        return whole * chance.uniform(1.0 - self.jitter, 1.0)
