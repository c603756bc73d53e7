"""``./run check`` and ``./run test``: every check in order, each under its own heading, a summary at the end."""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks import postgres
from tasks.places import ROOT, SCRATCH, program
from tasks.processes import TaskError, environment, show
from tasks.report import NOTHING, WIDTH, Counts, closing_line, read

PURE = (
    "common", "config", "flow", "frame", "data", "indicators", "index", "profile", "recommendation", "decision",
    "measure", "evaluation", "exchange", "files", "render", "demo", "cases",
)  # fmt: skip
DATABASE = ("store", "actions", "web")
TWO_AT_ONCE = ("-n", "2", "--dist", "loadfile")
ALWAYS_HERE = "not postgres and not wheel"


@dataclass(frozen=True)
class Outcome:
    """How one step ended."""

    name: str
    ok: bool
    seconds: float
    counts: Counts = NOTHING
    note: str = ""


Step = Callable[[Mapping[str, str]], Outcome]


def check() -> int:
    """Run format, lint, types and layers."""
    with tempfile.TemporaryDirectory(prefix="passgenau-check-") as data:
        return _summary([step(_env(data)) for step in _static_steps()])


def test(arguments: Sequence[str]) -> int:
    """Run every check and every test, or with arguments pytest alone with just these."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the database server below is ended too
    with tempfile.TemporaryDirectory(prefix="passgenau-test-") as data:
        if arguments:
            return show([program("pytest"), *arguments], env=_env(data))
        start = time.monotonic()
        outcomes = [step(_env(data)) for step in (*_static_steps(), *_test_steps())]
        failed = _summary(outcomes)
        print(closing_line(sum((done.counts for done in outcomes), NOTHING), time.monotonic() - start), flush=True)
        return failed


def _static_steps() -> Iterator[Step]:
    yield _tool("lock file fits pyproject.toml", "uv", "lock", "--check", "--offline", "--quiet")
    yield _tool("format", "ruff", "format", "--check", "--quiet", ".")
    yield _tool("lint", "ruff", "check", "--quiet", ".")
    yield _tool("types", "mypy")
    yield _tool("layers", "lint-imports")


def _test_steps() -> Iterator[Step]:
    everything = sorted(path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").is_file())
    rest = [name for name in everything if name not in PURE and name != "wheel"]
    yield _pytest("pure tests", _folders(PURE), ALWAYS_HERE, *TWO_AT_ONCE)
    yield _pytest("database and pages (SQLite)", _folders(rest), ALWAYS_HERE, *TWO_AT_ONCE)
    yield _on_postgres
    yield _pytest("wheel", _folders(["wheel"]), "wheel")


def _env(data: str) -> dict[str, str]:
    """Return an environment in which no setting of the person at the keyboard changes a result."""
    clean = {key: value for key, value in environment().items() if not key.startswith("PASSGENAU_")}
    shared = {key: value for key, value in os.environ.items() if key == "PASSGENAU_SHARED"}
    return {**clean, **shared, "PASSGENAU_DATA": data}


def _folders(names: Sequence[str]) -> list[str]:
    return [f"tests/{name}" for name in names if (ROOT / "tests" / name).is_dir()]


def _tool(name: str, *words: str) -> Step:
    def step(env: Mapping[str, str]) -> Outcome:
        _heading(name)
        start = time.monotonic()
        code = show([program(words[0]), *words[1:]], env=env)
        return Outcome(name, code == 0, time.monotonic() - start)

    return step


def _pytest(name: str, folders: Sequence[str], marks: str, *words: str) -> Step:
    def step(env: Mapping[str, str]) -> Outcome:
        _heading(name)
        if not folders:
            return Outcome(name, False, 0.0, note="there is no folder of such tests")
        start = time.monotonic()
        counted = SCRATCH / f"{re.sub('[^a-z]+', '-', name.lower())}.xml"
        counted.unlink(missing_ok=True)
        code = show([program("pytest"), *folders, "-m", marks, *words, f"--junit-xml={counted}", "-q"], env=env)
        return Outcome(name, code == 0, time.monotonic() - start, counts=read(counted))

    return step


def _on_postgres(env: Mapping[str, str]) -> Outcome:
    """Run the database tests once more on PostgreSQL; without a server that is a gap, in CI a failure."""
    name = "PostgreSQL: database and pages"
    programs = postgres.binaries()
    if programs is None:
        _heading(name)
        note = "skipped: no PostgreSQL server programs here (Debian, Ubuntu: apt install postgresql)"
        print(note, flush=True)
        return Outcome(name, not os.environ.get("CI"), 0.0, note=note)
    try:
        with postgres.cluster(programs) as address:
            step = _pytest(name, _folders(DATABASE), "not browser and not wheel", *TWO_AT_ONCE)
            return step({**env, "PASSGENAU_DATABASE": address})
    except TaskError as refusal:
        return Outcome(name, False, 0.0, note=str(refusal))


def _heading(name: str) -> None:
    print(f" {name} ".center(WIDTH, "-"), flush=True)


def _summary(outcomes: Sequence[Outcome]) -> int:
    """Print one line a step and return 1 if any failed."""
    _heading("summary")
    for done in outcomes:
        tests = f"{done.counts.passed:5} passed" if done.counts != NOTHING else " " * 12
        print(f"{'ok    ' if done.ok else 'FAILED'} {done.seconds:7.1f} s {tests}  {done.name}  {done.note}".rstrip())
    sys.stdout.flush()
    return int(not all(done.ok for done in outcomes))
