"""The report for a data protection officer: which rule, what is hidden in general, what is proven, and what is not.

Never a reason for a single figure and never which figure is hidden for its own sake: both would help an attacker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count, date_long_de, share
from passgenau.indicators.disclosure.report import DecidedRule, Released, Report, Section, Table
from passgenau.indicators.disclosure.thresholds import AUDIENCES_DE, Evidence, Thresholds
from passgenau.indicators.disclosure.thresholds_words import threshold_sentences
from passgenau.indicators.disclosure.usefulness import LevelShare, usefulness

EVIDENCE_DE: dict[Evidence, str] = {
    "read": "in der Quelle nachgelesen",
    "open": "offen: bei der datenhaltenden Stelle zu klären",
}

_GUARANTEE = (
    (
        "Zu jeder verborgenen Zahl enthält das Zertifikat vollständige andere Zahlenwerke. Jedes besteht aus ganzen "
        "Zahlen ab null, geht in jeder Summe auf und stimmt mit allem überein, was gezeigt wird oder früher gezeigt "
        "wurde."
    ),
    (
        "In diesen Zahlenwerken hat die verborgene Zahl Werte, die mindestens so weit auseinanderliegen, wie die Regel "
        "verlangt. Wer nur das Veröffentlichte kennt, kann keines davon ausschließen. Er kann die Zahl deshalb "
        "nicht enger eingrenzen, und erst recht nicht errechnen."
    ),
    (
        "Das gilt für alle Rechenwege zugleich: Summen über Gebiete und Ebenen, eine zweite Gebietsgliederung, "
        "Anteile mal Grundzahl, die Zahl der nicht Betroffenen, Aufschlüsselungen und zusammengefasste Zeiträume, so "
        "weit sie im Datenpaket stehen."
    ),
    (
        "Die Prüfung rechnet nur Summen und Vergleiche nach und braucht das Programm nicht, das die Zahlen ausgewählt"
        " hat. Ein Fehler in der Auswahl führt zu einer Ablehnung, nicht zu einer unsicheren Veröffentlichung."
    ),
)
_LIMITS = (
    (
        "Zusatzwissen: Wer einzelne Fälle kennt oder eigene Akten hat, weiß mehr als das Veröffentlichte. Nicht "
        "enthalten ist, was andere Stellen veröffentlicht haben, wenn es nicht als frühere Veröffentlichung angegeben"
        " wurde."
    ),
    (
        "Vermutungen: Dass eine Zahl verborgen ist, lässt eine kleine Zahl vermuten. Deshalb gibt es für alles "
        "Verborgene nur ein Zeichen, und es wird nirgends gesagt, weshalb eine einzelne Zahl verborgen ist."
    ),
    (
        "Wahrscheinlichkeiten: Zugesichert ist, dass mehrere Werte möglich bleiben, nicht, dass sie gleich "
        "wahrscheinlich sind."
    ),
    (
        "Gültigkeit: Die Zusicherung gilt für genau die Dateien, deren Prüfsummen unten stehen. Jede weitere "
        "Veröffentlichung aus denselben Zahlen braucht einen neuen Lauf, in dem diese als frühere angegeben wird."
    ),
    "Die Rechtsgrundlage prüft dieses Programm nicht. Sie steht hier so, wie sie in der Regel eingetragen ist.",
)


def privacy_report(released: Released) -> Report:
    """Return the report for a data protection officer.

    Parameters
    ----------
    released
        Protected package, findings of the check, and rule; nothing else is known here.

    Returns
    -------
    Report
        Answer and six sections in German; shares as percent of the figures there are (missing ones do not count).

    Raises
    ------
    PassgenauError
        If a text in the package names no period.
    """
    audience = AUDIENCES_DE[released.rule.audience]
    levels = usefulness(released.long, released.register).levels
    return Report(
        f"Geheimhaltung: {released.title}",
        f"{_verdict(released)} Bestimmt sind die Zahlen für: {audience}.",
        (
            _rule_section(released.rule, released),
            _hidden_section(levels),
            Section("Was zugesichert wird", points=_GUARANTEE),
            Section("Was nicht zugesichert werden kann", points=(*_not_checked(released.rule), *_LIMITS)),
            _check_section(released),
            _files_section(released),
        ),
    )


def _verdict(released: Released) -> str:
    if released.findings:
        return "Die Prüfung hat das Zertifikat abgelehnt: Die Zahlen dürfen so nicht veröffentlicht werden."
    return "Die Prüfung hat das Zertifikat angenommen: Keine verborgene Zahl lässt sich aus den gezeigten errechnen."


def _rule_section(rule: DecidedRule, released: Released) -> Section:
    which = f"Regel „{rule.name}“ ({rule.id}), Empfängerkreis: {AUDIENCES_DE[rule.audience]}."
    return Section(
        "Welche Regel gilt",
        (which, _decided(rule), *(f"{one.name}: {one.note}" for one in rule.profiles if one.note)),
        tuple(_exceptions(rule, lambda key: released.names.get(key, key))),
        tuple(_rule_tables(rule, released)),
    )


def _decided(rule: DecidedRule) -> str:
    if not rule.decided_by:
        return "Wer diese Regel beschlossen hat, ist nicht eingetragen: Sie ist ein Vorschlag."
    day = f" am {date_long_de(date.fromisoformat(rule.decided_on))}" if rule.decided_on else ""
    return f"Beschlossen{day} von: {rule.decided_by}."


def _exceptions(rule: DecidedRule, named: Callable[[str], str]) -> Iterator[str]:
    for key, why in rule.free.items():
        yield f"{named(key)}: ohne Schutz, weil keine Personen dahinterstehen. Begründung der Regel: {why}"
    for key in rule.at_source:
        yield f"{named(key)}: von der Quelle selbst geschützt, hier unverändert."
    for key in rule.withheld:
        yield f"{named(key)}: für diesen Empfängerkreis nicht zugelassen und nicht im Datenpaket."


def _rule_tables(rule: DecidedRule, released: Released) -> Iterator[Table]:
    sources = tuple(
        (one.name, one.source, one.legal_basis, EVIDENCE_DE[one.evidence], one.reviewed_by or "noch niemand")
        for one in rule.profiles
    )
    if sources:
        columns = ("Schutzprofil", "Quelle", "Rechtsgrundlage", "Beleg", "fachlich geprüft von")
        yield Table("Schutzprofile, die zusammen gelten; das strengste entscheidet", columns, sources)
    alike: dict[Thresholds, list[str]] = {}
    for indicator, demanded in rule.thresholds.items():
        alike.setdefault(demanded, []).append(released.names.get(indicator, indicator))
    demands = tuple((" ".join(threshold_sentences(one)), enumerate_de(names, 100)) for one, names in alike.items())
    if demands:
        yield Table("Was die Regel verlangt", ("Was gilt", "für welche Indikatoren"), demands)


def _hidden_section(levels: tuple[LevelShare, ...]) -> Section:
    rows = tuple(
        (one.level or "ohne Angabe", count(one.areas), count(one.total), count(one.shown), share(one.share))
        for one in levels
        if one.total
    )
    columns = ("Ebene", "Gebiete", "Zahlen insgesamt", "davon gezeigt", "Anteil gezeigt")
    return Section(
        "Was verborgen ist und warum",
        (
            (
                "Verborgen sind Zahlen, die die Regel schützt, und weitere Zahlen, ohne deren Verbergen sich die "
                "ersten ausrechnen ließen. Ist eine Zahl verborgen, fehlt auch der Anteil, aus dem sie sich errechnen"
                " ließe."
            ),
            (
                "Alles Verborgene trägt dasselbe Wort: geheim. Aus ihm ist nicht zu erkennen, weshalb eine Zahl "
                "verborgen ist."
            ),
        ),
        tables=(Table("Wie viel auf jeder Ebene gezeigt wird", columns, rows, frozenset({1, 2, 3, 4})),),
    )


def _not_checked(rule: DecidedRule) -> tuple[str, ...]:
    """Return what the rule demands beside the counts, which only the office with the records can check."""
    units = any(one.minimum_units > 1 for one in rule.thresholds.values())
    dominance = any(one.dominance is not None for one in rule.thresholds.values())
    if not units and not dominance:
        return ()
    what = " und ".join(name for name, demanded in (("Einheiten", units), ("größte Beiträge", dominance)) if demanded)
    return (
        f"Nicht geprüft: Die Regel verlangt auch etwas über {what} hinter einer Zahl. Das steht nicht im Datenpaket.",
    )


def _check_section(released: Released) -> Section:
    again = (
        "Jede Stelle kann das ohne Netz wiederholen: „passgenau verify“ mit dem Ordner, in dem dieser Bericht liegt."
    )
    if released.findings:
        return Section("Ergebnis der Prüfung", (again,), tuple(one.sentence() for one in released.findings))
    said = "Das Zertifikat wurde mit den geschützten Dateien nachgerechnet und ohne Befund angenommen."
    return Section("Ergebnis der Prüfung", (said, again))


def _files_section(released: Released) -> Section:
    rows = tuple(sorted(released.digests.items()))
    table = Table("Dateien des geschützten Datenpakets", ("Datei", "SHA-256"), rows)
    return Section("Dateien und Prüfsummen", tables=(table,))
