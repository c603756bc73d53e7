"""The nine stations in order; navigation, command-line help, handbook and tests derive from this list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Station:
    """One station of the flow: package name, German name, the question it answers, and its address."""

    number: int
    key: str
    name: str
    question: str
    slug: str
    built: bool


FLOW: tuple[Station, ...] = (
    Station(1, "data", "Daten", "Was wurde geliefert, für welche Gebiete, und ist darauf Verlass?", "daten", True),
    Station(
        2,
        "indicators",
        "Indikatoren",
        "Wie viele von wie vielen, wie sicher, und darf es gezeigt werden?",
        "indikatoren",
        True,
    ),
    Station(3, "index", "Index", "Wo häufen sich Lasten, und sagte ein anderer redlicher Weg dasselbe?", "index", True),
    Station(4, "profile", "Steckbrief", "Was ist über dieses eine Gebiet zu sagen?", "steckbrief", True),
    Station(
        5,
        "recommendation",
        "Empfehlung",
        "Was empfehlen die, die es wissen, bei welchem Bedarf und Bestand?",
        "empfehlung",
        False,
    ),
    Station(
        6, "decision", "Beschluss", "Wer hat was beschlossen, wozu berechtigt, in Kenntnis wovon?", "beschluss", False
    ),
    Station(
        7,
        "measure",
        "Maßnahme",
        "Was wird getan, für wen, von wem, mit welchem Geld, zu welchem Ziel?",
        "massnahme",
        False,
    ),
    Station(
        8,
        "evaluation",
        "Wirkung",
        "Wurde es getan, hat es geholfen, und lässt sich das überhaupt sagen?",
        "wirkung",
        False,
    ),
    Station(9, "exchange", "Austausch", "Was können andere daraus lernen?", "austausch", False),
)

STATION_BY_KEY = {station.key: station for station in FLOW}
