"""The index in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from passgenau.actions.acting import actor_in
from passgenau.actions.compute_index import compute_index
from passgenau.common.errors import PassgenauError
from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.indicators.definition import DOMAINS_SHORT_DE
from passgenau.profile.sentences import index_answer
from passgenau.profile.standing import standings
from passgenau.profile.words import area_noun
from passgenau.render.charts import rank_axis
from passgenau.store.models import Release
from passgenau.store.queries.figures import figures_of, memory, state_key
from passgenau.store.queries.index import Reading, definitions_for, reading
from passgenau.store.queries.profile import levels_of
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import Frame, frame_for, release_words
from passgenau.web.maps import PageMap, index_map
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.index import FIRST_ROWS, Left, Row, cut_words, left_out, rank_axis_for, ranking_rows
from passgenau.web.pages.index_method import MethodDrawer, method_drawer
from passgenau.web.views.errors import refused

DEFAULT_TOP = 9


@dataclass(frozen=True)
class SortHead:
    """A column head that sorts."""

    label: str
    href: str
    aria: str


@dataclass(frozen=True)
class RankingPage:
    """Everything the index page shows."""

    answer: tuple[str, str]
    choices: tuple[Choice, ...]
    map: PageMap | None
    no_map: str
    heads: tuple[SortHead, ...]
    domain_heads: tuple[SortHead, ...]
    rows: tuple[Row, ...]
    more: str
    more_href: str
    columns: str
    axis: str
    left: tuple[Left, ...]
    cut: tuple[str, str] | None
    top: str
    filtered: str
    drawer: MethodDrawer
    drawer_open: bool
    unchecked: bool
    csv_href: str
    definition_id: str
    period: str
    source: str


def pick(where: Standing, request: HttpRequest) -> tuple[Release, str, str] | None:
    """Return release, definition and period asked for; the first fitting ones by default, None where none fits."""
    if where.release is None:
        return None
    fitting = definitions_for(where.region, where.release)
    if not fitting:
        return None
    definition_id = request.GET.get("definition") or next(iter(fitting))
    if definition_id not in fitting:
        raise Http404
    period = request.GET.get("stand") or fitting[definition_id][0]
    if period not in fitting[definition_id]:
        raise Http404
    return where.release, definition_id, period


@region_page("figures.read")
def ranking(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show map, ranking, cut and method of an index."""
    frame = frame_for(where, "index")
    picked = pick(where, request)
    if picked is None:
        return render(request, "index/empty.html", {"frame": frame})
    try:
        page = _page(request, where, frame, picked)
    except PassgenauError as problem:
        return refused(request, problem, title="Dieser Index lässt sich nicht rechnen")
    part = "#rangfolge" if request.htmx and request.htmx.target == "rangfolge" else ""  # type: ignore[attr-defined]
    return render(request, f"index/ranking.html{part}", {"frame": frame, "page": page})


def _page(request: HttpRequest, where: Standing, frame: Frame, picked: tuple[Release, str, str]) -> RankingPage:
    release, definition_id, period = picked
    read = reading(where.region, release, definition_id, period)
    register = figures_of(where.region, release).register
    top = read.definition.proposed_cut or DEFAULT_TOP
    key = (*state_key(release), definition_id, period, read.robustness is not None)
    placed = standings(read.result, read.robustness, register)
    everything = "alle" in request.GET or bool(request.GET.get("kommune")) or len(placed) <= FIRST_ROWS + 5
    axis = rank_axis_for(len(placed), top, everything=everything)
    rows = memory.get(
        ("rows", everything, *key), lambda: ranking_rows(read, placed, indicator_catalogue(), top=top, axis=axis)
    )
    answer = index_answer(placed, top=top, noun=area_noun(levels_of(register).finest))
    drawer = memory.get(("drawer", *key), lambda: method_drawer(read, top))
    place = request.GET.get("kommune", "")
    sort = request.GET.get("sortierung", "rang")
    shown = _sorted([row for row in rows if not place or row.parent == place], sort, read)
    drawn = memory.get(("index-map", *key), lambda: _map(where, release, read, top=top, answer=" ".join(answer)))
    return RankingPage(
        answer=answer,
        choices=_choices(where, release, read, place, rows),
        map=drawn,
        no_map="" if drawn else "Ohne Gebietsgrenzen lässt sich keine Karte zeichnen. Die Tabelle zeigt alles.",
        heads=tuple(
            _head(request, name, label, sort)
            for name, label in (
                ("rang", "Rang"),
                ("name", "Wohnplatz" if register.finest_level() == "Wohnplatz" else "Gebiet"),
                ("summe", "Summe"),
            )
        ),
        domain_heads=tuple(
            _head(request, f"t{place_}", DOMAINS_SHORT_DE.get(domain.id, domain.name), sort)
            for place_, domain in enumerate(read.definition.domains)
        ),
        rows=tuple(shown if everything else shown[:FIRST_ROWS]),
        more=""
        if everything
        else f"{len(shown) - FIRST_ROWS} weitere anzeigen"
        if sort != "rang"
        else f"Rang {FIRST_ROWS + 1} bis {len(shown)} anzeigen",
        more_href="?" + _query(request, alle="1"),
        columns=str(4 + len(read.definition.domains)),
        axis=rank_axis(axis) if read.robustness else "",
        left=left_out(read.result, register),
        cut=cut_words(read, placed, top) if sort == "rang" and not place else None,
        top=str(top),
        filtered=place,
        drawer=drawer,
        drawer_open="rechnung" in request.GET,
        unchecked=read.robustness is None and read.definition.robustness is not None and where.may_import,
        csv_href=reverse("index-csv", args=[where.region.slug])
        + "?"
        + urlencode({"definition": definition_id, "stand": period}),
        definition_id=definition_id,
        period=period,
        source=_source(read, release),
    )


def _map(where: Standing, release: Release, read: Reading, *, top: int, answer: str) -> PageMap | None:
    return index_map(
        where.region.slug,
        release.system,
        read,
        top,
        width=464,
        title="Index im Vergleich zum Kreismittel",
        answer=answer,
    )


def _choices(where: Standing, release: Release, read: Reading, place: str, rows: tuple[Row, ...]) -> tuple[Choice, ...]:
    fitting = definitions_for(where.region, release)
    names = [(name, load_index_definition(name).name) for name in fitting]
    periods = [(period, period_de(period)) for period in fitting[read.definition.id]]
    parents = sorted({row.parent for row in rows if row.parent})
    found = [
        choice("definition", "Definition", names, read.definition.id),
        choice("stand", "Datenstand", periods, read.period),
    ]
    if len(parents) > 1:
        found.append(
            choice("kommune", "Kommune", [("", f"Alle {len(parents)}"), *[(name, name) for name in parents]], place)
        )
    return tuple(found)


def _sorted(rows: list[Row], sort: str, read: Reading) -> list[Row]:
    if sort == "name":
        return sorted(rows, key=lambda row: row.name)
    if sort == "summe":
        return sorted(rows, key=lambda row: -row.order[1])
    if sort.startswith("t") and sort[1:].isdigit() and int(sort[1:]) < len(read.definition.domains):
        column = 2 + int(sort[1:])
        return sorted(rows, key=lambda row: (row.order[column] != row.order[column], -row.order[column]))
    return rows


def _query(request: HttpRequest, **changes: str) -> str:
    keep = {
        name: request.GET[name]
        for name in ("definition", "stand", "kommune", "sortierung", "alle")
        if name in request.GET
    }
    return urlencode({**keep, **changes})


def _head(request: HttpRequest, name: str, label: str, sort: str) -> SortHead:
    aria = "none" if sort != name else "ascending" if name in {"rang", "name"} else "descending"
    return SortHead(label, "?" + _query(request, sortierung=name) + "#rangfolge", aria)


def _source(read: Reading, release: Release) -> str:
    runs = f", {count(read.robustness.replications)} Durchläufe" if read.robustness else ""
    size = f"{len(read.result.indicator_ids)} Indikatoren"
    return f"{read.definition.name}, {size}, {period_de(read.period)}{runs}. {release_words(release)}."


@region_page("figures.read")
def as_csv(request: HttpRequest, where: Standing) -> HttpResponse:
    """Download the ranking as the command line writes it."""
    picked = pick(where, request)
    if picked is None:
        raise Http404
    read = reading(where.region, *picked)
    from passgenau.files.results import index_csv

    response = HttpResponse(index_csv(read.result), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="index_{picked[1]}_{picked[2].replace("/", "-")}.csv"'
    return response


@require_POST
@region_page("index.compute")
def compute(request: HttpRequest, where: Standing) -> HttpResponse:
    """Compute how sure the ranking is, and come back to it."""
    definition_id, period = request.POST.get("definition", ""), request.POST.get("stand", "")
    if where.release is None or period not in definitions_for(where.region, where.release).get(definition_id, []):
        raise Http404
    try:
        compute_index(
            actor_in(where.region, request.user),
            where.region,
            where.release,
            definition_id=definition_id,
            period=period,
        )
    except PassgenauError as problem:
        return refused(request, problem, title="Die Prüfung ließ sich nicht rechnen")
    messages.success(request, "Die Sicherheit der Rangfolge ist geprüft.")
    return redirect(
        reverse("index", args=[where.region.slug]) + "?" + urlencode({"definition": definition_id, "stand": period})
    )
