"""The console linked into one script: what it says is what its modules say."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import threadline.bots.webhook
from tests.support.npm import installed
from threadline.bots.webhook.http.console_bundle import console_bundle, linked

CONSOLE = Path(threadline.bots.webhook.__file__).parent / "console"
WORDS = """
const ts = require(process.argv[2]);
const words = (path) => {
  const parsed = ts.createSourceFile(path, ts.sys.readFile(path), ts.ScriptTarget.ESNext);
  return ts.createPrinter({ removeComments: true }).printFile(parsed).split(/\\s+/).join(" ");
};
console.log(JSON.stringify(process.argv.slice(3).map(words)));
"""


def run(script: str, tmp_path: Path) -> str:
    if (node := shutil.which("node")) is None:
        pytest.skip("node is not installed")
    file = tmp_path / "script.mjs"
    file.write_text(script)
    return subprocess.run([node, file], check=True, capture_output=True, text=True, timeout=60).stdout


def test_modules_are_linked_in_the_order_in_which_they_need_each_other(tmp_path: Path) -> None:
    sources = {
        "app.js": 'import { twice } from "./lib/a.js";\nimport { B as Other, two } from "./lib/b.js";\n'
        "const name = 1;\nconsole.log(twice(two), new Other().name, name);\n",
        "lib/a.js": 'import {\n  two as number,\n} from "./b.js";\n\n/** Of a\n * number. */\n'
        "export function twice(given) {\n  return given * number;\n}\n",
        "lib/b.js": "// one line\nexport const two = 2;\nexport class B {\n  name = `// stays\n  /** too */`;\n}\n"
        "export async function* never() {}\n",
        "lib/unused.js": "this is no JavaScript\n",
    }
    script = linked(sources, "app.js")
    assert run(script, tmp_path) == "4 // stays\n  /** too */ 1\n"
    assert "one line" not in script
    assert "Of a" not in script


@pytest.mark.parametrize(
    ("sources", "why"),
    [
        ({"app.js": 'import { a } from "./a.js";\n'}, "not there"),
        ({"app.js": 'import { a } from "./a.js";\n', "a.js": 'import { b } from "./app.js";\n'}, "circle"),
        ({"app.js": 'import a from "./a.js";\n'}, "does not understand"),
        ({"app.js": 'import "./a.js";\n'}, "does not understand"),
        ({"app.js": "export let count = 0;\n"}, "does not understand"),
        ({"app.js": "export default 1;\n"}, "does not understand"),
        ({"app.js": 'const a = await import("./a.js");\n'}, "does not understand"),
        ({"app.js": "fetch(import.meta.url);\n"}, "does not understand"),
    ],
)
def test_what_is_not_understood_is_refused(sources: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        linked(sources, "app.js")


def test_only_comments_are_left_out(tmp_path: Path) -> None:
    """Module by module, as the parser of another house reads it."""
    compiler = installed("typescript", "lib/typescript.js")
    if (node := shutil.which("node")) is None:
        pytest.skip("node is not installed")
    (tmp_path / "words.cjs").write_text(WORDS)
    pairs: list[Path] = []
    for number, module in enumerate(sorted(CONSOLE.rglob("*.js"))):
        body = "".join(f"{line}\n" for line in module.read_text().splitlines() if not line.startswith("export {"))
        bare = "\n".join(line.removeprefix("export ") for line in body.splitlines())
        ours = linked({"app.js": body.replace("import {", "const IMPORTED = {")}, "app.js")
        inner = ours.partition("{\n")[2].rpartition("return {")[0]
        for kind, text in (("theirs", bare.replace("import {", "const IMPORTED = {")), ("ours", inner)):
            pairs.append(tmp_path / f"{number}-{kind}.js")
            pairs[-1].write_text(text)
    command: list[str | Path] = [node, tmp_path / "words.cjs", compiler, *pairs]
    words = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout)
    assert len(words) > 100
    assert words[::2] == words[1::2]


def test_a_changed_file_is_linked_anew(tmp_path: Path) -> None:
    folder = tmp_path / "console"
    shutil.copytree(CONSOLE, folder)
    before = console_bundle(folder)
    assert console_bundle(folder) is before
    (folder / "notices.js").write_text(f"{(folder / 'notices.js').read_text()}const added = 1;\n")
    after = console_bundle(folder)
    assert after.script.digest != before.script.digest
    assert f"bundle.js?v={after.script.digest}".encode() in after.document.content
