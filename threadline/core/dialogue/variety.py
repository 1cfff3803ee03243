"""Never the same sentence twice in a thread, as long as there is another one."""

from collections.abc import Sequence


def unsaid(variants: Sequence[str], said: Sequence[str]) -> str:
    """The first of the sentences that was not said yet, else the one said longest ago; `said` is oldest first."""
    last = {text.strip(): place for place, text in enumerate(said)}
    return min(variants, key=lambda variant: last.get(variant.strip(), -1))
