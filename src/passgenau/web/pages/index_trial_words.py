"""In what a trial differs from the official definition, in words."""

from __future__ import annotations

from collections.abc import Mapping

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import share
from passgenau.index.definition import IndexDefinition
from passgenau.index.trial import Difference, Trial, differences
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.profile.words import number_word
from passgenau.web.pages.index_words import DIRECTIONS, MEANS, METHODS, MISSING, plain, short_name, worded

CHOICES: dict[str, tuple[str, Mapping[str, str]]] = {
    "method": ("Standardisierung", METHODS),
    "mean": ("Bezug", MEANS),
    "direction": ("Vorzeichen", DIRECTIONS),
    "missing_rule": ("Fehlende Werte", MISSING),
}
NAMED_LEFT_OUT = 6


def difference_words(
    definition: IndexDefinition, trial: Trial, catalogue: Mapping[str, IndicatorDefinition], top: int
) -> tuple[str, ...]:
    """Return one sentence fragment for every difference, indicators left out together in one."""
    found = differences(definition, trial)
    names = {domain.id: domain.name for domain in definition.domains}
    names |= {one.id: short_name(one.id, catalogue) for one in definition.indicators}
    said = [_said(one, names, top) for one in found if one.choice != "left_out"]
    left = [names[one.subject] for one in found if one.choice == "left_out"]
    if left:
        whom = (
            "das eine beschreibende Merkmal"
            if len(left) == 1
            else f"die {number_word(len(left))} beschreibenden Merkmale"
        )
        said.append(f"ohne {whom}: {enumerate_de(left, NAMED_LEFT_OUT)}")
    return tuple(said)


def _said(one: Difference, names: Mapping[str, str], top: int) -> str:
    if one.choice in CHOICES:
        term, words = CHOICES[one.choice]
        return f"{term}: {worded(words, str(one.after))} (amtlich: {worded(words, str(one.before))})"
    if one.choice == "min_share":
        return f"Mindestanteil gültiger Werte: {_percent(one.after)} (amtlich: {_percent(one.before)})"
    if one.choice == "first":
        before = f"amtlich: {top}" if top else "amtlich: keine Zahl"
        return f"angesehen werden die ersten {one.after} ({before})"
    if one.after == 0:
        return f"ohne {'das Themenfeld' if one.choice == 'factor' else 'den Indikator'} {names[one.subject]}"
    if one.choice == "factor":
        return f"{names[one.subject]}: zählt {_plain(one.after)}-mal so viel"
    return f"{names[one.subject]}: Gewicht {_plain(one.after)} (amtlich: {_plain(one.before)})"


def _percent(value: str | float | None) -> str:
    return share(float(value or 0), decimals=0)


def _plain(value: str | float | None) -> str:
    return plain(float(value or 0))
