"""What a preview says in sentences: how much remains, who loses most, what would help. Made from the counts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.indicators.disclosure.thresholds import Audience
from passgenau.profile.sentences import Answer
from passgenau.profile.words import GEBIET, AreaNoun, area_noun, capital, number_word

SUBJECTS: dict[Audience, str] = {
    "statistics_office": "Die Statistikstelle",
    "planning": "Die Planung",
    "public": "Die Öffentlichkeit",
}
NAMED = 4
LITTLE = 0.5
"""Below this share of its figures something is named as losing much; a matter of showing, nothing is decided by it."""
MOST = 0.9
LEAST_PERIODS = 3


@dataclass(frozen=True)
class Help:
    """One thing that would let more be shown, and why it would."""

    title: str
    text: str


def of_hundred(shown: int, known: int) -> str:
    """Return how many of a hundred figures remain; never 0 or 100 unless it is none or all."""
    if shown == known:
        return "alle"
    if shown == 0:
        return "keiner"
    parts = 100 * shown / known
    return "über 99 von 100" if parts > 99 else "unter 1 von 100" if parts < 1 else f"{count(parts)} von 100"


def preview_answer(preview: ProfilePreview, audience: Audience) -> Answer:
    """Return how much remains on the finest level, then on the others, then which areas lose much."""
    if not preview.levels:
        return Answer("Es gibt keine Zahlen, die zu schützen wären.", "")
    sums = [(int(s.sum()), int(k.sum())) for s, k in zip(preview.shown, preview.known, strict=True)]
    noun = area_noun(preview.levels[0])
    bold = f"{SUBJECTS[audience]} sähe {_seen(*sums[0])} der {noun.plural}."
    rest = [f"{_where(level)} {_remain(*pair)}." for level, pair in zip(preview.levels[1:], sums[1:], strict=True)]
    return Answer(bold, " ".join([*rest, area_sentence(preview, noun)]))


def _seen(shown: int, known: int) -> str:
    words = of_hundred(shown, known)
    return {"alle": "alle Werte", "keiner": "keinen Wert"}.get(words, f"{words} Werten")


def _where(level: str) -> str:
    noun = area_noun(level)
    return f"Bei den {noun.dative_plural}" if noun != GEBIET else f"Auf der Ebene {level}"


def _remain(shown: int, known: int) -> str:
    words = of_hundred(shown, known)
    return {"alle": "blieben alle", "keiner": "bliebe keiner"}.get(words, f"blieben {words}")


def little_left(preview: ProfilePreview) -> list[int]:
    """Return the places of areas that keep less than half of their figures."""
    pairs = zip(preview.area_shown, preview.area_known, strict=True)
    return [place for place, (shown, known) in enumerate(pairs) if known and shown < LITTLE * known]


def area_sentence(preview: ProfilePreview, noun: AreaNoun) -> str:
    """Return how many areas keep less than half of their figures, and how many keep none."""
    some = little_left(preview)
    none = sum(preview.area_shown[place] == 0 for place in some)
    if not some:
        return f"{capital(_every(noun))} behielte mindestens die Hälfte."
    verb = "behielten" if len(some) > 1 else "behielte"
    if none == len(some):
        return f"{capital(noun.counted(len(some)))} {verb} gar nichts."
    head = f"{capital(noun.counted(len(some)))} {verb} weniger als die Hälfte"
    if not none:
        return f"{head}."
    alone = number_word(int(none), noun.gender, alone=True)
    return f"{head}, {alone} davon gar nichts."


def _every(noun: AreaNoun) -> str:
    return f"{'jede' if noun.gender == 'f' else 'jedes' if noun.gender == 'n' else 'jeder'} {noun.singular}"


def level_name(level: str) -> str:
    """Return what a level is called above a column: the plural where the word is known."""
    noun = area_noun(level)
    return noun.plural if noun != GEBIET else level or GEBIET.plural


def helps(
    preview: ProfilePreview, catalogue: Mapping[str, IndicatorDefinition], periods: Mapping[str, Sequence[str]]
) -> tuple[Help, ...]:
    """Return what would let more be shown of the indicators that lose much; nothing where none does."""
    if not preview.levels:
        return ()
    losing = [
        place
        for place in range(len(preview.indicator_ids))
        if preview.known[0, place] and preview.shown[0, place] < LITTLE * preview.known[0, place]
    ]
    if not losing:
        return ()
    names = [_short(preview.indicator_ids[place], catalogue) for place in losing]
    found = (_rolled_up(preview, losing, names), _pooled(preview, losing, periods, names))
    return tuple(one for one in found if one is not None)


def _rolled_up(preview: ProfilePreview, losing: list[int], names: list[str]) -> Help | None:
    if len(preview.levels) < 2:
        return None
    everywhere = int(preview.known[1].max())  # with parts hidden at the source not every total is known
    fits = [
        name
        for place, name in zip(losing, names, strict=True)
        if preview.known[1, place] == everywhere and preview.shown[1, place] >= MOST * everywhere
    ]
    if not fits:
        return None
    text = f"Für {level_name(preview.levels[1])} statt {level_name(preview.levels[0])} bliebe fast alles sichtbar bei "
    return Help("Gröbere Gebiete zeigen", f"{text}{enumerate_de(fits, NAMED)}.")


def _pooled(
    preview: ProfilePreview, losing: list[int], periods: Mapping[str, Sequence[str]], names: list[str]
) -> Help | None:
    fits = [
        name
        for place, name in zip(losing, names, strict=True)
        if len(periods.get(preview.indicator_ids[place], ())) >= LEAST_PERIODS
    ]
    if not fits:
        return None
    text = (
        "Drei Jahrgänge zusammen ergeben größere Fallzahlen; dann dürfen die einzelnen nicht daneben stehen. "
        f"Genug Zeiträume sind geliefert für {enumerate_de(fits, NAMED)}."
    )
    return Help("Jahrgänge zusammenfassen", text)


def _short(indicator: str, catalogue: Mapping[str, IndicatorDefinition]) -> str:
    return catalogue[indicator].short_name if indicator in catalogue else indicator
