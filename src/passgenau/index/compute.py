"""The index: fit a reference, apply a reference, or both in one run."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.index.admission import Admitted, admit
from passgenau.index.burden import frequency_and_intensity
from passgenau.index.combine import Combined, combine
from passgenau.index.definition import IndexDefinition
from passgenau.index.methods_known import ADDITIVE
from passgenau.index.places import class_numbers, places, score_tolerance
from passgenau.index.prepare import prepare
from passgenau.index.reference import fit_indicators, fit_score
from passgenau.index.result import FittedReference, IndexResult
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]


def run_index(
    table: IndicatorTable, definition: IndexDefinition, *, earlier: IndicatorTable | None = None
) -> IndexResult:
    """Fit the reference on the areas of the table and judge the same areas against it.

    Parameters
    ----------
    table
        Figures of n areas; shares as 0-1, NaN for missing.
    definition
        Every choice: reference, standardisation, combination, missing values, classes.
    earlier
        Figures of the period that ``reference.period`` names; needed there and only there.

    Returns
    -------
    IndexResult
        All n areas in the order of the table; an area that left has NaN, rank 0 and a reason.

    Raises
    ------
    PassgenauError
        With German findings, where the figures do not allow what the definition asks for.
    """
    if definition.reference.period:
        return apply_reference(table, definition, earlier_reference(definition, earlier))
    admitted = prepare(admit(table, definition))
    fitted = fit_indicators(admitted)
    combined = combine(admitted, fitted)
    return _result(admitted, fit_score(fitted, combined.score, admitted), combined)


def earlier_reference(definition: IndexDefinition, earlier: IndicatorTable | None) -> FittedReference:
    """Return the reference of the earlier period that a definition names.

    Parameters
    ----------
    definition
        With ``reference.period``.
    earlier
        Figures of that period.

    Returns
    -------
    FittedReference
        Fitted on all areas that may be judged then, or on the group the definition names.

    Raises
    ------
    PassgenauError
        Where the figures are not given or are of another period, or as in :func:`run_index`.
    """
    wanted = definition.reference.period
    if earlier is None:
        text = f"Der Maßstab dieser Definition ist der Zeitraum {wanted}; seine Werte werden gebraucht und fehlen."
        raise refusal("index.earlier_missing", text)
    other = sorted({period for period in earlier.periods if period and period != wanted})
    if other:
        text = f"Der Maßstab dieser Definition ist der Zeitraum {wanted}, gegeben sind Werte für {enumerate_de(other)}."
        raise refusal("index.earlier_other", text)
    then = replace(definition, reference=replace(definition.reference, period=""))
    return fit_reference(earlier, then)


def fit_reference(table: IndicatorTable, definition: IndexDefinition) -> FittedReference:
    """Fit the reference on the areas of the table and judge nobody.

    Parameters
    ----------
    table, definition
        As in :func:`run_index`.

    Returns
    -------
    FittedReference
        Mean, spread and what the method needs, with the scale of the score where the definition re-standardises.

    Raises
    ------
    PassgenauError
        As in :func:`run_index`.
    """
    admitted = prepare(admit(table, definition))
    fitted = fit_indicators(admitted)
    if not definition.restandardise and not (definition.classes and definition.classes.shares):
        return fitted
    return fit_score(fitted, combine(admitted, fitted).score, admitted)


def apply_reference(table: IndicatorTable, definition: IndexDefinition, reference: FittedReference) -> IndexResult:
    """Judge the areas of the table against a reference fitted before, for instance on an earlier year.

    Parameters
    ----------
    table, definition
        As in :func:`run_index`; who is excluded and what happens to missing values follows the definition again.
    reference
        From :func:`fit_reference` with the same definition.

    Returns
    -------
    IndexResult
        As in :func:`run_index`. Ranks order the areas of this table; scores and classes refer to the reference.

    Raises
    ------
    PassgenauError
        Where the reference was fitted for other indicators or another method, or as in :func:`run_index`.
    """
    if definition.treatment is not None:
        text = (
            "Mit einer Ausreißerbehandlung lässt sich kein alter Maßstab anlegen: Sie rechnet jedes Jahr anders um. "
            "Nötig ist eine Definition ohne [treat]."
        )
        raise refusal("index.treated_reference", text)
    admitted = prepare(admit(table, definition))
    _check_fits(admitted, reference)
    return _result(admitted, reference, combine(admitted, reference))


def _check_fits(admitted: Admitted, reference: FittedReference) -> None:
    wanted = tuple(member.id for member in admitted.members)
    if wanted != reference.indicator_ids:
        text = (
            "Die Bezugsgröße muss für dieselben Indikatoren in derselben Reihenfolge berechnet sein; der Index hat "
            f"{enumerate_de(wanted)}, die Bezugsgröße {enumerate_de(reference.indicator_ids)}."
        )
        raise refusal("index.other_reference", text)
    definition = admitted.definition
    if reference.method != definition.method or definition.restandardise == np.isnan(reference.score_mean):
        text = "Die Bezugsgröße wurde mit einer anderen Methode berechnet, als diese Definition verlangt."
        raise refusal("index.other_reference", text)


def _result(admitted: Admitted, reference: FittedReference, combined: Combined) -> IndexResult:
    table, definition, kept = admitted.table, admitted.definition, admitted.kept
    standardised = np.full(len(combined.score), np.nan)
    if definition.restandardise:
        standardised = (combined.score - reference.score_mean) / reference.score_spread
    final = standardised if definition.restandardise else combined.score
    frequency, intensity = frequency_and_intensity(admitted, reference)
    return IndexResult(
        definition=definition,
        area_ids=table.area_ids,
        area_names=table.area_names,
        indicator_ids=reference.indicator_ids,
        score=_everyone(combined.score, kept),
        score_standardised=_everyone(standardised, kept),
        rank=_ranks(final, kept),
        klass=_class_labels(final, definition, reference, kept),
        domain_ids=tuple(domain.id for domain in definition.domains),
        domain_scores=_everyone(combined.domain_scores, kept),
        standardised=_everyone(combined.standardised, kept),
        contributions=_everyone(combined.contributions, kept),
        contributions_add_up=_additive(definition),
        valid_indicators=admitted.valid_indicators,
        frequency=_everyone(frequency, kept),
        intensity=_everyone(intensity, kept),
        reason=admitted.reason,
        reference=reference,
        findings=admitted.findings,
        touched=admitted.touched,
    )


def _additive(definition: IndexDefinition) -> bool:
    """Tell whether every step from indicator to index is a sum or an arithmetic mean."""
    return {
        definition.aggregate,
        *(domain.aggregate or definition.aggregate for domain in definition.domains),
    } <= ADDITIVE


def _everyone(values: Floats, kept: npt.NDArray[np.bool_]) -> Floats:
    if kept.all():
        return values
    full = np.full((len(kept), *values.shape[1:]), np.nan)
    full[kept] = values
    return full


def _ranks(final: Floats, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    _, above = places(final[None, :], score_tolerance(final[None, :]))
    ranks = np.zeros(len(kept), dtype=np.int64)
    ranks[kept] = above[0] + 1
    return ranks


def _class_labels(
    final: Floats, definition: IndexDefinition, reference: FittedReference, kept: npt.NDArray[np.bool_]
) -> tuple[str, ...]:
    labels = np.full(len(kept), "", dtype=object)
    if definition.classes is not None:
        cuts = reference.cuts or definition.classes.cuts
        numbers = class_numbers(final[None, :], np.array([cuts]))[0]
        labels[kept] = np.array(definition.classes.labels, dtype=object)[numbers]
    return cast("tuple[str, ...]", tuple(labels))
