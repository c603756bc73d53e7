"""From published packages to the attacker's system: everything that a patient reader can put side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from tests.attack.discovery import discovered_sums, equal_columns
from tests.attack.reading import Published
from tests.attack.system import ContradictionError, Key, Row, System

_FINE = 8  # from so many decimals on a rate names its fraction
_SURE = 3  # inhabitants that agree with a denominator in so many areas are taken for the same


@dataclass(frozen=True)
class Knowledge:
    """What everybody reads in the definitions: no figure.

    ``rounding``: the base of published counts, by indicator. ``same_people``: the group behind the denominator of an
    indicator; where it is None the attacker looks which denominators agree. ``curious``: of up to how many parts he
    looks for sums that nobody has declared (0: he does not; rounded counts do not show any).
    """

    part_of_whole: frozenset[str] = frozenset()
    breakdowns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rounding: Mapping[str, int] = field(default_factory=dict)
    same_people: Mapping[str, str] | None = None
    curious: int = 0


def system_of(releases: Sequence[Published], knowledge: Knowledge) -> System:
    """Return everything that follows from the releases together, bounds drawn as far as single rows allow."""
    system = System()
    values = pd.concat([one.values for one in releases], ignore_index=True)
    group = dict(knowledge.same_people or _agreeing(values))
    indicators = sorted(set(values["indicator_id"]))
    group = {indicator: group.get(indicator, indicator) for indicator in indicators}
    for line in values.itertuples(index=False):
        _take_in(system, line, group[line.indicator_id], knowledge.rounding.get(line.indicator_id, 1))
    moments = _moments(values, group)
    _populations(system, releases, moments)
    sums = dict(sums_of_areas(releases))
    for quantity, period in moments:
        for whole, parts in sums.items():
            system.total((whole, quantity, period), [(part, quantity, period) for part in parts], "areas")
    _breakdowns(system, values, knowledge)
    _complements(system, values, group, knowledge.part_of_whole)
    _pooled(system, moments, sorted({area for one in releases for area in one.areas["area_id"]}))
    system.propagate()
    if not knowledge.rounding:
        _undeclared(system, values, group, knowledge.curious)
    return system


def _take_in(system: System, line: pd.Series, group: str, base: int) -> None:
    numerator = system.cell((line.area_id, f"n:{line.indicator_id}", line.period))
    denominator = system.cell((line.area_id, f"d:{group}", line.period))
    for cell, text in ((numerator, line.numerator), (denominator, line.denominator)):
        if text:
            system.narrow(cell, *_behind(int(float(text)), base))
    if line.value and not (line.numerator and line.denominator):
        _rate(system, numerator, denominator, line.value)


def _behind(shown: int, base: int) -> tuple[int, int]:
    """Return the counts that are rounded (half up) to what is shown."""
    return max(0, shown - base // 2), shown + (base - 1) // 2


def _rate(system: System, numerator: int, denominator: int, text: str) -> None:
    """A published rate: the count is a share of the group, as exactly as the decimals say."""
    decimals = len(text.partition(".")[2])
    rate = Fraction(text)
    half = Fraction(1, 2 * 10**decimals)
    people = system.known(denominator)
    if people is not None:
        low, high = (rate - half) * people, (rate + half) * people
        system.narrow(numerator, max(0, -(-low.numerator // low.denominator)), high.numerator // high.denominator)
    elif decimals >= _FINE:
        fraction = rate.limit_denominator(10 ** (decimals // 2))
        system.rows.append(Row({numerator: fraction.denominator, denominator: -fraction.numerator}, 0, 0, "rate"))
    else:
        scale = 2 * 10**decimals
        least, most = int((rate - half) * scale), int((rate + half) * scale)
        system.rows.append(Row({numerator: scale, denominator: -least}, 0, None, "rate"))
        system.rows.append(Row({numerator: -scale, denominator: most}, 0, None, "rate"))


def _moments(values: pd.DataFrame, group: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return every quantity with every period of which anything is said."""
    pairs = values[["indicator_id", "period"]].drop_duplicates().itertuples(index=False)
    found = {(kind, one.period) for one in pairs for kind in (f"n:{one.indicator_id}", f"d:{group[one.indicator_id]}")}
    return sorted(found)


def _agreeing(values: pd.DataFrame) -> dict[str, str]:
    """Return the group of every indicator: those whose denominators agree wherever both are shown share one."""
    table = _by_place(_column(values, "denominator", {one: one for one in values["indicator_id"]}))
    group = {str(one): str(one) for one in table.columns}
    for one, other in equal_columns(table, varied=2):
        group[one] = group[other]
    return group


def shown_counts(values: pd.DataFrame, group: Mapping[str, str]) -> pd.DataFrame:
    """Return the shown counts by area and period (rows) and quantity (columns); NaN where nothing is shown."""
    numerators = _column(values, "numerator", {one: f"n:{one}" for one in group})
    denominators = _column(values, "denominator", {one: f"d:{name}" for one, name in group.items()})
    return _by_place(pd.concat([numerators, denominators]))


def _by_place(columns: pd.DataFrame) -> pd.DataFrame:
    once = columns.drop_duplicates(["area_id", "period", "name"])
    return once.pivot(index=["area_id", "period"], columns="name", values="count").astype("float64")


def _undeclared(system: System, values: pd.DataFrame, group: Mapping[str, str], curious: int) -> None:
    """A count may stand under two names, and columns may add up although nobody says so.

    What nobody promises may be off in some places: there, where it contradicts the rest, the attacker lets it go.
    """
    table = shown_counts(values, group)
    sums = [*((one, (other,)) for one, other in equal_columns(table)), *discovered_sums(table, curious)]
    places = set(values[["area_id", "period"]].itertuples(index=False, name=None))
    while sums:
        declared = system.copy()
        for whole, parts in sums:
            for area, period in sorted(places):
                system.total((area, whole, period), [(area, part, period) for part in parts], "undeclared")
        try:
            system.propagate()
            return
        except ContradictionError as contradiction:
            area, _, period = contradiction.key
            system.restore(declared)
            places.remove((area, period))


def _column(values: pd.DataFrame, column: str, names: Mapping[str, str]) -> pd.DataFrame:
    shown = values[values[column] != ""]
    return pd.DataFrame(
        {
            "area_id": shown["area_id"],
            "period": shown["period"],
            "name": shown["indicator_id"].map(dict(names)),
            "count": shown[column],
        }
    )


def _populations(system: System, releases: Sequence[Published], moments: Iterable[tuple[str, str]]) -> None:
    """The inhabitants in the list of areas are a denominator too, where they agree with one."""
    listed = {
        line.area_id: int(float(line.population))
        for one in releases
        for line in one.areas.itertuples(index=False)
        if line.population
    }
    for quantity, period in moments:
        if not quantity.startswith("d:"):
            continue
        keys: dict[str, Key] = {area: (area, quantity, period) for area in listed}
        shown = {area: system.known(system.place[key]) for area, key in keys.items() if key in system.place}
        both = [(listed[area], count) for area, count in shown.items() if count is not None]
        if len(both) >= _SURE and all(population == count for population, count in both):
            for area, key in keys.items():
                system.narrow(system.cell(key), listed[area], listed[area])


def sums_of_areas(releases: Sequence[Published]) -> Iterable[tuple[str, list[str]]]:
    """Return every area that others add up to: the parents, and the areas of further geographies."""
    parent = {
        line.area_id: line.parent_id for one in releases for line in one.areas.itertuples(index=False) if line.parent_id
    }
    members: dict[str, set[str]] = defaultdict(set)
    for one in releases:
        for area, further in one.part_of:
            members[further].add(area)
    children: dict[str, list[str]] = defaultdict(list)
    for area, above in sorted(parent.items()):
        if area not in members:  # an area of another geography lies across the children of its parent
            children[above].append(area)
    yield from children.items()
    for further, inside in sorted(members.items()):
        yield further, sorted(area for area in inside if not _within(area, inside, parent, members))


def _within(area: str, inside: set[str], parent: Mapping[str, str], members: Mapping[str, set[str]]) -> bool:
    """Return whether a larger one of the areas inside holds this one already."""
    above = {parent.get(area, "")} | {further for further, parts in members.items() if area in parts}
    above &= set(parent) | set(parent.values()) | set(members)
    return any(one in inside or (one and _within(one, inside, parent, members)) for one in above - {area})


def _breakdowns(system: System, values: pd.DataFrame, knowledge: Knowledge) -> None:
    places = values[["area_id", "indicator_id", "period"]].drop_duplicates()
    for total, parts in knowledge.breakdowns:
        concerned = places[places["indicator_id"].isin([total, *parts])][["area_id", "period"]].drop_duplicates()
        for area, period in concerned.itertuples(index=False, name=None):
            system.total((area, f"n:{total}", period), [(area, f"n:{part}", period) for part in parts], "breakdown")


def _complements(system: System, values: pd.DataFrame, group: Mapping[str, str], part_of_whole: frozenset[str]) -> None:
    places = values[values["indicator_id"].isin(part_of_whole)][["area_id", "indicator_id", "period"]]
    for area, indicator, period in places.drop_duplicates().itertuples(index=False, name=None):
        both: list[Key] = [(area, f"n:{indicator}", period), (area, f"c:{indicator}", period)]
        system.total((area, f"d:{group[indicator]}", period), both, "complement")


def _pooled(system: System, moments: Iterable[tuple[str, str]], areas: Iterable[str]) -> None:
    """Several years together are the sum of the single years, unless what is shown says otherwise."""
    moments = set(moments)
    for quantity, period in sorted(moments):
        span = re.fullmatch(r"(\d{4})\.\.(\d{4})", period)
        years = [str(year) for year in range(int(span[1]), int(span[2]) + 1)] if span else []
        if not any((quantity, year) in moments for year in years):
            continue
        sums = [((area, quantity, period), [(area, quantity, year) for year in years]) for area in areas]
        verdicts = [_adds_up(system, whole, parts) for whole, parts in sums]
        confirmed = quantity.startswith("n:") or True in verdicts
        if False not in verdicts and confirmed:
            for whole, parts in sums:
                system.total(whole, parts, "years")


def _adds_up(system: System, whole: Key, parts: Iterable[Key]) -> bool | None:
    counts = [system.known(system.place[key]) if key in system.place else None for key in (whole, *parts)]
    return None if None in counts else counts[0] == sum(count or 0 for count in counts[1:])
