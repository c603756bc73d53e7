"""Small German words: numbers up to twelve, nouns of areas and regions, and what a distance is called."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from passgenau.common.numbers_de import count, rounded

Gender = Literal["m", "f", "n"]
Case = Literal["nom", "acc", "dat"]

NOT_DISTINGUISHABLE = "nicht unterscheidbar"
NO_STATEMENT = "ohne Angabe"

_NUMBERS = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip
_ENDINGS: dict[tuple[Gender, Case], str] = {
    ("m", "nom"): "", ("m", "acc"): "en", ("m", "dat"): "em",
    ("f", "nom"): "e", ("f", "acc"): "e", ("f", "dat"): "er",
    ("n", "nom"): "", ("n", "acc"): "", ("n", "dat"): "em",
}  # fmt: skip
_ALONE: dict[tuple[Gender, Case], str] = {("m", "nom"): "er", ("n", "nom"): "es", ("n", "acc"): "es"}
_ORDINALS = ("", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft")


@dataclass(frozen=True)
class AreaNoun:
    """What the areas are called in sentences."""

    singular: str
    plural: str
    dative_plural: str
    gender: Gender

    @property
    def pronoun(self) -> str:
        """Return er, sie or es."""
        return {"m": "er", "f": "sie", "n": "es"}[self.gender]

    @property
    def inside(self) -> str:
        """Return ``im Wohnplatz`` or ``in der Siedlung``."""
        return f"{'in der' if self.gender == 'f' else 'im'} {self.singular}"

    def counted(self, number: int) -> str:
        """Return ``kein Wohnplatz``, ``ein Wohnplatz`` or ``neun Wohnplätze``."""
        noun = self.singular if number < 2 else self.plural
        return f"{number_word(number, self.gender, case='nom')} {noun}"


@dataclass(frozen=True)
class RegionNoun:
    """What the whole is called: ``im Kreis``, ``des Kreises``, ``Kreis``, ``der Kreis``."""

    inside: str
    genitive: str
    name: str
    subject: str


GEBIET = AreaNoun("Gebiet", "Gebiete", "Gebieten", "n")
_AREA_NOUNS = (
    GEBIET,
    AreaNoun("Wohnplatz", "Wohnplätze", "Wohnplätzen", "m"),
    AreaNoun("Sozialraum", "Sozialräume", "Sozialräumen", "m"),
    AreaNoun("Planungsraum", "Planungsräume", "Planungsräumen", "m"),
    AreaNoun("Stadtteil", "Stadtteile", "Stadtteilen", "m"),
    AreaNoun("Ortsteil", "Ortsteile", "Ortsteilen", "m"),
    AreaNoun("Bezirk", "Bezirke", "Bezirken", "m"),
    AreaNoun("Stadtbezirk", "Stadtbezirke", "Stadtbezirken", "m"),
    AreaNoun("Quartier", "Quartiere", "Quartieren", "n"),
    AreaNoun("Viertel", "Viertel", "Vierteln", "n"),
    AreaNoun("Siedlung", "Siedlungen", "Siedlungen", "f"),
    AreaNoun("Gemeinde", "Gemeinden", "Gemeinden", "f"),
    AreaNoun("Kommune", "Kommunen", "Kommunen", "f"),
)
KREIS = RegionNoun("im Kreis", "des Kreises", "Kreis", "der Kreis")
STADT = RegionNoun("in der Stadt", "der Stadt", "Stadt", "die Stadt")


def area_noun(level: str) -> AreaNoun:
    """Return the noun for the areas of a level.

    Parameters
    ----------
    level
        Level as the register names it, in singular or plural; upper and lower case do not matter.

    Returns
    -------
    AreaNoun
        The noun of that name; ``Gebiet`` for names the list does not know.
    """
    wanted = level.strip().lower().replace("ae", "ä")
    for noun in _AREA_NOUNS:
        if wanted in (noun.singular.lower(), noun.plural.lower()):
            return noun
    return GEBIET


def number_word(number: int, gender: Gender | None = None, *, case: Case = "nom", alone: bool = False) -> str:
    """Return a whole number as a reader expects it: words up to twelve, digits with thousands points beyond.

    Parameters
    ----------
    number
        Whole number, not negative.
    gender
        Gender of what is counted; it shapes 0 (kein) and 1 (ein). None counts without a noun (null, eins).
    case
        Case of what is counted.
    alone
        Whether the number stands for its noun (``einer von ihnen``) rather than before it (``ein Wohnplatz``).

    Returns
    -------
    str
        Such as ``einem``, ``keine``, ``neun`` or ``1.204``.
    """
    if number > 12:
        return count(number)
    if gender is None or number > 1:
        return _NUMBERS[number]
    ending = _ENDINGS[gender, case]
    if alone:
        ending = _ALONE.get((gender, case), ending)
    return ("kein" if number == 0 else "ein") + ending


def ordinal_stem(position: int) -> str:
    """Return what stands before ``höchster``: nothing for 1, ``zweit`` for 2, ``13.-`` beyond twelve.

    Parameters
    ----------
    position
        Position from 1.

    Returns
    -------
    str
        Stem to be put before a superlative.
    """
    return _ORDINALS[position - 1] if position <= len(_ORDINALS) else f"{position}.-"


def capital(text: str) -> str:
    """Return a text with its first letter in upper case, the rest unchanged.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The text as the beginning of a sentence.
    """
    return text[:1].upper() + text[1:]


def deviation_words(deviation: float | None, distinguishable: bool | None) -> str:
    """Return what the distance of one value from the reference is called, without judgement.

    Parameters
    ----------
    deviation
        Distance in spreads, positive for a higher value; None where there is no value or no spread.
    distinguishable
        Whether the interval of the value leaves the reference outside; None where that cannot be tested.

    Returns
    -------
    str
        Such as ``weit höher``, ``etwas niedriger``, ``nicht unterscheidbar`` or ``deutlich höher, ungeprüft``.
    """
    if deviation is None:
        return NO_STATEMENT
    if distinguishable is False:
        return NOT_DISTINGUISHABLE
    size = abs(deviation)
    much = "weit" if size > 2 else "deutlich" if size > 1 else "etwas"
    words = f"{much} {'höher' if deviation > 0 else 'niedriger'}"
    return words if distinguishable else f"{words}, ungeprüft"


def domain_words(score: float | None, *, context: bool, region: RegionNoun) -> str:
    """Return what the mean distance of a domain is called.

    Parameters
    ----------
    score
        Mean of the standardised values with direction, positive for more need; None without enough values.
    context
        Whether the domain only describes; then nothing is called a burden.
    region
        What the whole is called.

    Returns
    -------
    str
        Such as ``deutlich höher belastet`` or, for context, ``deutlich höher, ohne Wertung``. The score is read as it
        is shown, with one decimal, so that two equal figures have equal words.
    """
    if score is None:
        return "zu wenige Werte"
    shown = rounded(score, 1)
    if abs(shown) <= Decimal("0.5"):
        return f"nahe am {region.name}mittel"
    if context:
        much = "weit" if abs(shown) > 2 else "deutlich" if abs(shown) > 1 else "etwas"
        return f"{much} {'höher' if shown > 0 else 'niedriger'}, ohne Wertung"
    if shown < 0:
        return "geringer belastet"
    return f"{'weit' if shown > 2 else 'deutlich' if shown > 1 else 'etwas'} höher belastet"
