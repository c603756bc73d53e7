"""Build the wheel, install it into an empty environment, and start it as a person would."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
UV = Path(sys.executable).with_name("uv")
PATIENCE = 240  # seconds until the invented county is loaded on a slow machine


@dataclass(frozen=True)
class Answer:
    """What the server sent."""

    status: int
    kind: str
    body: str


def build_wheel(target: Path) -> Path:
    """Build with what is installed, so that nothing is fetched."""
    _uv("build", "--wheel", "--no-build-isolation", "--out-dir", target, "--python", sys.executable, ROOT)
    (wheel,) = target.glob("*.whl")
    return wheel


def install(wheel: Path, environment: Path) -> Path:
    """Install the wheel with the locked packages into an empty environment; return its programs' folder."""
    place = {"UV_PROJECT_ENVIRONMENT": str(environment)}
    _uv("venv", "--python", sys.executable, environment)
    locked = ("sync", "--frozen", "--no-dev", "--no-install-project", "--project", ROOT)
    try:
        _uv(*locked, "--offline", **place)
    except subprocess.CalledProcessError:  # the packages are not in the cache: fetch them once
        _uv(*locked, **place)
    python = environment / "bin" / "python"
    _uv("pip", "install", "--offline", "--no-deps", "--python", python, wheel)
    _uv("pip", "check", "--python", python)
    return environment / "bin"


def _uv(*words: str | Path, **changes: str) -> None:
    clean = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    argv = [str(word) for word in (UV, *words)]
    subprocess.run(argv, env={**clean, **changes}, check=True, capture_output=True, text=True)


def bare_environment(programs: Path, data: Path) -> dict[str, str]:
    """Return an environment in which only the installed programs can be found: no Node, no checkout."""
    kept = {key: os.environ[key] for key in ("LANG", "LC_ALL", "TMPDIR") if key in os.environ}
    return {**kept, "PATH": str(programs), "HOME": str(data), "PASSGENAU_DATA": str(data)}


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def fetch(self, path: str) -> Answer:
        """Return the answer to one request."""
        with urllib.request.urlopen(self.address + path, timeout=30) as reply:  # noqa: S310  loopback only
            return Answer(reply.status, reply.headers.get_content_type(), reply.read().decode())

    def stop(self) -> int:
        """Press Ctrl-C, which reaches every process of the terminal, and return the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=20)


@contextlib.contextmanager
def demo(programs: Path, data: Path) -> Iterator[Demo]:
    """Start ``passgenau demo`` on a free port and wait until it answers."""
    port, log = _free_port(), data / "said.txt"
    with log.open("wb") as said:
        argv = [programs / "passgenau", "demo", "--port", str(port)]
        env = bare_environment(programs, data)
        process = subprocess.Popen(
            argv, cwd=data, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        running = Demo(f"http://127.0.0.1:{port}", process, log)
        try:
            _wait(running)
            yield running
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(running: Demo) -> None:
    for _ in range(PATIENCE * 4):
        if running.process.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            running.fetch("/gesund/")
            return
        time.sleep(0.25)
    raise AssertionError(f"the demo did not start:\n{running.log.read_text(errors='replace')[-3000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
