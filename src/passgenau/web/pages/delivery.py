"""The delivery pages: what was found in a file, how it was read, what taking it over would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from passgenau.common.numbers_de import count
from passgenau.data.status import STATUS_DE, ValueStatus
from passgenau.files.figures import ReadFigures
from passgenau.files.raw_table import RawTable
from passgenau.files.set_figures import TABLES
from passgenau.profile.words import number_word
from passgenau.store.models import Delivery
from passgenau.store.queries.figures import memory
from passgenau.web.days import day_words, iso_day_words

PREVIEW_BEFORE = 1
PREVIEW_AFTER = 7
WIDEST = 12


@dataclass(frozen=True)
class Step:
    """One of the five steps of a delivery."""

    number: str
    name: str
    fact: str
    done: bool
    current: bool


@dataclass(frozen=True)
class FindingRow:
    """One finding with what can be done about it."""

    number: str
    is_error: bool
    where: str
    text: str
    advice: str
    preview_href: str
    accepted: str
    open: bool


@dataclass(frozen=True)
class PreviewCell:
    """One cell as delivered, with the finding that marks it."""

    text: str
    finding: str
    css: str


@dataclass(frozen=True)
class Preview:
    """Rows around the marked cells, as delivered."""

    letters: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[PreviewCell, ...], str], ...]
    caption: str
    earlier: str
    later: str


def steps(delivery: Delivery, current: int) -> tuple[Step, ...]:
    """Return the five steps with a fact each."""
    errors, warnings = error_count(delivery), len(delivery.findings) - error_count(delivery)
    facts = (
        delivery.file_name,
        delivery.how_read.get("Profil", delivery.profile or "Gebiete"),
        f"{count(errors)} Fehler, {count(warnings)} {'Hinweis' if warnings == 1 else 'Hinweise'}"
        if delivery.findings
        else "keine Befunde",
        "mit dem, was schon da ist",
        "alles oder nichts",
    )
    names = ("Datei", "Zuordnung", "Prüfung", "Vergleich", "Übernahme")
    finished = delivery.state == Delivery.State.TAKEN_OVER
    return tuple(
        Step(str(place), name, fact, place < current or finished, place == current and not finished)
        for place, (name, fact) in enumerate(zip(names, facts, strict=True), start=1)
    )


def error_count(delivery: Delivery) -> int:
    """Return how many findings stop the delivery."""
    return sum(entry["level"] == "error" for entry in delivery.findings)


def unanswered(delivery: Delivery) -> int:
    """Return how many warnings still need a reason."""
    return sum(
        entry["level"] == "warning" and entry["number"] not in delivery.acceptances for entry in delivery.findings
    )


def answer(delivery: Delivery) -> tuple[str, str]:
    """Return whether the file can be taken over: the clause to quote, and the rest."""
    errors, left = error_count(delivery), unanswered(delivery)
    warnings = len(delivery.findings) - errors
    rows, good = delivery.counts.get("rows", 0), delivery.counts.get("rows_without_error", 0)
    clean = f"{count(good)} von {count(rows)} Zeilen sind ohne Fehler."
    if delivery.state == Delivery.State.TAKEN_OVER:
        return "Ja, sie ist übernommen.", f"Am {day_words(delivery.taken_over_at)} von {delivery.taken_over_by}."
    if delivery.state == Delivery.State.DISCARDED:
        return "Nein, sie wurde verworfen.", "Von ihren Zahlen ist nichts gespeichert."
    if errors:
        head = (
            "Noch nicht: ein Fehler ist zu beheben."
            if errors == 1
            else f"Noch nicht: {number_word(errors)} Fehler sind zu beheben."
        )
        return head, f"{_warning_words(warnings, left)} {clean}".strip()
    if left:
        noun = "ein Hinweis braucht" if left == 1 else f"{number_word(left)} Hinweise brauchen"
        return f"Fast: {noun} noch Ihre Begründung.", clean
    if warnings:
        return "Ja, alle Hinweise sind angenommen.", clean
    return "Ja, ohne Befunde.", clean


def _warning_words(warnings: int, left: int) -> str:
    if not warnings:
        return ""
    if not left:
        return "Der Hinweis ist angenommen." if warnings == 1 else "Alle Hinweise sind angenommen."
    if warnings == 1:
        return "Ein Hinweis braucht Ihre Begründung."
    return (
        f"Von {number_word(warnings)} Hinweisen brauchen {number_word(left)} noch Ihre Begründung."
        if left > 1
        else f"Von {number_word(warnings)} Hinweisen braucht einer noch Ihre Begründung."
    )


def finding_rows(delivery: Delivery, *, opened: str, show: str) -> tuple[FindingRow, ...]:
    """Return the findings of the level asked for, each with its acceptance."""
    rows = []
    for entry in delivery.findings:
        if show and entry["level"] != show:
            continue
        accepted = delivery.acceptances.get(entry["number"])
        words = (
            f"angenommen {accepted['by']}, {iso_day_words(accepted['on'])}: „{accepted['reason']}“" if accepted else ""
        )
        row = entry["place"].get("row")
        rows.append(
            FindingRow(
                entry["number"],
                entry["level"] == "error",
                entry["where"],
                entry["text"],
                entry["advice"],
                f"?zeile={row}#vorschau" if row else "",
                words,
                entry["number"] == opened,
            )
        )
    return tuple(rows)


def read_as(read: ReadFigures) -> dict[int, str]:
    """Return for every line of the file what its figures were read as."""
    words: dict[int, str] = {}
    for row, states in read.long.groupby("row")["status"]:
        zero = (read.long.loc[states.index, ["value", "numerator"]] == 0).any(axis=1)
        found = {
            "null, echt" if null and state == ValueStatus.VALUE else STATUS_DE[ValueStatus(state)]
            for state, null in zip(states, zero, strict=True)
        }
        words[int(str(row))] = ", ".join(sorted(found))
    return words


def preview(read: ReadFigures, findings: Sequence[dict[str, Any]], *, row: int | None) -> Preview | None:
    """Return the rows around ``row`` (a line number of the file), or around the first marked one."""
    raw = read.raw
    if not raw.rows:
        return None
    meaning = memory.get(("read-as", read.digest, read.profile.id), lambda: read_as(read))
    marked = {
        (entry["place"]["row"], entry["place"]["column"]): entry for entry in findings if entry["place"].get("row")
    }
    marked_rows = sorted({place for place, _ in marked})
    wanted = row or (marked_rows[0] if marked_rows else raw.row_numbers[0])
    start = next((place for place, number in enumerate(raw.row_numbers) if number >= wanted), 0)
    first = max(0, start - PREVIEW_BEFORE)
    last = min(len(raw.rows), first + PREVIEW_BEFORE + PREVIEW_AFTER + 1)
    width = min(WIDEST, len(raw.header))
    letters = tuple(raw.letter(place) for place in range(width))
    rows = tuple(
        (
            count(raw.row_numbers[place]),
            _cells(raw, place, letters, marked),
            meaning.get(raw.row_numbers[place], "nicht übernommen"),
        )
        for place in range(first, last)
    )
    earlier = max((number for number in marked_rows if number < raw.row_numbers[first]), default=None)
    later = min((number for number in marked_rows if number > raw.row_numbers[last - 1]), default=None)
    numbers = [count(raw.row_numbers[place]) for place in (first, last - 1, -1)]
    made = "aus den Tabellen zusammengestellt" if TABLES in read.how_read else "wie geliefert"
    caption = f"Zeilen {numbers[0]} bis {numbers[1]} von {numbers[2]}, {made}."
    return Preview(
        letters,
        tuple(raw.header[:width]),
        rows,
        caption,
        f"?zeile={earlier}#vorschau" if earlier else "",
        f"?zeile={later}#vorschau" if later else "",
    )


def _cells(
    raw: RawTable, place: int, letters: tuple[str, ...], marked: dict[tuple[int, str], dict[str, Any]]
) -> tuple[PreviewCell, ...]:
    number = raw.row_numbers[place]
    whole_row = marked.get((number, ""))
    cells = []
    for column, letter in enumerate(letters):
        finding = marked.get((number, letter)) or (whole_row if column == 0 else None)
        text = raw.rows[place][column] if column < len(raw.rows[place]) else None
        css = "" if finding is None else "mark mark--error" if finding["level"] == "error" else "mark"
        sign = "" if finding is None else ("■ " if finding["level"] == "error" else "△ ") + finding["number"]
        cells.append(PreviewCell("" if text is None else str(text), sign, css))
    return tuple(cells)
