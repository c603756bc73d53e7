"""The two readings of a comparison: which definition and period each side asks for, and whether they can be had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passgenau.common.findings import enumerate_de
from passgenau.common.periods import parse_period, period_de
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.index.result import IndexResult
from passgenau.profile.words import capital
from passgenau.store.models import Release
from passgenau.store.queries.index import Reading, definitions_for, reading
from passgenau.store.queries.regions import Standing
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.index_words import context_of

REDUCED = ":ohne"
REDUCED_WORDS = "ohne beschreibende Merkmale"
BEFORE, AFTER = ("definition", "stand"), ("definition2", "stand2")
YARDSTICK, OWN, OTHER = "massstab", "eigener", "anderer"


class UnknownReadingError(LookupError):
    """The address names a definition or a period that this region does not have at all."""


@dataclass(frozen=True)
class Wanted:
    """What one side asks for: the definition with its variant, and the period."""

    key: str
    period: str

    @property
    def definition_id(self) -> str:
        """Return the definition without its variant."""
        return self.key.removesuffix(REDUCED)

    @property
    def reduced(self) -> bool:
        """Return whether descriptive indicators are left out."""
        return self.key.endswith(REDUCED)


@dataclass(frozen=True)
class Side:
    """One side that can be had: what was asked for, the reading, and the result to compare."""

    wanted: Wanted
    read: Reading
    result: IndexResult

    @property
    def name(self) -> str:
        """Return the definition and the period as they stand in a sentence."""
        variant = f", {REDUCED_WORDS}" if self.wanted.reduced else ""
        return f"{self.read.definition.name}{variant}, {period_de(self.read.period)}"


def variants(where: Standing, release: Release) -> list[tuple[str, str]]:
    """Return what each side may choose: fitting definitions, and each without its descriptive indicators."""
    found = []
    for name in definitions_for(where.region, release):
        definition = load_index_definition(name)
        context = context_of(definition, indicator_catalogue())
        found.append((name, definition.name))
        if context and len(context) < len(definition.indicators):
            found.append((name + REDUCED, f"{capital(REDUCED_WORDS)}: {definition.name}"))
    return found


def wanted_sides(where: Standing, release: Release, given: Mapping[str, str]) -> tuple[Wanted, Wanted] | None:
    """Return what the address asks for; by default the latest reading and the one before it. None without two."""
    fitting = definitions_for(where.region, release)
    known = [key for key, _ in variants(where, release)]
    periods = {period for found in fitting.values() for period in found}
    for keys, allowed in (((BEFORE[0], AFTER[0]), known), ((BEFORE[1], AFTER[1]), periods)):
        if any(given.get(key, "") and given[key] not in allowed for key in keys):
            raise UnknownReadingError
    if given.get(YARDSTICK, OWN) not in {OWN, OTHER}:
        raise UnknownReadingError
    after = _side(given, AFTER, fitting) or Wanted(known[0], fitting[known[0]][0])
    before = _side(given, BEFORE, fitting) or _other(after, fitting, known)
    return (before, after) if before else None


def _side(given: Mapping[str, str], names: tuple[str, str], fitting: Mapping[str, Sequence[str]]) -> Wanted | None:
    key, period = (given.get(name, "") for name in names)
    if not key:
        return None
    return Wanted(key, period or fitting[key.removesuffix(REDUCED)][0])


def _other(after: Wanted, fitting: Mapping[str, Sequence[str]], known: Sequence[str]) -> Wanted | None:
    """Return the same definition one period earlier, else its variant, else another definition."""
    periods = [period for period in fitting[after.definition_id] if period != after.period]
    earlier = [period for period in periods if parse_period(period).last_day < parse_period(after.period).last_day]
    if earlier or periods:
        return Wanted(after.key, (earlier or periods)[0])
    other = after.definition_id if after.reduced else after.definition_id + REDUCED
    if other in known:
        return Wanted(other, after.period)
    rest = [key for key in known if key not in {after.key, other}]
    return Wanted(rest[0], fitting[rest[0].removesuffix(REDUCED)][0]) if rest else None


def period_problem(where: Standing, release: Release, wanted: Wanted) -> str:
    """Return why a definition cannot be computed for a period, empty where it can."""
    periods = definitions_for(where.region, release)[wanted.definition_id]
    if wanted.period in periods:
        return ""
    possible = enumerate_de([period_de(period) for period in periods], 8)
    return f"Für {period_de(wanted.period)} fehlen dieser Definition Werte; möglich: {possible}."


def yardstick_problem(before: Wanted, after: Wanted) -> str:
    """Return why the second side cannot be measured by the yardstick of the first, empty where it can."""
    if before.key != after.key:
        return (
            "Am Maßstab des anderen Stands lässt sich nur dieselbe Definition messen; hier sind es zwei verschiedene."
        )
    if before.period == after.period:
        return "Beide Seiten haben denselben Datenstand und damit denselben Maßstab."
    return ""


def read_side(where: Standing, release: Release, wanted: Wanted) -> Side:
    """Return the reading of one side; the caller has seen that the period fits."""
    read = reading(where.region, release, wanted.definition_id, wanted.period)
    reduced = read.without_context if wanted.reduced else None
    return Side(wanted, read, reduced or read.result)


def side_choices(
    where: Standing, release: Release, wanted: Wanted, names: tuple[str, str], labels: tuple[str, str]
) -> tuple[Choice, Choice]:
    """Return the two selects of one side."""
    fitting = definitions_for(where.region, release)
    periods = sorted({one for found in fitting.values() for one in found}, key=parse_period, reverse=True)
    entries = [(period, period_de(period)) for period in periods]
    return (
        choice(names[0], labels[0], variants(where, release), wanted.key),
        choice(names[1], labels[1], entries, wanted.period),
    )
