"""What clients send over HTTP is answered as they expect: the collected requests, a share of them in every run."""

import pytest

from tests.cases.http.asking import Case
from tests.cases.http.report import http_cases, posted

EACH = 6
"""Every which request is sent in every run; `make cases` sends all of them."""


@pytest.mark.parametrize("case", list(http_cases())[::EACH], ids=lambda case: case.id)
async def test_the_request_is_answered_as_it_must_be(case: Case) -> None:
    assert await posted(case) == ()
