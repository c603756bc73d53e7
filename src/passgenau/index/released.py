"""What of the official index may leave, so that it tells nothing about a hidden count.

A release has one official index, computed from all counts. Its classes, ranks and scores depend on hidden counts, so
they are part of what is published. *Counter-tables* are integer tables that agree with everything published of the
figures; the certificate of the figures consists of them.

**Theorem.** Let an output leave only where every counter-table gives the same output as the official one. Then nobody
who knows the published figures, the published outputs, the definition and this program can exclude any of the
counter-tables, and each hidden count stays uncertain by at least the widest difference between two of them.

*Proof.* A counter-table satisfies every relation and agrees with every published figure, by the certificate. Run
through the same definition it gives every published output, by the rule above. Hence it could be the true table in
the light of all that is known, whatever value it has for the hidden count.

What this needs: the definition is public and does not depend on the counts; nothing else of the run leaves (means,
spreads, cuts from quantiles, domain scores, frequency, intensity, reasons, rank intervals); and outputs published
earlier are checked against the counter-tables of today as well. What the *set* of withheld outputs tells is a question
of its own: :mod:`passgenau.index.unexplained`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import enumerate_de
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

OutputKind = Literal["class", "rank", "score", "contributions"]
OUTPUT_KINDS: tuple[OutputKind, ...] = get_args(OutputKind)
CONTRIBUTION = "contribution:"
MOST_DECIMALS = 6
# In units of the last digit shown: below this, a difference is the arithmetic of the machine.
ARITHMETIC_DIGITS = 6


@dataclass(frozen=True)
class ReleasedOutputs:
    """What a release says about n areas, and what it withholds (p outputs an area).

    ``columns`` (p,) names the outputs: ``class``, ``rank``, ``score``, and ``contribution:<indicator>`` for each
    indicator. ``values`` (n, p): the class as place in ``class_labels`` (0 is the lowest), the rank from 1 (highest
    need), score and contributions rounded to ``decimals``; NaN where the area has none, and where it is withheld.
    ``hidden`` (n, p): withheld.
    """

    area_ids: tuple[str, ...]
    area_names: tuple[str, ...]
    class_labels: tuple[str, ...]
    columns: tuple[str, ...]
    decimals: int
    values: Floats
    hidden: Bools

    @property
    def show(self) -> tuple[OutputKind, ...]:
        """Return the kinds that the release is about, in the order of ``OUTPUT_KINDS``."""
        there = {"contributions" if name.startswith(CONTRIBUTION) else name for name in self.columns}
        return tuple(kind for kind in OUTPUT_KINDS if kind in there)

    def column(self, name: str) -> Floats:
        """Return one output of all areas, shape (n,); all NaN where the release is not about it."""
        if name not in self.columns:
            return np.full(len(self.area_ids), np.nan)
        return self.values[:, self.columns.index(name)]

    def withheld(self, name: str) -> Bools:
        """Return where one output is withheld, shape (n,); nowhere where the release is not about it."""
        if name not in self.columns:
            return np.zeros(len(self.area_ids), dtype=bool)
        return self.hidden[:, self.columns.index(name)]

    def class_words(self) -> tuple[str, ...]:
        """Return the class of every area; empty where it has none or it is withheld."""
        return tuple("" if np.isnan(place) else self.class_labels[int(place)] for place in self.column("class"))


def outputs_of(
    table: IndicatorTable,
    definition: IndexDefinition,
    *,
    show: Sequence[OutputKind],
    decimals: int,
    earlier: IndicatorTable | None = None,
) -> ReleasedOutputs:
    """Compute the index and keep what a release would say of it.

    Parameters
    ----------
    table, definition, earlier
        As in :func:`passgenau.index.compute.run_index`; for the official index the table with all counts.
    show
        Kinds of output that the release is about; at least one, each once.
    decimals
        Digits after the comma of score and contributions, 0 to 6. Half a unit is rounded away from zero; a difference
        of less than a millionth of the last digit does not decide.

    Returns
    -------
    ReleasedOutputs
        With nothing withheld. An area without a score has NaN everywhere. ``score`` is the one that ranks use;
        contributions are those of the raw combination.

    Raises
    ------
    PassgenauError
        Where a kind is unknown, named twice or not to be had (classes without cuts), ``decimals`` is out of range, or
        as in ``run_index``.
    """
    _check_what_is_shown(definition, show, decimals)
    result = run_index(table, definition, earlier=earlier)
    labels = definition.classes.labels if definition.classes is not None else ()
    wanted = [kind for kind in OUTPUT_KINDS if kind in show]
    columns: list[str] = []
    parts: list[Floats] = []
    for kind in wanted:
        parts.append(_values(result, kind, labels=labels, decimals=decimals))
        columns += [CONTRIBUTION + one for one in result.indicator_ids] if kind == "contributions" else [kind]
    values = np.hstack(parts)
    hidden = np.zeros(values.shape, dtype=bool)
    return ReleasedOutputs(table.area_ids, table.area_names, labels, tuple(columns), decimals, values, hidden)


def outputs_of_each(
    tables: Iterable[IndicatorTable],
    definition: IndexDefinition,
    *,
    like: ReleasedOutputs,
    earlier: Sequence[IndicatorTable] = (),
) -> Iterator[ReleasedOutputs]:
    """Compute the same outputs from other tables, one after the other.

    Parameters
    ----------
    tables
        Counter-tables: the same areas and indicators in the same order, other counts.
    definition
        The definition of the release.
    like
        Outputs whose kinds and decimals are wanted.
    earlier
        Where the definition names a period for its reference: the figures of that period, one for each table.

    Yields
    ------
    ReleasedOutputs
        Of each table. Where the definition cannot be computed from a table, everything is withheld; such a table
        agrees with nothing.

    Raises
    ------
    PassgenauError
        Where a table is about other areas.
    """
    for number, table in enumerate(tables):
        if table.area_ids != like.area_ids:
            raise refusal("released.other_areas", "Alle Tabellen müssen dieselben Gebiete in derselben Folge haben.")
        before = earlier[number] if earlier else None
        try:
            yield outputs_of(table, definition, show=like.show, decimals=like.decimals, earlier=before)
        except PassgenauError:
            yield _hiding(like, np.ones(like.hidden.shape, dtype=bool))


def agree(truth: ReleasedOutputs, other: ReleasedOutputs) -> Bools:
    """Tell which outputs are the same.

    Parameters
    ----------
    truth, other
        Outputs of the same areas, kinds and decimals.

    Returns
    -------
    numpy.ndarray
        Shape (n, p). No output on both sides is the same; what one side withholds is never the same.

    Raises
    ------
    PassgenauError
        Where the two are about different things.
    """
    _check_same(truth, other)
    same = (truth.values == other.values) | (np.isnan(truth.values) & np.isnan(other.values))
    agreeing: Bools = same & ~truth.hidden & ~other.hidden
    return agreeing


def withhold(official: ReleasedOutputs, alternatives: Iterable[ReleasedOutputs]) -> ReleasedOutputs:
    """Withhold every output that any counter-table would give differently.

    Parameters
    ----------
    official
        Outputs of the true counts.
    alternatives
        Outputs of the counter-tables, at least one. Where no figure is hidden, the published table is the only one.

    Returns
    -------
    ReleasedOutputs
        What may leave. The theorem at the head of this module says what that guarantees, and
        :mod:`passgenau.index.unexplained` what the set of withheld outputs may tell.

    Raises
    ------
    PassgenauError
        Without any counter-table, or where they are about other things than the official outputs.
    """
    hidden = official.hidden.copy()
    tables = 0
    for other in alternatives:
        hidden |= ~agree(official, other)
        tables += 1
    if not tables:
        raise refusal("released.no_tables", "Ohne Gegentabelle lässt sich nicht sagen, was geheim bleiben muss.")
    return _hiding(official, hidden)


def rounded_outputs(values: Floats, decimals: int) -> Floats:
    """Round as people do, without letting the arithmetic of the machine decide.

    Parameters
    ----------
    values
        Any shape, NaN stays NaN.
    decimals
        Digits after the comma.

    Returns
    -------
    numpy.ndarray
        Multiples of the last digit, half a unit away from zero; never a negative zero.
    """
    units = np.round(values * 10.0**decimals, ARITHMETIC_DIGITS)
    whole = np.copysign(np.floor(np.abs(units) + 0.5), units)
    shown: Floats = whole / 10.0**decimals + 0.0
    return shown


def _values(result: IndexResult, kind: OutputKind, *, labels: tuple[str, ...], decimals: int) -> Floats:
    """Return the columns of one kind, shape (n, 1) or (n, m)."""
    if kind == "class":
        numbers = {label: float(labels.index(label)) for label in labels}
        return np.array([[numbers.get(label, np.nan)] for label in result.klass])
    if kind == "rank":
        return np.where(result.rank > 0, result.rank, np.nan)[:, None]
    if kind == "score":
        return rounded_outputs(result.final, decimals)[:, None]
    return rounded_outputs(result.contributions, decimals)


def _hiding(outputs: ReleasedOutputs, hidden: Bools) -> ReleasedOutputs:
    return replace(outputs, values=np.where(hidden, np.nan, outputs.values), hidden=hidden)


def _check_what_is_shown(definition: IndexDefinition, show: Sequence[OutputKind], decimals: int) -> None:
    if not show or len(set(show)) < len(show) or not set(show) <= set(OUTPUT_KINDS):
        came = enumerate_de([f"„{kind}“" for kind in show], 12) or "nichts"
        text = (
            f"Gezeigt werden kann {enumerate_de(OUTPUT_KINDS)}, mindestens eines und jedes einmal; genannt ist {came}."
        )
        raise refusal("released.show", text)
    if "class" in show and definition.classes is None:
        raise refusal("released.no_classes", f"Die Definition „{definition.id}“ bildet keine Klassen.")
    if not 0 <= decimals <= MOST_DECIMALS:
        text = f"Die Zahl der Nachkommastellen muss von 0 bis {MOST_DECIMALS} reichen, ist aber {decimals}."
        raise refusal("released.decimals", text)


def _check_same(truth: ReleasedOutputs, other: ReleasedOutputs) -> None:
    for what, one, two in (
        ("Gebiete", truth.area_ids, other.area_ids),
        ("Ergebnisse", truth.columns, other.columns),
        ("Klassen", truth.class_labels, other.class_labels),
        ("Nachkommastellen", truth.decimals, other.decimals),
    ):
        if one != two:
            raise refusal("released.other", f"Verglichen wird nur Gleiches; hier sind die {what} verschieden.")
