"""What an index from the published figures alone would have said, beside the official one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import errors_in
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.released import ReleasedOutputs
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable


@dataclass(frozen=True)
class OtherVerdict:
    """One area on which the two differ: classes ``""`` and ranks 0 where there is none, or none is published."""

    area_id: str
    name: str
    official_class: str
    official_rank: int
    alone_class: str
    alone_rank: int

    @property
    def scored_alone(self) -> bool:
        """Tell whether the published figures alone give the area any score."""
        return self.alone_rank > 0


@dataclass(frozen=True)
class FirstAreas:
    """The areas with the highest need by the published part of the official index.

    ``by`` class: those in the highest class ``label`` (``top`` is 0). ``by`` rank: the first ``top`` (``label`` is
    empty). ``official`` is how many the release names among them; ``missed`` which of those the published figures
    alone would not have named, ``instead`` whom they would have named although the release says otherwise.
    """

    by: Literal["class", "rank"]
    label: str
    top: int
    official: int
    missed: tuple[OtherVerdict, ...]
    instead: tuple[OtherVerdict, ...]


@dataclass(frozen=True)
class PublishedAlone:
    """An index from published figures alone, compared with what the release says of the official one.

    Of ``areas`` the published figures alone give ``scored`` a score. The release names the class of ``classes_shown``
    areas and withholds it for ``classes_withheld``; of ``compared`` areas with a published and a recomputed class,
    ``same_class`` agree. ``reason`` says in German why the definition cannot be computed at all (else empty).
    """

    areas: int
    scored: int
    classes_shown: int
    classes_withheld: int
    compared: int
    same_class: int
    first: tuple[FirstAreas, ...]
    reason: str = ""


def published_alone(
    official: ReleasedOutputs,
    protected: IndicatorTable,
    definition: IndexDefinition,
    *,
    top: int,
    earlier: IndicatorTable | None = None,
) -> PublishedAlone:
    """Run the definition on what is published and say whom it would have missed.

    Parameters
    ----------
    official
        Published outputs of the official index; what they withhold is neither named nor counted by name.
    protected
        Published figures of the same areas; hidden ones are NaN and fall under the definition's own rule for missing
        values.
    definition
        The definition of the official index.
    top
        How many first places, at least 1; only used where ranks are published.
    earlier
        Published figures of the period of the reference, where the definition names one.

    Returns
    -------
    PublishedAlone
        ``first`` has an entry by class where the release shows classes, and one by rank where it shows ranks. Where
        the definition refuses the figures (such as by its rule for missing values), no area has a score.

    Raises
    ------
    PassgenauError
        Where the two are about different areas, or ``top`` is below 1.
    """
    if official.area_ids != protected.area_ids:
        raise refusal("published_alone.areas", "Index und Werte müssen dieselben Gebiete in derselben Folge haben.")
    if top < 1:
        raise refusal("published_alone.top", f"Die Zahl der ersten Plätze muss mindestens 1 sein, ist aber {top}.")
    try:
        result, reason = run_index(protected, definition, earlier=earlier), ""
    except PassgenauError as refused:
        result, reason = None, " ".join(finding.text for finding in errors_in(refused.findings))
    verdicts = tuple(_verdicts(official, result))
    both = [one for one in verdicts if one.official_class and one.alone_class]
    return PublishedAlone(
        areas=len(verdicts),
        scored=sum(one.scored_alone for one in verdicts),
        classes_shown=sum(bool(one.official_class) for one in verdicts),
        classes_withheld=int(official.withheld("class").sum()),
        compared=len(both),
        same_class=sum(one.official_class == one.alone_class for one in both),
        first=tuple(_first(official, verdicts, top)),
        reason=reason,
    )


def _verdicts(official: ReleasedOutputs, result: IndexResult | None) -> Iterator[OtherVerdict]:
    ranks = np.nan_to_num(official.column("rank"), nan=0.0).astype(int).tolist()
    classes = official.class_words()
    for place, (area, name) in enumerate(zip(official.area_ids, official.area_names, strict=True)):
        klass, rank = (result.klass[place], int(result.rank[place])) if result is not None else ("", 0)
        yield OtherVerdict(area, name, classes[place], ranks[place], klass, rank)


def _first(official: ReleasedOutputs, verdicts: tuple[OtherVerdict, ...], top: int) -> Iterator[FirstAreas]:
    if "class" in official.columns:
        label = official.class_labels[-1]
        inside = [one for one in verdicts if one.official_class == label]
        missed = tuple(one for one in inside if one.alone_class != label)
        instead = tuple(one for one in verdicts if one.alone_class == label and one.official_class not in {"", label})
        yield FirstAreas("class", label, 0, len(inside), missed, instead)
    if "rank" in official.columns:
        inside = [one for one in verdicts if 1 <= one.official_rank <= top]
        missed = tuple(one for one in inside if not 1 <= one.alone_rank <= top)
        instead = tuple(one for one in verdicts if 1 <= one.alone_rank <= top < one.official_rank)
        yield FirstAreas("rank", "", top, len(inside), missed, instead)
