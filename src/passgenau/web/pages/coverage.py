"""Coverage pages: what is there, hidden, missing, by domain and by indicator."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.data.coverage import Counts, Coverage, coverage
from passgenau.files.definitions import indicator_catalogue
from passgenau.indicators.definition import DOMAINS_DE
from passgenau.profile.words import number_word
from passgenau.store.queries.figures import Figures
from passgenau.web.pages.choices import Choice, choice

LATEST = "jeweils neuester"


@dataclass(frozen=True)
class CoverageCell:
    """One municipality: what was delivered, what is missing, what is hidden."""

    delivered: str
    missing: str
    hidden: str


@dataclass(frozen=True)
class CoverageRow:
    """One domain or indicator over all municipalities."""

    id: str
    name: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True)
class Gap:
    """Indicators of one domain that one municipality did not deliver."""

    domain: str
    municipality: str
    missing: int
    total: int


@dataclass(frozen=True)
class DomainCoverage:
    """Domain x municipality, each indicator in its latest period."""

    answer: tuple[str, str]
    period: str
    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class CoverageGroup:
    """The indicators of one domain."""

    name: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True)
class SeriesRow:
    """One indicator over the periods: areas with a value."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class CoveragePage:
    """Indicator x municipality for one period, and indicator x period."""

    answer: tuple[str, str]
    periods: Choice
    columns: tuple[str, ...]
    width: str
    groups: tuple[CoverageGroup, ...]
    period_columns: tuple[str, ...]
    series: tuple[SeriesRow, ...]


def _by_domain(matrix: Coverage) -> dict[str, list[str]]:
    catalogue = indicator_catalogue()
    domains: dict[str, list[str]] = {name: [] for name in DOMAINS_DE}
    for indicator in matrix.indicator_ids:
        if indicator in catalogue:
            domains[catalogue[indicator].domain].append(indicator)
    return {domain: found for domain, found in domains.items() if found}


def _delivered(counts: Counts) -> bool:
    return counts.available + counts.suppressed + counts.not_applicable > 0


def domain_coverage(figures: Figures) -> DomainCoverage:
    """Return how many indicators of each domain each municipality delivered, in the latest period of each."""
    matrix = coverage(figures.long, figures.register)
    latest = {indicator: matrix.latest(indicator) for indicator in matrix.indicator_ids}
    rows, gaps = [], []
    for domain, indicators in _by_domain(matrix).items():
        cells = []
        for place in matrix.municipalities:
            found = [
                matrix.at(indicator, place.area_id, latest[indicator]) for indicator in indicators if latest[indicator]
            ]
            here = sum(_delivered(counts) for counts in found)
            missing = len(indicators) - here
            hidden = sum(counts.suppressed for counts in found)
            if missing:
                gaps.append(Gap(DOMAINS_DE[domain], place.name, missing, len(indicators)))
            cells.append(_cell(here, len(indicators), missing, hidden))
        rows.append(CoverageRow(domain, DOMAINS_DE[domain], tuple(cells)))
    names = _columns(matrix)
    return DomainCoverage(
        _answer(gaps, names),
        f"{LATEST} Zeitraum",
        names,
        tuple(rows),
        tuple(sorted(gaps, key=lambda gap: -gap.missing)),
    )


def _columns(matrix: Coverage) -> tuple[str, ...]:
    return tuple(place.name or "alle Gebiete" for place in matrix.municipalities)


def _cell(here: int, total: int, missing: int, hidden: int) -> CoverageCell:
    verb = "fehlt" if missing == 1 else "fehlen"
    return CoverageCell(
        f"{count(here)} von {count(total)}",
        f"{count(missing)} {verb}" if missing else "",
        f"{count(hidden)} geheim" if hidden else "",
    )


def _answer(gaps: list[Gap], names: tuple[str, ...]) -> tuple[str, str]:
    if not gaps:
        return "Alle Indikatoren sind geliefert.", "Verborgene Werte zählen nicht als fehlend."
    with_gap = sorted({gap.municipality for gap in gaps})
    worst = max(gaps, key=lambda gap: gap.missing / gap.total)
    if len(names) == 1:
        return (
            f"{number_word(sum(gap.missing for gap in gaps)).capitalize()} Indikatoren fehlen.",
            f"Vor allem im Themenfeld {worst.domain}.",
        )
    full = len(names) - len(with_gap)
    head = (
        f"{number_word(full).capitalize()} von {number_word(len(names))} Kommunen haben alles geliefert."
        if full
        else "Aus jeder Kommune fehlt etwas."
    )
    return (
        head,
        (
            f"Lücken haben {enumerate_de(with_gap)}; die größte: {worst.municipality}, {worst.domain}, "
            f"{worst.missing} von {worst.total}."
        ),
    )


def coverage_page(figures: Figures, wanted: str) -> CoveragePage:
    """Return the full matrix for one period, or for the latest of each indicator."""
    matrix = coverage(figures.long, figures.register)
    period = wanted if wanted in matrix.periods else ""
    catalogue = indicator_catalogue()
    groups = tuple(
        CoverageGroup(
            DOMAINS_DE[domain],
            tuple(
                _indicator_row(matrix, indicator, period, catalogue[indicator].short_name) for indicator in indicators
            ),
        )
        for domain, indicators in _by_domain(matrix).items()
    )
    gaps = sum(bool(cell.missing) for group in groups for row in group.rows for cell in row.cells)
    cells = sum(len(row.cells) for group in groups for row in group.rows)
    head = "Alles ist da." if not gaps else f"In {count(gaps)} von {count(cells)} Feldern fehlen Werte."
    rest = (
        "Gezeigt ist je Indikator der neueste Zeitraum mit Werten."
        if not period
        else f"Gezeigt ist {period_de(period)}."
    )
    entries = [("", f"{LATEST} je Indikator"), *[(entry, period_de(entry)) for entry in reversed(matrix.periods)]]
    return CoveragePage(
        (head, rest),
        choice("stand", "Zeitraum", entries, period),
        _columns(matrix),
        str(len(matrix.municipalities) + 1),
        groups,
        tuple(period_de(entry) for entry in matrix.periods),
        tuple(
            _series_row(matrix, indicator, catalogue[indicator].short_name)
            for found in _by_domain(matrix).values()
            for indicator in found
        ),
    )


def _indicator_row(matrix: Coverage, indicator: str, period: str, name: str) -> CoverageRow:
    shown = period or matrix.latest(indicator) or matrix.periods[-1]
    cells = []
    for place in matrix.municipalities:
        counts = matrix.at(indicator, place.area_id, shown)
        missing = counts.missing + counts.not_delivered
        cells.append(_cell(counts.available, counts.expected, missing, counts.suppressed))
    return CoverageRow(indicator, name, tuple(cells))


def _series_row(matrix: Coverage, indicator: str, name: str) -> SeriesRow:
    totals = [
        sum(matrix.at(indicator, place.area_id, period).available for place in matrix.municipalities)
        for period in matrix.periods
    ]
    return SeriesRow(name, tuple(count(total) if total else "–" for total in totals))
