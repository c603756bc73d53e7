"""Delivered figures by profile: what a cell means, what the file decides itself, what has to be asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.files.figures import ReadFigures, read_figures
from passgenau.files.import_profiles import ImportProfile, parse_profile
from tests.data.figures import CATALOGUE, REGISTER
from tests.files.refusals import refusals
from tests.files.workbooks import xlsx

HEAD = "area_id;indicator_id;period;numerator;denominator;value;status\n"
FILLED = "02;change;2021;;;1,5;\n07;change;2021;;;2,5;\n"


def read(text: str, *, profile: str | ImportProfile = "plain_long", period: str | None = None) -> ReadFigures:
    return read_figures(text.encode(), "werte.csv", profile, register=REGISTER, catalogue=CATALOGUE, period=period)


def codes(read_file: ReadFigures) -> list[str]:
    return [finding.code for finding in read_file.findings]


def test_a_plain_list_is_read_with_counts_values_and_states() -> None:
    file = read(
        HEAD + "01;poor;2021;1.234;5.000;;\n02;poor;2021;;120;;geheim\n07;poor;2021;;;fehlt;\n"
        "01;change;2021;;;-0,5;vorläufig\n02;change;2021;;;0,0;\n"
    )
    assert file.findings == ()
    long = file.long
    assert list(long["numerator"][:1]) == [1234.0]
    assert list(long["status"]) == ["value", "suppressed", "missing", "provisional", "value"]
    assert list(long["row"]) == [2, 3, 4, 5, 6]
    assert list(long["column"]) == ["D", "E", "F", "F", "F"]
    assert file.counts == {
        "rows": 5, "values": 3, "zeros": 1, "suppressed": 1, "missing": 1, "not_applicable": 0, "estimated": 0,
        "provisional": 1, "not_taken": 0,
    }  # fmt: skip
    assert file.rows_without_error == 5
    assert file.how_read["Dezimalzeichen"] == "Komma (an 2 Werten erkannt)"
    assert len(file.digest) == 64


def test_a_wide_table_takes_every_other_column_for_an_indicator() -> None:
    file = read(
        "area_id;name;poor;change\n01;Altstadt;0.25;-1.5\n02;Bachtal;;2\n07;Neuhof;0;3\n",
        profile="plain_wide",
        period="2021",
    )
    assert file.findings == ()
    assert len(file.long) == 6
    assert file.counts["zeros"] == 1
    assert file.counts["missing"] == 1
    assert list(file.long["column"][:2]) == ["C", "D"]


def test_a_wide_table_names_an_unknown_column_once() -> None:
    file = read("area_id;por\n01;1\n02;2\n07;3\n", profile="plain_wide", period="2021")
    (finding,) = (one for one in file.findings if one.level == "error")
    assert (finding.code, finding.place.row, finding.place.column) == ("indicator.unknown", 1, "B")
    assert "„poor“" in finding.advice


def test_the_period_must_come_from_the_file_or_the_person() -> None:
    findings = refusals(lambda: read("area_id;poor\n01;0.5\n", profile="plain_wide"))
    assert "„period“" in findings[0].text
    file = read(HEAD + "01;change;2020;;;1,5;\n" + FILLED, period="2021")
    assert [(one.code, one.place.row) for one in file.findings] == [("period.differs", 2)]


def test_missing_columns_are_all_named_at_once() -> None:
    findings = refusals(lambda: read("gebiet;x\n01;1\n"))
    assert [one.code for one in findings] == ["table.missing_column"] * 3
    assert "„gebiet“ und „x“" in findings[0].text


def test_a_column_nobody_knows_is_said_and_not_read() -> None:
    file = read(HEAD.replace("status", "notiz") + "01;change;2021;;;0,5;hallo\n" + FILLED)
    (finding,) = file.findings
    assert (finding.level, finding.code, finding.place.column) == ("warning", "table.unread_column", "G")


def test_a_machine_number_in_a_german_file_and_the_reverse_are_refused_cell_by_cell() -> None:
    german = read(HEAD + "01;change;2021;;;12.34;\n" + FILLED)
    assert [(one.code, one.place.row, one.place.column) for one in german.findings] == [("number.unreadable", 2, "F")]
    assert "„12.34“" in german.findings[0].text
    machine = read(HEAD + "01;change;2021;;;1.234,5;\n02;change;2021;;;0.5;\n07;change;2021;;;0.7;\n")
    assert [(one.code, one.place.row) for one in machine.findings] == [("number.unreadable", 2)]
    assert "Komma" in machine.findings[0].text
    assert machine.how_read["Dezimalzeichen"] == "Punkt (an 2 Werten erkannt)"
    assert machine.rows_without_error == 2


def test_a_point_that_could_be_either_is_asked_about() -> None:
    file = read(HEAD + "01;change;2021;;;1.234;\n02;change;2021;;;5;\n07;change;2021;;;7;\n")
    (finding,) = file.findings
    assert (finding.level, finding.code, finding.place.row) == ("error", "number.ambiguous", 2)
    assert "„1.234“" in finding.text


@pytest.mark.parametrize("cell", ["*", ".", "-", "x", "/", "..."])
def test_a_sign_without_explanation_is_never_guessed(cell: str) -> None:
    file = read(HEAD + f"01;change;2021;;;{cell};\n" + FILLED)
    (finding,) = file.findings
    assert (finding.level, finding.code) == ("error", "number.unreadable")
    assert file.long["status"][0] == "missing"


def test_a_letter_in_a_number_is_named_and_gives_no_second_finding() -> None:
    file = read(HEAD + "01;poor;2021;1O;20;;\n" + FILLED)
    assert codes(file) == ["number.unreadable"]
    assert "Buchstabe O" in file.findings[0].text


def test_numbers_of_a_sheet_are_never_mistaken_for_grouped_ones() -> None:
    head = HEAD.strip().split(";")
    rows = [["01", "change", "2021", None, None, 1.234, None], ["02", "change", 2021, None, None, 2, None]]
    content = xlsx({"A": [head, *rows, ["07", "change", 2021, None, None, "3,5", None]]})
    file = read_figures(content, "w.xlsx", "plain_long", register=REGISTER, catalogue=CATALOGUE)
    assert file.findings == ()
    assert list(file.long["value"]) == [1.234, 2.0, 3.5]
    assert set(file.long["period"]) == {"2021"}


def test_lost_zeros_are_an_error_unless_the_profile_pads() -> None:
    text = HEAD + "1;change;2021;;;0,5;\n2;change;2021;;;1,5;\n7;change;2021;;;2,5;\n"
    assert codes(read(text)) == ["area.leading_zeros"] * 3
    padded = read(text, profile=profile(area={"width": 2}))
    assert padded.findings == ()
    assert list(padded.long["area_id"]) == ["01", "02", "07"]


def profile(**more: object) -> ImportProfile:
    """Return a long profile with decimal comma and the given entries."""
    raw = {
        "id": "amt", "name": "Amt", "source": "Amt", "layout": "long", "decimal": ",",
        "columns": {role: [f"{role}_id" if role in {"area", "indicator"} else role]
                    for role in ("area", "indicator", "period", "numerator", "denominator", "value", "status")},
        **more,
    }  # fmt: skip
    return parse_profile(raw, "amt.toml")


def test_the_same_sign_means_what_its_source_says() -> None:
    text = HEAD + "01;change;2021;;;-;\n02;change;2021;;;.;\n07;change;2021;;;*;\n"
    first = read(text, profile=profile(signs={"-": "zero", ".": "missing", "*": "suppressed"}))
    assert list(first.long["status"]) == ["value", "missing", "suppressed"]
    assert first.long["value"][0] == 0.0
    other = read(text, profile=profile(signs={"-": "missing", ".": "suppressed", "*": "not_applicable"}))
    assert list(other.long["status"]) == ["missing", "suppressed", "not_applicable"]
    assert "„*“ = entfällt" in other.how_read["Zeichen"]


def test_a_letter_behind_a_number_gives_it_a_state() -> None:
    file = read(HEAD + "01;change;2021;;;12,5 p;\n02;change;2021;;;3s;\n07;change;2021;;;1r;\n",
                profile=profile(suffixes={"p": "provisional", "s": "estimated", "r": "value"}))  # fmt: skip
    assert list(file.long["status"]) == ["provisional", "estimated", "value"]
    assert list(file.long["value"]) == [12.5, 3.0, 1.0]


def test_percent_becomes_the_share_people_would_write() -> None:
    file = read(
        HEAD + "01;Armut;2021;;;38,2;\n02;Armut;2021;;;22,9;\n07;Armut;2021;;;0,1;\n",
        profile=profile(indicators=[{"source": "Armut", "id": "poor", "scale": 0.01}]),
    )
    assert list(file.long["value"]) == [0.382, 0.229, 0.001]
    assert set(file.long["indicator_id"]) == {"poor"}


def test_a_condition_takes_the_numbers_away_and_says_why() -> None:
    file = read(
        HEAD + "01;change;2021;;;0,0;nein\n02;change;2021;;;1,5;ja\n07;change;2021;;;2,5;ja\n",
        profile=profile(
            columns={"area": ["area_id"], "indicator": ["indicator_id"], "period": ["period"], "value": ["value"]},
            conditions=[{"column": "status", "equals": ["nein"], "status": "not_applicable", "reason": "gesperrt"}],
            ignored={"numerator": "leer", "denominator": "leer"},
        ),
    )
    assert file.findings == ()
    assert list(file.long["status"]) == ["not_applicable", "value", "value"]
    assert file.counts["zeros"] == 0
    assert "gesperrt" in file.how_read["Spalte „status“"]


def test_a_name_that_does_not_belong_to_the_key_is_a_warning() -> None:
    text = "area_id;name;change\n01;Altstadt;1\n02;Bach-Tal;2\n07;Bergau;3\n"
    file = read(text, profile="plain_wide", period="2021")
    (finding,) = file.findings
    assert (finding.level, finding.code, finding.place.row) == ("warning", "area.other_name", 4)
    assert "„Bergau“" in finding.text
    assert "„Neuhof“" in finding.text


def test_other_levels_of_a_source_are_kept_or_reported_but_never_lost() -> None:
    scheme = {
        "scheme": "number_name",
        "other": [{"text": "Stadt gesamt", "key": "A", "label": "die Stadt"}, {"pattern": "9.*", "label": "Bezirke"}],
    }
    text = HEAD + "01 Altstadt;change;2021;;;1,5;\n02 Bachtal;change;2021;;;1,6;\n07 Neuhof;change;2021;;;2,5;\n"
    text += "Stadt gesamt;change;2021;;;1,7;\n9 Nord;change;2021;;;1,8;\n9 Nord;change;2022;;;1,8;\n"
    file = read(text, profile=profile(area=scheme))
    assert list(file.long["area_id"]) == ["01", "02", "07", "A"]
    (finding,) = file.findings
    assert (finding.level, finding.code, finding.place.row) == ("warning", "area.other_level", 6)
    assert "2 Zeilen für Bezirke" in finding.text
    assert file.counts["not_taken"] == 2


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_characters="\r\n\x00", exclude_categories=("Cs",)), max_size=8),
        min_size=7,
        max_size=7,
    )
)
def test_no_row_brings_the_reading_down(cells: list[str]) -> None:
    row = ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    try:
        file = read(HEAD + row + "\n")
    except PassgenauError:
        return
    assert len(file.long) + file.counts["not_taken"] == len(file.raw.rows)
