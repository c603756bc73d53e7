"""The worked example of the sheet on multivariate checks is computed anew; a wrong number is a red test."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from passgenau.index.multivariate import (
    component_weights,
    compound_growth,
    correlations,
    domain_alphas,
    effective_weights,
    equal_weights_by_domain,
    fill_panel,
    indicator_statistics,
    standings,
)
from passgenau.index.variance_shares import variance_shares
from tests.index.test_method_sheets import EMPTY, Rows, number, sheet, table_under, words

DOMAINS = {"x0": "A", "x1": "A", "x2": "B", "x3": "B"}
PARENTS = DOMAINS | {"A": "Index", "B": "Index"}
WEIGHTS = {"x0": 1, "x1": 1, "x2": 1, "x3": 4, "A": 3, "B": 1}
YEARS = [2018, 2019, 2021, 2022]
SERIES = [np.nan, 2.0, np.nan, 8.0]
TEXT = sheet("multivariate-pruefung")

Floats = npt.NDArray[np.float64]


def shown(heading: str) -> Rows:
    return table_under(TEXT, f"### {heading}")[1]


def given() -> tuple[tuple[str, ...], Floats]:
    """Return areas and values of the sheet, indicators in columns."""
    areas, rows = table_under(TEXT, "### Werte")
    return tuple(areas), np.array([[number(cell) for cell in row] for row in rows.values()]).T


def spelled(values: npt.ArrayLike, digits: int = 3) -> list[str]:
    return [words(value, digits) for value in np.ravel(np.asarray(values, dtype=np.float64))]


def statistics_rows() -> Rows:
    found = indicator_statistics(given()[1], list(DOMAINS), probabilities=[0.25])
    return {
        "Mittel": spelled(found.mean),
        "Median": spelled(found.median),
        "Streuung": spelled(found.sd),
        "Schiefe": spelled(found.skewness),
        "Wölbung": spelled(found.kurtosis),
        "Quantil 25 %": spelled(found.quantiles),
        "Anteil vorhanden": spelled(found.share_available),
        "Anteil 0": spelled(found.share_zero),
        "Anteil verschieden": spelled(found.share_distinct),
        "Anteil des häufigsten": spelled(found.share_same),
    }


def correlation_rows() -> Rows:
    found = correlations(given()[1], list(DOMAINS), method="pearson")
    pairs = [(0, 1), (0, 2), (2, 3)]
    return {
        f"{found.first_ids[one]} und {found.first_ids[two]}": [
            words(found.coefficient[one, two]),
            words(found.p_value[one, two]),
            str(found.pairs[one, two]),
        ]
        for one, two in pairs
    }


def alpha_rows() -> Rows:
    alphas = domain_alphas(given()[1], list(DOMAINS), domains=list(DOMAINS.values()))
    return {domain: [words(alpha)] for domain, alpha in alphas.items()}


def component_rows() -> Rows:
    complete = [0, 1, 3]
    names = [list(DOMAINS)[place] for place in complete]
    found = component_weights(given()[1][:, complete], names, domains=["alle"] * 3)
    rows = {name: [words(loading)] for name, loading in zip(names, found.weight, strict=True)}
    return rows | {"Anteil der Varianz": [words(found.explained["alle"])]}


def weight_rows() -> Rows:
    effective = effective_weights(PARENTS, WEIGHTS)
    equal = equal_weights_by_domain(list(DOMAINS), domains=list(DOMAINS.values()))
    return {name: [words(effective[name]), words(own)] for name, own in zip(DOMAINS, equal, strict=True)}


def standing_rows() -> Rows:
    areas, values = given()
    found = standings(values, list(DOMAINS), directions=[1] * 4, area_ids=areas, area_id="Esch")
    return {one.element: [str(one.rank), str(one.ranked), words(one.deviation)] for one in found}


def panel_rows() -> Rows:
    panel = np.array(SERIES).reshape(-1, 1, 1)
    rows = {"gegeben": spelled(SERIES)}
    for method in ("latest", "constant", "linear", "linear_constant"):
        found = fill_panel(panel, YEARS, area_ids=["Anger"], indicator_ids=["x0"], method=method, farthest=np.inf)
        rows[method] = spelled(found.values)
    return rows


def growth_rows() -> Rows:
    series = np.array([100, np.nan, np.nan, 133.1]).reshape(-1, 1, 1)
    found = compound_growth(series, [2018, 2019, 2020, 2021])
    return {"Wachstum": spelled(found.rate)}


def share_rows() -> Rows:
    mixed = [[0, 2, 3, 1], [3, 0, 1, 2]]
    found = variance_shares([1, 2, 3, 0], [2, 0, 1, 3], mixed, centred=True)
    return {"allein": spelled(found.first_order), "insgesamt": spelled(found.total)}


ROWS = {
    "Kennzahlen": statistics_rows,
    "Zusammenhang nach Pearson": correlation_rows,
    "Bereiche": alpha_rows,
    "Ladungen auf die erste Komponente": component_rows,
    "Wirksame Gewichte": weight_rows,
    "Stand von Esch": standing_rows,
    "Lücken": panel_rows,
    "Wachstum": growth_rows,
    "Anteile an der Schwankung": share_rows,
}


@pytest.mark.parametrize("heading", ROWS)
def test_every_worked_table_is_what_is_computed(heading: str) -> None:
    assert shown(heading) == ROWS[heading]()


def test_the_example_has_a_gap_and_says_so() -> None:
    assert EMPTY in shown("Werte")["x2"]
    assert shown("Zusammenhang nach Pearson")["x0 und x2"][2] == "5"
