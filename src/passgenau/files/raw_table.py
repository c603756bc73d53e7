"""A table as delivered: text cells with the row numbers and column letters people see in their own program."""

from __future__ import annotations

from dataclasses import dataclass, field

from passgenau.common.findings import Finding, Place

Cell = str | None


class NumberText(str):
    """A cell that was a number in its sheet: shown with decimal comma, but never to be read by a sign's meaning."""

    __slots__ = ()

    @classmethod
    def of(cls, value: float) -> NumberText:
        """Return the text of a number; a whole number carries no decimals."""
        whole = float(value).is_integer() and abs(value) < 1e15
        return cls(str(int(value)) if whole else repr(float(value)).replace(".", ","))

    @property
    def value(self) -> float:
        """Return the number exactly as it stood in the sheet."""
        return float(self.replace(",", "."))


@dataclass(frozen=True)
class RawTable:
    """Header and cells as text, None for an empty cell; ``row_numbers`` are 1-based as in the file.

    ``how_read`` says in German how the file was understood (encoding, separator, sheet); ``findings`` what was
    wrong with single rows, which are then not among ``rows``.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    how_read: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    header_row: int = 1

    def position(self, name: str) -> int | None:
        """Return the place of a column by its name, capitals and outer spaces aside; None without such a column."""
        wanted = name.strip().casefold()
        exact = [place for place, head in enumerate(self.header) if head == name]
        loose = [place for place, head in enumerate(self.header) if head.strip().casefold() == wanted]
        return next(iter(exact + loose), None)

    def letter(self, position: int) -> str:
        """Return the letter of a column as spreadsheets show it: 0 is A, 26 is AA."""
        return column_letter(position)

    def place(self, row: int, position: int | None = None) -> Place:
        """Return where a cell stands, ``row`` counting the rows of this table from 0."""
        column = "" if position is None else column_letter(position)
        return Place(file=self.file, row=self.row_numbers[row], column=column)


def column_letter(position: int) -> str:
    """Return A, B, …, Z, AA, … for 0, 1, …, 25, 26, …."""
    letters = ""
    rest = position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
