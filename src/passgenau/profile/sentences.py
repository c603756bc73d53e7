"""The sentences that answer the question of a page. Generated from figures; the first clause can be quoted alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count, share
from passgenau.profile.assurance import how_sure, rung_of
from passgenau.profile.certainty import OPEN, VERY_LIKELY, Certainty, among_the_first
from passgenau.profile.standing import Standing
from passgenau.profile.words import AreaNoun, RegionNoun, capital, number_word

MANY = 1 / 3
LEAST_MANY = 3
"""From this share of the tested indicators on, and from this number, burdens are said to come together."""


class Answer(NamedTuple):
    """A clause to be set in bold, which carries alone, and the rest (may be empty)."""

    bold: str
    rest: str


def start_answer(standings: Sequence[Standing], *, top: int, noun: AreaNoun) -> Answer:
    """Return the answer to "Wo steht der Kreis?".

    Parameters
    ----------
    standings
        Ranked areas, highest need first.
    top
        Number of areas that count as the first, at least 1.
    noun
        What the areas are called.

    Returns
    -------
    Answer
        How many areas stand out and how sure that is. Areas sharing the last place are all counted, and the sentence
        says so. Without ranked areas, or with no more of them than ``top``, there is nothing to single out.
    """
    if len(standings) <= top:
        return _too_few(standings, top=top, noun=noun)
    first = _first(standings, top)
    number = number_word(len(first), noun.gender, case="dat", alone=True)
    bold = f"In {number} von {number_word(len(standings))} {noun.dative_plural} häufen sich Lasten am stärksten."
    tie = _shared_place(standings, top)
    return Answer(bold, " ".join(part for part in (how_sure(first, noun), tie) if part))


def start_scope(
    standings: Sequence[Standing],
    *,
    top: int,
    noun: AreaNoun,
    region: RegionNoun,
    municipalities: int,
    population: float | None,
) -> str:
    """Return where the first areas lie and how many people live there, the smaller second sentence of the start page.

    Parameters
    ----------
    standings
        Ranked areas, highest need first.
    top
        Number of areas that count as the first, at least 1.
    noun, region
        What the areas and the whole are called.
    municipalities
        Number of municipalities of the whole; below 2 they are not mentioned.
    population
        People in the whole; None if unknown.

    Returns
    -------
    str
        Empty where nothing can be said; people are left out as soon as one area's population is unknown.
    """
    first = _first(standings, top) if len(standings) > top else []
    parts = []
    touched = {standing.municipality for standing in first}
    if first and municipalities > 1 and "" not in touched:
        parts.append(f"{_these(len(first), noun)} in {_part_of(len(touched), municipalities)} Kommunen.")
    people = [standing.population for standing in first]
    known = sum(one for one in people if one is not None)
    if first and None not in people and population:
        part = share(known / population, decimals=0)
        there = "Dort" if len(first) == 1 else f"In diesen {noun.dative_plural}"
        parts.append(f"{there} leben {count(known)} Menschen, {part} der Bevölkerung {region.genitive}.")
    return " ".join(parts)


def index_answer(standings: Sequence[Standing], *, top: int, noun: AreaNoun) -> Answer:
    """Return the answer to "Wo häufen sich Lasten?".

    Parameters
    ----------
    standings
        Ranked areas, highest need first.
    top
        Number of areas that count as the first, at least 1.
    noun
        What the areas are called.

    Returns
    -------
    Answer
        Who is first, how many belong at least very likely to the first ``top``, and from which rank on the order no
        longer holds (the first rank with a weaker word).
    """
    if not standings:
        return Answer(f"Noch hat {noun.counted(0)} einen Rang.", "")
    bold = _leaders([standing for standing in standings if standing.rank == 1], noun)
    if standings[0].certainty.rung is None:
        return Answer(bold, "Wie fest die Reihenfolge ist, wurde nicht geprüft.")
    if len(standings) <= top:
        return Answer(bold, _too_few(standings, top=top, noun=noun).bold)
    sure = sum(rung_of(standing) >= VERY_LIKELY for standing in standings)
    one, many, where = _belonging(top)
    claim = f"{capital(noun.counted(sure))} {one if sure < 2 else many} mindestens sehr wahrscheinlich {where}"
    weaker = next((standing.rank for standing in standings if rung_of(standing) < VERY_LIKELY), None)
    if weaker is None:
        return Answer(bold, f"{claim}.")
    holds = (
        "die Reihenfolge trägt von Anfang an nicht"
        if weaker == 1
        else f"ab Rang {weaker} trägt die Reihenfolge nicht mehr"
    )
    return Answer(bold, f"{claim}; {holds}.")


def cut_sentence(standings: Sequence[Standing], *, top: int) -> Answer:
    """Return what is to be said at the cut after rank ``top``: ties across it, and whether the figures have an edge.

    Parameters
    ----------
    standings
        Ranked areas, highest need first.
    top
        Number of areas that count as the first, at least 1.

    Returns
    -------
    Answer
        An edge is claimed only if no area's rank interval reaches from the first ``top`` ranks over the cut.
    """
    bold = f"Schnitt nach Rang {top}."
    tie = _shared_place(standings, top)
    tested = [standing for standing in standings if standing.low is not None and standing.high is not None]
    if not tested:
        edge = "Ob in den Zahlen eine Kante liegt, wurde nicht geprüft."
    else:
        over = [one.rank for one in tested if (one.low or 0) <= top < (one.high or 0)]
        edge = "In den Zahlen ist hier eine Kante: Kein Spielraum reicht über den Schnitt."
        if over:
            reach = "reicht ein Spielraum" if len(over) == 1 else f"reichen {number_word(len(over))} Spielräume"
            ranks = f"Bei Rang {over[0]}" if min(over) == max(over) else f"Zwischen Rang {min(over)} und {max(over)}"
            edge = f"Fachlich ist hier keine Kante: {ranks} {reach} über den Schnitt."
    return Answer(bold, " ".join(part for part in (tie, edge) if part))


def profile_answer(
    *,
    burdens: int,
    tested: int,
    domains: Sequence[str],
    certainty: Certainty | None,
    top: int | None,
    reason: str,
    noun: AreaNoun,
    region: RegionNoun,
) -> Answer:
    """Return the answer to "Was ist über dieses Gebiet zu sagen?".

    Parameters
    ----------
    burdens
        Indicators with markedly more need than the county, beyond their uncertainty.
    tested
        Need indicators whose difference could be tested.
    domains
        Names of the domains with marked burden, strongest first; the first two are named.
    certainty, top
        How sure it is that the area belongs to the first ``top``; None without a rank.
    reason
        Why there is no rank, if so (empty: no run).
    noun, region
        What the area and the whole are called.

    Returns
    -------
    Answer
        Bold: how much comes together here. Rest: how many indicators say so, and the certainty of the rank.
    """
    bold = _how_much(burdens, tested, domains, region)
    parts = []
    if _come_together(burdens, tested):
        which = f"{capital(number_word(burdens))} von {number_word(tested)} prüfbaren Merkmalen"
        if burdens == tested:
            which = f"Alle {number_word(tested)} prüfbaren Merkmale"
        parts.append(f"{which} zeigen gesichert eine deutlich höhere Last.")
    parts.append(_place_of(certainty, top, reason, noun))
    return Answer(bold, " ".join(part for part in parts if part))


def _how_much(burdens: int, tested: int, domains: Sequence[str], region: RegionNoun) -> str:
    if tested == 0:
        return "Zu wenige Werte lassen sich hier prüfen, um etwas über Lasten zu sagen."
    if burdens == 0:
        return f"Kein Merkmal zeigt hier gesichert eine deutlich höhere Last als {region.inside}."
    if _come_together(burdens, tested):
        named = [f"„{name}“" for name in domains[:2]]
        field = "im Themenfeld" if len(named) == 1 else "in den Themenfeldern"
        main = f", vor allem {field} {enumerate_de(named)}" if named else ""
        return f"Viele Lasten treffen hier zusammen{main}."
    at = f"Bei {number_word(burdens, 'n', case='dat', alone=True)} von {number_word(tested)} prüfbaren Merkmalen"
    if tested == 1:
        at = "Beim einzigen prüfbaren Merkmal"
    return f"{at} ist die Last hier gesichert deutlich höher als {region.inside}."


def _come_together(burdens: int, tested: int) -> bool:
    return burdens >= max(LEAST_MANY, MANY * tested)


def _place_of(certainty: Certainty | None, top: int | None, reason: str, noun: AreaNoun) -> str:
    if certainty is None:
        return reason
    if certainty.rung is None or top is None:
        return "Wie sicher der Rang ist, wurde nicht geprüft."
    verb, _, where = _belonging(top)
    if certainty.rung == OPEN:
        return f"Ob {noun.pronoun} {where} {verb}, ist offen."
    if certainty.rung < OPEN:
        return f"Dass {noun.pronoun} {where} {verb}, ist {certainty.word}."
    return f"{capital(noun.pronoun)} {verb} {certainty.word} {where}."


def _too_few(standings: Sequence[Standing], *, top: int, noun: AreaNoun) -> Answer:
    if not standings:
        return Answer(f"Noch hat {noun.counted(0)} einen Rang.", "Es fehlen Werte oder ein freigegebener Lauf.")
    if len(standings) == 1:
        return Answer(f"Nur {noun.counted(1)} hat einen Rang.", "Für einen Vergleich braucht es mehrere.")
    where = among_the_first(top)
    return Answer(f"Alle {noun.counted(len(standings))} mit Rang liegen {where}.", "Ein Schnitt trennt hier nicht.")


def _belonging(top: int) -> tuple[str, str, str]:
    """Return verb for one, verb for several, and where: ``gehört``, ``gehören``, ``zu den ersten neun``."""
    return ("liegt", "liegen", "auf Rang 1") if top == 1 else ("gehört", "gehören", f"zu den ersten {number_word(top)}")


def _first(standings: Sequence[Standing], top: int) -> list[Standing]:
    return [standing for standing in standings if standing.rank <= top]


def _shared_place(standings: Sequence[Standing], top: int) -> str:
    """Return the sentence about areas that share a place across the cut; empty without such a tie."""
    first = _first(standings, top)
    if len(first) <= top:
        return ""
    rank = first[-1].rank
    sharing = number_word(sum(standing.rank == rank for standing in standings))
    total, wanted = number_word(len(first)), number_word(top)
    return f"Weil sich {sharing} den Rang {rank} teilen, sind es {total} statt {wanted}."


def _leaders(leaders: Sequence[Standing], noun: AreaNoun) -> str:
    if len(leaders) > 3:
        return f"Am stärksten gleichauf in {number_word(len(leaders))} {noun.dative_plural}."
    named = enumerate_de([_in(leader, noun) for leader in leaders])
    return f"Am stärksten {named}{', gleichauf' if len(leaders) > 1 else ''}."


def _in(standing: Standing, noun: AreaNoun) -> str:
    """Return ``in Mitte in Bergau``; names that begin with a preposition need the noun before them."""
    preposition = standing.name.split(" ")[0].lower() in {"am", "an", "auf", "bei", "beim", "im", "in", "unter", "zum"}
    place = f"{noun.inside} {standing.name}" if preposition else f"in {standing.name}"
    return f"{place} in {standing.municipality}" if standing.municipality else place


def _part_of(number: int, total: int) -> str:
    """Return ``vier der acht``, ``allen acht`` or ``beiden``, in the dative of a feminine noun."""
    if number < total:
        return f"{number_word(number, 'f', case='dat', alone=True)} der {number_word(total)}"
    return "beiden" if total == 2 else f"allen {number_word(total)}"


def _these(number: int, noun: AreaNoun) -> str:
    if number == 1:
        article = {"m": "Der", "f": "Die", "n": "Das"}[noun.gender]
        return f"{article} {noun.singular} liegt"
    return f"Die {number_word(number)} {noun.plural} liegen"
