"""Start other programs: with retries for the network, or in place of ourselves."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from tasks.places import ROOT, VENV

PAUSES = (2, 8)  # seconds before the second and the third try


class TaskError(RuntimeError):
    """Something could not be done; the text says what, and what to do about it."""


def say(text: str) -> None:
    """Print one line of our own; to stderr, because stdout belongs to the program that is run."""
    print(f"run: {text}", file=sys.stderr, flush=True)


def environment(**changes: str) -> dict[str, str]:
    """Return the caller's environment without another virtual environment's traces."""
    inherited = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONHOME"}}
    return {**inherited, **changes}


def network(*, again: bool = False) -> dict[str, str]:
    """Return the environment for steps that fetch: the caller's proxies, our .venv, the machine's certificates."""
    from tasks.certificates import certificates  # late, because a start that fetches nothing should not wait for it

    ours = {"UV_PROJECT_ENVIRONMENT": str(VENV), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**certificates(pip=again), **environment(**ours)}


def call(words: Sequence[str | Path], *, env: Mapping[str, str] | None = None, folder: Path = ROOT) -> int:
    """Run a program in the checkout, its output going to stderr, and return its exit code."""
    argv = [str(word) for word in words]
    env = environment() if env is None else dict(env)
    return subprocess.run(argv, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode


def show(words: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> int:
    """Run a program in the checkout, its output being what the person asked for, and return its exit code."""
    argv = [str(word) for word in words]
    sys.stdout.flush()
    return subprocess.run(argv, cwd=ROOT, env=environment() if env is None else dict(env)).returncode


def call_or_refuse(words: Sequence[str | Path], what: str, *, folder: Path = ROOT) -> None:
    """Run a program that needs no network and refuse to go on if it fails."""
    if call(words, folder=folder):
        raise TaskError(f"{what} did not work; the lines above say why.")


def fetch(words: Sequence[str | Path], what: str, *, folder: Path = ROOT, first: Path | None = None) -> None:
    """Run a program that uses the network, up to three times; ``first`` is searched for programs before all else."""
    for number, pause in enumerate((*PAUSES, None)):
        env = network(again=number > 0)
        if first is not None:
            env["PATH"] = os.pathsep.join([str(first), env.get("PATH", "")])
        if call(words, env=env, folder=folder) == 0:
            return
        if pause is not None:
            say(f"{what} did not work; trying again in {pause} seconds.")
            time.sleep(pause)
    raise TaskError(f"{what} did not work three times; the lines above say why (network, proxy, disk?).")


def become(words: Sequence[str | Path], env: Mapping[str, str]) -> NoReturn:
    """Let the program take our place: input, output, signals and exit code are its own from here on."""
    argv = [str(word) for word in words]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        sys.exit(subprocess.run(argv, env=dict(env)).returncode)
    os.execve(argv[0], argv, dict(env))
