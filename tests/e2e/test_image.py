"""The image as `deploy/Containerfile` says: built without a daemon, and the service in it started.

On the base that THREADLINE_TEST_BASE names, or on a Debian that is made here.
"""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

pytestmark = [
    pytest.mark.skipif("THREADLINE_TEST_IMAGE" not in os.environ, reason="`make image` builds it: it takes minutes"),
    pytest.mark.timeout(3600),
]
ROOT = Path(__file__).parents[2]
DEBIAN, PACKAGES = "bookworm", "ca-certificates,python3,python3-venv"
CERTIFICATES = "/etc/ssl/certs:/etc/ssl/certs:ro"  # whoever may be asked from here may be asked from the build
USER = "10001"


@dataclass(frozen=True, slots=True)
class Buildah:
    """The program, with everything that it keeps in a folder of its own."""

    folder: Path

    def run(self, command: str, *arguments: str) -> str:
        """Have it do something; what it says."""
        done = subprocess.run([*self.words(command), *arguments], capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout.strip()

    def words(self, command: str) -> list[str]:
        """How it is called. Chroots need no rights that a container has not."""
        where = ["--root", str(self.folder / "store"), "--runroot", str(self.folder / "run")]
        isolated = ["--isolation", "chroot"] if command in ("bud", "from", "run") else []
        return ["buildah", *where, "--storage-driver", "vfs", command, *isolated]


@pytest.fixture(scope="module")
def buildah(tmp_path_factory: pytest.TempPathFactory) -> Buildah:
    if shutil.which("buildah") is None:
        pytest.skip("buildah is not installed")
    return Buildah(tmp_path_factory.mktemp("buildah"))


@pytest.fixture(scope="module")
def base(buildah: Buildah) -> str:
    if given := os.environ.get("THREADLINE_TEST_BASE"):
        return given
    if shutil.which("debootstrap") is None or os.geteuid() != 0:
        pytest.skip("without THREADLINE_TEST_BASE, debootstrap and its rights are needed to make a Debian")
    system = buildah.folder / "debian"
    made = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", DEBIAN, str(system)]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    file = buildah.folder / "Containerfile"
    file.write_text("FROM scratch\nCOPY . /\n")
    buildah.run("bud", "--file", str(file), "--tag", "localhost/base:test", str(system))
    return "localhost/base:test"


@pytest.fixture(scope="module")
def container(buildah: Buildah, base: str) -> Iterator[str]:
    tag, base_is = "localhost/threadline:test", f"BASE={base}"
    buildah.run(
        "bud", "--build-arg", base_is, "--volume", CERTIFICATES, "--file", "deploy/Containerfile", "--tag", tag, "."
    )
    name = buildah.run("from", tag)
    yield name
    buildah.run("rm", name)


def test_it_holds_the_service_and_nothing_that_is_secret(buildah: Buildah, container: str) -> None:
    assert buildah.run("run", container, "--", "threadline", "--version").startswith("threadline ")
    assert buildah.run("run", container, "--", "id", "-u") == USER
    assert "pg_dump" in buildah.run("run", container, "--", "pg_dump", "--version")
    assert "tesseract" in buildah.run("run", container, "--", "tesseract", "--version")
    left = buildah.run("run", container, "--", "sh", "-c", "ls -d /src /data/.env /data/threadline.db 2>&1 || true")
    assert left.count("No such file") == 3


async def test_the_service_in_it_answers_and_ends_when_told(buildah: Buildah, container: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [*buildah.words("run"), "--env", f"THREADLINE_PORT={port}", container, "--", "threadline", "serve"]
    process = await asyncio.create_subprocess_exec(*words, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session, asyncio.timeout(180):
            while not await _is_ready(session):
                assert process.returncode is None, "it has ended"
                await asyncio.sleep(0.2)
            async with session.get("/api/v1/health/live") as response:
                assert response.status == 200
    finally:
        # The service alone: what buildah holds it by bears its words too, and would kill it.
        inside = ["pkill", "-TERM", "-u", USER, "-f", "python3 .*/threadline serve"]
        subprocess.run(inside, check=False)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 60)
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0


async def _is_ready(session: aiohttp.ClientSession) -> bool:
    with suppress(aiohttp.ClientError):
        async with session.get("/api/v1/health/ready") as response:
            return response.status == 200
    return False
