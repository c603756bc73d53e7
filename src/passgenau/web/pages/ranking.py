"""The index page as a value: answer, choices, map, ranking, cut, drawer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.data.areas import AreaRegister
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.profile.sentences import Answer, index_answer
from passgenau.profile.standing import Standing as Placed
from passgenau.profile.standing import standings
from passgenau.profile.words import area_noun
from passgenau.render.charts import rank_axis
from passgenau.store.models import Release
from passgenau.store.queries.figures import memory, register_of, state_key
from passgenau.store.queries.index import Reading, definitions_for
from passgenau.store.queries.profile import levels_of, region_noun
from passgenau.store.queries.regions import Standing
from passgenau.web.frame import release_words
from passgenau.web.maps import PageMap, index_map
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.index import (
    FIRST_ROWS,
    Left,
    Row,
    cell_heads,
    cut_words,
    left_out,
    rank_axis_for,
    ranking_rows,
)
from passgenau.web.pages.index_method import MethodDrawer, method_drawer, without_chance

NO_MAP = "Ohne Gebietsgrenzen lässt sich keine Karte zeichnen. Die Tabelle zeigt alles."
MAP_WIDTH = 440
KEPT = ("definition", "stand", "kommune", "sortierung", "alle")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: filter, order, all rows, drawer; ``given`` is the rest of the address."""

    place: str
    sort: str
    everything: bool
    drawer: bool
    given: Mapping[str, str]

    def address(self, **changes: str) -> str:
        """Return the address of the same page with something changed."""
        return "?" + urlencode({**{name: self.given[name] for name in KEPT if name in self.given}, **changes})


@dataclass(frozen=True)
class SortHead:
    """A column head that sorts."""

    key: str
    label: str
    href: str
    aria: str


@dataclass(frozen=True)
class Table:
    """The ranking with its heads, what is left to show, and where the proposed cut lies."""

    heads: tuple[SortHead, ...]
    cell_heads: tuple[SortHead, ...]
    cell_note: str
    rows: tuple[Row, ...]
    more: str
    more_href: str
    columns: str
    axis: str
    span_note: str
    left: tuple[Left, ...]
    cut: tuple[str, str] | None
    filtered: str


@dataclass(frozen=True)
class RankingPage:
    """Everything the index page shows."""

    answer: Answer
    choices: tuple[Choice, ...]
    map: PageMap | None
    no_map: str
    table: Table
    top: str
    drawer: MethodDrawer
    drawer_open: bool
    unchecked: bool
    csv_href: str
    definition_id: str
    period: str
    source: str


def asked(given: Mapping[str, str]) -> Asked:
    """Return what the parameters of an address ask for."""
    place = given.get("kommune", "")
    return Asked(place, given.get("sortierung", "rang"), "alle" in given or bool(place), "rechnung" in given, given)


def ranking_page(where: Standing, release: Release, read: Reading, wish: Asked) -> RankingPage:
    """Return the page for one reading."""
    register = register_of(release.system)
    placed = standings(read.result, read.robustness, register)
    answer = index_answer(placed, top=max(read.top, 1), noun=area_noun(levels_of(register).finest))
    key = (*state_key(release), read.definition.id, read.period, read.robustness is not None)
    drawn = memory.get(("index-map", *key), lambda: _map(where, release, read, " ".join(answer)))
    named = {"definition": read.definition.id, "stand": read.period}
    return RankingPage(
        answer=answer,
        choices=_choices(where, release, read, wish.place, placed),
        map=drawn,
        no_map="" if drawn else NO_MAP,
        table=_table(read, placed, register, wish=wish, key=key),
        top=str(read.top) if read.top else "",
        drawer=memory.get(("drawer", *key), lambda: method_drawer(read, read.top)),
        drawer_open=wish.drawer,
        unchecked=read.robustness is None and read.definition.robustness is not None and where.may_import,
        csv_href=f"{reverse('index-csv', args=[where.region.slug])}?{urlencode(named)}",
        definition_id=read.definition.id,
        period=read.period,
        source=_source(read, release),
    )


def _map(where: Standing, release: Release, read: Reading, answer: str) -> PageMap | None:
    title = f"Index im Vergleich zum {region_noun(where.region).name}mittel"
    return index_map(where.region.slug, release.system, read, read.top, width=MAP_WIDTH, title=title, answer=answer)


def reading_choices(where: Standing, release: Release, read: Reading) -> tuple[Choice, ...]:
    """Return the selects for definition and period."""
    fitting = definitions_for(where.region, release)
    names = [(name, load_index_definition(name).name) for name in fitting]
    periods = [(period, period_de(period)) for period in fitting[read.definition.id]]
    return (
        choice("definition", "Definition", names, read.definition.id),
        choice("stand", "Datenstand", periods, read.period),
    )


def _choices(
    where: Standing, release: Release, read: Reading, place: str, placed: tuple[Placed, ...]
) -> tuple[Choice, ...]:
    found = list(reading_choices(where, release, read))
    parents = sorted({entry.municipality for entry in placed if entry.municipality})
    if len(parents) > 1:
        entries = [("", f"Alle {len(parents)}"), *[(name, name) for name in parents]]
        found.append(choice("kommune", "Kommune", entries, place))
    return tuple(found)


def _table(
    read: Reading, placed: tuple[Placed, ...], register: AreaRegister, *, wish: Asked, key: tuple[object, ...]
) -> Table:
    everything = wish.everything or len(placed) <= FIRST_ROWS + 5
    axis = rank_axis_for(len(placed), read.top, everything=everything)
    rows = memory.get(
        ("rows", everything, *key), lambda: ranking_rows(read, placed, indicator_catalogue(), top=read.top, axis=axis)
    )
    found = _sorted([row for row in rows if not wish.place or row.parent == wish.place], wish.sort)
    heads, note = cell_heads(read, indicator_catalogue())
    noun = area_noun(levels_of(register).finest).singular
    named = (("rang", "Rang"), ("name", noun), ("summe", "Summe"))
    return Table(
        heads=tuple(_head(wish, name, label) for name, label in named),
        cell_heads=tuple(_head(wish, f"t{place}", label) for place, label in enumerate(heads)),
        cell_note=note,
        rows=tuple(found if everything else found[:FIRST_ROWS]),
        more="" if everything else _more(wish.sort, len(found)),
        more_href=wish.address(alle="1"),
        columns=str(4 + len(heads)),
        axis=rank_axis(axis) if read.robustness else "",
        span_note=without_chance(read.definition) if read.robustness else "",
        left=left_out(read.result, register),
        cut=cut_words(read, placed) if read.top and wish.sort == "rang" and not wish.place else None,
        filtered=wish.place,
    )


def _more(sort: str, size: int) -> str:
    return f"Rang {FIRST_ROWS + 1} bis {size} anzeigen" if sort == "rang" else f"{size - FIRST_ROWS} weitere anzeigen"


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    if sort == "name":
        return sorted(rows, key=lambda row: row.name)
    if sort == "summe":
        return sorted(rows, key=lambda row: -row.order[1])
    if sort.startswith("t") and sort[1:].isdigit() and rows and 2 + int(sort[1:]) < len(rows[0].order):
        column = 2 + int(sort[1:])
        return sorted(rows, key=lambda row: (row.order[column] != row.order[column], -row.order[column]))
    return rows


def _head(wish: Asked, name: str, label: str) -> SortHead:
    aria = "none" if wish.sort != name else "ascending" if name in {"rang", "name"} else "descending"
    return SortHead(name, label, wish.address(sortierung=name) + "#rangfolge", aria)


def _source(read: Reading, release: Release) -> str:
    runs = f", {count(read.robustness.replications)} Durchläufe" if read.robustness else ""
    size = f"{len(read.result.indicator_ids)} Indikatoren"
    return f"{read.definition.name}, {size}, {period_de(read.period)}{runs}. {release_words(release)}."
