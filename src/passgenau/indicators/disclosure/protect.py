"""Protection as a whole: figures in, protected figures and their certificate out, or a refusal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import error
from passgenau.data.areas import AreaRegister
from passgenau.data.long_table import long_table
from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.indicators.disclosure.cells import Bools, CountSystem, PublicSystem
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.certify import proving_tables
from passgenau.indicators.disclosure.counts import counted
from passgenau.indicators.disclosure.earlier import NOTHING_EARLIER, Earlier
from passgenau.indicators.disclosure.figures import POPULATION, FigureKey, Figures
from passgenau.indicators.disclosure.hide import hide
from passgenau.indicators.disclosure.moves import ground, widen
from passgenau.indicators.disclosure.notice import structure_of
from passgenau.indicators.disclosure.spread import Spread, small_remainders
from passgenau.indicators.disclosure.system import Built, build
from passgenau.indicators.disclosure.thresholds import Audience
from passgenau.indicators.disclosure.verify import published_system, verify

ADDED_SOURCE = "Summe der Teilgebiete"
ATTEMPTS = 5
"""How often counts that could not be proven wide enough are given to the repair once more."""


@dataclass(frozen=True)
class Protected:
    """Figures that may be shown to the audience, and the proof.

    ``long``: long table; hidden rows have the status ``suppressed``, no numerator and no value, and a denominator only
    where it is shown; totals of higher levels are added. ``register``: populations that may not be shown are empty.
    """

    long: pd.DataFrame
    register: AreaRegister
    certificate: Certificate


def protect(
    figures: Figures,
    *,
    earlier: Earlier = NOTHING_EARLIER,
    also_hidden: frozenset[FigureKey] = frozenset(),
    audience: Audience = "public",
) -> Protected:
    """Return the figures with everything hidden that must be, and a certificate that the verifier accepts.

    Parameters
    ----------
    figures
        All counts, and what binds them.
    earlier
        What has been published before. It stays known, so that the new figures are safe together with the old ones.
    also_hidden
        Area, indicator and period of rows that a wider audience does not see; they are hidden here too.
    audience
        For whom; goes into the certificate.

    Returns
    -------
    Protected
        Figures of indicators without thresholds pass unchanged.

    Raises
    ------
    PassgenauError
        With every fault of the figures; or if they cannot be protected in this detail, with coarser proposals. Nothing
        is ever returned that the verifier does not accept.
    """
    rows = counted(figures)
    structure = structure_of(figures, rows, earlier)
    built = build(figures, rows, structure, earlier=earlier)
    built = _hidden_before(built, also_hidden)
    built, limited = _limited(built) if earlier.counts else (built, {})
    demanded = built.system.primary
    for _ in range(ATTEMPTS):
        hidden = _hidden(built.system) | (built.system.primary & built.system.known & built.system.own)
        protected = _shown(figures, built, hidden)
        kept = _kept(built, hidden, earlier)
        published = published_system(
            *protected, figures.memberships, demands=figures.demands, structure=structure, earlier=kept
        ).limited(limited)
        tables, narrow = proving_tables(published.system)
        if not narrow.any():
            open_counts = tables[:, ~published.system.exact]
            certificate = Certificate(audience, figures.demands, structure, open_counts, kept, limited)
            return _accepted(Protected(*protected, certificate), figures)
        demanded = demanded | narrow
        built = replace(built, system=replace(built.system, primary=demanded))
    raise refusal(
        "disclosure.not_provable",
        "Für diese Gliederung ließ sich nicht nachweisen, dass keine verborgene Zahl zurückgerechnet werden kann.",
        advice="Bitte Jahre zusammenfassen, eine gröbere Gebietsebene wählen oder eine Aufgliederung weglassen.",
    )


def _limited(built: Built) -> tuple[Built, dict[FigureKey, int]]:
    """Return the system with smaller demands where even hiding everything leaves less, because of what is known."""
    system = built.system
    public = system.public(system.own | ~system.known)
    spread = Spread.of(system.truth)
    narrow = widen(public, spread, ground(public, system.truth), whole=True, singly=True)
    left = np.minimum(system.width, np.rint(spread.high - spread.low).astype(np.int64))
    summed = np.zeros(len(narrow), dtype=np.bool_)
    for row in small_remainders(public):
        cells = system.relations.indices[system.relations.indptr[row] : system.relations.indptr[row + 1]]
        summed[cells] = ~public.shown[cells]
    given_up = narrow | summed
    width, least_rest = np.where(narrow, left, system.width), np.where(given_up, 0, system.width)
    limited = {tuple(system.cells[number]): int(width[number]) for number in np.flatnonzero(given_up)}
    return replace(built, system=replace(system, width=width, least_rest=least_rest)), limited  # type: ignore[return-value]


def _hidden(system: CountSystem) -> Bools:
    try:
        return hide(system).hidden
    except PassgenauError as refused:
        if not (system.known & system.own).any():
            raise
        text = "Was früher veröffentlicht wurde oder als amtlich gilt, bleibt bekannt und wurde mitgerechnet."
        raise PassgenauError([*refused.findings, error("disclosure.known_before", text)]) from refused


def _hidden_before(built: Built, also_hidden: frozenset[FigureKey]) -> Built:
    system = built.system
    primary = system.primary.copy()
    for key in also_hidden:
        if key in built.layout.numerators and not system.known[built.layout.numerators[key]]:
            primary[built.layout.numerators[key]] = True
    return replace(built, system=replace(system, primary=primary))


def _kept(built: Built, hidden: Bools, earlier: Earlier) -> dict[FigureKey, int]:
    """Return the counts that are known from earlier although no row of this release shows them."""
    system, names = built.system, built.structure.names()
    rows = np.zeros(len(system.cells), dtype=np.bool_)
    rows[[*built.layout.numerators.values(), *built.layout.denominators.values()]] = True
    stays = system.known & (hidden | ~rows)
    found = {}
    for (area, quantity, period), count in earlier.counts.items():
        number = built.layout.place_of(area, names.get(quantity, quantity), period)
        if number is not None and stays[number] and count == system.truth[number]:
            found[area, quantity, period] = count
    return found


def _shown(figures: Figures, built: Built, hidden: Bools) -> tuple[pd.DataFrame, AreaRegister]:
    public = built.system.public(hidden)
    return _long(figures, built, public, hidden), _register(figures, built, hidden)


def _long(figures: Figures, built: Built, public: PublicSystem, hidden: Bools) -> pd.DataFrame:
    bound = figures.long["indicator_id"].isin(list(figures.thresholds))
    free, rows = figures.long[~bound], figures.long[bound].to_dict("records")
    delivered = {(row["area_id"], row["indicator_id"], row["period"]): row for row in rows}
    records = []
    for key in built.counted.counts:
        records.append(_record(delivered.get(key, {}), key, built, public, hidden))
    if not records:
        return free.reset_index(drop=True)
    return pd.concat([free, long_table(pd.DataFrame(records))], ignore_index=True)


def _record(
    row: Mapping[Hashable, object], key: FigureKey, built: Built, public: PublicSystem, hidden: Bools
) -> dict[str, object]:
    numerator, denominator = built.layout.numerators[key], built.layout.denominators[key]
    given = built.counted.counts[key]
    shows = [bool(not hidden[cell] and built.system.own[cell]) for cell in (numerator, denominator)]
    status = str(row.get("status", ValueStatus.VALUE.value))
    if np.isnan(given[0]) or not all(shows):
        unknown = np.isnan(given[0]) and status not in {one.value for one in WITH_NUMBER}
        status = status if unknown else ValueStatus.SUPPRESSED.value
        shows[0] = False
    return {
        "area_id": key[0],
        "indicator_id": key[1],
        "period": key[2],
        "numerator": float(public.value[numerator]) if shows[0] else np.nan,
        "denominator": float(public.value[denominator]) if shows[1] and not np.isnan(given[1]) else np.nan,
        "status": status,
        "source": row.get("source", ADDED_SOURCE),
    }


def _register(figures: Figures, built: Built, hidden: Bools) -> AreaRegister:
    if figures.populations is None:
        return figures.register
    places = {area.area_id: built.layout.place_of(area.area_id, POPULATION, "") for area in figures.register.areas}
    areas = tuple(
        replace(area, population=None) if (place := places[area.area_id]) is not None and hidden[place] else area
        for area in figures.register.areas
    )
    return replace(figures.register, areas=areas)


def _accepted(protected: Protected, figures: Figures) -> Protected:
    """Return the protected figures; an own error must never let anything out."""
    against = verify(protected.long, protected.register, figures.memberships, protected.certificate)
    if against:
        raise refusal(
            "disclosure.not_accepted",
            f"Die Prüfung hat die geschützten Zahlen nicht angenommen: {against[0].sentence()}",
            advice="Es wurde nichts geschrieben. Bitte melden Sie das; die Zahlen sind nicht veröffentlicht.",
        )
    return protected
