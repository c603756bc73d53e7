"""ProMCDA and scikit-criteria in an environment of their own below .run, thrown away whenever a pin changes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from passgenau.indicators.table import IndicatorTable
from tasks.places import SCRATCH, program
from tasks.processes import TaskError, environment, fetch

PROMCDA = "ProMCDA==1.0.8"
PINS = (
    "scikit-criteria==0.10", "numpy==2.4.6", "pandas==3.1.1", "scipy==1.17.1", "scikit-learn==1.9.1",
    "plotly==7.1.0", "kaleido==1.5.0", "pillow>=12",
)  # fmt: skip
FOLDER = SCRATCH / "peers"
LONGEST = 300


@dataclass(frozen=True)
class PeerRun:
    """What a peer took for so many replications, or why there is no time."""

    runs: int = 0
    seconds: float = float("nan")
    error: str = ""

    def scaled(self, replications: int) -> float:
        """Return the seconds that many replications would take at the same pace, NaN where nothing was measured."""
        return self.seconds / self.runs * replications if self.runs else float("nan")


def peer_runs(table: IndicatorTable) -> dict[str, PeerRun]:
    """Return the time of every job by name; empty runs with a reason where the peers cannot be had."""
    names = ("promcda_weights", "promcda_noise", "skcriteria_weights", "skcriteria_noise", "skcriteria_many")
    if "CI" in os.environ:
        return dict.fromkeys(names, PeerRun(error="left out in CI"))
    try:
        return _measured(table)
    except (TaskError, OSError, subprocess.SubprocessError, tarfile.TarError) as problem:
        reason = str(problem).strip() or type(problem).__name__
        return dict.fromkeys(names, PeerRun(error=f"not measured: {reason.splitlines()[0][:100]}"))


def _measured(table: IndicatorTable) -> dict[str, PeerRun]:
    python, source = _installed()
    figures, answer = FOLDER / "figures.npz", FOLDER / "answer.json"
    np.savez(figures, rate=table.value, denominator=table.denominator)
    answer.unlink(missing_ok=True)
    subprocess.run(
        [python, "-W", "ignore", Path(__file__).with_name("peer_jobs.py"), figures, answer],
        env=environment(PYTHONPATH=str(source)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=LONGEST,
    )
    return {name: PeerRun(**found) for name, found in json.loads(answer.read_text(encoding="utf-8")).items()}


def _installed() -> tuple[Path, Path]:
    """Return the interpreter that has the peers and the folder of ProMCDA's source, making both where need be."""
    python = FOLDER / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    source, stamp = FOLDER / PROMCDA.replace("==", "-"), FOLDER / "pins.txt"
    wanted = "\n".join([sys.version, PROMCDA, *PINS])
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python, source
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    uv = program("uv")
    fetch([uv, "venv", "--quiet", "--python", sys.executable, FOLDER / "venv"], "making room for the peers")
    fetch([uv, "pip", "install", "--quiet", "--python", python, *PINS], "installing the peers")
    # The wheel of ProMCDA 1.0.8 lacks two of its own packages; the source archive has them.
    pip: list[str | Path] = [program("python"), "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    fetch([*pip, "--dest", FOLDER, PROMCDA], "fetching ProMCDA")
    with tarfile.open(next(FOLDER.glob("*.tar.gz"))) as archive:
        archive.extractall(FOLDER, filter="data")
    stamp.write_text(wanted, encoding="utf-8")
    return python, source
