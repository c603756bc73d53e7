"""The attack itself: which published rules does the attacker break, and with what interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.attack.component import Interval
from tests.attack.knowledge import Knowledge, system_of
from tests.attack.reading import HIDDEN, Published
from tests.attack.solve import too_narrow
from tests.attack.system import Key, System


@dataclass(frozen=True)
class Demand:
    """What the rules of an indicator promise: no count below ``minimum_count`` can be told, nor what is hidden."""

    minimum_count: int
    complement: bool = False
    coalition: int | None = None
    hide_none: bool = False
    minimum_denominator: int = 0

    @property
    def width(self) -> int:
        """Return by how much every hidden count must stay uncertain; never exact, whatever the threshold."""
        return max(self.minimum_count - 1, 1)


@dataclass(frozen=True)
class Break:
    """One thing that must not be known and is."""

    kind: Literal["hidden", "small", "gaps", "group", "few"]
    key: Key
    interval: Interval


def attack(releases: Sequence[Published], knowledge: Knowledge, demands: Mapping[str, Demand]) -> tuple[Break, ...]:
    """Return everything the attacker learns that the rules promise to keep; the last release is the one on trial.

    What the earlier releases tell by themselves cannot be kept any more.
    """
    system = system_of(releases, knowledge)
    told_before = _told_before(releases[:-1], knowledge)
    needed = _needed(system, releases[-1], demands, told_before)
    narrow = too_narrow(system, _rounded(system, demands) | needed)
    found = [Break("hidden", system.keys[cell], interval) for cell, interval in narrow.items() if cell in needed]
    for cell in range(len(system.keys)):
        low, high = narrow.get(cell, (system.low[cell], system.high[cell]))
        if low == high and system.keys[cell] not in told_before:
            found += _told(system, cell, low, demands)
    return tuple(found + list(_gaps(system, demands)))


def _told_before(releases: Sequence[Published], knowledge: Knowledge) -> frozenset[Key]:
    """Return what only one value was left for before the release on trial."""
    if not releases:
        return frozenset()
    system = system_of(releases, knowledge)
    return frozenset(key for key, cell in system.place.items() if system.known(cell) is not None)


def _needed(
    system: System, release: Published, demands: Mapping[str, Demand], told_before: frozenset[Key]
) -> dict[int, int]:
    """Return the width of every hidden count, and of those not concerned where the rules speak of them."""
    hidden = release.values[release.values["status"] == HIDDEN][["area_id", "indicator_id", "period"]]
    needed = {}
    for area, indicator, period in hidden.itertuples(index=False, name=None):
        demand = demands.get(indicator)
        kinds = () if demand is None else ("n", "c") if demand.complement else ("n",)
        for kind in kinds:
            key = (area, f"{kind}:{indicator}", period)
            if demand is not None and key in system.place and key not in told_before:
                needed[system.place[key]] = demand.width
    return needed


def _rounded(system: System, demands: Mapping[str, Demand]) -> dict[int, int]:
    """Return the counts that are shown, but not as they are: a small one among them must not become exact."""
    result = {}
    for cell, (_, quantity, _) in enumerate(system.keys):
        demand = demands.get(quantity.removeprefix("n:"))
        if demand is not None and system.known(cell) is None and system.low[cell] < demand.minimum_count:
            result[cell] = 1
    return result


def _told(system: System, cell: int, count: int, demands: Mapping[str, Demand]) -> Iterable[Break]:
    """A count that the attacker knows exactly: may it be known?"""
    area, quantity, period = system.keys[cell]
    kind, indicator = quantity.split(":", 1)
    demand = demands.get(indicator)
    if demand is None or kind == "d" or (kind == "c" and not demand.complement and demand.coalition is None):
        return
    counted = kind == "n" or demand.complement
    if counted and 0 < count < demand.minimum_count:
        yield Break("small", system.keys[cell], (count, count))
    other = system.place.get((area, f"{'c' if kind == 'n' else 'n'}:{indicator}", period))
    rest = None if other is None else system.known(other)
    if rest is None or rest + count == 0:
        return
    if kind == "c" and demand.coalition is not None and count <= demand.coalition:
        yield Break("group", system.keys[cell], (count, count))
    if kind == "n" and demand.hide_none and count == 0:
        yield Break("group", system.keys[cell], (count, count))
    if kind == "n" and rest + count < demand.minimum_denominator:
        yield Break("few", system.keys[cell], (count, count))


def _gaps(system: System, demands: Mapping[str, Demand]) -> Iterable[Break]:
    """What the gaps of one sum add up to is itself a count; it must not be a small one."""
    for row in system.rows:
        if row.low != row.high or row.why == "complement":
            continue
        unknown = [cell for cell in row.terms if system.known(cell) is None]
        rest = row.low - sum(factor * system.low[cell] for cell, factor in row.terms.items() if cell not in unknown)
        signs = {row.terms[cell] for cell in unknown}
        bounds = [demands[one].minimum_count for one in _indicators(system, unknown) if one in demands]
        if len(signs) == 1 and bounds and 0 < abs(rest) < min(bounds):
            yield Break("gaps", system.keys[unknown[0]], (abs(rest), abs(rest)))


def _indicators(system: System, cells: Iterable[int]) -> set[str]:
    quantities = [system.keys[cell][1] for cell in cells]
    return {one.split(":", 1)[1] for one in quantities if one.startswith("n:")}
