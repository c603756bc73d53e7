"""The two upload forms: figures and areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passgenau.common.errors import PassgenauError
from passgenau.files.delivered import known_mappings
from passgenau.store.models import AreaSystem
from passgenau.web.pages.choices import Choice, choice


@dataclass(frozen=True)
class TextField:
    """One labelled line of text."""

    name: str
    label: str
    hint: str
    value: str


@dataclass(frozen=True)
class UploadForm:
    """Everything an upload page shows."""

    heading: str
    intro: str
    formats: str
    accept: str
    choices: tuple[Choice, ...]
    texts: tuple[TextField, ...]
    problems: tuple[str, ...]


def _problems(problem: PassgenauError | None) -> tuple[str, ...]:
    return tuple(finding.sentence() for finding in problem.findings) if problem else ()


def profile_entries() -> list[tuple[str, str]]:
    """Return the import profiles as entries of a select, recognition first."""
    return [("", "am Kopf der Datei erkennen"), *known_mappings().items()]


def figures_form(systems: Sequence[AreaSystem], given: Mapping[str, str], problem: PassgenauError | None) -> UploadForm:
    """Return the form for a delivery of figures, with what was typed before."""
    entries = [(str(system.pk), system.title) for system in systems]
    return UploadForm(
        "Welche Datei möchten Sie liefern?",
        "Die Datei bleibt, wie sie ist. passgenau liest sie, prüft jede Zeile und zeigt alle Befunde.",
        "CSV, Excel (.xlsx), OpenDocument (.ods) oder Parquet; mehrere Tabellen, die zusammengehören, als ZIP",
        ".csv,.txt,.xlsx,.ods,.parquet,.zip",
        (
            choice("system", "Gebietsgliederung", entries, given.get("system") or entries[0][0]),
            choice("profile", "Zuordnung der Spalten", profile_entries(), given.get("profile", "")),
        ),
        (
            TextField("title", "Titel der Lieferung", "Ohne Angabe gilt der Dateiname.", given.get("title", "")),
            TextField("source", "Liefernde Stelle", "", given.get("source", "")),
            TextField(
                "period",
                "Zeitraum",
                "Nur, wenn die Datei selbst keinen nennt, etwa 2025 oder 2025-12-31.",
                given.get("period", ""),
            ),
        ),
        _problems(problem),
    )


def areas_form(systems: Sequence[AreaSystem], given: Mapping[str, str], problem: PassgenauError | None) -> UploadForm:
    """Return the form for a file with areas."""
    entries = [
        ("", "neue Gebietsgliederung"),
        *[(str(system.pk), f"weitere Ebene zu „{system.title}“") for system in systems],
    ]
    return UploadForm(
        "Welche Gebiete gibt es?",
        "Eine Datei mit allen Ebenen, oder eine je Ebene, die größeren Gebiete zuerst. "
        "Schlüssel bleiben Text, führende Nullen bleiben erhalten.",
        "GeoJSON, GeoPackage (.gpkg) oder Shapefile als .zip; ohne Grenzen auch CSV oder Excel mit area_id und name",
        ".geojson,.json,.gpkg,.zip,.csv,.xlsx,.ods",
        (choice("join", "Gehört zu", entries, given.get("join", "")),),
        (
            TextField("title", "Name der Gebietsgliederung", "etwa „Stadtteile 2022“", given.get("title", "")),
            TextField("level", "Ebene", "etwa Stadtteil, Wohnplatz, Kommune", given.get("level", "")),
            TextField("valid_from", "gültig ab", "etwa 2022-01-01, wenn bekannt", given.get("valid_from", "")),
            TextField(
                "key_column", "Spalte mit dem Schlüssel", "Ohne Angabe wird sie erkannt.", given.get("key_column", "")
            ),
            TextField(
                "name_column", "Spalte mit dem Namen", "Ohne Angabe wird sie erkannt.", given.get("name_column", "")
            ),
        ),
        _problems(problem),
    )
