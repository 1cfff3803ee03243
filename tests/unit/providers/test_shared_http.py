"""One client for many providers, with our patience."""

from threadline.providers.settings import Deadlines
from threadline.providers.shared_http import patience


def test_patience() -> None:
    deadlines = Deadlines(connect=1, first_delta=2, between_deltas=3, whole=4)
    assert (patience(deadlines).connect, patience(deadlines).read) == (1, 3)
    assert patience(deadlines, streaming=False).read == 4
