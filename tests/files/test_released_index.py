"""index.csv of a protected package: what is read back is what was written, and nothing doubtful is taken."""

from __future__ import annotations

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.files.released_index import read_released_index, released_index_csv
from passgenau.index.released import ReleasedOutputs
from tests.index.figures import definition

LABELS = ["niedrig", "hoch, sehr"]
CHOSEN = definition(2, classes={"cuts": [0.0], "labels": LABELS})


def outputs(columns: tuple[str, ...] = ("class", "rank", "score")) -> ReleasedOutputs:
    """Return four areas: all shown, rank and score withheld, all withheld, without a score."""
    values = np.array([[1, 1, 2.5], [0, np.nan, np.nan], [np.nan] * 3, [np.nan] * 3])
    hidden = np.array([[False] * 3, [False, True, True], [True] * 3, [False] * 3])
    keep = [("class", "rank", "score").index(name) for name in columns]
    areas = ("0101", "0102", "0103", "0104")
    return ReleasedOutputs(areas, ("Anger", "Bruch", "Deich", "Esch"), tuple(LABELS), columns,
                           2 if "score" in columns else 0, values[:, keep], hidden[:, keep])  # fmt: skip


WRITTEN = """\
area_id,name,class,rank,score,status
0101,Anger,"hoch, sehr",1,2.50,value
0102,Bruch,niedrig,,,suppressed
0103,Deich,,,,suppressed
0104,Esch,,,,not_applicable
"""


def test_a_withheld_cell_is_empty_and_an_area_without_a_score_is_something_else() -> None:
    assert released_index_csv(outputs()).decode() == WRITTEN


@pytest.mark.parametrize("columns", [("class",), ("rank",), ("score",), ("class", "rank"), ("class", "rank", "score")])
def test_what_is_read_back_is_what_was_written(columns: tuple[str, ...]) -> None:
    before = outputs(columns)
    after = read_released_index(released_index_csv(before), CHOSEN)
    assert (after.area_ids, after.area_names, after.columns) == (before.area_ids, before.area_names, columns)
    assert (after.class_labels, after.decimals, after.show) == (before.class_labels, before.decimals, before.show)
    np.testing.assert_array_equal(after.values, before.values)
    np.testing.assert_array_equal(after.hidden, before.hidden)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("niedrig", "mittel", "Die Klasse „mittel“ gibt es in der Definition nicht; es gibt „niedrig“ und"),
        (",1,2.50", ",0,2.50", "Ein Rang ist eine ganze Zahl von 1 bis 4, hier steht „0“"),
        (",1,2.50", ",5,2.50", "von 1 bis 4, hier steht „5“"),
        (",1,2.50", ",1.5,2.50", "hier steht „1.5“"),
        ("2.50", "2.1234567", "höchstens 6 Nachkommastellen"),
        ("2.50", "nan", "hier steht „nan“"),
        ("2.50", "1e3", "hier steht „1e3“"),
        ("2.50,value", "2.50,suppressed", "keine Zelle ist leer"),
        (",,,suppressed", ",,,value", "eine Zelle ist leer"),
        ("niedrig,,,suppressed", "niedrig,,,not_applicable", "eine Zelle ist ausgefüllt"),
        (",,,not_applicable", ",,,missing", "hier steht „missing“"),
        (",,,not_applicable", ",,,", "Der Status muss value, suppressed oder not_applicable sein; er fehlt"),
        ("0102", "0101", "zweimal"),
        ("class,rank", "rank,class", "in dieser Folge"),
        ("area_id,name,class", "area_id,name,contribution", "in dieser Folge"),
        (",,,not_applicable", ",,1.5,value", "gleich viele Nachkommastellen"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_what_came(old: str, new: str, said: str) -> None:
    assert old in WRITTEN
    with pytest.raises(PassgenauError, match=said.replace("„", ".").replace("“", ".")):
        read_released_index(WRITTEN.replace(old, new, 1).encode(), CHOSEN)


def test_all_findings_are_told_at_once_with_their_places() -> None:
    broken = WRITTEN.replace("niedrig", "mittel").replace(",1,2.50", ",9,2.50")
    with pytest.raises(PassgenauError) as refused:
        read_released_index(broken.encode(), CHOSEN)
    found = [(finding.place.row, finding.place.column) for finding in refused.value.findings]
    assert {(2, "D"), (3, "C")} <= set(found)


def test_a_file_without_areas_or_without_outputs_is_refused() -> None:
    with pytest.raises(PassgenauError, match="kein Gebiet"):
        read_released_index(b"area_id,name,class,status\n", CHOSEN)
    with pytest.raises(PassgenauError, match="mindestens eine"):
        read_released_index(b"area_id,name,status\n0101,Anger,value\n", CHOSEN)
