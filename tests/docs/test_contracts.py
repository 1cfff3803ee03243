"""The suites of the contracts, as the pages show their use to authors of channels, providers and calendars."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("page", "imports"),
    [
        ("channels", "from pager import PagerChannel, PagerNetwork"),
        ("providers", "from shouting import ShoutingProvider"),
        ("calendars", ""),
    ],
)
def test_what_the_page_shows_keeps_the_contract(page: str, imports: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    *code, suite = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    name = re.match(r"# (\w+\.py)\n", code[-1])
    (tmp_path / (name[1] if name else "example.py")).write_text(code[-1], encoding="utf-8")
    (tmp_path / "test_example.py").write_text(f"{imports}\n{suite}", encoding="utf-8")
    options = ["-q", "-p", "no:cacheprovider", "-o", "asyncio_mode=auto", "-c", "/dev/null"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "test_example.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{ROOT}:{tmp_path}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^\d+ passed", done.stdout, re.MULTILINE)
