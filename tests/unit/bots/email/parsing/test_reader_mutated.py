"""Mails that something broke on their way are read all the same; `python -m benchmarks.mail` reads 700 of them."""

import pytest

from tests.support.mutated_mails import collected, mutated
from threadline.bots.email.parsing.reader import read_mail


@pytest.mark.timeout(60)
def test_broken_mails_are_read() -> None:
    for raw in mutated(collected(), 60):
        read_mail(raw)
