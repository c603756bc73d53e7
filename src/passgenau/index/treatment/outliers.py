"""Treatment of one indicator in r replications: check, winsorise, check again, transform."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import Treatment
from passgenau.index.treatment.shape import shape_of
from passgenau.index.treatment.transforms import transformed
from passgenau.index.treatment.winsorising import TRANSFORMED, UNTOUCHED, Flags, Floats, Marks, shape_passes, winsorise

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Treated:
    """One indicator after treatment, in r replications of n areas.

    ``values`` and ``how`` have shape (r, n); ``how`` is 0 untouched, 1 lowered from the high side, 2 raised from the
    low side, 3 transformed, 4 and 5 for 1 and 2 with a transform on top. ``stage`` (r,) is the last stage that was
    run: 0 none, 1 winsorising, 2 transform. ``moved`` (r,) counts the values that winsorising touched, even where a
    transform then began from the untreated ones. ``skewness`` and ``kurtosis`` (r, 3) are those before and after each
    stage, NaN where it was not run or there is no shape; ``passed`` (r,) says whether the values returned pass.
    """

    values: Floats
    how: Marks
    stage: Marks
    moved: npt.NDArray[np.int64]
    skewness: Floats
    kurtosis: Floats
    passed: Flags


def treat(values: Floats, treatment: Treatment) -> Treated:
    """Treat one indicator as a definition says.

    Every row is judged for itself, on the raw values in their own direction, before anything is standardised.

    Parameters
    ----------
    values
        Shape (r, n), finite; areas without a value are left out by the caller.
    treatment
        The limits and the stages. ``only`` is the caller's to look at: this function knows no indicator by name.

    Returns
    -------
    Treated
        New arrays. A row that passes comes back as it was; so does one whose values are all equal or fewer than
        four. One that fails after all stages comes back as the last stage left it, ``passed`` False.

    Raises
    ------
    PassgenauError
        A value is missing or infinite, or the power of Box-Cox cannot be computed.

    Notes
    -----
    The order of stages follows ``Treat`` of COINr (Becker et al. 2022) and the OECD/JRC Handbook on Constructing
    Composite Indicators (2008).
    """
    rows = len(values)
    skew, kurt = np.full((rows, 3), np.nan), np.full((rows, 3), np.nan)
    skew[:, 0], kurt[:, 0] = shape_of(values)
    untreated = Treated(
        values.copy(), np.full(values.shape, UNTOUCHED, dtype=np.int8), np.zeros(rows, dtype=np.int8),
        np.zeros(rows, dtype=np.int64), skew, kurt, np.ones(rows, dtype=np.bool_),
    )  # fmt: skip
    failing = _failing(untreated, np.arange(rows), 0, treatment)
    if treatment.winsorise and failing.size:
        failing = _winsorised(untreated, failing, treatment)
    if treatment.then != "none" and failing.size:
        _transformed(untreated, failing, values=values, treatment=treatment)
    return untreated


def _winsorised(state: Treated, rows: Rows, treatment: Treatment) -> Rows:
    """Winsorise these rows of the arrays in place and return those that still fail."""
    most = treatment.winsorise or 0
    moved = winsorise(state.values[rows], most=most, skewness=treatment.skewness, kurtosis=treatment.kurtosis)
    state.values[rows], state.how[rows] = moved.values, moved.how
    state.moved[rows] = np.count_nonzero(moved.how, axis=-1)
    return _after(state, rows, stage=1, treatment=treatment)


def _transformed(state: Treated, rows: Rows, *, values: Floats, treatment: Treatment) -> None:
    """Transform these rows of the arrays in place."""
    source = state.values if treatment.on_winsorised else values
    state.values[rows] = transformed(source[rows], treatment.then, treatment.box_cox)
    before = state.how[rows] if treatment.on_winsorised else UNTOUCHED
    state.how[rows] = TRANSFORMED + before
    _after(state, rows, stage=2, treatment=treatment)


def _after(state: Treated, rows: Rows, *, stage: int, treatment: Treatment) -> Rows:
    """Note the shape after a stage."""
    state.stage[rows] = stage
    state.skewness[rows, stage], state.kurtosis[rows, stage] = shape_of(state.values[rows])
    return _failing(state, rows, stage, treatment)


def _failing(state: Treated, rows: Rows, stage: int, treatment: Treatment) -> Rows:
    limits = (treatment.skewness, treatment.kurtosis)
    passed = shape_passes(state.skewness[rows, stage], state.kurtosis[rows, stage], limits=limits)
    state.passed[rows] = passed
    return rows[~passed]
