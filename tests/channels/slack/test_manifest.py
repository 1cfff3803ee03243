"""The manifest: what Slack's own schema (slackapi/manifest-schema, 2.0.0) demands of the parts we use."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from threadline.bots.slack.manifest import EVENTS, PLACEHOLDER, SCOPES, as_yaml, manifest
from threadline.cli import app

ROOT = Path(__file__).parents[3]


def thing(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def text(most: int, least: int = 1, pattern: str | None = None) -> dict[str, Any]:
    rule: dict[str, Any] = {"type": "string", "minLength": least, "maxLength": most}
    return rule | ({"pattern": pattern} if pattern else {})


def several(items: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most, "uniqueItems": True, "minItems": 1}


FLAG = {"type": "boolean"}
URL = text(3_000, pattern=r"^https?:\/\/")
SCHEMA = thing(
    ["display_information"],
    _metadata=thing([], major_version={"type": "integer"}),
    display_information=thing(
        ["name"], name=text(35), description=text(140), background_color=text(7, 4, "^#[0-9a-fA-F]+$")
    ),
    features=thing(
        [],
        agent_view=thing(
            [],
            agent_description=text(300),
            suggested_prompts=several(thing(["title", "message"], title=text(100), message=text(1_000)), 4),
        ),
        app_home=thing([], home_tab_enabled=FLAG, messages_tab_enabled=FLAG, messages_tab_read_only_enabled=FLAG),
        bot_user=thing(["display_name"], display_name=text(80), always_online=FLAG),
        shortcuts=several(
            thing(
                ["name", "type", "callback_id", "description"],
                name=text(24),
                type={"enum": ["message", "global"]},
                callback_id=text(255),
                description=text(150),
            ),
            10,
        ),
        slash_commands=several(
            thing(
                ["command", "description"],
                command=text(32, 2, "^/"),
                url=URL,
                description=text(2_000),
                usage_hint=text(1_000),
                should_escape=FLAG,
            ),
            50,
        ),
    ),
    oauth_config=thing([], redirect_urls=several(text(2_500), 1_000), scopes=thing([], bot=several(text(50), 255))),
    settings=thing(
        [],
        event_subscriptions=thing([], request_url=URL, bot_events=several(text(50), 100)),
        interactivity=thing(["is_enabled"], is_enabled=FLAG, request_url=URL),
        org_deploy_enabled=FLAG,
        socket_mode_enabled=FLAG,
        token_rotation_enabled=FLAG,
    ),
)


@pytest.mark.parametrize(("url", "installable"), [(PLACEHOLDER, False), (PLACEHOLDER, True), (None, False)])
def test_is_valid(url: str | None, installable: bool) -> None:
    made = manifest(url, installable=installable)
    jsonschema.validate(made, SCHEMA)
    assert yaml.safe_load(as_yaml(made)) == made
    assert made["settings"]["socket_mode_enabled"] is (url is None)
    assert ("redirect_urls" in made["oauth_config"]) is installable
    assert ("url" in made["features"]["slash_commands"][0]) is (url is not None)


def test_asks_for_what_its_events_and_methods_need() -> None:
    from threadline.simulator.slack.model import BOT_SCOPES
    from threadline.simulator.slack.web_api import METHODS

    needed = {offered.scope for offered in METHODS.values() if offered.scope}
    assert needed <= set(SCOPES)
    assert set(SCOPES) == set(BOT_SCOPES)
    assert {"app_mention", "message.im", "agent_session_stopped"} <= set(EVENTS)


def test_the_shipped_file_is_what_is_printed() -> None:
    assert (ROOT / "manifests" / "slack.yaml").read_text() == as_yaml(manifest(PLACEHOLDER))


def test_the_documentation_explains_every_scope() -> None:
    page = (ROOT / "docs" / "slack.md").read_text()
    for scope, purpose in SCOPES.items():
        assert f"| `{scope}` | {purpose} |" in page


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--url", "https://a.example/"], 0, 'request_url: "https://a.example/slack/events"'),
        (["--socket"], 0, "socket_mode_enabled: true"),
        (["--url", "https://a.example", "--install", "--json"], 0, '"https://a.example/slack/oauth_redirect"'),
        ([], 2, "--socket"),
        (["--url", "http://a.example"], 2, "https"),
        (["--socket", "--install"], 2, "public address"),
    ],
)
def test_the_command(arguments: list[str], code: int, words: str) -> None:
    result = CliRunner().invoke(app, ["manifest", "slack", *arguments])
    assert result.exit_code == code
    assert words in result.output
