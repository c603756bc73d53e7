"""What the attacker can write down: one unknown per count, bounds from what is published, rows that always hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Key = tuple[str, str, str]
"""Area, quantity, period. Quantities: ``n:`` numerator, ``c:`` those not concerned, ``d:`` denominator."""


class ContradictionError(AssertionError):
    """What is published cannot all be true: the attacker has supposed something that does not hold."""

    def __init__(self, key: Key, low: int, high: int) -> None:
        super().__init__(f"{key}: at least {low} and at most {high}")
        self.key = key


@dataclass(frozen=True)
class Row:
    """``low <= sum of coefficient times count <= high``; ``high`` None where nothing bounds it."""

    terms: Mapping[int, int]
    low: int
    high: int | None
    why: str


@dataclass
class System:
    """All unknowns with what is known of each (``high`` None: no upper bound), and the rows between them."""

    keys: list[Key] = field(default_factory=list)
    place: dict[Key, int] = field(default_factory=dict)
    low: list[int] = field(default_factory=list)
    high: list[int | None] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def cell(self, key: Key) -> int:
        """Return the place of a count; a new one is only known to be no less than 0."""
        if key not in self.place:
            self.place[key] = len(self.keys)
            self.keys.append(key)
            self.low.append(0)
            self.high.append(None)
        return self.place[key]

    def narrow(self, cell: int, low: int, high: int | None) -> bool:
        """Take a bound in; True where it says something new."""
        known = self.high[cell]
        new_low = max(self.low[cell], low)
        new_high = known if high is None else high if known is None else min(known, high)
        if new_high is not None and new_low > new_high:
            raise ContradictionError(self.keys[cell], new_low, new_high)
        changed = new_low != self.low[cell] or new_high != known
        self.low[cell], self.high[cell] = new_low, new_high
        return changed

    def known(self, cell: int) -> int | None:
        """Return the count where there is only one it can be."""
        return self.low[cell] if self.low[cell] == self.high[cell] else None

    def total(self, whole: Key, parts: Iterable[Key], why: str) -> None:
        """The parts add up to the whole."""
        terms = {self.cell(whole): 1}
        for part in parts:
            terms[self.cell(part)] = -1
        self.rows.append(Row(terms, 0, 0, why))

    def copy(self) -> System:
        """Return the system as it stands."""
        return System(list(self.keys), dict(self.place), list(self.low), list(self.high), list(self.rows))

    def restore(self, other: System) -> None:
        """Go back to what was known before."""
        copy = other.copy()
        self.keys, self.place, self.low, self.high, self.rows = copy.keys, copy.place, copy.low, copy.high, copy.rows

    def propagate(self, rounds: int = 40) -> None:
        """Draw what one row alone says about one count, again and again."""
        touching: dict[int, list[int]] = {}
        for number, row in enumerate(self.rows):
            for cell in row.terms:
                touching.setdefault(cell, []).append(number)
        waiting = set(range(len(self.rows)))
        for _ in range(rounds):
            changed = {cell for number in sorted(waiting) for cell in self._draw(self.rows[number])}
            waiting = {number for cell in changed for number in touching[cell]}
            if not waiting:
                return

    def _draw(self, row: Row) -> list[int]:
        """Return the counts about which the row says something new."""
        ends = {cell: self._ends(cell, factor) for cell, factor in row.terms.items()}
        least = _Sum([low for low, _ in ends.values()])
        most = _Sum([high for _, high in ends.values()])
        changed = []
        for cell, factor in row.terms.items():
            if self.low[cell] == self.high[cell] and least.unbounded + most.unbounded:
                continue  # known already, and nothing to check it against
            low, high = ends[cell]
            # the others at their least leave the most for this one, and the other way round
            at_most = _less(row.high, least.without(low))
            at_least = _less(row.low, most.without(high))
            bound = _divided(at_least, at_most, factor)
            if self.narrow(cell, bound[0] if bound[0] is not None else 0, bound[1]):
                changed.append(cell)
        return changed

    def _ends(self, cell: int, factor: int) -> tuple[int | None, int | None]:
        low, high = self.low[cell] * factor, None if self.high[cell] is None else (self.high[cell] or 0) * factor
        return (low, high) if factor > 0 else (high, low)


class _Sum:
    """The sum of ends of intervals, some of which may be unbounded (None)."""

    def __init__(self, ends: list[int | None]) -> None:
        self.unbounded = ends.count(None)
        self._bounded = sum(end for end in ends if end is not None)

    def without(self, own: int | None) -> int | None:
        """Return the sum of all ends but one's own; None where another one is unbounded."""
        return None if self.unbounded - (own is None) else self._bounded - (own or 0)


def _less(bound: int | None, others: int | None) -> int | None:
    return None if bound is None or others is None else bound - others


def _divided(low: int | None, high: int | None, factor: int) -> tuple[int | None, int | None]:
    """Return whole-number bounds of a count from bounds of its multiple."""
    if factor < 0:
        low, high, factor = _negative(high), _negative(low), -factor
    return None if low is None else -(-low // factor), None if high is None else high // factor


def _negative(value: int | None) -> int | None:
    return None if value is None else -value
