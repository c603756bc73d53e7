"""The section of a report on the official index: what it shows, and what published figures alone would have said."""

from __future__ import annotations

from passgenau.common.numbers_de import count, share
from passgenau.index.published_alone import FirstAreas, PublishedAlone
from passgenau.index.released import ReleasedOutputs
from passgenau.indicators.disclosure.report import Section, Table
from passgenau.profile.published_alone_words import published_alone_answer, verdict_words
from passgenau.profile.words import AreaNoun

KINDS_DE = {"class": "Klasse", "rank": "Rang", "score": "Indexwert", "contributions": "Beiträge der Indikatoren"}

_CERTIFIED = (
    "Gezeigt wird davon nur, was sich auch dann nicht ändert, wenn man statt der verborgenen Zahlen andere mögliche "
    "einsetzt."
)


def index_section(name: str, official: ReleasedOutputs, found: PublishedAlone, *, noun: AreaNoun) -> Section:
    """Return what a report says of the official index.

    Parameters
    ----------
    name
        What the index is called.
    official
        Published outputs of the official index, with what they withhold.
    found
        What the published figures alone would have said.
    noun
        What the areas are called.

    Returns
    -------
    Section
        First how much of each output is shown, then the comparison in sentences, then each area that would have been
        missed or named instead. Nothing that is withheld is named.
    """
    answer = published_alone_answer(found, noun=noun)
    return Section(
        "Der amtliche Index",
        (
            f"„{name}“ ist aus allen Zahlen berechnet, auch aus den verborgenen. {_CERTIFIED}",
            " ".join(part for part in answer if part),
        ),
        tables=(_outputs(official), *(_differing(group) for group in found.first if group.missed or group.instead)),
    )


def _outputs(official: ReleasedOutputs) -> Table:
    rows = []
    for kind in official.show:
        names = [one for one in official.columns if one == kind or (kind == "contributions" and ":" in one)]
        withheld = sum(int(official.withheld(one).sum()) for one in names)
        total = len(official.area_ids) * len(names)
        shown = total - withheld
        rows.append((KINDS_DE[kind], f"{count(shown)} von {count(total)}", share(shown / total if total else 1.0)))
    columns = ("Ergebnis des Index", "gezeigt", "Anteil gezeigt")
    return Table("Was der amtliche Index zeigt", columns, tuple(rows), frozenset({1, 2}))


def _differing(group: FirstAreas) -> Table:
    where = f"in der Klasse „{group.label}“" if group.by == "class" else f"unter den ersten {count(group.top)}"
    rows = [
        (one.name, what, verdict_words(one.official_class, one.official_rank),
         verdict_words(one.alone_class, one.alone_rank))
        for what, those in (("würde übersehen", group.missed), ("würde stattdessen genannt", group.instead))
        for one in those
    ]  # fmt: skip
    columns = ("Gebiet", "aus dem Veröffentlichten allein", "amtlich", "allein berechnet")
    return Table(f"Wer {where} anders dastünde", columns, tuple(rows))
