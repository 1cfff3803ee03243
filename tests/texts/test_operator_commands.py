"""What end users read names no command and no setting of whoever runs the service: they are told whom to ask."""

import re

import pytest

import threadline
from tests.texts.extraction import PACKAGE, catalogue_of, texts, translated
from threadline.texts.languages import ENGLISH, SPOKEN

_COMMAND = re.compile(r"\bthreadline (?:doctor|keys|token|signin|serve|db|parked|mail|backup)\b|THREADLINE_[A-Z]")
_FOR_OPERATORS = {
    "Set THREADLINE_BACKUP_DIR first: it says where backups are kept.",
    "There are no limits: THREADLINE_LIMITS sets them.",
    "Tokens are only kept encrypted. Set THREADLINE_SECRET_KEYS, then install.",
}
"""Texts of the administration's page and of the page that installs the Slack app."""
_NOT_FOR_END_USERS = {"admin.html", "admin_closed.html", "docs.html", "threadline.js"}
"""The administration's pages, and what is written for those who program against the API."""


def forms(string: object) -> list[str]:
    return [str(each) for each in string] if isinstance(string, (tuple, list)) else [str(string)]


def test_no_text_of_the_catalogues_names_a_command() -> None:
    named = [form for message in texts() if message.id for form in forms(message.id) if _COMMAND.search(form)]
    assert set(named) == _FOR_OPERATORS


@pytest.mark.parametrize("language", [code for code in SPOKEN if code != ENGLISH])
def test_no_translation_names_one(language: str) -> None:
    named = [
        form
        for message in catalogue_of(language)
        if message.id and translated(message.string) and not _FOR_OPERATORS & set(forms(message.id))
        for form in forms(message.string)
        if _COMMAND.search(form)
    ]
    assert named == []


def test_no_page_and_no_script_of_the_console_names_one() -> None:
    assert PACKAGE.name == threadline.__name__
    files = [*PACKAGE.glob("bots/webhook/console/**/*.js"), *PACKAGE.glob("bots/webhook/**/*.html")]
    read = [file for file in files if file.name not in _NOT_FOR_END_USERS]
    assert len(read) > 50
    assert [file.name for file in read if _COMMAND.search(file.read_text(encoding="utf-8"))] == []
