"""Fitting: the reference against which areas are judged, frozen so that a later year can be judged against it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.index.admission import Admitted
from passgenau.index.definition import IndexDefinition
from passgenau.index.methods_known import RANKED
from passgenau.index.places import ARITHMETIC, quantile_cuts
from passgenau.index.result import FittedReference
from passgenau.index.standardise import ColumnFit, fit_column, mean_of

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def fit_indicators(admitted: Admitted) -> FittedReference:
    """Fit mean, spread and whatever the method needs for every indicator, over the areas of the reference.

    Parameters
    ----------
    admitted
        Figures of k areas and m indicators. A missing value takes no part in the fit of its indicator. Where the
        definition names a group to compare with, only its areas are fitted on.

    Returns
    -------
    FittedReference
        Without ``score_mean``, ``score_spread`` and ``cuts``.

    Raises
    ------
    PassgenauError
        Naming every indicator with too few values, without spread, without the counts that the mean ``county``
        needs, or with values that the method cannot read.
    """
    definition = admitted.definition
    findings: list[Finding] = []
    fits = [_fit_one(admitted, number, findings) for number in range(len(admitted.members))]
    if findings:
        raise PassgenauError(findings)
    found = [fit for fit in fits if fit is not None]
    return FittedReference(
        indicator_ids=tuple(member.id for member in admitted.members),
        mean=_numbers([fit.mean for fit in found]),
        spread=_numbers([fit.spread for fit in found]),
        minimum=_numbers([fit.minimum for fit in found]),
        maximum=_numbers([fit.maximum for fit in found]),
        area_count=int(admitted.compared.sum()),
        centre=_numbers([fit.centre for fit in found]),
        scale=_numbers([fit.scale for fit in found]),
        method=definition.method,
        sorted_values=_sorted_values(admitted) if definition.method in RANKED else (),
    )


def _numbers(single: Sequence[Floats]) -> Floats:
    return np.array([one.item() for one in single])


def _fit_one(admitted: Admitted, number: int, findings: list[Finding]) -> ColumnFit | None:
    definition, member = admitted.definition, admitted.members[number]
    place = Place(indicator_id=member.id)
    at = admitted.compared & admitted.valid[:, number]
    ddof = definition.reference.spread_ddof
    trouble = _trouble(admitted, number, at)
    if trouble is not None:
        findings.append(error(*trouble, place))
        return None
    # Without gaps and without a group there is no need to copy a column of millions.
    rows = slice(None) if at.all() else at
    values = admitted.value[rows, number][None, :]
    fit = fit_column(
        values,
        _mean(admitted, number, at, rows),
        definition.method,
        ddof=ddof,
        sign=1 if definition.direction == "absolute" else member.direction,
        member=member,
        parameters=definition.parameters,
        anchor=_anchor(admitted, number),
    )
    if fit.unusable.item():
        findings.append(error("index.no_spread", why_unusable(fit, definition, target=member.target), place))
    return fit


def _mean(admitted: Admitted, number: int, at: Bools, rows: slice | Bools) -> Floats:
    rule, values = admitted.definition.reference.mean, admitted.value[rows, number][None, :]
    if rule != "county":
        return mean_of(values, rule, population=admitted.population[rows], numerator=values, denominator=values[0])
    counted = at & admitted.delivered[:, number]
    cases, base = admitted.numerator[counted, number], admitted.denominator[counted, number]
    return mean_of(values, rule, population=base, numerator=cases[None, :], denominator=base)


def _anchor(admitted: Admitted, number: int) -> Floats | None:
    place = admitted.anchor
    return None if place is None else admitted.value[place, number].reshape(1, 1)


def _trouble(admitted: Admitted, number: int, at: Bools) -> tuple[str, str] | None:
    """Return why an indicator cannot be fitted, as code and sentence."""
    definition, count = admitted.definition, int(at.sum())
    least = max(2, definition.reference.spread_ddof + 1)
    if count < least:
        text = f"Zum Vergleichen braucht es mindestens {least} Gebiete mit Wert, vorhanden sind {count}."
        return "index.too_few_areas", text
    rule = definition.reference.mean
    text = _county_trouble(admitted, number, at) if rule == "county" else ""
    if rule == "population" and admitted.population[at].sum() <= 0:
        text = "Die Gebiete mit Wert haben zusammen keine Bevölkerung; ein gewichteter Mittelwert ist nicht möglich."
    if text:
        return "index.mean", text
    if admitted.anchor is not None and not admitted.valid[admitted.anchor, number]:
        return "index.anchor", "Das Gebiet, an dem gemessen wird, hat hier keinen Wert."
    if definition.method == "fraction_of_max" and admitted.value[at, number].min() < 0:
        return "index.negative", "Ein Anteil am größten Wert lässt sich nur aus Werten ab 0 bilden; es gibt negative."
    return None


def _county_trouble(admitted: Admitted, number: int, at: Bools) -> str:
    counted = at & admitted.delivered[:, number]
    pairs = admitted.numerator[:, number] + admitted.denominator[:, number]
    without = np.flatnonzero(counted & np.isnan(pairs))
    if len(without):
        ids = admitted.kept_ids
        areas = enumerate_de([ids[place] for place in without])
        return f"Der Mittelwert des Kreises braucht Zähler und Nenner; geliefert sind nur Werte bei: {areas}."
    if admitted.denominator[counted, number].sum() <= 0:
        return "Der Mittelwert des Kreises braucht Nenner, die zusammen größer als 0 sind."
    return ""


def why_unusable(fit: ColumnFit, definition: IndexDefinition, *, target: float | None = None) -> str:
    """Return in German why a method cannot be computed on one indicator.

    Parameters
    ----------
    fit
        Fit of one run (r = 1) that says ``unusable``.
    definition
        Names the method.
    target
        Target of the indicator, where the method has one.

    Returns
    -------
    str
        One sentence with the number that stands in the way.
    """
    if definition.method == "relative":
        return f"Die relative Abweichung braucht einen Mittelwert größer als 0; er ist {_shown(fit.mean.item())}."
    if fit.constant.item():
        value = _shown(fit.minimum.item())
        return f"Alle Gebiete haben denselben Wert {value}; ein Indikator ohne Streuung kann nichts zeigen."
    if definition.method == "distance_to_target":
        return (
            f"Das Ziel {_shown(target or 0.0)} muss jenseits des geringsten Bedarfs liegen; die Werte reichen von "
            f"{_shown(fit.minimum.item())} bis {_shown(fit.maximum.item())}."
        )
    if definition.method == "distance_to_reference":
        return "Das Gebiet, an dem gemessen wird, hat hier den geringsten Bedarf; ein Abstand zu ihm sagt dann nichts."
    return (
        "Mindestens die Hälfte der Gebiete hat denselben Wert, die mittlere absolute Abweichung vom Median ist 0; "
        "damit lässt sich nicht standardisieren."
    )


def _shown(value: float) -> str:
    return f"{value:.6g}".replace(".", ",")


def _sorted_values(admitted: Admitted) -> tuple[Floats, ...]:
    columns = range(len(admitted.members))
    return tuple(np.sort(admitted.value[admitted.compared & admitted.valid[:, number], number]) for number in columns)


def fit_score(reference: FittedReference, score: Floats, admitted: Admitted) -> FittedReference:
    """Return the reference with mean and spread of the score and the cuts of its classes, where the definition asks.

    Parameters
    ----------
    reference
        The fitted indicators.
    score
        Shape (k,), of the areas that stayed, no NaN.
    admitted
        Gives populations, the group to compare with and the definition.

    Returns
    -------
    FittedReference
        The mean follows the reference rule: ``population`` weights by population; ``county`` has no numerator for
        a score and takes the unweighted mean of the areas. Cuts by shares are quantiles of the final score.

    Raises
    ------
    PassgenauError
        Where all areas have the same score or too few have one.
    """
    definition = admitted.definition
    fitted = _fit_scale(reference, score[admitted.compared], admitted) if definition.restandardise else reference
    classes = definition.classes
    if classes is None or not classes.shares:
        return fitted
    final = score[admitted.compared]
    if definition.restandardise:
        final = (final - fitted.score_mean) / fitted.score_spread
    return replace(fitted, cuts=tuple(quantile_cuts(final[None, :], classes)[0].tolist()))


def _fit_scale(reference: FittedReference, score: Floats, admitted: Admitted) -> FittedReference:
    rule, ddof = admitted.definition.reference.mean, admitted.definition.reference.spread_ddof
    weights = admitted.population[admitted.compared] if rule == "population" else np.ones_like(score)
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
