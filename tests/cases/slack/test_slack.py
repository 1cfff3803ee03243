"""What Slack really sends is dealt with: the collected requests, a share of them in every run."""

import pytest

from tests.cases.requests import Case
from tests.cases.slack.report import posted, slack_cases

EACH = 3
"""Every which request is sent in every run; `make cases` sends all of them."""


@pytest.mark.parametrize("case", list(slack_cases())[::EACH], ids=lambda case: case.id)
async def test_the_request_leads_to_what_it_must(case: Case) -> None:
    assert await posted(case) == ()
