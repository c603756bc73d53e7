"""What chance means here, what the runs varied and what they did not: plain words from the definition."""

from __future__ import annotations

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count, share
from passgenau.index.definition import IndexDefinition, Robustness
from passgenau.index.result import RobustnessResult
from passgenau.profile.certainty import LEAST_REPLICATIONS
from passgenau.profile.words import AreaNoun

NOT_DEFINED = (
    "Seine Definition legt nicht fest, was in einer Prüfung schwanken darf. Was wir uns dafür ausdächten, wäre selbst "
    "eine Festlegung mit Folgen; deshalb steht hier keine Aussage."
)
NO_CUT = "Seine Definition schlägt nicht vor, wie viele Gebiete die ersten sind, und nennt keine Klassen."
METHOD_NAMES = {
    "zscore": "Abstand zum Mittel in üblichen Streuungen",
    "difference": "Abstand zum Mittel",
    "relative": "Abstand als Anteil am Mittel",
    "robust_z": "Abstand zum Median",
    "minmax": "Lage zwischen kleinstem und größtem Wert",
    "scaled": "feste Umrechnung",
    "rank": "Rangplatz",
    "borda": "Punkte nach Rangplatz",
    "percentile_rank": "Anteil der Gebiete dahinter",
    "fraction_of_max": "Anteil am größten Wert",
    "distance_to_target": "Abstand zu einem Ziel",
    "distance_to_reference": "Abstand zu einem Gebiet",
    "distance_to_max": "Abstand zum größten Wert",
    "goalposts": "Lage zwischen festen Grenzen",
    "exponential_rank": "Rangplatz, oben stärker gewichtet",
}
MEAN_NAMES = {
    "areas": "am Mittel der Gebiete",
    "population": "am Mittel nach Bevölkerung",
    "county": "am Gesamtwert aus allen Fällen",
}
AGGREGATE_NAMES = {
    "sum": "addiert",
    "arithmetic": "gemittelt",
    "geometric": "geometrisch gemittelt",
    "harmonic": "harmonisch gemittelt",
    "generalised": "als Potenzmittel",
    "copeland": "je zwei Gebiete verglichen",
}


def chance_sentences(definition: IndexDefinition, noun: AreaNoun, runs: int) -> tuple[str, ...]:
    """Return in three sentences what chance means where every case is counted."""
    small = f"einer kleinen {noun.singular}" if noun.gender == "f" else f"einem kleinen {noun.singular}"
    settings = definition.robustness
    varied = settings is not None and settings.counts != "none"
    last = (
        f"Deshalb wird der Index {count(runs)}-mal neu gerechnet, jedes Mal mit etwas anderen Zahlen und Festlegungen: "
        "Je öfter dasselbe herauskommt, desto sicherer ist es."
    )
    if not varied:
        last = (
            "Dieser Zufall ist hier nicht enthalten; geprüft ist nur, was andere Festlegungen ändern, in "
            f"{count(runs)} Durchläufen."
        )
    example = (
        f"Ob in {small} vier oder sechs Familien Hilfe bekommen, hängt an wenigen Ereignissen; in einem anderen Jahr "
        "wäre die Zahl bei gleichen Verhältnissen leicht anders."
    )
    return ("Die Ämter zählen jeden Fall, nicht nur eine Stichprobe, und trotzdem spielt Zufall mit.", example, last)


def varied_words(settings: Robustness) -> tuple[tuple[str, str], ...]:
    """Return what the runs varied, each with how."""
    found = []
    if settings.counts != "none":
        how = (
            "neu gezogen, so wie sie bei gleichen Verhältnissen auch hätten ausfallen können; reine Bestände wie das "
            "Alter der Bevölkerung bleiben gleich"
        )
        found.append(("Fallzahlen", how))
    if settings.weight_spread:
        how = f"jeder Indikator zählt bis zu {share(settings.weight_spread, decimals=0)} mehr oder weniger"
        found.append(("Gewichte", how))
    ways = [
        *_choice("gerechnet als", [METHOD_NAMES[name] for name in settings.methods]),
        *_choice("gemessen", [MEAN_NAMES[name] for name in settings.means]),
        *_choice("zusammengefasst:", [AGGREGATE_NAMES[name] for name in settings.aggregates]),
    ]
    if ways:
        found.append(("Rechenweg", "; ".join(ways)))
    return tuple(found)


def _choice(before: str, names: list[str]) -> list[str]:
    return [f"{before} {' oder '.join([', '.join(names[:-1]), names[-1]])}"] if len(names) > 1 else []


def unvaried_words(settings: Robustness) -> tuple[tuple[str, str], ...]:
    """Return what no run can vary, first what this definition leaves out."""
    found = []
    if settings.counts == "none":
        found.append(("Zufall in den Fallzahlen", "die Definition lässt die Fallzahlen nicht schwanken"))
    if not settings.weight_spread:
        found.append(("Gewichte", "die Definition hält sie fest"))
    if not (settings.methods or settings.means or settings.aggregates):
        found.append(("Rechenweg", "die Definition nennt keinen anderen"))
    return (
        *found,
        ("Fehler in den Daten", "was falsch oder gar nicht erfasst ist, bleibt es in jedem Durchlauf"),
        ("Lücken", "fehlende und geheime Werte bleiben Lücken"),
        ("Alte Grenzen", "ob die Gebiete noch richtig geschnitten sind, weiß die Rechnung nicht"),
        ("Auswahl der Indikatoren", "mit anderen Merkmalen lägen vielleicht andere Gebiete vorn"),
    )


def runs_words(robustness: RobustnessResult) -> str:
    """Return how many runs there were and how many could not be computed."""
    runs, failed = count(robustness.replications), robustness.failed
    if not failed:
        return f"Alle {runs} Durchläufe ließen sich rechnen."
    times = "einem" if failed == 1 else count(failed)
    counts = "Er zählt" if failed == 1 else "Sie zählen"
    return (
        f"In {times} von {runs} Durchläufen ließ sich der Index nicht rechnen, etwa weil ein Indikator keine Streuung "
        f"mehr hatte. {counts} nirgends mit."
    )


def without_statement(definition: IndexDefinition, robustness: RobustnessResult | None, *, top: int) -> tuple[str, str]:
    """Return answer and reason where nothing can be said about certainty."""
    unsayable = "Für diesen Index lässt sich das nicht sagen."
    if definition.robustness is None:
        return unsayable, NOT_DEFINED
    if not top:
        return unsayable, NO_CUT
    if robustness is None:
        may = f"schwanken dürfen darin laut Definition {_terms(definition.robustness)}."
        return "Das ist noch nicht geprüft.", f"Bisher ist kein Durchlauf gerechnet; {may}"
    done = count(robustness.replications - robustness.failed)
    few = f"Nur {done} von {count(robustness.replications)} Durchläufen ließen sich rechnen."
    return "Dafür ist zu wenig geprüft.", f"{few} Für eine Aussage braucht es {count(LEAST_REPLICATIONS)}."


def _terms(settings: Robustness) -> str:
    return enumerate_de([term for term, _ in varied_words(settings)]) or "nichts"
