"""Other ways to compute the same index, in plain words, and how far each of them says the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import number
from passgenau.index.agreement import Agreement, agreement, compared
from passgenau.index.definition import Mean, Method
from passgenau.profile.certainty import times_in_100
from passgenau.profile.sentences import Answer
from passgenau.profile.words import AreaNoun, capital, number_word
from passgenau.store.queries.index import Reading

USUAL_METHODS: tuple[Method, ...] = ("rank", "robust_z", "difference", "minmax")
USUAL_MEANS: tuple[Mean, ...] = ("areas", "population", "county")

# What a variant is called, and what it changes for somebody who has never heard its name.
VARIANT_WORDS: dict[tuple[str, str], tuple[str, str]] = {
    ("method", "zscore"): ("Abstand geteilt durch die Streuung", "Alle Indikatoren wiegen ähnlich viel."),
    ("method", "difference"): (
        "Prozentpunkte ohne Standardisierung", "Merkmale, die sich stark unterscheiden, wiegen mehr.",
    ),
    ("method", "relative"): ("Abstand als Anteil am Mittel", "Abstände bei seltenen Merkmalen wiegen mehr."),
    ("method", "robust_z"): ("Median statt Mittelwert", "Einzelne sehr hohe Werte verschieben den Maßstab nicht."),
    ("method", "minmax"): ("Kleinster Wert 0, größter Wert 1", "Die beiden äußersten Gebiete bestimmen den Maßstab."),
    ("method", "scaled"): ("Feste Umrechnung der Werte", "Der Maßstab steht fest, gleich wie die Gebiete liegen."),
    ("method", "rank"): ("Rangplätze statt Abstände", "Es zählt nur, wer vor wem liegt, nicht wie weit."),
    ("method", "borda"): ("Punkte nach Rangplatz", "Es zählt nur, wie viele Gebiete dahinter liegen."),
    ("method", "percentile_rank"): ("Anteil der Gebiete dahinter", "Es zählt nur, wer vor wem liegt, nicht wie weit."),
    ("method", "fraction_of_max"): ("Anteil am größten Wert", "Das äußerste Gebiet bestimmt den Maßstab."),
    ("method", "distance_to_target"): ("Abstand zu einem Ziel", "Gemessen wird am Ziel, nicht an den anderen."),
    ("method", "distance_to_reference"): ("Abstand zu einem Gebiet", "Ein Gebiet ist der Maßstab für alle."),
    ("method", "distance_to_max"): ("Abstand zum größten Wert", "Das äußerste Gebiet bestimmt den Maßstab."),
    ("method", "goalposts"): ("Feste Unter- und Obergrenzen", "Der Maßstab steht fest, gleich wie die Gebiete liegen."),
    ("method", "exponential_rank"): ("Rangplätze, oben stärker gewichtet", "Sehr hohe Lasten zählen besonders viel."),
    ("mean", "areas"): ("Mittel der Gebiete", "Jedes Gebiet prägt den Maßstab gleich."),
    ("mean", "population"): ("Mittel nach Bevölkerung gewichtet", "Große Gebiete prägen den Maßstab mehr."),
    ("mean", "county"): ("Gesamtwert statt Mittel der Gebiete", "Jeder Fall prägt den Maßstab gleich."),
    ("aggregate", "sum"): ("Summe der Abstände", "Eine geringe Last gleicht eine hohe aus."),
    ("aggregate", "arithmetic"): ("Mittelwert der Abstände", "Eine geringe Last gleicht eine hohe aus."),
    ("aggregate", "geometric"): ("Geometrisches Mittel", "Eine geringe Last gleicht eine hohe weniger aus."),
    ("aggregate", "harmonic"): ("Harmonisches Mittel", "Eine geringe Last gleicht eine hohe kaum aus."),
    ("aggregate", "generalised"): ("Potenzmittel", "Wie sehr Lasten sich ausgleichen, sagt die Definition."),
    ("aggregate", "copeland"): ("Vergleich je zwei Gebiete", "Es zählt, gegen wie viele ein Gebiet höher liegt."),
    ("indicators", "without_context"): (
        "Ohne beschreibende Merkmale", "Wer wo lebt, zählt nicht mit; nur, was fehlt oder belastet.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class VariantRow:
    """One other way; with a reason the rest is empty."""

    words: str
    meaning: str
    same: str
    entering: tuple[tuple[str, str], ...]
    leaving: tuple[tuple[str, str], ...]
    pairs: str
    measures: str
    reason: str


@dataclass(frozen=True)
class Variants:
    """All other ways with the sentence that sums them up."""

    answer: Answer
    rows: tuple[VariantRow, ...]


def found_variants(read: Reading) -> tuple[Agreement, ...]:
    """Return the definition's own alternatives, the usual others, and the index without describing indicators."""
    found = agreement(
        read.table, read.definition, methods=USUAL_METHODS, means=USUAL_MEANS, top=read.top, earlier=read.earlier
    )
    other = read.without_context
    if other is None:
        return found
    return (*found, compared(read.result, other, choice="indicators", value="without_context", top=read.top))


def variants(read: Reading, noun: AreaNoun) -> Variants | None:
    """Return the other ways of a reading; None where it proposes no first areas to compare."""
    if not read.top:
        return None
    found = found_variants(read)
    names = dict(zip(read.result.area_ids, read.result.area_names, strict=True))
    rows = tuple(_row(one, names) for one in found)
    return Variants(variants_answer(found, names, noun), rows)


def _row(one: Agreement, names: dict[str, str]) -> VariantRow:
    words, meaning = VARIANT_WORDS[one.choice, one.value]
    if one.reason:
        return VariantRow(words, meaning, "", (), (), "", "", one.reason)
    measures = f"ρ {_two(one.spearman)}, τ {_two(one.kendall)}"
    return VariantRow(
        words,
        meaning,
        f"{one.same} von {one.first}",
        tuple((area, names[area]) for area in one.entering),
        tuple((area, names[area]) for area in one.leaving),
        times_in_100((1 + one.kendall) / 2),
        measures,
        "",
    )


def _two(value: float) -> str:
    return "–" if math.isnan(value) else number(value, decimals=2)


def variants_answer(found: Sequence[Agreement], names: dict[str, str], noun: AreaNoun) -> Answer:
    """Return how many other ways name the same first areas, and which differs most."""
    computed = [one for one in found if not one.reason]
    if not computed:
        return Answer("Kein anderer Weg lässt sich mit diesen Daten rechnen.", "")
    alike = [one for one in computed if not one.entering and not one.leaving]
    first = computed[0].first
    those = f"dieselben {number_word(first)} {noun.plural}" if first > 1 else f"denselben {noun.singular}"
    if first == 1 and noun.gender != "m":
        those = f"{'dieselbe' if noun.gender == 'f' else 'dasselbe'} {noun.singular}"
    if len(alike) == len(computed):
        every = (
            "Der eine andere Weg nennt" if len(alike) == 1 else f"Alle {number_word(len(alike))} anderen Wege nennen"
        )
        return Answer(f"{every} {those}.", "Am Rechenweg liegt die Auswahl also nicht.")
    number_alike = capital(number_word(len(alike), "m", alone=True))
    verb = "nennen" if len(alike) > 1 else "nennt"
    bold = f"{number_alike} von {number_word(len(computed))} anderen Wegen {verb} {those}."
    return Answer(bold, _farthest(computed, names))


def _farthest(computed: Sequence[Agreement], names: dict[str, str]) -> str:
    far = max(computed, key=lambda one: len(one.entering) + len(one.leaving))
    moves = [f"{names[area]} kommt hinzu" for area in far.entering]
    moves += [f"{names[area]} fällt heraus" for area in far.leaving]
    return f"Am weitesten weicht „{VARIANT_WORDS[far.choice, far.value][0]}“ ab: {enumerate_de(moves)}."
