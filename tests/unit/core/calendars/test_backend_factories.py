"""How the settings ask for Google and Microsoft calendars, and what is imported for that."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from threadline.calendar.google.backend import GoogleBackend
from threadline.calendar.microsoft.backend import MicrosoftBackend
from threadline.config import Settings
from threadline.core.calendars.backend_factories import google, microsoft
from threadline.core.calendars.registry import CalendarContext
from threadline.storage.database.database import Database, sqlite_url


def context(tmp_path: Path, **values: str) -> CalendarContext:
    return CalendarContext(Settings.model_validate(values), Database(sqlite_url(tmp_path / "threadline.db")))


async def test_nothing_is_made_that_nobody_asks_for(tmp_path: Path) -> None:
    given = context(tmp_path)
    assert google(given) is None
    assert microsoft(given) is None
    await given.database.close()


async def test_clients_make_back_ends(tmp_path: Path) -> None:
    given = context(
        tmp_path,
        google_client_id="id",
        google_client_secret="secret",
        microsoft_client_id="id",
        microsoft_client_secret="secret",
        microsoft_tenant="organizations",
    )
    made, other = google(given), microsoft(given)
    assert isinstance(made, GoogleBackend)
    assert isinstance(other, MicrosoftBackend)
    url = made.authorization_url(state="s", challenge="c", redirect_uri="http://localhost/x", hint=None)
    assert url.startswith("https://accounts.google.com/o/oauth2/v2/auth?client_id=id&")
    url = other.authorization_url(state="s", challenge="c", redirect_uri="http://localhost/x", hint=None)
    assert url.startswith("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=id&")
    await made.close()
    await other.close()
    await given.database.close()


@pytest.mark.parametrize(
    "values",
    [
        {"google_client_id": "id"},
        {"google_client_secret": "secret"},
        {"microsoft_client_id": "id"},
        {"microsoft_client_secret": "secret"},
    ],
)
def test_id_and_secret_go_together(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="go together"):
        Settings.model_validate(values)


def test_googles_packages_are_not_imported_before_the_first_call() -> None:
    code = (
        "import sys; from threadline.calendar.google.backend import GoogleBackend; GoogleBackend('id', 'secret');"
        "assert not {'googleapiclient', 'httplib2', 'google.auth'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
