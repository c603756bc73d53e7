"""Why an area stands here: what the page says adds up to what the index says, and shows nothing hidden."""

from __future__ import annotations

import csv
import io
import math
from typing import Any

import numpy as np
import pytest
from django.urls import reverse

from passgenau.common.numbers_de import number, signed
from passgenau.store.models import Region
from passgenau.store.queries.index import Reading, definitions_for, reading
from passgenau.store.queries.regions import published_release
from passgenau.web.pages.explanation import ranked
from tests.django_cast import Cast
from tests.web.html import Page


@pytest.fixture
def read(demo: Region) -> Reading:
    """Return the county index of the demo county in its latest period."""
    release = published_release(demo)
    assert release is not None
    return reading(demo, release, "rbk_gesamtindex", definitions_for(demo, release)["rbk_gesamtindex"][0])


def _address(area_id: str, name: str = "index-explain") -> str:
    return reverse(name, args=["demo", area_id])


def _main(cast: Cast, where: str) -> str:
    answer = cast.public.get(where)
    assert answer.status_code == 200
    return Page(answer.content.decode()).all("main")[0].words()


def test_the_contributions_in_the_table_add_up_to_the_score(cast: Cast, read: Reading) -> None:
    """The file is not rounded: its parts and the shift are the final score of ``run_index``."""
    area = ranked(read.result)[4]
    answer = cast.public.get(_address(area, "index-explain-csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]
    numbers = {row[1] or row[0]: float(row[-1].replace(",", ".")) for row in rows if row[-1]}
    total = numbers.pop("Summe")
    place = read.result.area_ids.index(area)
    assert total == pytest.approx(read.result.final[place], abs=1e-12)
    assert math.fsum(numbers.values()) == pytest.approx(total, abs=1e-9)


def test_the_page_names_rank_score_neighbour_period_and_cut(cast: Cast, read: Reading) -> None:
    """For the second area the default comparison is the first."""
    first, second = ranked(read.result)[:2]
    place = read.result.area_ids.index(second)
    words = _main(cast, _address(second))
    assert f"Rang {read.result.rank[place]} von {len(ranked(read.result))}" in words
    assert f"{number(read.result.final[place], decimals=2)} Punkten" in words
    names = dict(zip(read.result.area_ids, read.result.area_names, strict=True))
    assert f"Verglichen mit {names[first]}" in words
    gap = read.result.final[place] - read.result.final[read.result.area_ids.index(first)]
    assert signed(gap, decimals=3) in words
    assert "Was sich seit 2023 bewegt hat" in words
    assert "Rechnung, kein Ziel" in words


def test_a_hidden_value_is_a_word_and_no_number(cast: Cast, read: Reading) -> None:
    """In the row of the indicator stand the word and no figure of the area."""
    hidden = np.argwhere(read.table.status == "suppressed")
    own = [(row, column) for row, column in hidden if read.table.area_ids[row] in ranked(read.result)]
    assert own
    row, column = own[0]
    area, indicator = read.table.area_ids[row], read.table.indicator_ids[column]
    table = _table(cast, _address(area) + "?alle=1", "Beiträge der Indikatoren")
    link = reverse("indicator", args=["demo", indicator])
    found = next(one for one in table.all("tr") if link in [a.attributes["href"] for a in one.all("a")])
    cells = [cell.words() for cell in found.all("td")]
    assert cells[2] == "geheim"
    assert cells[0] == "–" or "Ersatzwert" in cells[0]


def _table(cast: Cast, where: str, caption: str) -> Any:
    page = Page(cast.public.get(where).content.decode())
    return next(one for one in page.all("table") if caption in one.all("caption")[0].words())


@pytest.mark.parametrize("caption", ["Beiträge der Indikatoren", "Unterschied je Indikator", "Änderung je Indikator"])
def test_small_parts_stand_together_in_one_row_and_the_sum_still_holds(cast: Cast, read: Reading, caption: str) -> None:
    """What is shown adds up to the sum below it but for the rounding of each row; all rows are one click away."""
    area = ranked(read.result)[4]
    short, whole = _table(cast, _address(area), caption), _table(cast, _address(area) + "?alle=1", caption)
    assert "weitere Indikatoren zusammen" in short.words()
    assert "weitere Indikatoren zusammen" not in whole.words()
    for table in (short, whole):
        amounts = [row.all("td")[0].words() for row in table.all("tr")[1:]]
        *parts, total = [float(text.replace("−", "-").replace(",", ".")) for text in amounts if text != "–"]
        assert sum(parts) == pytest.approx(total, abs=0.0006 * len(parts))


def test_an_area_without_rank_gets_the_reason_and_no_sections(cast: Cast, read: Reading) -> None:
    """Nothing is taken apart that was not put together."""
    place = int(np.flatnonzero(read.result.rank == 0)[0])
    words = _main(cast, _address(read.result.area_ids[place]))
    assert read.result.reason[place] in words
    assert "Woraus der Rang entsteht" not in words


@pytest.mark.parametrize("query", ["?definition=nichts", "?stand=1066", "?mit=nirgends", "?seit=nie"])
def test_nonsense_in_the_address_does_not_exist(cast: Cast, read: Reading, query: str) -> None:
    """As on the index page."""
    assert cast.public.get(_address(ranked(read.result)[0]) + query).status_code == 404


def test_an_unknown_area_does_not_exist(cast: Cast, demo: Region) -> None:
    """Neither as a page nor as a table."""
    for name in ("index-explain", "index-explain-csv"):
        assert cast.public.get(_address("nirgends", name)).status_code == 404


def test_the_earliest_period_says_that_there_is_none_before(cast: Cast, read: Reading) -> None:
    """Instead of an empty table."""
    words = _main(cast, _address(ranked(read.result)[0]) + "?definition=rbk_gesamtindex&stand=2021")
    assert "keinen früheren Datenstand" in words
