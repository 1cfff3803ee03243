"""Pages for people are in the language that the browser wishes, and escape what they are given."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from threadline.bots.webhook.http.html_page import page
from threadline.texts.languages import WHOLE
from threadline.texts.speaking import speaking

PAGES: Mapping[str, Mapping[str, Any]] = {
    "card_signed_out.html": {"address": "/cards/1"},
    "connect_failed.html": {"problem": "<b>"},
    "connected.html": {"title": "<i>Home</i>"},
    "link_over.html": {"used": True},
    "signin.html": {"person": "<b>", "owner": False},
    "signin_over.html": {},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_every_whole_language(name: str) -> None:
    found, values = {}, dict(PAGES[name])
    for language in WHOLE:
        with speaking(language):
            text = page(name, **values).text or ""
        assert f'<html lang="{language}">' in text
        assert "<b>" not in text
        assert "<i>" not in text
        assert "{" not in re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)
        found[language] = re.sub(r"<[^>]+>", "", text.partition("<body>")[2])
    assert len(set(found.values())) == len(WHOLE)
