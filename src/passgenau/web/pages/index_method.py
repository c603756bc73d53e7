"""The drawer "So wird gerechnet": the definition in plain German and what another method would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count
from passgenau.index.agreement import agreement
from passgenau.index.definition import IndexDefinition, Mean, Method
from passgenau.index.result import IndexResult
from passgenau.profile.words import number_word
from passgenau.render.charts import share_bar
from passgenau.store.queries.index import Reading
from passgenau.web.pages.method_variants import VARIANT_WORDS

METHOD_STEP = {
    "zscore": "Gemessen wird der Abstand zum {mean}, geteilt durch die übliche Streuung.",
    "difference": "Gemessen wird der Abstand zum {mean}, ohne Umrechnung auf die Streuung.",
    "relative": "Gemessen wird der Abstand zum {mean} als Anteil dieses Mittels.",
    "robust_z": "Gemessen wird der Abstand zum Median, geteilt durch die mittlere absolute Abweichung.",
    "minmax": "Jeder Wert wird zwischen dem kleinsten (0) und dem größten (1) eingeordnet.",
    "rank": "Statt der Werte zählen ihre Rangplätze.",
    "exponential_rank": (
        "Statt der Werte zählen ihre Rangplätze, so umgerechnet, dass die am höchsten belasteten am meisten wiegen."
    ),
}
MEAN_WORDS = {
    "areas": "Mittel der Gebiete",
    "population": "nach Bevölkerung gewichteten Mittel",
    "county": "Gesamtwert aus allen Fällen",
}
MISSING_WORDS = {
    "rescale": "hochgerechnet, ab {share} % gültigen Werten",
    "exclude_area": "Gebiet bleibt ohne Rang",
    "impute_reference": "durch das Mittel ersetzt",
    "refuse": "nicht zugelassen",
}
# What the drawer tries; the page about certainty tries more.
METHODS_TRIED: tuple[Method, ...] = ("rank", "robust_z", "difference")
MEANS_TRIED: tuple[Mean, ...] = ("county",)


@dataclass(frozen=True)
class WeightBar:
    """How much of the sum a domain makes up."""

    name: str
    share: str
    svg: str


@dataclass(frozen=True)
class Crossing:
    """An area that enters or leaves the first k when descriptive indicators are left out."""

    name: str
    href_id: str
    with_all: str
    without: str
    word: str


@dataclass(frozen=True)
class MethodDrawer:
    """Everything behind "So wird gerechnet"."""

    steps: tuple[str, ...]
    weights: tuple[WeightBar, ...]
    variants: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    context_sentence: str
    crossings: tuple[Crossing, ...]
    method_sheet: str
    source: str
    note: str


def method_drawer(reading: Reading, top: int) -> MethodDrawer:
    """Return the drawer of a reading."""
    definition = reading.definition
    sentence, crossings = _context(reading, top)
    return MethodDrawer(
        steps=_steps(reading),
        weights=_weights(definition),
        variants=_variants(reading, top),
        settings=_settings(definition),
        context_sentence=sentence,
        crossings=crossings,
        method_sheet=definition.id.replace("_", "-"),
        source=definition.source,
        note=definition.note,
    )


def _steps(reading: Reading) -> tuple[str, ...]:
    definition = reading.definition
    total = len(definition.indicators)
    combined = {"sum": "addiert", "arithmetic": "gemittelt"}.get(definition.aggregate, "zusammengefasst")
    signed = "mit Vorzeichen" if definition.direction == "signed" else "ohne Vorzeichen, nur nach ihrer Größe,"
    steps = [
        "Jeder Indikator wird je Gebiet berechnet.",
        METHOD_STEP[definition.method].format(mean=MEAN_WORDS[definition.reference.mean]),
        f"Die {total} Abstände werden {signed} {combined}. Fehlende Werte: {_missing(definition)}.",
    ]
    if reading.robustness is not None:
        runs = reading.robustness.replications
        steps.append(
            f"{count(runs)} Durchläufe prüfen, ob {varied(definition)} den Rang ändern. "
            f"Fehler in den Daten prüfen sie nicht. {without_chance(definition)}".strip()
        )
    return tuple(steps)


def varied(definition: IndexDefinition) -> str:
    """Return what the runs of a definition vary, as the subject of a sentence."""
    settings = definition.robustness
    if settings is None:
        return "nichts"
    parts = ["Zufall"] if settings.counts != "none" else []
    parts += ["andere Gewichte"] if settings.weight_spread else []
    parts += ["ein anderer Rechenweg"] if settings.methods or settings.means else []
    return " oder ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def without_chance(definition: IndexDefinition) -> str:
    """Return the warning where chance in the counts could not be varied, empty where it was."""
    settings = definition.robustness
    if settings is None or settings.counts != "none":
        return ""
    return "Wie stark der Zufall die Fallzahlen schwanken lässt, ist darin nicht enthalten."


def _missing(definition: IndexDefinition) -> str:
    return MISSING_WORDS[definition.missing_rule].format(share=count(100 * definition.min_share))


def _weights(definition: IndexDefinition) -> tuple[WeightBar, ...]:
    total = sum(entry.weight for entry in definition.indicators)
    names = {domain.id: domain.name for domain in definition.domains}
    bars = []
    for domain_id, name in names.items():
        weight = sum(entry.weight for entry in definition.indicators if entry.domain == domain_id)
        bars.append(
            WeightBar(
                name,
                f"{count(weight)} von {count(total)}" if total > 1 else f"{count(100 * weight / total)} %",
                share_bar(weight / total),
            )
        )
    return tuple(bars)


def _first(result: IndexResult, top: int) -> set[str]:
    return {area for area, rank in zip(result.area_ids, result.rank, strict=True) if 0 < rank <= top}


def _variants(read: Reading, top: int) -> tuple[tuple[str, str], ...]:
    if not top:
        return ()
    found = agreement(
        read.table, read.definition, methods=METHODS_TRIED, means=MEANS_TRIED, top=top, earlier=read.earlier
    )
    return tuple(
        (
            VARIANT_WORDS[one.choice, one.value][0],
            "mit diesen Daten nicht möglich" if one.reason else f"{one.same} von {one.first}",
        )
        for one in found
    )


def _context(reading: Reading, top: int) -> tuple[str, tuple[Crossing, ...]]:
    if reading.without_context is None:
        return "Diese Definition enthält keine beschreibenden Merkmale.", ()
    before = dict(zip(reading.result.area_ids, reading.result.rank, strict=True))
    after = dict(zip(reading.without_context.area_ids, reading.without_context.rank, strict=True))
    names = dict(zip(reading.result.area_ids, reading.result.area_names, strict=True))
    entering = _first(reading.without_context, top) - _first(reading.result, top)
    leaving = _first(reading.result, top) - _first(reading.without_context, top)
    crossings = tuple(
        Crossing(
            names[area],
            area,
            _rank(before[area]),
            _rank(after[area]),
            "kommt hinzu" if area in entering else "fällt heraus",
        )
        for area in sorted(entering | leaving, key=lambda area: before[area] or np.inf)
    )
    dropped = len(reading.result.indicator_ids) - len(reading.without_context.indicator_ids)
    whom = "Ohne das eine beschreibende Merkmal"
    if dropped > 1:
        whom = f"Ohne die {number_word(dropped)} beschreibenden Merkmale"
    if not crossings:
        return f"{whom} bleiben dieselben {number_word(top)} Gebiete vorn.", ()
    words = enumerate_de([f"{crossing.name} {crossing.word}" for crossing in crossings])
    return f"{whom} ändert sich die Auswahl: {words}.", crossings


def _rank(rank: int) -> str:
    return f"Rang {rank}" if rank else "ohne Rang"


def _settings(definition: IndexDefinition) -> tuple[tuple[str, str], ...]:
    excluded = enumerate_de(list(definition.reference.excluded_areas)) or "keine"
    if definition.reference.population_below:
        excluded = f"unter {count(definition.reference.population_below)} Personen; {excluded}"
    return (
        ("Richtung", "mit Vorzeichen" if definition.direction == "signed" else "ohne Vorzeichen"),
        ("Bezug", MEAN_WORDS[definition.reference.mean][0].upper() + MEAN_WORDS[definition.reference.mean][1:]),
        ("Fehlende Werte", _missing(definition)),
        ("Ausgeschlossene Gebiete", excluded),
        ("Geprüft von", definition.reviewed_by or "noch niemandem"),
    )
