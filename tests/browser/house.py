"""A real server for the whole run: the invented county, and regions that still wait for their first file."""

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

PROGRAM = Path(sys.executable).with_name("passgenau")
PATIENCE = 240  # seconds until the invented county is loaded on a slow machine
UPLOAD_LIMIT_MB = 8


@dataclass(frozen=True)
class Person:
    """Somebody who may log in, and the region they work in."""

    name: str
    password: str
    region: str


ERIKA = Person("erika", "geduld-mit-zahlen-77", "muenster")
FRIEDA = Person("frieda", "geduld-mit-zahlen-78", "muenster-tasten")
NORA = Person("nora", "geduld-mit-zahlen-79", "neuland")
OTTO = Person("otto", "geduld-mit-zahlen-80", "posteingang")
REGION_NAMES = {
    ERIKA.region: "Stadt Münster",
    FRIEDA.region: "Stadt Münster, zweiter Versuch",
    NORA.region: "Kreis Neuland",
    OTTO.region: "Kreis Posteingang",
}
DEMO = "demo"
DEMO_PLANNER = "planung"


@dataclass(frozen=True)
class House:
    """The running server."""

    address: str
    data: Path

    @property
    def demo_planner(self) -> Person:
        """Return who may work in the invented county."""
        return Person(DEMO_PLANNER, (self.data / "demo-anmeldung").read_text(encoding="ascii"), DEMO)


@contextlib.contextmanager
def running_house(data: Path) -> Iterator[House]:
    """Create the regions and accounts, then serve until the block ends."""
    env = _environment(data)
    for person in (ERIKA, FRIEDA, NORA, OTTO):
        _create(person, env)
    port, log = _free_port(), data / "said.txt"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [PROGRAM, "demo", "--port", str(port)], env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            house = House(f"http://127.0.0.1:{port}", data)
            _wait(house, process, log)
            yield house
        finally:
            _stop(process)


def _environment(data: Path) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PASSGENAU_")}
    return {**clean, "PASSGENAU_DATA": str(data), "PASSGENAU_UPLOAD_LIMIT_MB": str(UPLOAD_LIMIT_MB)}


def _create(person: Person, env: dict[str, str]) -> None:
    argv = [PROGRAM, "user", person.name, "--region", person.region, "--password", person.password]
    named = ["--create-region", REGION_NAMES[person.region]]
    subprocess.run([*argv, *named], env=env, check=True, capture_output=True, text=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(house: House, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if _answers(house):
            return
        time.sleep(0.2)
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _answers(house: House) -> bool:
    try:
        with urllib.request.urlopen(house.address + "/gesund/", timeout=5):  # noqa: S310  loopback only
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
