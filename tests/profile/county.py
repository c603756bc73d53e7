"""An invented county for profile tests: two municipalities, twelve Wohnplätze, five indicators, an index by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from passgenau.data.areas import Area, AreaRegister
from passgenau.index.definition import IndexDefinition, IndexIndicator, Reference
from passgenau.index.result import FittedReference, IndexResult, RobustnessResult
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.rollup import roll_up
from passgenau.indicators.table import IndicatorTable
from passgenau.profile.compare import positions
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.words import area_noun

COUNT = 12
IDS = tuple(f"{number:03d}" for number in range(1, COUNT + 1))
NAMES = tuple(f"Ort {number}" for number in range(1, COUNT + 1))
REGISTER = AreaRegister(
    "wohnplaetze",
    (
        Area("K", "Kreis Erfunden", "kreis"),
        Area("A", "Altdorf", "kommune", "K"),
        Area("B", "Bruch", "kommune", "K"),
        *(Area(key, name, "wohnplatz", "A" if place < 6 else "B", population=1000.0)
          for place, (key, name) in enumerate(zip(IDS, NAMES, strict=True))),
    ),
)  # fmt: skip


def definition(indicator: str, **changes: Any) -> IndicatorDefinition:
    """Return a definition of an invented need indicator with some fields changed."""
    plain = IndicatorDefinition(
        id=indicator,
        name=f"Anteil {indicator}",
        short_name=indicator.capitalize(),
        domain="work_and_social",
        numerator="Fälle",
        denominator="Menschen",
        unit="percent",
        direction=1,
        kind="need",
        noise="binomial",
        part_of_whole=True,
        source="erfunden",
        rhythm="jährlich",
        age_group="alle",
        why_it_matters="",
        caveats="",
        documented="completion",
        documented_source="",
        author="Test",
        checked_by="ungeprüft",
        next_review="2027-11",
    )
    return replace(plain, **changes)


DEFINITIONS = {
    "leistung": definition("leistung"),
    "kita": definition("kita", direction=-1, domain="youth_welfare", part_of_whole=False),
    "hilfen": definition("hilfen", noise="poisson", domain="youth_welfare", part_of_whole=False),
    "herkunft": definition("herkunft", kind="context", direction=0, noise="none", domain="foreign_population"),
    "jung": definition(
        "jung", kind="context", direction=0, noise="none", domain="youth_welfare", potential="Junge Bevölkerung"
    ),
}
INDICATORS = tuple(DEFINITIONS)


def table(counts: dict[str, list[float]], *, period: str = "2025", of: float = 500.0) -> IndicatorTable:
    """Return a table of all areas from numerators per indicator, each out of ``of``."""
    numerator = np.array([counts[indicator] for indicator in counts], dtype=float).T
    denominator = np.full(numerator.shape, of)
    return IndicatorTable(
        area_ids=IDS,
        area_names=NAMES,
        populations=REGISTER.populations(IDS),
        indicator_ids=tuple(counts),
        periods=(period,) * len(counts),
        numerator=numerator,
        denominator=denominator,
        value=numerator / denominator,
        status=np.full(numerator.shape, "value", dtype="<U14"),
    )


def with_cell(figures: IndicatorTable, area: str, indicator: str, status: str) -> IndicatorTable:
    """Return the table with one cell emptied and given a state."""
    at = figures.area_ids.index(area), figures.indicator_ids.index(indicator)
    changed = {name: getattr(figures, name).copy() for name in ("numerator", "denominator", "value", "status")}
    changed["status"][at] = status
    if status not in {"estimated", "provisional"}:
        for name in ("numerator", "denominator", "value"):
            changed[name][at] = np.nan
    return replace(figures, **changed)


CURRENT = table(
    {
        "leistung": [200, 60, 55, 50, 50, 50, 45, 45, 45, 40, 40, 35],
        "kita": [120, 300, 305, 310, 300, 295, 300, 305, 310, 300, 290, 120],
        "hilfen": [60, 20, 22, 20, 18, 20, 19, 20, 21, 18, 20, 17],
        "herkunft": [200, 40, 40, 45, 50, 40, 40, 40, 40, 30, 30, 30],
        "jung": [140, 85, 85, 85, 90, 80, 85, 85, 80, 85, 80, 85],
    }
)


def county_of(figures: IndicatorTable) -> IndicatorTable:
    """Return the county row of a table."""
    return roll_up(figures, REGISTER, "kreis", least_coverage=0.5)


def index_of(figures: IndicatorTable, **definition_changes: Any) -> IndexResult:
    """Return an index of plain z-scores with directions, summed, as the real one would deliver it."""
    mean = np.array([column[~np.isnan(column)].mean() for column in figures.value.T])
    spread = np.array([column[~np.isnan(column)].std() for column in figures.value.T])
    signs = np.array([DEFINITIONS[one].direction or 1 for one in figures.indicator_ids], dtype=float)
    standardised = (figures.value - mean) / spread * signs
    score = np.where(np.isnan(standardised), 0, standardised).sum(axis=1)
    empty = np.full(len(figures.area_ids), np.nan)
    chosen = IndexDefinition(
        id="probe",
        name="Probe",
        reference=Reference("areas", 0, 0.0, ()),
        method="zscore",
        parameters={},
        direction="signed",
        aggregate="sum",
        restandardise=False,
        missing_rule="rescale",
        min_share=0.8,
        indicators=tuple(
            IndexIndicator(one, int(sign), 1.0) for one, sign in zip(figures.indicator_ids, signs, strict=True)
        ),
    )
    return IndexResult(
        definition=replace(chosen, **definition_changes),
        area_ids=figures.area_ids,
        area_names=figures.area_names,
        indicator_ids=figures.indicator_ids,
        score=score,
        score_standardised=empty,
        rank=positions(score[:, None])[:, 0],
        klass=("",) * len(figures.area_ids),
        domain_ids=(),
        domain_scores=np.empty((len(figures.area_ids), 0)),
        standardised=standardised,
        contributions=standardised,
        contributions_add_up=True,
        valid_indicators=(~np.isnan(figures.value)).sum(axis=1),
        frequency=empty,
        intensity=empty,
        reason=("",) * len(figures.area_ids),
        reference=FittedReference(figures.indicator_ids, mean, spread, mean, mean, len(figures.area_ids)),
    )


def robustness_of(index: IndexResult, *, top: int = 3, replications: int = 3000) -> RobustnessResult:
    """Return a robustness result in which every rank may vary by one place."""
    rank = index.rank.astype(float)
    return RobustnessResult(
        area_ids=index.area_ids,
        rank=index.rank,
        rank_p05=np.maximum(rank - 1, 1),
        rank_p50=rank,
        rank_p95=np.minimum(rank + 1, len(rank)),
        p_top=np.where(rank < top, 0.999, np.where(rank == top, 0.8, 0.02)),
        p_class=np.empty((len(rank), 0)),
        top=top,
        replications=replications,
        failed=0,
        seed=1,
    )


def inputs(figures: IndicatorTable = CURRENT, **changes: Any) -> ProfileInput:
    """Return complete input for profiles of these figures."""
    index = index_of(figures)
    complete = ProfileInput(
        current=figures,
        county=county_of(figures),
        definitions=DEFINITIONS,
        register=REGISTER,
        municipalities=roll_up(figures, REGISTER, "kommune", least_coverage=0.5),
        index=index,
        robustness=robustness_of(index),
        area_noun=area_noun("wohnplatz"),
    )
    return replace(complete, **changes)
