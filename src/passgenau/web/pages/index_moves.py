"""Who moves, as rows and as a picture: what the pages "Was wäre, wenn" and "Vergleich" have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passgenau.index.change_of_method import Change, Move
from passgenau.profile.change import change_answer, move_words, order_words
from passgenau.profile.sentences import Answer
from passgenau.profile.words import AreaNoun
from passgenau.render.charts.slope import Kind, SlopeLine, SlopeLook, slope, slope_swatch
from passgenau.web.pages.index_words import plain

MOST_LINES = 40
WIDE, NARROW = 560, 288
ENTERS, LEAVES, STAYS = "kommt hinzu", "fällt heraus", "bleibt"
LEGEND: tuple[tuple[Kind, str], ...] = (
    ("stays", "bleibt unter den ersten"),
    ("enters", "kommt hinzu, kräftige Linie"),
    ("leaves", "fällt heraus, gestrichelte Linie"),
)


@dataclass(frozen=True)
class MoveRow:
    """One area: its two ranks and classes, what it does at the cut, how far it moves, why it has no rank."""

    area_id: str
    name: str
    parent: str
    before: str
    after: str
    crossing: str
    words: str
    class_before: str
    class_after: str
    reason: str
    order: tuple[float, ...]


@dataclass(frozen=True)
class SlopePicture:
    """The picture for wide and narrow windows, with its legend; why there is none, where there is none."""

    wide: str
    narrow: str
    legend: tuple[tuple[str, str], ...]
    instead: str = ""


def crossing_of(move: Move, top: int) -> str:
    """Return whether an area comes in, drops out or stays among the first; empty where it is in neither."""
    before, after = 0 < move.rank_before <= top, 0 < move.rank_after <= top
    return {(True, True): STAYS, (False, True): ENTERS, (True, False): LEAVES, (False, False): ""}[before, after]


def named(change: Change, top: int, crossing: str) -> list[str]:
    """Return the names of the areas that cross the cut in one way, by the better of their ranks."""
    found = [move for move in change.moves if crossing_of(move, top) == crossing]
    return [move.name for move in sorted(found, key=lambda move: min(_present(move)))]


def first_before(change: Change, top: int) -> int:
    """Return how many areas are among the first before the change."""
    return sum(0 < move.rank_before <= top for move in change.moves)


def moves_answer(change: Change, top: int, noun: AreaNoun) -> Answer:
    """Return the answer: who stays, comes in and drops out at the cut, and how alike the two orders are."""
    alike = order_words(change.spearman)
    if not first_before(change, top):
        return Answer(f"Es ist {alike}." if alike else "Die Reihenfolgen lassen sich nicht vergleichen.", "")
    answer = change_answer(first_before(change, top), named(change, top, ENTERS), named(change, top, LEAVES), noun=noun)
    whole = f"Über alle {plain(change.compared)} {noun.plural} ist es {alike}." if alike else ""
    return Answer(answer.bold, f"{answer.rest} {whole}".strip())


def move_rows(change: Change, parents: Mapping[str, str], top: int) -> list[MoveRow]:
    """Return all areas with a rank in at least one of the two, those that cross the cut and move most first."""
    rows = [_row(move, parents, top) for move in change.moves if move.rank_before or move.rank_after]
    return sorted(rows, key=lambda row: row.order[:4])


def _row(move: Move, parents: Mapping[str, str], top: int) -> MoveRow:
    crossing = crossing_of(move, top)
    moved = move.ranks if move.ranks is not None else 0
    crosses = {ENTERS: 0, LEAVES: 1}.get(crossing, 2)
    lost = move.ranks is None
    before, after = (float(rank) if rank else float("inf") for rank in (move.rank_before, move.rank_after))
    return MoveRow(
        area_id=move.area_id,
        name=move.name,
        parent=parents.get(move.area_id, ""),
        before=str(move.rank_before or "–"),
        after=str(move.rank_after or "–"),
        crossing=crossing,
        words=move_words(move.rank_before, move.rank_after),
        class_before=move.class_before,
        class_after=move.class_after,
        reason=move.reason_after or move.reason_before,
        order=(crosses, lost, -abs(moved), min(before, after), before, after, moved),
    )


def _present(move: Move) -> list[int]:
    return [rank for rank in (move.rank_before, move.rank_after) if rank]


def slope_picture(change: Change, top: int, *, heads: tuple[str, str], sentence: str) -> SlopePicture:
    """Return the picture of everybody who is among the first before or after."""
    kinds: dict[str, Kind] = {STAYS: "stays", ENTERS: "enters", LEAVES: "leaves"}
    lines = [
        SlopeLine(move.name, move.rank_before, move.rank_after, kinds[crossing])
        for move in change.moves
        if (crossing := crossing_of(move, top))
    ]
    if not lines:
        return SlopePicture("", "", (), "Ohne eine Zahl erster Gebiete gibt es kein Bild; die Tabelle zeigt alle.")
    if len(lines) > MOST_LINES:
        text = f"Das Bild zeigt höchstens {MOST_LINES} Gebiete, hier wären es {len(lines)}; die Tabelle zeigt alle."
        return SlopePicture("", "", (), text)
    wide = slope(lines, SlopeLook(WIDE, heads, both_sides=True, cut=top), sentence=sentence)
    narrow = slope(lines, SlopeLook(NARROW, heads, both_sides=False, cut=top), sentence=sentence)
    shown = {line.kind for line in lines}
    return SlopePicture(wide, narrow, tuple((slope_swatch(kind), words) for kind, words in LEGEND if kind in shown))


def rank_sentences(change: Change, noun: AreaNoun, names: tuple[str, str]) -> str:
    """Return who has a rank in only one of the two, and who in none; empty where everybody has both."""
    states = [(bool(move.rank_before), bool(move.rank_after)) for move in change.moves]
    said = [
        f"Ohne Rang {where}: {noun.counted(states.count(state))}."
        for state, where in (
            ((True, False), f"nur {names[1]}"),
            ((False, True), f"nur {names[0]}"),
            ((False, False), "in beiden und darum nicht in der Tabelle"),
        )
        if state in states
    ]
    return " ".join(said)


def shown_rows(rows: Sequence[MoveRow], most: int, *, everything: bool) -> tuple[MoveRow, ...]:
    """Return the rows of the table: the first ones, or all of them."""
    return tuple(rows if everything else rows[:most])
