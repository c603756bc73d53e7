"""From figures to map classes: which class a value has, and which colours a scale of so many classes gets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from passgenau.common.errors import refusal
from passgenau.common.numbers_de import rounded
from passgenau.render.palette import MapClass

ABOVE: dict[int, tuple[MapClass, ...]] = {
    0: (),
    1: (MapClass.MUCH_MORE,),
    2: (MapClass.MORE, MapClass.MUCH_MORE),
    3: (MapClass.MORE, MapClass.CLEARLY_MORE, MapClass.MUCH_MORE),
    4: (MapClass.SLIGHTLY_MORE, MapClass.MORE, MapClass.CLEARLY_MORE, MapClass.MUCH_MORE),
}
BELOW: dict[int, tuple[MapClass, ...]] = {
    0: (),
    1: (MapClass.LESS,),
    2: (MapClass.MUCH_LESS, MapClass.LESS),
    3: (MapClass.MUCH_LESS, MapClass.CLEARLY_LESS, MapClass.LESS),
}
CONTEXT: dict[int, tuple[MapClass, ...]] = {
    2: (MapClass.CONTEXT_1, MapClass.CONTEXT_4),
    3: (MapClass.CONTEXT_1, MapClass.CONTEXT_3, MapClass.CONTEXT_5),
    4: (MapClass.CONTEXT_1, MapClass.CONTEXT_2, MapClass.CONTEXT_4, MapClass.CONTEXT_5),
    5: (MapClass.CONTEXT_1, MapClass.CONTEXT_2, MapClass.CONTEXT_3, MapClass.CONTEXT_4, MapClass.CONTEXT_5),
}


def class_index(value: float, cuts: Sequence[float]) -> int:
    """Return the class of a value, 0 = lowest; a value on a cut belongs to the lower class."""
    return bisect_left(cuts, value)


def displayed_class_index(value: float, cuts: Sequence[float], *, decimals: int = 1) -> int:
    """Return the class of a value as it is shown, so that two cells that read the same have one colour."""
    return class_index(float(rounded(value, decimals)), cuts)


def need_scale(cuts: Sequence[float]) -> tuple[MapClass, ...]:
    """Return one map class per class of a need, lowest first; the class that contains zero is the middle.

    Refused where more classes lie on one side than the eye can keep apart.
    """
    below = class_index(0.0, cuts)
    above = len(cuts) - below
    if below not in BELOW or above not in ABOVE:
        raise refusal(
            "map.too_many_classes",
            f"Eine Karte unterscheidet höchstens {max(ABOVE)} Klassen über dem Mittel und {max(BELOW)} darunter; "
            f"die Definition hat {above} darüber und {below} darunter.",
            advice="Fassen Sie Klassen zusammen; Rangfolge und Tabelle bleiben davon unberührt.",
        )
    return (*BELOW[below], MapClass.NEAR, *ABOVE[above])


def context_scale(cuts: Sequence[float]) -> tuple[MapClass, ...]:
    """Return one grey class per class of a describing figure, lowest first; these figures never have colours."""
    if len(cuts) + 1 not in CONTEXT:
        raise refusal(
            "map.too_many_classes",
            f"Eine beschreibende Karte hat zwei bis {max(CONTEXT)} Graustufen; verlangt sind {len(cuts) + 1} Klassen.",
            advice="Fassen Sie Klassen zusammen.",
        )
    return CONTEXT[len(cuts) + 1]


def deviation_classes(
    values: Sequence[float | None],
    *,
    county: float,
    spread: float,
    cuts: Sequence[float],
    direction: int,
    context: bool = False,
) -> tuple[MapClass | None, ...]:
    """Return the class of each value by its distance from the county value in spreads; None stays None.

    With direction −1 a low value means more need, so distances change their sign before they are cut.
    Without any spread all values are equal to the county's and lie in the class that contains zero.
    """
    scale = context_scale(cuts) if context else need_scale(cuts)
    sign = -1.0 if direction < 0 and not context else 1.0
    return tuple(
        None if value is None else scale[class_index(sign * (value - county) / spread if spread else 0.0, cuts)]
        for value in values
    )
