"""A table with the index run on it, and one area's score taken apart into weight times standardised value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Place
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition, IndexIndicator
from passgenau.index.hierarchy import effective_weights, given_weights, hierarchy_of
from passgenau.index.methods_known import CENTRED
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]
State = Literal["value", "filled", "missing"]

# Weight times standardised value must give the contribution; what is left is the arithmetic of the machine.
AGREEMENT = 1e-9


@dataclass(frozen=True)
class Reading:
    """The figures of one reading of the periods, and the index computed from exactly these figures."""

    table: IndicatorTable
    result: IndexResult

    @classmethod
    def of(
        cls, table: IndicatorTable, definition: IndexDefinition, *, earlier: IndicatorTable | None = None
    ) -> Reading:
        """Run the index on the table; ``earlier`` as in :func:`passgenau.index.compute.run_index`."""
        return cls(table, run_index(table, definition, earlier=earlier))

    @property
    def members(self) -> tuple[IndexIndicator, ...]:
        """Return the indicators of the index, in the order of the result."""
        known = {one.id: one for one in self.result.definition.indicators}
        return tuple(known[identifier] for identifier in self.result.indicator_ids)

    @property
    def columns(self) -> list[int]:
        """Return where the indicators of the index stand in the table."""
        return [self.table.indicator_ids.index(identifier) for identifier in self.result.indicator_ids]

    @property
    def factors(self) -> Floats:
        """Return with which factor each standardised indicator enters the score, shape (m,), where none is missing."""
        whole: Floats = self.weights(np.ones((1, len(self.members)), dtype=np.bool_))[0]
        return whole

    def weights(self, there: npt.NDArray[np.bool_]) -> Floats:
        """Return the factors of areas that have values where ``there`` (k, m) says so, shape (k, m)."""
        definition, members = self.result.definition, self.members
        return effective_weights(hierarchy_of(definition, members), given_weights(definition, members), there)

    @property
    def entering(self) -> npt.NDArray[np.bool_]:
        """Return where a value, or what stands in for it, enters the score, shape (n, m)."""
        if self.result.definition.missing_rule == "rescale":
            return ~np.isnan(self.result.standardised)
        return np.ones(self.result.standardised.shape, dtype=np.bool_)

    @property
    def ranked(self) -> int:
        """Return how many areas have a rank."""
        return int((self.result.rank > 0).sum())


@dataclass(frozen=True)
class Breakdown:
    """One area's score: arrays of shape (m,), contribution = weight * standardised, adding up to ``score``.

    ``value`` is as delivered (NaN missing), ``standardised`` what entered (NaN where nothing did), ``weight`` includes
    what counts for missing values and is 0 where nothing entered; ``rescaling`` is by how much more the others count
    (1: nothing was rescaled). The final score is ``stretch`` * score + ``shift``; 1 and 0 where the definition does
    not standardise again.
    """

    row: int
    value: Floats
    standardised: Floats
    weight: Floats
    contribution: Floats
    states: tuple[State, ...]
    rescaling: float
    score: float
    final: float
    stretch: float
    shift: float


def breakdown(reading: Reading, area_id: str) -> Breakdown:
    """Take one area's score apart.

    Parameters
    ----------
    reading
        The index and its figures.
    area_id
        The area; it needs a score.

    Returns
    -------
    Breakdown
        Parts in the order of the result.

    Raises
    ------
    PassgenauError
        Where contributions do not add up (by the definition, or because weight times standardised value is not the
        contribution), the area is unknown, or has no score.
    """
    result = reading.result
    row = row_of(reading, area_id)
    standardised, contribution = result.standardised[row].copy(), result.contributions[row]
    there, entered = ~np.isnan(standardised), ~np.isnan(contribution)
    rescaling = _rescaling(reading, there)
    weight = np.where(entered, reading.weights(reading.entering[[row]])[0], 0.0)
    value = reading.table.value[row, reading.columns]
    filled = entered & np.isnan(value)
    open_gaps = entered & ~there
    standardised[open_gaps] = contribution[open_gaps] / weight[open_gaps]
    _check_agreement(weight * np.nan_to_num(standardised), np.nan_to_num(contribution))
    stretch, shift = restandardising(result)
    pairs = zip(filled, entered, strict=True)
    states: list[State] = ["filled" if put else "value" if some else "missing" for put, some in pairs]
    return Breakdown(
        row=row,
        value=value,
        standardised=standardised,
        weight=weight,
        contribution=np.nan_to_num(contribution),
        states=tuple(states),
        rescaling=rescaling,
        score=float(result.score[row]),
        final=float(result.final[row]),
        stretch=stretch,
        shift=shift,
    )


def row_of(reading: Reading, area_id: str) -> int:
    """Return where an area with a score stands.

    Parameters
    ----------
    reading
        The index and its figures.
    area_id
        Key of the area.

    Returns
    -------
    int
        Its row in table and result.

    Raises
    ------
    PassgenauError
        For an index whose contributions do not add up, an unknown area and an area without a score, with the reason.
    """
    result = reading.result
    if not result.contributions_add_up:
        raise refusal(
            "explanation.not_additive",
            "Erklären lässt sich ein Indexwert nur, wenn sich die Beiträge zu ihm addieren; "
            f"„{result.definition.name}“ fasst mit „{result.definition.aggregate}“ zusammen.",
            advice="Möglich ist es mit „sum“ und „arithmetic“; die standardisierten Werte nennt contributions.csv.",
        )
    if area_id not in result.area_ids:
        raise refusal("explanation.unknown_area", f"Ein Gebiet „{area_id}“ gibt es nicht.", Place(column="area_id"))
    row = result.area_ids.index(area_id)
    if not result.rank[row]:
        raise without_score(result, row)
    return row


def without_score(result: IndexResult, row: int, when: str = "") -> PassgenauError:
    """Return the refusal for an area that has no score.

    Parameters
    ----------
    result
        The index.
    row
        Where the area stands.
    when
        The period, where two are compared.

    Returns
    -------
    PassgenauError
        Naming the area and why it has no score; ready to be raised.
    """
    name = f"{result.area_names[row]} ({result.area_ids[row]})"
    text = f"{name} hat keinen Indexwert: {result.reason[row]}."
    return refusal("explanation.no_score", text, Place(area_id=result.area_ids[row], period=when))


def restandardising(result: IndexResult) -> tuple[float, float]:
    """Return how the final score follows from the raw one: final = stretch * score + shift.

    Parameters
    ----------
    result
        The index.

    Returns
    -------
    stretch, shift : float
        1/s and -m/s by mean and spread of the score; 1 and 0 where the definition does not standardise again.
    """
    if not result.definition.restandardise:
        return 1.0, 0.0
    mean, spread = result.reference.score_mean, result.reference.score_spread
    return 1.0 / spread, -mean / spread


def centres(reading: Reading) -> Floats:
    """Return what the values are compared with, in their unit.

    Parameters
    ----------
    reading
        The index and its figures.

    Returns
    -------
    numpy.ndarray
        Shape (m,): the centre of deviations (mean or median); the mean by the reference rule for other methods.
    """
    reference = reading.result.reference
    return reference.centre if reading.result.definition.method in CENTRED else reference.mean


def _rescaling(reading: Reading, there: npt.NDArray[np.bool_]) -> float:
    if reading.result.definition.missing_rule != "rescale" or there.all():
        return 1.0
    factors = reading.factors
    return float(factors.sum() / factors[there].sum())


def _check_agreement(product: Floats, contribution: Floats) -> None:
    size = max(float(np.abs(contribution).max(initial=0.0)), 1e-300)
    if np.abs(product - contribution).max(initial=0.0) > AGREEMENT * size:
        raise refusal(
            "explanation.not_weight_times_value",
            "Die Beiträge müssen Gewicht mal standardisierter Wert sein; bei dieser Definition sind sie es nicht. "
            "Zerlegen lässt sich der Indexwert deshalb nicht.",
        )
