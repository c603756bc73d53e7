"""Sentences that answer why an area stands where it stands. They name what goes with what, never a cause."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count, number, rank_of, signed, times
from passgenau.index.explanation import (
    AreaChange,
    AreaContributions,
    AreaCut,
    AreaDifference,
    SmallestChange,
)
from passgenau.profile.certainty import among_the_first
from passgenau.profile.indicator_labels import Labels, decimals_of
from passgenau.profile.sentences import Answer
from passgenau.profile.words import number_word

MOST_NAMED = 3
ENOUGH = 0.5
"""Indicators are named until together they make up this part of a distance, at most three."""


def score_answer(explained: AreaContributions, labels: Labels) -> Answer:
    """Return the answer to "Warum steht dieses Gebiet hier?".

    Parameters
    ----------
    explained
        Contributions of the area.
    labels
        Names of the indicators.

    Returns
    -------
    Answer
        Bold: rank and score. Rest: what adds most and what takes most away, what is missing and how it was made up.
    """
    digits = decimals_of([explained.final])
    place = rank_of(explained.rank, explained.ranked)
    bold = f"{explained.area_name} steht auf Rang {place}, mit {number(explained.final, decimals=digits)} Punkten."
    raising = [(part.indicator_id, part.contribution) for part in explained.parts if part.contribution > 0]
    lowering = [(part.indicator_id, part.contribution) for part in explained.parts if part.contribution < 0]
    parts = []
    if raising:
        parts.append(f"Am meisten tragen bei: {_named(raising[:MOST_NAMED], labels)}.")
    if lowering:
        parts.append(f"In die andere Richtung gehen vor allem: {_named(lowering[:MOST_NAMED], labels)}.")
    return Answer(bold, " ".join([*parts, *_gaps(explained, labels)]))


def _gaps(explained: AreaContributions, labels: Labels) -> list[str]:
    told = []
    if explained.missing:
        names = enumerate_de([f"„{labels.name(name)}“" for name in explained.missing])
        factor = times(explained.rescaling)
        told.append(f"Ohne Wert: {names}; die vorhandenen Beiträge zählen dafür {factor}.")
    if explained.filled:
        names = enumerate_de([f"„{labels.name(name)}“" for name in explained.filled])
        told.append(f"Ohne eigenen Wert: {names}; dort steht ein Ersatzwert nach der Regel der Definition.")
    return told


def _named(parts: Sequence[tuple[str, float]], labels: Labels, digits: int | None = None) -> str:
    shown = decimals_of([value for _, value in parts]) if digits is None else digits
    return enumerate_de([f"„{labels.name(name)}“ ({signed(value, decimals=shown)})" for name, value in parts])


def difference_answer(explained: AreaDifference, labels: Labels) -> Answer:
    """Return the answer to "Warum liegt dieses Gebiet vor jenem?".

    Parameters
    ----------
    explained
        The distance of two areas.
    labels
        Names of the indicators.

    Returns
    -------
    Answer
        Bold: who is before whom, mostly because of which indicators (named until they make up half the distance, at
        most three). Rest: what points the other way.
    """
    first, second, whole = explained.first_name, explained.second_name, explained.difference
    if explained.first_rank == explained.second_rank:
        place = f"auf Rang {explained.first_rank}"
        differing = [(part.indicator_id, part.difference) for part in explained.parts if part.difference]
        rest = f"Sie unterscheiden sich vor allem bei: {_named(differing[:MOST_NAMED], labels)}." if differing else ""
        return Answer(f"{first} und {second} liegen gleichauf {place}.", rest)
    side = "vor" if explained.first_rank < explained.second_rank else "hinter"
    leading = _leading([(part.indicator_id, part.difference) for part in explained.parts], whole)
    names = enumerate_de([f"„{labels.name(name)}“" for name, _ in leading])
    much = _part_of_whole(sum(value for _, value in leading), whole)
    return Answer(f"{first} liegt {side} {second} vor allem wegen {names}: {much}.", _against(explained, labels))


def _part_of_whole(part: float, whole: float) -> str:
    """Return ``+3,1 von +6,4 Punkten``; a part larger than the whole is no part of it and is told apart."""
    digits = decimals_of([part, whole])
    together, total = signed(part, decimals=digits), signed(whole, decimals=digits)
    if abs(part) > abs(whole):
        return f"zusammen {together} Punkte, der Abstand ist {total}"
    return f"{together} von {total} Punkten"


def _leading(parts: Sequence[tuple[str, float]], whole: float) -> list[tuple[str, float]]:
    """Return the largest parts on the side of the whole until they make up enough of it."""
    chosen: list[tuple[str, float]] = []
    for name, value in parts:
        if value * whole > 0:
            chosen.append((name, value))
        if len(chosen) == MOST_NAMED or abs(sum(one for _, one in chosen)) >= ENOUGH * abs(whole):
            break
    return chosen


def _against(explained: AreaDifference, labels: Labels) -> str:
    against = [
        (part.indicator_id, part.difference) for part in explained.parts if part.difference * explained.difference < 0
    ]
    if not against:
        return ""
    return f"In die andere Richtung gehen vor allem: {_named(against[:MOST_NAMED], labels)}."


def change_answer(explained: AreaChange, *, since: str, until: str) -> Answer:
    """Return the answer to "Warum hat sich dieses Gebiet bewegt?".

    Parameters
    ----------
    explained
        The change between two years.
    since, until
        What the two years are called.

    Returns
    -------
    Answer
        Bold: the two ranks. Rest: how the change of the score splits into the area's own values, the reference and
        the choice of indicators and weights, and which rank its own values alone would have given.
    """
    before, after = explained.earlier_rank, explained.later_rank
    name = explained.area_name
    moved = f"blieb auf Rang {after} ({since} und {until})"
    if before != after:
        moved = f"bewegte sich von Rang {before} ({since}) auf Rang {after} ({until})"
    parts = [_split_of_change(explained), _rank_share(explained), _other_number(explained)]
    return Answer(f"{name} {moved}.", " ".join(part for part in parts if part))


def _split_of_change(explained: AreaChange) -> str:
    pieces = [explained.area, explained.reference, explained.choice]
    digits = decimals_of([explained.change, *pieces])
    own, reference, choice = (signed(value, decimals=digits) for value in pieces)
    whole = signed(explained.change, decimals=digits)
    return (
        f"Der Indexwert änderte sich um {whole} Punkte: {own} gehen rechnerisch auf die eigenen Werte zurück, "
        f"{reference} auf die Bezugsgröße (Mittel und Streuung aller Gebiete), {choice} auf Auswahl, Gewichte und "
        "fehlende Werte."
    )


def _rank_share(explained: AreaChange) -> str:
    if explained.rank_alone is None:
        return "Welcher Rang sich allein aus den eigenen Werten ergäbe, lässt sich nicht rechnen."
    rest = explained.later_rank - explained.rank_alone
    alone = f"Hätten sich nur die eigenen Werte geändert, wäre es Rang {explained.rank_alone}"
    if rest == 0:
        return f"{alone}, also derselbe."
    places = "ein Platz" if abs(rest) == 1 else f"{number_word(abs(rest))} Plätze"
    verb = "geht" if abs(rest) == 1 else "gehen"
    return f"{alone}; {places} {verb} rechnerisch auf alles Übrige zurück, vor allem auf Änderungen anderswo."


def _other_number(explained: AreaChange) -> str:
    if explained.earlier_ranked == explained.later_ranked:
        return ""
    pair = f"{count(explained.earlier_ranked)} und {count(explained.later_ranked)}"
    return f"Einen Rang hatten {pair} Gebiete; die Ränge sind nur bedingt vergleichbar."


def cut_answer(explained: AreaCut, labels: Labels, names: Mapping[str, str]) -> Answer:
    """Return the answer to "Was müsste anders sein?".

    Parameters
    ----------
    explained
        Where the area stands to the cut, and the smallest changes.
    labels
        Names and units of the indicators.
    names
        Names of the areas by key.

    Returns
    -------
    Answer
        Bold: inside or outside and how far from the next on the other side. Rest: at how many indicators another value
        alone would do, which needs the smallest change, and that this is arithmetic and no goal.
    """
    neighbours = enumerate_de([names.get(key, key) for key in explained.neighbours], 3)
    gap = number(explained.gap, decimals=decimals_of([explained.gap]))
    among = f" und damit {'' if explained.inside else 'nicht '}{among_the_first(explained.top)}"
    bold = (
        f"{explained.area_name} liegt auf Rang {explained.rank}{among if explained.top > 1 else ''}; bis {neighbours} "
        f"auf der anderen Seite des Schnitts sind es {gap} Punkte."
    )
    possible = [change for change in explained.changes if change.possible]
    if not possible:
        return Answer(bold, f"Kein anderer Wert eines einzelnen Indikators genügte, {_over(explained)}. {NO_GOAL}")
    how_many = (
        f"Bei {number_word(len(possible), 'm', case='dat', alone=True)} von {number_word(len(explained.changes))}"
    )
    rest = f"{how_many} Indikatoren genügte für sich allein ein anderer Wert, {_over(explained)}"
    return Answer(bold, f"{rest}; am nächsten liegt {needed_words(possible[0], labels)}. {NO_GOAL}")


def _over(explained: AreaCut) -> str:
    return "um herauszufallen" if explained.inside else "um hinzuzukommen"


NO_GOAL = "Das misst, wie nah der Schnitt ist; es nennt kein Ziel und keine Ursache."


def needed_words(change: SmallestChange, labels: Labels) -> str:
    """Return what one indicator would have to be, in its unit and, with counts, in whole cases.

    Parameters
    ----------
    change
        A possible smallest change.
    labels
        Names and units.

    Returns
    -------
    str
        Such as ``„Kinderarmut“ mit 20,1 % statt 22,4 % (121 statt 135 Fälle)``.
    """
    now, then = labels.values(change.indicator_id, change.value, change.needed)
    text = f"„{labels.name(change.indicator_id)}“ mit {then} statt {now}"
    if math.isnan(change.needed_cases):
        return text
    return f"{text} ({count(change.needed_cases)} statt {count(change.cases)} Fälle)"
