"""The sheet on disclosure control is computed anew."""

from __future__ import annotations

import numpy as np

from passgenau.indicators.disclosure.moves import interval
from tests.index.test_method_sheets import sheet, table_under
from tests.indicators.disclosure.tables import cross, system_of

TEXT = sheet("geheimhaltung")


def test_two_gaps_in_every_row_are_not_enough() -> None:
    head, rows = table_under(TEXT, "### Tabelle")
    columns = head[:-1]
    counts, sums = cross(
        {row: [_count(one) for one in cells[:-1]] for row, cells in rows.items() if row != "Summe"}, columns
    )
    system = system_of(counts, sums)
    names = [cell.area_id for cell in system.cells]
    assert [int(system.truth[names.index(f"{row}+")]) for row in "wxyz"] == [_count(rows[row][-1]) for row in "wxyz"]
    assert [int(system.truth[names.index(f"+{one}")]) for one in columns] == [_count(one) for one in rows["Summe"][:-1]]
    starred = {
        f"{row}{column}"
        for row, cells in rows.items()
        for column, cell in zip(columns, cells[:-1], strict=True)
        if cell.endswith("*")
    }
    _, expected = table_under(TEXT, "### Was sich daraus ergibt")
    for further, (least, most) in expected.items():
        hidden = np.isin(names, list(starred | {further}))
        found = interval(system.public(hidden), system.truth, names.index("wb"))
        assert found == (_count(least), _count(most)), further


def _count(text: str) -> int:
    return int(text.rstrip("*").replace(".", ""))
