"""The page "Vergleich": two readings of an index side by side, and who moved between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from passgenau.common.errors import PassgenauError
from passgenau.data.areas import AreaRegister
from passgenau.files.definitions import indicator_catalogue
from passgenau.index.change_of_method import Change, change_between
from passgenau.index.proposal import proposed_top
from passgenau.profile.sentences import Answer
from passgenau.profile.words import AreaNoun, area_noun, capital
from passgenau.store.models import Release
from passgenau.store.queries.figures import register_of
from passgenau.store.queries.profile import levels_of
from passgenau.store.queries.regions import Standing
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.index import parent_names
from passgenau.web.pages.index_compare_causes import Reasons, at_other_yardstick, reasons
from passgenau.web.pages.index_compare_sides import (
    AFTER,
    BEFORE,
    OTHER,
    OWN,
    YARDSTICK,
    Side,
    Wanted,
    period_problem,
    read_side,
    side_choices,
    wanted_sides,
    yardstick_problem,
)
from passgenau.web.pages.index_moves import (
    MoveRow,
    SlopePicture,
    move_rows,
    moves_answer,
    rank_sentences,
    slope_picture,
)
from passgenau.web.pages.index_words import refusal_sentences
from passgenau.web.pages.ranking import SortHead

FIRST_ROWS = 20
KEPT = (*BEFORE, *AFTER, YARDSTICK, "kommune", "suche", "sortierung", "alle")
COLUMNS = (("name", "Gebiet"), ("a", "Rang A"), ("b", "Rang B"), ("weg", "Unterschied"))
NAMES = ("in A", "in B")


@dataclass(frozen=True)
class SideChoices:
    """The two selects of one side, and why they do not fit together (empty: they do)."""

    letter: str
    choices: tuple[Choice, Choice]
    problem: str


@dataclass(frozen=True)
class MoveTable:
    """All areas, filtered and sorted, with what the table leaves out."""

    heads: tuple[SortHead, ...]
    rows: tuple[MoveRow, ...]
    more: str
    more_href: str
    without: str
    found: str
    classes: bool


@dataclass(frozen=True)
class Compared:
    """What two readings say to each other."""

    between: tuple[str, str]
    picture: SlopePicture
    table: MoveTable
    reasons: Reasons
    csv_href: str
    note: str


@dataclass(frozen=True)
class ComparePage:
    """Everything the page shows; ``compared`` is None where there is nothing to compare, ``refusals`` say why."""

    answer: Answer
    sides: tuple[SideChoices, ...]
    yardstick: Choice
    yardstick_problem: str
    places: Choice | None
    search: str
    kept: tuple[tuple[str, str], ...]
    compared: Compared | None
    refusals: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What the address asks for, completed: the two sides, and the rest as it was sent."""

    before: Wanted
    after: Wanted
    given: Mapping[str, str]

    @property
    def other_yardstick(self) -> bool:
        """Return whether the second side is measured by the reference of the first."""
        return self.given.get(YARDSTICK, OWN) == OTHER

    @property
    def sides(self) -> dict[str, str]:
        """Return the part of the address that names the two readings."""
        values = (self.before.key, self.before.period, self.after.key, self.after.period)
        yardstick = {YARDSTICK: OTHER} if self.other_yardstick else {}
        return {**dict(zip((*BEFORE, *AFTER), values, strict=True)), **yardstick}

    def address(self, **changes: str) -> str:
        """Return the address of the same page with something changed."""
        rest = {name: self.given[name] for name in KEPT if self.given.get(name) and name not in self.sides}
        return "?" + urlencode({**self.sides, **rest, **changes})


def compare_asked(where: Standing, release: Release, given: Mapping[str, str]) -> Asked | None:
    """Return what is to be compared, None where there are not two readings."""
    wanted = wanted_sides(where, release, given)
    return Asked(*wanted, given) if wanted else None


def compare_sides(where: Standing, release: Release, asked: Asked) -> tuple[Side, Side, Change]:
    """Return both sides and what moves between them; refused where one of them cannot be computed."""
    before, after = (read_side(where, release, wanted) for wanted in (asked.before, asked.after))
    if asked.other_yardstick:
        after = Side(after.wanted, after.read, at_other_yardstick(before, after))
    return before, after, change_between(before.result, after.result)


def field_problems(where: Standing, release: Release, asked: Asked) -> tuple[str, str, str]:
    """Return what is wrong with side A, side B and the yardstick; empty where nothing is."""
    problems = tuple(period_problem(where, release, wanted) for wanted in (asked.before, asked.after))
    yardstick = yardstick_problem(asked.before, asked.after) if asked.other_yardstick else ""
    return problems[0], problems[1], yardstick


def compare_page(where: Standing, release: Release, asked: Asked) -> ComparePage:
    """Return the page for two readings."""
    register = register_of(release.system)
    noun = area_noun(levels_of(register).finest)
    problems = field_problems(where, release, asked)
    compared: Compared | None = None
    refusals: tuple[str, ...] = ()
    answer = Answer("So lässt sich nicht vergleichen.", "Der Grund steht bei der Auswahl.")
    if not any(problems):
        try:
            answer, compared = _compared(where, release, asked, register, noun)
        except PassgenauError as problem:
            refusals = refusal_sentences(problem.findings, indicator_catalogue())
            answer = Answer("So lässt sich nicht vergleichen.", "Einer der beiden Stände lässt sich nicht rechnen.")
    return ComparePage(
        answer=answer,
        sides=_sides(where, release, asked, problems),
        yardstick=_yardstick(asked),
        yardstick_problem=problems[2],
        places=_places(register, asked),
        search=asked.given.get("suche", "")[:80],
        kept=tuple(asked.sides.items())
        + tuple((name, asked.given[name]) for name in ("sortierung",) if name in asked.given),
        compared=compared,
        refusals=refusals,
    )


def _sides(where: Standing, release: Release, asked: Asked, problems: tuple[str, str, str]) -> tuple[SideChoices, ...]:
    return tuple(
        SideChoices(letter, side_choices(where, release, wanted, names, ("Definition", "Datenstand")), problem)
        for letter, wanted, names, problem in zip(
            "AB", (asked.before, asked.after), (BEFORE, AFTER), problems[:2], strict=True
        )
    )


def _yardstick(asked: Asked) -> Choice:
    entries = [(OWN, "jeder Stand an seinem eigenen"), (OTHER, "B am Maßstab von A")]
    return choice(YARDSTICK, "Maßstab", entries, OTHER if asked.other_yardstick else OWN)


def _places(register: AreaRegister, asked: Asked) -> Choice | None:
    parents = parent_names(register)
    finest = register.at_level(register.finest_level())
    names = sorted({parents[area.area_id] for area in finest if parents[area.area_id]})
    if len(names) < 2:
        return None
    entries = [("", f"Alle {len(names)}"), *[(name, name) for name in names]]
    return choice("kommune", "Kommune", entries, asked.given.get("kommune", ""))


def _compared(
    where: Standing, release: Release, asked: Asked, register: AreaRegister, noun: AreaNoun
) -> tuple[Answer, Compared]:
    before, after, change = compare_sides(where, release, asked)
    parents, top = parent_names(register), proposed_top(before.result) or proposed_top(after.result)
    answer = moves_answer(change, top, noun)
    found = reasons(before, after, change, catalogue=indicator_catalogue(), parents=parents, noun=noun)
    target = reverse("index-compare-csv", args=[where.region.slug])
    compared = Compared(
        between=(before.name, after.name + (", am Maßstab von A" if asked.other_yardstick else "")),
        picture=slope_picture(change, top, heads=("A", "B"), sentence=" ".join(answer)),
        table=_table(asked, change, parents, top=top, noun=noun),
        reasons=found,
        csv_href=f"{target}?{urlencode(asked.sides)}",
        note=f"Die Zahl der ersten {noun.plural} schlägt Definition A vor." if proposed_top(before.result) else "",
    )
    return answer, compared


def _table(asked: Asked, change: Change, parents: Mapping[str, str], *, top: int, noun: AreaNoun) -> MoveTable:
    place, search, sort = (asked.given.get(name, "") for name in ("kommune", "suche", "sortierung"))
    wanted = search.strip().casefold()
    rows = [
        row
        for row in move_rows(change, parents, top)
        if (not place or row.parent == place) and wanted in row.name.casefold()
    ]
    everything = "alle" in asked.given or bool(place or wanted) or len(rows) <= FIRST_ROWS + 5
    found = _sorted(rows, sort)
    return MoveTable(
        heads=tuple(_head(asked, key, label, noun) for key, label in COLUMNS),
        rows=tuple(found if everything else found[:FIRST_ROWS]),
        more="" if everything else f"Alle {len(rows)} {noun.plural} anzeigen",
        more_href=asked.address(alle="1"),
        without=rank_sentences(change, noun, NAMES),
        found=_found(len(rows), place, search.strip(), noun),
        classes=any(row.class_before or row.class_after for row in rows),
    )


def _found(size: int, place: str, search: str, noun: AreaNoun) -> str:
    limits = ([f"in {place}"] if place else []) + ([f"mit „{search[:80]}“ im Namen"] if search else [])
    return f"{capital(noun.counted(size))} {' und '.join(limits)}." if limits else ""


def _sorted(rows: list[MoveRow], sort: str) -> list[MoveRow]:
    places = {"a": 4, "b": 5}
    if sort == "name":
        return sorted(rows, key=lambda row: row.name)
    if sort in places:
        return sorted(rows, key=lambda row: row.order[places[sort]])
    return rows


def _head(asked: Asked, key: str, label: str, noun: AreaNoun) -> SortHead:
    sort = asked.given.get("sortierung", "weg")
    aria = "none" if key != sort else "descending" if key == "weg" else "ascending"
    shown = noun.singular if key == "name" else label
    return SortHead(key, shown, asked.address(sortierung=key) + "#bewegungen", aria)
