"""The Teams app: valid against Microsoft's own schema, icons of the sizes asked for, and the command that zips it."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from tests.support.npm import installed
from threadline.cli import app
from threadline.commands import teams_icons
from threadline.commands.teams_app import (
    COMMANDS,
    MANIFEST_VERSION,
    PLACEHOLDER_APP_ID,
    PLACEHOLDER_URL,
    SCHEDULE_THIS,
    SignOnApp,
    as_text,
    manifest,
    package,
)

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "manifests" / "teams"
APP_ID = "0c6f2f6a-52a4-4a86-8a57-3d8b7a3c9b02"
URL = "https://bot.example.com"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    file = f"build/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
    found: dict[str, Any] = json.loads(installed("@microsoft/app-manifest", file).read_text(encoding="utf-8"))
    return found


def problems(schema: dict[str, Any], made: dict[str, Any]) -> list[str]:
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message}" for error in checker.iter_errors(made)]


@pytest.mark.parametrize("url", [PLACEHOLDER_URL, "https://bot.example.com:8443/threadline"])
def test_is_valid(schema: dict[str, Any], url: str) -> None:
    assert problems(schema, manifest(APP_ID, url)) == []
    assert problems(schema, manifest(APP_ID, url, rsc=True, version="1.2.3")) == []
    assert problems(schema, manifest(APP_ID, url, sso=SignOnApp(APP_ID, "api://bot.example.com/botid-1"))) == []
    assert problems(schema, manifest(APP_ID, url) | {"id": "no guid"}) != []


def test_the_shipped_files_are_what_is_made(schema: dict[str, Any]) -> None:
    shipped = json.loads((SHIPPED / "manifest.json").read_text())
    assert problems(schema, shipped) == []
    assert (SHIPPED / "manifest.json").read_text() == as_text(manifest(PLACEHOLDER_APP_ID, PLACEHOLDER_URL))
    for name, made in (("color.png", teams_icons.colour()), ("outline.png", teams_icons.outline())):
        assert pixels((SHIPPED / name).read_bytes()) == pixels(made)


def test_offers_what_the_channel_understands() -> None:
    made = manifest(APP_ID, URL)
    (bot,) = made["bots"]
    assert bot["botId"] == APP_ID
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsTargetedMessages"]
    lists = {tuple(one["scopes"]): one for one in bot["commandLists"]}
    assert lists["team",]["triggers"] == lists["groupChat",]["triggers"] == ["mention", "slash"]
    assert all(len(one["commands"]) == len(COMMANDS) <= 12 for one in lists.values())
    (action,) = made["composeExtensions"][0]["commands"]
    assert (action["id"], action["context"], action["fetchTask"]) == (SCHEDULE_THIS, ["message"], True)
    assert made["validDomains"] == ["bot.example.com"]


def pixels(png: bytes) -> tuple[int, int, list[tuple[int, ...]]]:
    """Width, height and RGBA of a PNG whose rows are not filtered."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + data)
        chunks[kind], at = data, at + 12 + length
    width, height, depth, colours, *_ = struct.unpack(">2I5B", chunks[b"IHDR"])
    assert (depth, colours) == (8, 6)
    raw, row = zlib.decompress(chunks[b"IDAT"]), 4 * width + 1
    rows = [raw[start + 1 : start + row] for start in range(0, len(raw), row)]
    return width, height, [tuple(line[x : x + 4]) for line in rows for x in range(0, len(line), 4)]


def test_the_icons_are_what_teams_asks_for() -> None:
    width, height, colour = pixels(teams_icons.colour())
    assert (width, height) == (192, 192)
    assert all(alpha == 255 for *_, alpha in colour)
    assert {teams_icons.NAVY, teams_icons.WHITE, teams_icons.AMBER} <= {point[:3] for point in colour}
    width, height, outline = pixels(teams_icons.outline())
    assert (width, height) == (32, 32)
    assert {point[:3] for point in outline} == {(255, 255, 255)}
    drawn = [alpha for *_, alpha in outline if alpha]
    assert outline[0][3] == 0
    assert 0.1 < len(drawn) / len(outline) < 0.7
    assert max(drawn) == 255


def test_the_zip_holds_three_files_and_is_always_the_same() -> None:
    made = package(manifest(APP_ID, URL))
    assert made == package(manifest(APP_ID, URL))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert json.loads(archive.read("manifest.json"))["id"] == APP_ID


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["manifest", "teams", *arguments])


def test_the_command_writes_the_zip(tmp_path: Path) -> None:
    output = tmp_path / "app.zip"
    result = run("--app-id", APP_ID.upper(), "--url", f"{URL}/", "--output", str(output))
    assert result.exit_code == 0
    assert str(output) in result.output
    with zipfile.ZipFile(output) as archive:
        made = json.loads(archive.read("manifest.json"))
    assert made["bots"][0]["botId"] == APP_ID
    assert made["developer"]["privacyUrl"] == URL


def test_the_command_prints_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    privacy, terms = f"{URL}/privacy", f"{URL}/terms"
    result = run("--app-id", APP_ID, "--url", URL, "--privacy-url", privacy, "--terms-url", terms, "--json")
    assert result.exit_code == 0
    made = json.loads(result.output)
    assert (made["developer"]["privacyUrl"], made["developer"]["termsOfUseUrl"]) == (privacy, terms)
    assert list(tmp_path.iterdir()) == []


def test_all_messages_are_asked_for_only_by_a_switch() -> None:
    plain = json.loads(run("--app-id", APP_ID, "--url", URL, "--json").output)
    made = json.loads(run("--app-id", APP_ID, "--url", URL, "--json", "--rsc", "--version", "2.0.1").output)
    assert "authorization" not in plain
    assert made["version"] == "2.0.1"
    names = {each["name"] for each in made["authorization"]["permissions"]["resourceSpecific"]}
    assert names == {"ChannelMessage.Read.Group", "ChatMessage.Read.Chat"}
    assert plain["copilotAgents"]["customEngineAgents"] == [{"type": "bot", "id": APP_ID}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--app-id", "threadline", "--url", URL), "GUID"),
        (("--app-id", APP_ID, "--url", "http://bot.example.com"), "https"),
        (("--app-id", APP_ID, "--url", "https://"), "--url"),
        (("--app-id", APP_ID, "--url", URL, "--version", "1.0"), "three numbers"),
        (("--app-id", APP_ID, "--url", "https://[::1"), "--url"),
        (("--app-id", APP_ID, "--url", "https://a:b@bot.example.com"), "--url"),
        (("--app-id", APP_ID, "--url", URL, "--terms-url", "terms"), "--terms-url"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    output = tmp_path / "teams.zip"
    result = run(*arguments, "--output", str(output))
    assert result.exit_code == 2
    assert words in result.output
    assert not output.exists()


def test_the_command_says_where_it_cannot_write(tmp_path: Path) -> None:
    result = run("--app-id", APP_ID, "--url", URL, "--output", str(tmp_path / "missing" / "teams.zip"))
    assert result.exit_code == 1
    assert "missing" in result.output


def test_single_sign_on_names_the_app_of_the_calendar() -> None:
    given = ("--app-id", APP_ID, "--url", URL, "--json", "--sso", "api://bot.example.com/botid-1")
    own = run(*given, "--rsc")
    assert json.loads(own.stdout)["webApplicationInfo"] == {"id": APP_ID, "resource": "api://bot.example.com/botid-1"}
    assert "authorization" in json.loads(own.stdout)
    client = "11111111-2222-4333-8444-555555555555"
    other = run(*given, "--sso-client-id", client)
    assert json.loads(other.stdout)["webApplicationInfo"]["id"] == client
    for wrong in (
        (*given, "--sso-client-id", client, "--rsc"),
        (*given, "--sso-client-id", "no guid"),
        (*given[:-1], "https://bot.example.com"),
        ("--app-id", APP_ID, "--url", URL, "--sso-client-id", client),
    ):
        assert run(*wrong).exit_code == 2
