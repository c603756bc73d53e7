"""Fitting: the reference against which areas are judged, frozen so that a later year can be judged against it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.index.admission import Admitted
from passgenau.index.definition import IndexDefinition
from passgenau.index.methods_known import RANKED
from passgenau.index.places import ARITHMETIC
from passgenau.index.result import FittedReference
from passgenau.index.standardise import ColumnFit, fit_column, mean_of

Floats = npt.NDArray[np.float64]


def fit_indicators(admitted: Admitted) -> FittedReference:
    """Fit mean, spread and whatever the method needs for every indicator, over the areas that stayed.

    Parameters
    ----------
    admitted
        Figures of k areas and m indicators. A missing value takes no part in the fit of its indicator.

    Returns
    -------
    FittedReference
        Without ``score_mean`` and ``score_spread``.

    Raises
    ------
    PassgenauError
        Naming every indicator with too few values, without spread, without the counts that the mean ``county``
        needs, or (method ``relative``) with a mean that is not above zero.
    """
    definition = admitted.definition
    findings: list[Finding] = []
    fits = [_fit_one(admitted, number, findings) for number in range(len(admitted.members))]
    if findings:
        raise PassgenauError(findings)
    found = [fit for fit in fits if fit is not None]
    return FittedReference(
        indicator_ids=tuple(member.id for member in admitted.members),
        mean=np.array([fit.mean.item() for fit in found]),
        spread=np.array([fit.spread.item() for fit in found]),
        minimum=np.array([fit.minimum.item() for fit in found]),
        maximum=np.array([fit.maximum.item() for fit in found]),
        area_count=int(admitted.kept.sum()),
        centre=np.array([fit.centre.item() for fit in found]),
        scale=np.array([fit.scale.item() for fit in found]),
        method=definition.method,
        sorted_values=_sorted_values(admitted) if definition.method in RANKED else (),
    )


def _fit_one(admitted: Admitted, number: int, findings: list[Finding]) -> ColumnFit | None:
    definition, place = admitted.definition, Place(indicator_id=admitted.members[number].id)
    valid = admitted.valid[:, number]
    ddof = definition.reference.spread_ddof
    count = int(valid.sum())
    if count < max(2, ddof + 1):
        text = f"Zum Vergleichen braucht es mindestens {max(2, ddof + 1)} Gebiete mit Wert, vorhanden sind {count}."
        findings.append(error("index.too_few_areas", text, place))
        return None
    rule = definition.reference.mean
    trouble = _county_trouble(admitted, number) if rule == "county" else ""
    population = admitted.population[valid] if rule == "population" else admitted.population
    if rule == "population" and population.sum() <= 0:
        trouble = "Die Gebiete mit Wert haben zusammen keine Bevölkerung; ein gewichteter Mittelwert ist nicht möglich."
    if trouble:
        findings.append(error("index.mean", trouble, place))
        return None
    values = admitted.value[valid, number][None, :]
    mean = mean_of(
        values,
        rule,
        population=population,
        numerator=admitted.numerator[valid, number][None, :],
        denominator=admitted.denominator[valid, number],
    )
    fit = fit_column(values, mean, definition.method, ddof)
    if fit.unusable.item():
        findings.append(error("index.no_spread", _why_unusable(fit, definition), place))
    return fit


def _county_trouble(admitted: Admitted, number: int) -> str:
    valid = admitted.valid[:, number]
    pairs = admitted.numerator[:, number] + admitted.denominator[:, number]
    without = np.flatnonzero(valid & np.isnan(pairs))
    if len(without):
        ids = admitted.kept_ids
        areas = enumerate_de([ids[place] for place in without])
        return f"Der Mittelwert des Kreises braucht Zähler und Nenner; geliefert sind nur Werte bei: {areas}."
    if admitted.denominator[valid, number].sum() <= 0:
        return "Der Mittelwert des Kreises braucht Nenner, die zusammen größer als 0 sind."
    return ""


def _why_unusable(fit: ColumnFit, definition: IndexDefinition) -> str:
    if definition.method == "relative":
        return f"Die relative Abweichung braucht einen Mittelwert größer als 0; er ist {fit.mean.item():.6g}."
    if not fit.constant.item():
        return (
            "Mindestens die Hälfte der Gebiete hat denselben Wert, die mittlere absolute Abweichung vom Median ist 0; "
            "damit lässt sich nicht standardisieren."
        )
    return (
        f"Alle Gebiete haben denselben Wert {fit.minimum.item():.6g}; ein Indikator ohne Streuung kann nichts zeigen."
    )


def _sorted_values(admitted: Admitted) -> tuple[Floats, ...]:
    columns = range(len(admitted.members))
    return tuple(np.sort(admitted.value[admitted.valid[:, number], number]) for number in columns)


def fit_score(reference: FittedReference, score: Floats, admitted: Admitted) -> FittedReference:
    """Return the reference with mean and spread of the score, where the definition re-standardises.

    Parameters
    ----------
    reference
        The fitted indicators.
    score
        Shape (k,), of the areas that stayed, no NaN.
    admitted
        Gives populations and the definition.

    Returns
    -------
    FittedReference
        The mean follows the reference rule: ``population`` weights by population; ``county`` has no numerator for
        a score and takes the unweighted mean of the areas.

    Raises
    ------
    PassgenauError
        Where all areas have the same score or too few have one.
    """
    definition = admitted.definition
    if not definition.restandardise:
        return reference
    rule, ddof = definition.reference.mean, definition.reference.spread_ddof
    weights = admitted.population if rule == "population" else np.ones_like(score)
    mean = float((score * weights).sum() / weights.sum())
    spread = math.nan
    if len(score) > max(1, ddof):
        spread = math.sqrt(float(((score - mean) ** 2).sum()) / (len(score) - ddof))
    if not spread > 0 or np.ptp(score) <= ARITHMETIC * np.abs(score).max():
        text = (
            "Alle Gebiete haben denselben Indexwert, oder es ist nur eines; erneut standardisieren lässt er sich nicht."
        )
        raise PassgenauError([error("index.no_score_spread", text)])
    return replace(reference, score_mean=mean, score_spread=spread)
