"""A PostgreSQL cluster that lives as long as the tests that ask for it; loopback only, no password, no trace."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.processes import TaskError

DEBIAN = Path("/usr/lib/postgresql")
NAME = "passgenau"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")


@dataclass(frozen=True)
class Account:
    """The system user the server runs as; root must not, PostgreSQL refuses it."""

    user: int | None = None
    group: int | None = None


def binaries() -> Path | None:
    """Return the folder of the newest installed server programs, or nothing."""
    installed = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda folder: int(folder.parent.name.partition(".")[0]))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and shutil.which("pg_ctl") else None


@contextlib.contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a new cluster and give its address; stop and delete it in any case."""
    folder = Path(tempfile.mkdtemp(prefix="passgenau-postgres-"))
    account = _account()
    try:
        if account.user is not None:
            os.chown(folder, account.user, account.group or -1)
        data, port = folder / "data", _free_port()
        _ask(programs / "initdb", account, folder, "-D", data, "-U", NAME, "-A", "trust", "-E", "UTF8", "--no-locale")
        settings = [*FAST, f"port={port}", f"unix_socket_directories={folder}"]
        options = " ".join(f"-c {setting}" for setting in settings)
        log = folder / "log"
        _ask(programs / "pg_ctl", account, folder, "-D", data, "-l", log, "-o", options, "-w", "-s", "start")
        try:
            yield f"postgresql://{NAME}@127.0.0.1:{port}/{NAME}"
        finally:
            _ask(programs / "pg_ctl", account, folder, "-D", data, "-m", "immediate", "-w", "-s", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> Account:
    """Return the user to run as: ourselves, or for root the one that PostgreSQL's package made, else nobody."""
    if os.name == "nt" or os.geteuid() != 0:
        return Account()
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise TaskError("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask(command: Path, account: Account, folder: Path, *words: str | Path) -> None:
    argv = [str(word) for word in (command, *words)]
    groups: list[int] | None = None if account.user is None else []
    log = (folder / "said").open("ab")
    with log:
        done = subprocess.run(
            argv,
            cwd=folder,
            user=account.user,
            group=account.group,
            extra_groups=groups,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    if done.returncode:
        raise TaskError(f"{command.name} did not work: {(folder / 'said').read_text(errors='replace')[-800:]}")
