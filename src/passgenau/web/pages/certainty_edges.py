"""Areas a hair from a cut, in words: at the proposed cut and at each limit of the classes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from passgenau.common.numbers_de import number
from passgenau.index.cliff_edges import CliffEdge, cliff_edges
from passgenau.index.result import RobustnessResult
from passgenau.profile.certainty import EDGE_FROM, frequency_words
from passgenau.profile.sentences import Answer
from passgenau.profile.words import AreaNoun, capital
from passgenau.store.queries.index import Reading


@dataclass(frozen=True)
class EdgeRow:
    """One area near a cut."""

    area_id: str
    name: str
    stands: str
    distance: str
    other_side: str


@dataclass(frozen=True)
class EdgeGroup:
    """One cut with the areas near it."""

    title: str
    rows: tuple[EdgeRow, ...]


@dataclass(frozen=True)
class Edges:
    """Everything said about areas near a cut."""

    answer: Answer
    places: tuple[EdgeRow, ...]
    classes: tuple[EdgeGroup, ...]
    classes_words: str
    unit: str


def edges(read: Reading, robustness: RobustnessResult, noun: AreaNoun) -> Edges:
    """Return the areas that at least 10 of 100 runs put on the other side of a cut."""
    classes = read.definition.classes
    limits = (classes.cuts or read.result.reference.cuts) if classes else ()
    found = cliff_edges(read.result, robustness, limits=limits, threshold=EDGE_FROM)
    names = _Names(read)
    places = tuple(names.row(edge) for edge in found if edge.cut == "places")
    near_class = [edge for edge in found if edge.cut == "class"]
    return Edges(
        answer=_answer(len(places), robustness.top, noun),
        places=places,
        classes=tuple(_groups(near_class, names)),
        classes_words=_classes_words(near_class, noun),
        unit=(
            "Punkte des standardisierten Index; ein Punkt ist die übliche Streuung zwischen den Gebieten."
            if read.definition.restandardise
            else "Punkte des Index, wie in der Spalte „Summe“ der Rangfolge."
        ),
    )


class _Names:
    """What areas and classes of a reading are called."""

    def __init__(self, read: Reading) -> None:
        result = read.result
        self._place = {area: row for row, area in enumerate(result.area_ids)}
        self._result = result
        self.labels = read.definition.classes.labels if read.definition.classes else ()

    def row(self, edge: CliffEdge) -> EdgeRow:
        """Return one edge in words."""
        row = self._place[edge.area_id]
        rank = f"Rang {self._result.rank[row]}"
        stands = f"{rank}, {'vor' if edge.above else 'hinter'} dem Schnitt"
        if edge.cut == "class":
            stands = f"{rank}, {self._result.klass[row]}"
        distance = "–" if math.isnan(edge.distance) else number(edge.distance, decimals=2)
        return EdgeRow(edge.area_id, self._result.area_names[row], stands, distance, frequency_words(edge.other_side))


def _groups(near: Sequence[CliffEdge], names: _Names) -> list[EdgeGroup]:
    numbers = dict.fromkeys(edge.number for edge in near)
    return [
        EdgeGroup(
            f"Grenze zwischen „{names.labels[below + 1]}“ und „{names.labels[below]}“",
            tuple(names.row(edge) for edge in near if edge.number == below),
        )
        for below in numbers
    ]


def _answer(near: int, top: int, noun: AreaNoun) -> Answer:
    if not near:
        return Answer(
            f"Am Schnitt nach Rang {top} liegt {noun.counted(0)} knapp.", "Die Grenze ist in den Zahlen klar."
        )
    verb = "liegt" if near == 1 else "liegen"
    return Answer(
        f"{capital(noun.counted(near))} {verb} knapp am Schnitt nach Rang {top}.",
        "Hier sollte Ortskenntnis entscheiden, nicht der Rang.",
    )


def _classes_words(near: Sequence[CliffEdge], noun: AreaNoun) -> str:
    areas = len({edge.area_id for edge in near})
    verb = "liegt" if areas < 2 else "liegen"
    return f"{capital(noun.counted(areas))} {verb} knapp an einer Klassengrenze"
