"""How long the Monte Carlo and very large indices take, against plain numpy and other packages in the same run."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bench.alone import alone, most_memory, timed
from bench.index_bench import plain_pass
from bench.invented import Floats, cells, county, summed_zscores
from bench.peers import PeerRun, peer_runs
from bench.row import Row
from passgenau.config.machine import workers
from passgenau.index.compute import run_index
from passgenau.index.robustness import run_robustness
from passgenau.indicators.table import IndicatorTable

AREAS, INDICATORS, REPLICATIONS = 81, 30, 10_000
MANY, MANY_REPLICATIONS = 3_000_000, 100
PROBE, LONGEST = 4, 100.0  # replications tried first, and the seconds all of them may take before a share is scaled
PASSES = 5
READING = "reading every figure once, the column means"

WEIGHTS: dict[str, object] = {"counts": "none", "weights": {"law": "uniform", "spread": 0.25}}
EVERYTHING: dict[str, object] = {
    "counts": "binomial",
    "weights": {"law": "uniform", "spread": 0.25},
    "choices": {"method": ["zscore", "robust_z", "rank"], "mean": ["areas", "county"]},
}
NOTES = {
    "skcriteria_many": "scikit-criteria 0.10: min-max, weighted sum, ranking, no gaps, no classes",
    "promcda_weights": "ProMCDA 1.0.8: min-max, weighted sum, weights U(0, 1); mean and spread of scores, no ranks",
    "promcda_noise": "ProMCDA 1.0.8: normal noise with fixed weights and method (cannot vary them together), no ranks",
    "skcriteria_weights": "scikit-criteria 0.10: min-max, weighted sum, ranking; the loop is ours",
    "skcriteria_noise": "scikit-criteria 0.10: numpy draws, weights, 3 scalers, no z-scores; the loop is ours",
}


@dataclass(frozen=True)
class Measured:
    """Seconds of our work and of the numpy floor beside it, and the resident memory the work needed on top.

    ``reading`` is what it takes to read every figure once, where that is measured too.
    """

    seconds: float
    floor: float
    memory: float
    done: int = 0
    reading: float = math.nan


def rows() -> list[Row]:
    """Measure a county with its peers, then three million areas; each in a process of its own."""
    weights, everything, index = alone(_weights), alone(_everything), alone(_many)
    again = alone(_many_again)
    peers = peer_runs(county(AREAS, INDICATORS))
    size = f"{AREAS} x {INDICATORS}, {REPLICATIONS} replications"
    floors = "one matrix product and one argsort"
    return [
        Row(what="weights vary", size=size, seconds=weights.seconds, goal=0.1, note=_note(weights, floors)),
        *_peer_rows(peers, "weights", size, ours=weights.seconds, replications=REPLICATIONS),
        Row(
            what="counts, weights, choices vary",
            size=size,
            seconds=everything.seconds,
            goal=0.6,
            note=_note(everything, f"drawing the counts, {floors}"),
        ),
        *_peer_rows(peers, "noise", size, ours=everything.seconds, replications=REPLICATIONS),
        Row(
            what="index of many areas",
            size=f"{MANY} x {INDICATORS}",
            seconds=index.seconds,
            goal=float(f"{PASSES * index.floor:.2g}"),
            note=_note(index, f"one plain pass: z-scores times weights (goal: {PASSES} of them)"),
        ),
        *_peer_rows(peers, "many", f"{MANY} x {INDICATORS}", ours=index.seconds, replications=1),
        _many_row(again),
        *_peer_rows(peers, "many", "the same", ours=again.seconds, replications=MANY_REPLICATIONS),
    ]


def _many_row(found: Measured) -> Row:
    scaled = "all measured" if found.done == MANY_REPLICATIONS else f"1 and {found.done} measured, scaled"
    return Row(
        what="weights vary, many areas",
        size=f"{MANY} x {INDICATORS}, {MANY_REPLICATIONS} replications",
        seconds=found.seconds,
        note=f"{scaled}; no counting noise; {_note(found, 'as many plain passes')}",
    )


def _peer_rows(peers: dict[str, PeerRun], job: str, size: str, *, ours: float, replications: int) -> list[Row]:
    found = [(name, run) for name, run in peers.items() if name.endswith(job)]
    return [_peer_row(name, run, size, ours=ours, replications=replications) for name, run in found]


def _peer_row(name: str, run: PeerRun, size: str, *, ours: float, replications: int) -> Row:
    seconds = run.scaled(replications)
    told = run.error or f"measured {run.runs} in {run.seconds:.2f} s, scaled; {seconds / ours:.0f} times ours"
    return Row(what=f"  the same, {name.split('_')[0]}", size=size, seconds=seconds, note=f"{NOTES[name]}; {told}")


def _note(found: Measured, floor: str) -> str:
    memory = "" if math.isnan(found.memory) else f"; {found.memory:.0f} MiB on top of the figures"
    reading = ""
    if not math.isnan(found.reading):
        reading = f"; {found.seconds / found.reading:.0f} times {READING} ({found.reading:.3f} s)"
    return f"{found.seconds / found.floor:.1f} numpy floors of {found.floor:.4f} s ({floor}){reading}{memory}"


def _weights() -> Measured:
    table = county(AREAS, INDICATORS)
    seconds, memory = _robustness(table, WEIGHTS)
    return Measured(seconds, _floor(table.value), memory)


def _everything() -> Measured:
    table = county(AREAS, INDICATORS)
    seconds, memory = _robustness(table, EVERYTHING)
    return Measured(seconds, _floor(table.value) + _drawing_floor(table), memory)


def _robustness(table: IndicatorTable, varied: dict[str, object]) -> tuple[float, float]:
    """Return seconds and memory; before any floor is measured, for a floor would raise the mark of the memory."""
    definition = summed_zscores(INDICATORS, varied)

    def run() -> object:
        return run_robustness(table, definition, replications=REPLICATIONS, seed=1, top=9, noise={}, workers=workers())

    before = most_memory()
    first = timed(run)
    memory = most_memory() - before
    return min(first, timed(run, rounds=2)), memory


def _floor(value: Floats) -> float:
    """Return the seconds of what nobody can do without: weighted sums of all replications, and their order."""
    rng = np.random.default_rng(1)
    weights = rng.uniform(0.75, 1.25, (value.shape[1], REPLICATIONS))
    return timed(lambda: np.argsort((value @ weights).T, axis=1), rounds=5)


def _drawing_floor(table: IndicatorTable) -> float:
    """Return the seconds numpy needs to draw the counts, an area and indicator at a time, which is its quickest way."""
    rng = np.random.default_rng(1)
    pairs = list(zip(table.denominator.ravel().astype(np.int64).tolist(), table.value.ravel().tolist(), strict=True))
    return timed(lambda: [rng.binomial(whole, share, REPLICATIONS) for whole, share in pairs])


def _many() -> Measured:
    table, definition = cells(MANY, INDICATORS), summed_zscores(INDICATORS, WEIGHTS)
    before = most_memory()
    first = timed(lambda: run_index(table, definition))
    memory = most_memory() - before
    reading = timed(lambda: table.value.mean(axis=0), rounds=3)
    seconds = min(first, timed(lambda: run_index(table, definition)))
    return Measured(seconds, plain_pass_seconds(table), memory, reading=reading)


def _many_again() -> Measured:
    table, definition = cells(MANY, INDICATORS), summed_zscores(INDICATORS, WEIGHTS)

    def run(replications: int) -> float:
        return timed(
            lambda: run_robustness(
                table, definition, replications=replications, seed=1, top=9, noise={}, workers=workers()
            )
        )

    before, done = most_memory(), PROBE + 1
    once, more = run(1), run(PROBE + 1)
    seconds = once + (more - once) / PROBE * (MANY_REPLICATIONS - 1)
    if seconds <= LONGEST:
        done, seconds = MANY_REPLICATIONS, run(MANY_REPLICATIONS)
    memory = most_memory() - before
    reading = timed(lambda: table.value.mean(axis=0), rounds=3) * MANY_REPLICATIONS
    return Measured(seconds, plain_pass_seconds(table) * MANY_REPLICATIONS, memory, done, reading)


def plain_pass_seconds(table: IndicatorTable) -> float:
    """Return the seconds of one plain pass."""
    return timed(lambda: plain_pass(table.value))
