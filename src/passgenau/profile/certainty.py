"""Certainty in words: what a probability of being among the first k may be called."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from passgenau.indicators.intervals import wilson_interval
from passgenau.profile.words import number_word

LEAST_REPLICATIONS = 1000
NOT_TESTED = "nicht geprüft"

_WORDS = (
    "sehr unwahrscheinlich",
    "unwahrscheinlich",
    "offen",
    "wahrscheinlich",
    "sehr wahrscheinlich",
    "so gut wie sicher",
)
_THRESHOLDS = (0.10, 0.33, 0.66, 0.90, 0.99)
_OPEN = _WORDS.index("offen")
VERY_LIKELY = _WORDS.index("sehr wahrscheinlich")
LIKELY = _WORDS.index("wahrscheinlich")
OPEN = _OPEN
EDGE_FROM = _THRESHOLDS[0]
"""From this share of the runs on, the other side of a cut is no longer called very unlikely."""


@dataclass(frozen=True)
class Certainty:
    """How sure it is that an area belongs to the first k.

    ``rung`` counts from 0 (sehr unwahrscheinlich) to 5 (so gut wie sicher), None where it was not tested; ``dots``
    shows it (empty when not tested); ``sentence`` and ``frequency`` are ready to be shown.
    """

    rung: int | None
    word: str
    dots: str
    sentence: str
    frequency: str


def certainty(p_top: float, *, replications: int, top: int) -> Certainty:
    """Return the fixed words for a probability from a robustness run.

    Parameters
    ----------
    p_top
        Probability 0-1 of being among the first ``top``; NaN for an area without a rank.
    replications
        Replications that came to a result.
    top
        Number of areas that count as the first.

    Returns
    -------
    Certainty
        A threshold belongs to the word above it. Where the 95 % interval of the Monte Carlo estimate (Wilson) reaches
        over a threshold, the weaker claim is made, that is the word nearer to "offen". Below 1,000 replications and
        for NaN: not tested.
    """
    if math.isnan(p_top) or replications < LEAST_REPLICATIONS:
        return Certainty(None, NOT_TESTED, "", NOT_TESTED, "")
    hits, runs = np.array([p_top * replications]), np.array([float(replications)])
    low, high = wilson_interval(hits, runs, level=0.95)
    rungs = (_rung(float(low[0])), _rung(p_top), _rung(float(high[0])))
    rung = min(rungs, key=lambda candidate: abs(candidate - _OPEN))
    word = _WORDS[rung]
    among = among_the_first(top)
    sentence = f"offen, ob {among}" if rung == _OPEN else f"{word} {among}"
    return Certainty(rung, word, "●" * rung + "○" * (5 - rung), sentence, frequency_words(p_top))


def frequency_words(p: float) -> str:
    """Return a probability as natural frequency; never 0 or 100 of 100, since a simulation proves neither.

    Parameters
    ----------
    p
        Probability 0-1.

    Returns
    -------
    str
        Such as ``in 94 von 100 Durchläufen``; above 0.995 ``in über 99 von 100 Durchläufen``.
    """
    if p > 0.995:
        return "in über 99 von 100 Durchläufen"
    if p < 0.005:
        return "in weniger als einem von 100 Durchläufen"
    times = min(99, max(1, math.floor(100 * p + 0.5)))
    return f"in {'einem' if times == 1 else times} von 100 Durchläufen"


def times_in_100(p: float) -> str:
    """Return a probability as a number of 100 runs, for a table whose head says so; never 0 and never 100.

    Parameters
    ----------
    p
        Probability 0-1; NaN where there is none.

    Returns
    -------
    str
        Such as ``94``; above 0.995 ``über 99``, below 0.005 ``unter 1``, ``–`` for NaN.
    """
    if math.isnan(p):
        return "–"
    if p > 0.995:
        return "über 99"
    if p < 0.005:
        return "unter 1"
    return str(min(99, max(1, math.floor(100 * p + 0.5))))


def among_the_first(top: int) -> str:
    """Return where the first ``top`` areas stand, as the sentences use it.

    Parameters
    ----------
    top
        Number of areas that count as the first, at least 1.

    Returns
    -------
    str
        ``unter den ersten neun``; for a single one ``auf Rang 1``.
    """
    return "auf Rang 1" if top == 1 else f"unter den ersten {number_word(top)}"


def _rung(p: float) -> int:
    return sum(p >= threshold for threshold in _THRESHOLDS)
