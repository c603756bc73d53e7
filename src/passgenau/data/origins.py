"""Where in a delivery the figures of a long table stood."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from passgenau.common.findings import Place


class Origins:
    """Places of the rows of a long table, by their index."""

    def __init__(self, table: pd.DataFrame, file: str) -> None:
        self.table, self.file = table, file

    @cached_property
    def _columns(self) -> dict[str, dict[int, object]]:
        """Return the columns that make a place; only made where there is something to find."""
        names = ("row", "column", "area_id", "indicator_id", "period")
        index = self.table.index.tolist()
        return {name: dict(zip(index, self.table[name].tolist(), strict=True)) for name in names}

    def _row(self, position: int) -> int | None:
        return int(str(self._columns["row"][position])) or None

    def place(self, position: int, *, with_column: bool = True, with_key: bool = False) -> Place:
        """Return the place of one figure.

        Parameters
        ----------
        position
            Index of the row in the long table.
        with_column
            Whether the column letter belongs to the place.
        with_key
            Whether area, indicator and period are named as well; always so where the row is unknown.

        Returns
        -------
        Place
            File, row and column as far as known.
        """
        row = self._row(position)
        column = str(self._columns["column"][position]) if with_column else ""
        if row is not None and not with_key:
            return Place(self.file, row, column)
        area, indicator, period = (str(self._columns[name][position]) for name in ("area_id", "indicator_id", "period"))
        return Place(self.file, row, column, area, indicator, period)

    def words(self, position: int) -> str:
        """Return row and column of a figure without the file, such as ``Zeile 9, Spalte D``.

        Parameters
        ----------
        position
            Index of the row in the long table.

        Returns
        -------
        str
            ``einer früheren Zeile`` where the row is unknown.
        """
        row = self._row(position)
        return Place("", row, str(self._columns["column"][position])).words() if row else "einer früheren Zeile"
