"""The primary rules: which count may not be shown for its own sake, and which rate gives its count away."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

import numpy as np
import numpy.typing as npt

from passgenau.indicators.disclosure.thresholds import Dominance, Thresholds
from passgenau.indicators.table import Floats

Bools = npt.NDArray[np.bool_]
Reasons = npt.NDArray[np.str_]

# Where several rules hide a count, the first of this list is named.
REASONS_DE: dict[str, str] = {
    "small_count": "zu kleine Fallzahl",
    "small_denominator": "zu kleine Bezugsgruppe",
    "few_units": "zu wenige Einheiten hinter der Zahl",
    "dominance": "ein oder zwei Beiträge überwiegen",
    "all_concerned": "alle oder fast alle sind betroffen",
    "small_complement": "zu wenige sind nicht betroffen",
    "none_concerned": "niemand ist betroffen",
}


def primary_reasons(
    numerator: Floats,
    denominator: Floats,
    thresholds: Thresholds,
    *,
    units: Floats | None = None,
    largest: Floats | None = None,
    second: Floats | None = None,
    part_of_whole: bool = True,
) -> Reasons:
    """Return for each count the rule that hides it.

    Parameters
    ----------
    numerator
        Counts of people concerned, or sums of money, >= 0, any shape.
    denominator
        Size of the group they belong to, same shape; NaN where there is none.
    thresholds
        What the source demands.
    units
        Number of units behind each count (Bedarfsgemeinschaften, firms), same shape; None or NaN where not delivered.
    largest, second
        Contributions of the largest and second largest contributor to a sum, same shape; None or NaN where not
        delivered. A second one that is not delivered is taken as large as it can be.
    part_of_whole
        The people concerned belong to the group. If not, "almost all" and "not concerned" have no meaning.

    Returns
    -------
    array of str
        Same shape: a key of ``REASONS_DE``, the first in its order where several rules apply, empty where none does.
        Nothing is said about a NaN numerator, since nothing is known. Where the denominator is NaN, no rule about
        the group applies; 0 is then hidden by ``hide_none`` all the same. A group of 0 people has nobody to protect.

    Notes
    -----
    ``small_count``: 0 < n < t. ``small_denominator``: 0 < N < N_min. ``few_units``: n > 0 with fewer units.
    ``dominance``: the largest contributors hold more than the share. ``all_concerned``: 0 <= N - n <= k, for k people
    not concerned know all about the others. ``small_complement``: 0 < N - n < t. ``none_concerned``: n = 0.

    References
    ----------
    Statistik der Bundesagentur für Arbeit, minimum of 3 cases, hierarchy and dominance rule; Destatis/BA,
    SGB-II-Hilfequoten, denominator >= 100 and numerator >= 3; Handbook on Statistical Disclosure Control, section
    5.9 (Lupp and Langsrud), directly disclosive cells ``|parent| - k <= |cell|``.
    """
    rest = denominator - numerator if part_of_whole else np.full(numerator.shape, np.nan)
    peopled = denominator > 0
    t, k = thresholds.minimum_count, thresholds.coalition
    concerned = numerator > 0
    hides: dict[str, Bools] = {
        "small_count": concerned & (numerator < t),
        "small_denominator": peopled & (denominator < thresholds.minimum_denominator) & ~np.isnan(numerator),
        "few_units": concerned & (_given(units, numerator) < thresholds.minimum_units),
        "dominance": concerned & _dominated(numerator, thresholds.dominance, largest=largest, second=second),
        "all_concerned": peopled & (rest >= 0) & (rest <= (-1 if k is None else k)),
        "small_complement": thresholds.complement & (rest > 0) & (rest < t),
        "none_concerned": thresholds.hide_none & (numerator == 0) & (peopled | np.isnan(denominator)),
    }
    return np.select([hides[name] for name in REASONS_DE], [np.array(name) for name in REASONS_DE], default="")


def _given(counts: Floats | None, like: Floats) -> Floats:
    return np.full(like.shape, np.nan) if counts is None else counts


def _dominated(total: Floats, rule: Dominance | None, *, largest: Floats | None, second: Floats | None) -> Bools:
    if rule is None or largest is None:
        return np.zeros(total.shape, dtype=bool)
    if rule.largest == 1:
        return largest > rule.share * total
    at_most = np.minimum(largest, total - largest)
    runner_up = np.where(np.isnan(_given(second, total)), at_most, _given(second, total))
    return largest + runner_up > rule.share * total


def numerator_is_fixed(denominator: Floats, decimals: int, *, scale: int) -> Bools:
    """Return where a rate shown with so many decimals tells its numerator to everybody who knows the denominator.

    Parameters
    ----------
    denominator
        Number of people, any shape.
    decimals
        Decimals of the rate as shown, >= 0.
    scale
        100 for percent, 1000 for per thousand, 1 for a share.

    Returns
    -------
    array of bool
        Same shape: true where 0 < N <= scale * 10^decimals. Neighbouring numerators then lie at least one last digit
        apart, so that no two of them are rounded to the same rate. False where N is NaN or 0. False is no promise:
        larger groups can give single numerators away, see :func:`possible_numerators`.

    Raises
    ------
    ValueError
        If ``decimals`` is negative or ``scale`` below 1.

    References
    ----------
    Handbook on Statistical Disclosure Control, section 5.7 (ratios and means undo protected counts).
    """
    return (denominator > 0) & (denominator <= _steps(decimals, scale))


def possible_numerators(rate: Floats, denominator: Floats, *, decimals: int, scale: int) -> tuple[Floats, Floats]:
    """Return the smallest and the largest whole numerator that are shown as this rate.

    Parameters
    ----------
    rate
        Rates as shown, in units of ``scale`` (12.5 for 12.5 percent), >= 0, any shape. Halves were rounded upwards.
    denominator
        Whole numbers of people, same shape.
    decimals
        Decimals of the rate as shown, >= 0.
    scale
        100 for percent, 1000 for per thousand, 1 for a share.

    Returns
    -------
    low, high
        Whole numbers >= 0 of the same shape; low > high where no whole numerator is shown as this rate. They are not
        cut at the denominator. NaN where the rate or the denominator is NaN or nobody belongs to the group.

    Raises
    ------
    ValueError
        If ``decimals`` is negative or ``scale`` below 1.

    References
    ----------
    Handbook on Statistical Disclosure Control, section 5.7 (ratios and means undo protected counts).
    """
    steps = _steps(decimals, scale)
    known = ~np.isnan(rate) & (denominator > 0)
    people = np.where(known, denominator, 1).astype(np.int64)
    last_digits = np.rint(np.where(known, rate, 0) * 10**decimals).astype(np.int64)
    # n is shown as r last digits where r - 1/2 <= n * steps / N < r + 1/2; whole numbers leave no rounding error.
    low = -((people * (1 - 2 * last_digits)) // (2 * steps))
    high = -((people * (-1 - 2 * last_digits)) // (2 * steps)) - 1
    return np.where(known, np.maximum(low, 0), np.nan), np.where(known, high, np.nan)


def _steps(decimals: int, scale: int) -> int:
    if decimals < 0 or scale < 1:
        raise ValueError(f"decimals must be at least 0 and scale at least 1, not {decimals} and {scale}")
    return int(scale * 10**decimals)


def strictest(several: Sequence[Thresholds]) -> Thresholds:
    """Return the thresholds that hide whatever one of several hides.

    Parameters
    ----------
    several
        At least one set of thresholds.

    Returns
    -------
    Thresholds
        Parameter by parameter the stricter: the larger ``minimum_count``, ``minimum_denominator`` and
        ``minimum_units``; ``complement`` and ``hide_none`` where one demands them; the larger ``coalition``, None
        being the laxest; ``dominance`` with the larger number of contributors and the smaller share, None being the
        laxest; ``rounding`` to the least common multiple, whose multiples are multiples of every base.

    Raises
    ------
    ValueError
        If ``several`` is empty.
    """
    if not several:
        raise ValueError("the strictest of no thresholds is not defined")
    coalitions = [one.coalition for one in several if one.coalition is not None]
    dominances = [one.dominance for one in several if one.dominance is not None]
    return Thresholds(
        minimum_count=max(one.minimum_count for one in several),
        minimum_denominator=max(one.minimum_denominator for one in several),
        complement=any(one.complement for one in several),
        coalition=max(coalitions, default=None),
        hide_none=any(one.hide_none for one in several),
        minimum_units=max(one.minimum_units for one in several),
        dominance=_strictest_dominance(dominances),
        rounding=lcm(*(one.rounding for one in several)),
    )


def _strictest_dominance(several: Sequence[Dominance]) -> Dominance | None:
    if not several:
        return None
    return Dominance(max(one.largest for one in several), min(one.share for one in several))
