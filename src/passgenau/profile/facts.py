"""The four facts at the head of a profile, in figures and words."""

from __future__ import annotations

from collections.abc import Sequence

from passgenau.common.numbers_de import rank as rank_de
from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.result import Facts, ProfileLine
from passgenau.profile.standing import Standing


def facts_of(
    inputs: ProfileInput, area_id: str, *, lines: Sequence[ProfileLine], standing: Standing | None, ranked: int
) -> Facts:
    """Return the facts of one area.

    Parameters
    ----------
    inputs
        Figures of the county.
    area_id
        The area.
    lines
        All its indicators.
    standing
        Its place in the index; None without a rank.
    ranked
        Number of areas with a rank.

    Returns
    -------
    Facts
        Estimated and provisional values count as valid.
    """
    area = inputs.register.by_id.get(area_id)
    states = [line.status for line in lines]
    valid = sum(state in WITH_NUMBER for state in states)
    hidden, missing, none = (
        states.count(state) for state in (ValueStatus.SUPPRESSED, ValueStatus.MISSING, ValueStatus.NOT_APPLICABLE)
    )
    return Facts(
        population=area.population if area else None,
        rank=standing.rank if standing else None,
        ranked=ranked,
        rank_low=standing.low if standing else None,
        rank_high=standing.high if standing else None,
        rank_words=rank_words(standing.rank, standing.low, standing.high) if standing else "kein Rang",
        certainty=standing.certainty if standing else None,
        valid=valid,
        total=len(states),
        suppressed=hidden,
        missing=missing,
        not_applicable=none,
        valid_words=valid_words(valid, len(states), suppressed=hidden, missing=missing, not_applicable=none),
        reason="" if standing else _reason(inputs, area_id),
    )


def rank_words(rank: int, low: int | None, high: int | None) -> str:
    """Return a rank with its interval in words; a rank outside its interval is named as such.

    Parameters
    ----------
    rank
        Published rank.
    low, high
        5th and 95th percentile of the rank; None where not tested.

    Returns
    -------
    str
        Such as ``zwischen Rang 2 und 6``.
    """
    if low is None or high is None:
        return "Spielraum nicht geprüft"
    span = f"fast immer Rang {low}" if low == high else f"zwischen Rang {low} und {high}"
    if low <= rank <= high:
        return span
    return f"{span}; der berechnete {rank_de(rank)} liegt außerhalb"


def valid_words(valid: int, total: int, *, suppressed: int, missing: int, not_applicable: int) -> str:
    """Return how many values are valid and what became of the others.

    Parameters
    ----------
    valid, total
        Values with a number, and all.
    suppressed, missing, not_applicable
        Values without a number by reason.

    Returns
    -------
    str
        Such as ``27 von 30; 2 geheim, 1 fehlt``; states that do not occur are left out.
    """
    rest = [f"{suppressed} geheim"] if suppressed else []
    rest += [f"{missing} {'fehlt' if missing == 1 else 'fehlen'}"] if missing else []
    rest += [f"{not_applicable} {'entfällt' if not_applicable == 1 else 'entfallen'}"] if not_applicable else []
    return f"{valid} von {total}" + (f"; {', '.join(rest)}" if rest else "")


def _reason(inputs: ProfileInput, area_id: str) -> str:
    index = inputs.index
    if index is None:
        return "Noch kein freigegebener Lauf."
    if area_id not in index.area_ids:
        return "Kein Rang: nicht Teil dieses Laufs."
    row = index.area_ids.index(area_id)
    return index.reason[row] or "Kein Rang in diesem Lauf."
