"""Indicators in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
import pandas as pd
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from passgenau.common.periods import period_de
from passgenau.data.status import ValueStatus
from passgenau.files.definitions import indicator_catalogue, map_cuts
from passgenau.indicators.build import build_table, periods_by_indicator
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.table import IndicatorTable
from passgenau.render.charts import Series, time_series
from passgenau.render.indicator_map import IndicatorArea, IndicatorScale
from passgenau.store.models import Release
from passgenau.store.queries.figures import Figures, figures_of, memory, state_key
from passgenau.store.queries.profile import county_table, levels_of, profile_input
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for, release_words
from passgenau.web.maps import PageMap, indicator_map
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.figures import figure
from passgenau.web.pages.index import parent_names
from passgenau.web.pages.indicators import AreaRow, area_rows, definition_facts, indicator_groups


@dataclass(frozen=True)
class IndicatorPage:
    """Everything the page of one indicator shows."""

    name: str
    describes: bool
    answer: tuple[str, str]
    choices: tuple[Choice, ...]
    map: PageMap | None
    rows: tuple[AreaRow, ...]
    filtered: str
    chart: str
    course: tuple[tuple[str, str, str], ...]
    facts: tuple[tuple[str, str], ...]
    noun: str
    sort: str
    heads: tuple[tuple[str, str, str, bool], ...]
    source: str


@region_page("figures.read")
def overview(request: HttpRequest, where: Standing) -> HttpResponse:
    """List the indicators that have figures."""
    frame = frame_for(where, "indicators")
    if where.release is None:
        return render(request, "indicators/overview.html", {"frame": frame, "page": None})
    source = profile_input(where.region, where.release)
    groups = indicator_groups(source)
    total = sum(len(group.rows) for group in groups)
    describing = sum(row.describes for group in groups for row in group.rows)
    page = {"groups": groups, "total": str(total), "describing": str(describing), "domains": str(len(groups))}
    return render(request, "indicators/overview.html", {"frame": frame, "page": page})


@region_page("figures.read")
def one(request: HttpRequest, where: Standing, indicator_id: str) -> HttpResponse:
    """Show one indicator."""
    definition = indicator_catalogue().get(indicator_id)
    if definition is None or where.release is None:
        raise Http404
    figures = figures_of(where.region, where.release)
    if indicator_id not in figures.indicator_ids:
        raise Http404
    page = _page(request, where, where.release, figures=figures, definition=definition)
    return render(request, "indicators/one.html", {"frame": frame_for(where, "indicators"), "page": page})


def _page(
    request: HttpRequest, where: Standing, release: Release, *, figures: Figures, definition: IndicatorDefinition
) -> IndicatorPage:
    levels = levels_of(figures.register)
    own = {area.area_id for area in figures.register.at_level(levels.finest)}
    long = figures.long[(figures.long["indicator_id"] == definition.id) & figures.long["area_id"].isin(own)]
    if long.empty:
        raise Http404
    periods = periods_by_indicator(long)[definition.id]
    period = request.GET.get("stand") or periods[-1]
    if period not in periods:
        raise Http404
    tables, counties = memory.get(
        ("indicator", *state_key(release), definition.id), lambda: _course_tables(where, figures, definition, long)
    )
    parents = parent_names(figures.register)
    rows = area_rows(tables[period], counties[period], definition, parents)
    place, sort = request.GET.get("kommune", ""), request.GET.get("sortierung", "wert")
    shown = [row for row in rows if not place or row.parent == place]
    whole = float(counties[period].value[0, 0])
    answer = _answer(rows, definition, whole, where.region.name)
    return IndicatorPage(
        name=definition.name,
        describes=definition.kind == "context",
        answer=answer,
        choices=_choices(periods, period, parents, place, own),
        map=_map(where, release, figures, definition, table=tables[period], county=whole, answer=" ".join(answer)),
        rows=tuple(sorted(shown, key=lambda row: row.name) if sort == "name" else shown),
        filtered=place,
        chart=_chart(definition, tables, counties, where.region.name),
        course=_course(definition, tables, counties),
        facts=definition_facts(definition),
        noun=levels.finest or "Gebiet",
        sort=sort,
        heads=_heads(request, sort),
        source=f"{definition.source}. {period_de(period)}. {release_words(release)}.",
    )


def _course_tables(
    where: Standing, figures: Figures, definition: IndicatorDefinition, long: pd.DataFrame
) -> tuple[dict[str, IndicatorTable], dict[str, IndicatorTable]]:
    """Return the areas' and the whole region's figures of every period."""
    levels = levels_of(figures.register)
    tables = {
        period: build_table(long, figures.register, periods={definition.id: period}, level=levels.finest)
        for period in periods_by_indicator(long)[definition.id]
    }
    return tables, {period: county_table(figures, table, levels, where.region.name) for period, table in tables.items()}


def _heads(request: HttpRequest, sort: str) -> tuple[tuple[str, str, str, bool], ...]:
    keep = {name: request.GET[name] for name in ("stand", "kommune") if name in request.GET}
    return tuple(
        (label, "?" + urlencode({**keep, "sortierung": key}) + "#tabelle", aria if sort == key else "none", numeric)
        for key, label, aria, numeric in (("name", "Gebiet", "ascending", False), ("wert", "Wert", "descending", True))
    )


def _answer(rows: tuple[AreaRow, ...], definition: IndicatorDefinition, whole: float, region: str) -> tuple[str, str]:
    known = [row for row in rows if row.value]
    county = figure(whole, definition.unit, county=whole)
    head = f"{region}: {county}." if np.isfinite(whole) else f"{region}: kein Gesamtwert geliefert."
    if not known:
        return head, "Für kein Gebiet gibt es einen Wert."
    first, last = known[0], known[-1]
    rest = f"Die Spanne reicht von {last.value} ({last.name}) bis {first.value} ({first.name})."
    clear = [
        row for row in known if row.words.split()[0] in {"weit", "deutlich", "etwas"} and "ungeprüft" not in row.words
    ]
    if definition.noise != "none":
        rest += f" In {len(clear)} von {len(known)} Gebieten weicht der Wert gesichert vom Gesamtwert ab."
    return head, rest


def _choices(
    periods: tuple[str, ...], period: str, parents: dict[str, str], place: str, own: set[str]
) -> tuple[Choice, ...]:
    found = [choice("stand", "Zeitraum", [(entry, period_de(entry)) for entry in reversed(periods)], period)]
    names = sorted({parents[area] for area in own if parents.get(area)})
    if len(names) > 1:
        found.append(
            choice("kommune", "Kommune", [("", f"Alle {len(names)}"), *[(name, name) for name in names]], place)
        )
    return tuple(found)


def _map(
    where: Standing,
    release: Release,
    figures: Figures,
    definition: IndicatorDefinition,
    *,
    table: IndicatorTable,
    county: float,
    answer: str,
) -> PageMap | None:
    values = table.value[:, 0]
    known = values[np.isfinite(values)]
    if known.size == 0:
        return None
    middle = county if np.isfinite(county) else float(known.mean())
    spread = float(known.std())
    areas = tuple(
        IndicatorArea(
            area_id,
            table.area_names[row],
            ValueStatus(str(table.status[row, 0])),
            float(values[row]) if np.isfinite(values[row]) else None,
            figure(float(values[row]), definition.unit, county=middle) if np.isfinite(values[row]) else "",
            reverse("profile", args=[where.region.slug, area_id]),
        )
        for row, area_id in enumerate(table.area_ids)
    )
    scale = IndicatorScale(
        middle, spread, map_cuts(), definition.direction, definition.kind == "context" or definition.direction == 0
    )
    level = figures.register.by_id[table.area_ids[0]].level
    return indicator_map(release.system, level, areas, scale, title=definition.name, answer=answer, width=560)


def _extremes(table: IndicatorTable) -> tuple[float | None, float | None]:
    known = table.value[np.isfinite(table.value[:, 0]), 0]
    return (float(np.quantile(known, 0.1)), float(np.quantile(known, 0.9))) if known.size else (None, None)


def _number(table: IndicatorTable) -> float | None:
    value = float(table.value[0, 0])
    return value if np.isfinite(value) else None


def _chart(
    definition: IndicatorDefinition, tables: dict[str, IndicatorTable], counties: dict[str, IndicatorTable], region: str
) -> str:
    whole = tuple(_number(counties[period]) for period in tables)
    if len(tables) < 2 or sum(value is not None for value in whole) < 2:
        return ""
    spans = [_extremes(table) for table in tables.values()]
    lines = (
        Series(region, "area", whole),
        Series("oberes Zehntel der Gebiete", "municipality", tuple(high for _, high in spans)),
        Series("unteres Zehntel der Gebiete", "county", tuple(low for low, _ in spans)),
    )
    reference = next(value for value in whole if value is not None)
    return time_series(
        lines,
        [period_de(period) for period in tables],
        shown=lambda value: figure(value, definition.unit, county=reference),
        width=600,
        sentence=f"{definition.name} in {region} über {len(tables)} Zeiträume; die Werte stehen in der Tabelle.",
    )


def _course(
    definition: IndicatorDefinition, tables: dict[str, IndicatorTable], counties: dict[str, IndicatorTable]
) -> tuple[tuple[str, str, str], ...]:
    rows = []
    for period, table in tables.items():
        known = int(np.isfinite(table.value[:, 0]).sum())
        whole = float(counties[period].value[0, 0])
        rows.append(
            (period_de(period), figure(whole, definition.unit, county=whole), f"{known} von {len(table.area_ids)}")
        )
    return tuple(rows)
