"""How long to wait before something is tried again."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds that double from `first` to `longest`, each by chance up to half shorter.

    So many who lost the same server do not all come back at the same moment.
    """

    first: float = 1.0
    longest: float = 120.0

    def pause(self, failures: int) -> float:
        """The pause after so many failures in a row, from 1."""
        whole = min(self.longest, self.first * 2.0 ** min(failures - 1, 30))
        return whole * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
