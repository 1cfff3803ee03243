"""What Teams really sends is dealt with: the collected requests, a share of them in every run."""

import shutil

import pytest

from tests.cases.requests import Case, cases_of
from tests.cases.sending import places
from tests.cases.teams.report import posted
from tests.support.chromium import binary

EACH = 4
"""Every which request is sent in every run; `make cases` sends all of them, those that were kept aside as well."""

CASES = [case for folder in places("teams") if folder.parent.name != "aside" for case in cases_of(folder)]


@pytest.mark.parametrize("case", CASES[::EACH], ids=lambda case: case.id)
async def test_the_request_leads_to_what_it_must(case: Case) -> None:
    if "picture_text" in case.row and not (binary() and shutil.which("tesseract")):
        pytest.skip("pictures are drawn by Chromium and read by Tesseract")
    assert await posted(case) == ()
