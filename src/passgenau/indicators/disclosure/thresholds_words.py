"""What thresholds demand, in German sentences."""

from __future__ import annotations

from collections.abc import Iterator

from passgenau.common.numbers_de import count, share
from passgenau.indicators.disclosure.thresholds import Thresholds


def threshold_sentences(demanded: Thresholds) -> tuple[str, ...]:
    """Return what is demanded of a figure before it may be shown, one German sentence for each rule.

    Parameters
    ----------
    demanded
        The thresholds; a parameter that demands nothing gives no sentence.

    Returns
    -------
    tuple of str
        At least one sentence; where nothing is demanded it says so.
    """
    return tuple(_sentences(demanded)) or ("Nichts wird verborgen.",)


def _sentences(demanded: Thresholds) -> Iterator[str]:
    if demanded.minimum_count > 1:
        yield from _small_counts(demanded)
    if demanded.minimum_denominator > 1:
        least = count(demanded.minimum_denominator)
        yield f"Anteile an weniger als {least} Menschen werden verborgen, samt der Zahl, aus der sie entstehen."
    if demanded.coalition is not None:
        yield _coalition(demanded.coalition)
    if demanded.hide_none:
        yield "Verborgen wird auch, wenn niemand aus einer Gruppe betroffen ist."
    if demanded.minimum_units > 1:
        yield f"Hinter einer Zahl müssen mindestens {count(demanded.minimum_units)} Einheiten stehen, etwa Haushalte."
    if demanded.dominance is not None:
        largest = "der größte Beitrag" if demanded.dominance.largest == 1 else "die zwei größten Beiträge"
        verb = "ausmacht" if demanded.dominance.largest == 1 else "ausmachen"
        most = share(demanded.dominance.share, decimals=0)
        yield f"Summen werden verborgen, wenn {largest} mehr als {most} davon {verb}."
    if demanded.rounding > 1:
        yield f"Gezeigte Zahlen sind auf Vielfache von {count(demanded.rounding)} gerundet."


def _small_counts(demanded: Thresholds) -> Iterator[str]:
    most = demanded.minimum_count - 1
    which = "Die Zahl 1 wird" if most == 1 else f"Zahlen von 1 bis {count(most)} werden"
    yield f"{which} verborgen; die Null wird gezeigt, so weit sie nicht zum Schutz anderer Zahlen gebraucht wird."
    if demanded.complement:
        yield "Dasselbe gilt für die Zahl derer, die nicht betroffen sind."
    yield f"Jede verborgene Zahl bleibt um mindestens {count(most)} ungewiss."


def _coalition(people: int) -> str:
    if people == 0:
        return "Verborgen wird, wenn alle aus einer Gruppe betroffen sind."
    who = "höchstens ein Mensch" if people == 1 else f"höchstens {count(people)} Menschen"
    return f"Verborgen wird, wenn {who} aus einer Gruppe nicht betroffen {'ist' if people == 1 else 'sind'}."
