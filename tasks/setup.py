"""Set up the checkout: virtual environment, packages, static files; each only if its sources changed."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from dataclasses import replace

from tasks import node, stamp
from tasks.places import ASSETS, BUILT, ROOT, SCRATCH, VENV, program
from tasks.processes import TaskError, call, call_or_refuse, fetch, say

UV = "0.13.9"
DEMO_COST = "about 700 MB of disk, 220 MB of download, half a minute to some minutes"
TOOLS_COST = "about 1.1 GB of disk, 330 MB of download, half a minute to some minutes"


def prepare(*, tools: bool) -> None:
    """Bring the checkout into the state that its files ask for; say nothing if it is there already."""
    if _ready(tools=tools):
        return
    with _alone():
        if not _ready(tools=tools):
            _packages(tools=tools)
            _static_files()


def _ready(*, tools: bool) -> bool:
    done, goal = stamp.last(), stamp.wanted(tools=tools)
    return _packages_ready(done, goal) and _static_ready(done, goal)


def _packages_ready(done: stamp.Stamp, goal: stamp.Stamp) -> bool:
    same = (done.root, done.packages) == (goal.root, goal.packages)
    return same and done.tools >= goal.tools and program("python").exists()


def _static_ready(done: stamp.Stamp, goal: stamp.Stamp) -> bool:
    modules = not goal.tools or (ASSETS / "node_modules" / "axe-core").is_dir()
    return done.assets == goal.assets and (BUILT / "kern.css").is_file() and modules


def _packages(*, tools: bool) -> None:
    """Make the virtual environment and install the locked packages; a change keeps the tools that are there."""
    done = stamp.last()
    goal = stamp.wanted(tools=tools or done.tools)
    if _packages_ready(done, goal):
        return
    say(f"setting up in {VENV} ({TOOLS_COST if goal.tools else DEMO_COST}; the next start takes no time)")
    _virtual_environment(moved=bool(done.root) and done.root != goal.root)
    _uv()
    words = ["--all-extras"] if goal.tools else ["--extra", "postgres", "--no-dev", "--group", "assets", "--inexact"]
    say("installing the locked packages")
    fetch([program("uv"), "sync", "--frozen", "--project", ROOT, *words], "installing the packages")
    stamp.keep(replace(done, root=goal.root, packages=goal.packages, tools=goal.tools))


def _virtual_environment(*, moved: bool) -> None:
    if not moved and program("python").exists() and call([program("python"), "-c", "import pip"]) == 0:
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise TaskError("this Python lacks venv; install the system package python3-venv (Debian, Ubuntu).")
    say("making the virtual environment")
    call_or_refuse([sys.executable, "-m", "venv", "--clear", VENV], "making the virtual environment")


def _uv() -> None:
    """Install the pinned uv, which reads the lock file, unless it is there."""
    check = f"import importlib.metadata as m, sys; sys.exit(m.version('uv') != '{UV}')"
    if program("uv").exists() and call([program("python"), "-c", check]) == 0:
        return
    say(f"installing uv {UV} (30 MB)")
    fetch([program("python"), "-m", "pip", "install", "--quiet", f"uv=={UV}"], "installing uv")


def _static_files() -> None:
    done = stamp.last()
    goal = stamp.wanted(tools=done.tools)
    if _static_ready(done, goal):
        return
    say("building styles, fonts and icons (some seconds, 11 MB)")
    node.install_modules()
    call_or_refuse([program("python"), ASSETS / "build.py"], "building the static files")
    stamp.keep(replace(done, assets=goal.assets))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let two starts at the same time set up one after the other."""
    SCRATCH.mkdir(exist_ok=True)
    if os.name == "nt":
        yield
        return
    import fcntl

    with (SCRATCH / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another ./run is setting up this checkout; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
