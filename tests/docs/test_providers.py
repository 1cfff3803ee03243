"""The examples of docs/providers.md run and are true."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from threadline.providers.anthropic_messages import AnthropicMessagesProvider
from threadline.providers.gemini import GeminiProvider
from threadline.providers.openai_responses import OpenAIResponsesProvider
from threadline.providers.presets import PRESETS
from threadline.providers.registry import kinds
from threadline.providers.settings import ProviderSpec

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "providers.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def run(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={"PYTHONPATH": f"{ROOT}:{cwd}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("block", blocks("json"))
def test_specs_are_specs(block: str) -> None:
    assert ProviderSpec.model_validate_json(block).kind in kinds(third_party=False)


def test_the_entry_point_is_toml() -> None:
    [block] = blocks("toml")
    assert tomllib.loads(block)["project"]["entry-points"] == {"threadline.providers": {"shout": "shouting:create"}}


def test_the_chain_answers(tmp_path: Path) -> None:
    (tmp_path / "chain.py").write_text(blocks("python")[0], encoding="utf-8")
    told = run("chain.py", cwd=tmp_path)
    assert told.startswith(
        "Ana meets Bo on Monday.\n\n*The language model cannot be reached right now: home does not answer"
    )
    assert told.endswith("\nextractive extractive: 0 USD\n")


def test_the_prices_are_right() -> None:
    exec(compile(blocks("python")[1], "prices", "exec"), {})


def test_the_table_names_every_kind_and_its_default_model() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (?:`([^`]+)`|–) \| [^|]+ \|$", PAGE, re.MULTILINE))
    assert rows.keys() == kinds(third_party=False).keys()
    ours = {
        "openai": OpenAIResponsesProvider.default_model,
        "anthropic": AnthropicMessagesProvider.default_model,
        "gemini": GeminiProvider.default_model,
        "extractive": None,
    } | {name: preset.model for name, preset in PRESETS.items()}
    assert {name: model or None for name, model in rows.items()} == ours
