"""What is handed on: the list of components, and packages that work without the folder they were built from."""

import json
import os
import re
import shlex
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([\w.-]+)==(\S+)((?:.*\\\n)(?:\s+--hash=sha256:\S+.*\n)+)", re.MULTILINE)


def rule(name: str) -> str:
    """What a rule of the Makefile runs, as one line."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    body = makefile.partition(f"\n{name}:")[2].partition("\n\n")[0].partition("\n")[2]
    return body.replace("\\\n", " ")


def test_the_list_of_components_has_each_one_that_is_pinned_with_its_hashes(tmp_path: Path) -> None:
    [line] = [each for each in rule("sbom").splitlines() if "cyclonedx_py" in each]
    line = line.replace("$(PYTHON)", sys.executable).replace("$(ARGS)", "--no-validate")
    line = line.replace("dist/threadline.cdx.json", str(tmp_path / "bom.json"))
    subprocess.run(shlex.split(line), cwd=ROOT, check=True, capture_output=True, timeout=60)
    listed: dict[str, Any] = json.loads((tmp_path / "bom.json").read_text(encoding="utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    assert listed["metadata"]["component"]["name"] == "threadline"
    found = {
        (component["name"], component["version"]): {
            each["content"] for source in component["externalReferences"] for each in source.get("hashes", ())
        }
        for component in listed["components"]
    }
    pinned = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    wanted = {(name, version): set(re.findall(r"sha256:(\w+)", rest)) for name, version, rest in PINNED.findall(pinned)}
    assert len(wanted) == len(re.findall(r"^[\w.-]+==", pinned, re.MULTILINE)) > 50
    assert found == wanted


def test_an_audit_that_could_ask_nobody_is_no_pass() -> None:
    assert "pip_audit --strict" in rule("audit")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist of this tree, and the wheel made of that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True, timeout=120)
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    [tree] = (folder / "unpacked").iterdir()
    subprocess.run([*build, "-t", "wheel"], cwd=tree, check=True, capture_output=True, timeout=120)
    return folder


def test_the_wheel_of_the_sdist_has_every_file_of_the_package(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("threadline/")}
    listed = subprocess.run(
        ["git", "ls-files", "threadline"], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    if listed.returncode:
        pytest.skip("no git here: the files of the package are not listed")
    assert set(listed.stdout.splitlines()) <= packed
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"deploy/Containerfile", "requirements/run.txt", "docs/operations.md", "LICENSE"} <= names


def test_the_service_runs_from_the_wheel_alone(built: Path, tmp_path: Path) -> None:
    """In an empty environment, which finds the dependencies but not this folder."""
    [wheel] = built.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True, timeout=60)
    python = tmp_path / "venv" / "bin" / "python"
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(where, check=True, capture_output=True, text=True, timeout=60).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # What stands in a .pth of that folder is not followed from here, so that its link to this tree is not.
    dependencies = Path(pytest.__file__).parents[1]
    (packages / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")

    def run(*command: str) -> str:
        done = subprocess.run(
            [python, "-P", *command],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "THREADLINE_PLUGINS": "false"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(packages) in run("-c", "import threadline; print(threadline.__file__)")
    run("-m", "threadline", "db", "upgrade")
    assert "T15:00" in run("-m", "threadline", "when", "tomorrow at 3pm", "--zone", "Europe/Vienna", "--json")
