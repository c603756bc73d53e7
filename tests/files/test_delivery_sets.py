"""Tables that become figures together: an invented town, and everything that can be wrong with its tables."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from passgenau.common.findings import Finding
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.figure_rules import PlainRule
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.delivered import known_mappings, recognised_mapping
from passgenau.files.delivery_set import available_sets, load_set, parse_set, propose_set
from passgenau.files.figures import ReadFigures
from passgenau.files.set_figures import read_set
from tests.files.refusals import refusal_of, refusals

RAW: dict[str, Any] = {
    "id": "klein", "name": "Klein (erfunden)", "source": "erfunden", "licence": "", "decimal": ".", "area": "ort",
    "period": "jahr", "whole_number_keys": True, "without_area": "Personen ohne Ort",
    "areas": {
        "file": "orte.geojson", "key": "ort", "name": "name", "number_before_name": False, "level": "Ort",
        "system": "klein", "title": "Orte", "population": "people.alle",
        "whole": {"key": "0", "name": "Klein", "level": "Stadt"},
    },
    "tables": {"people": "leute.csv", "aid": "hilfe.csv"},
    "indicators": {"aid_share": {"numerator": ["aid.frau", "aid.mann"], "denominator": ["people.alle"]}},
    "sums": [{"total": ["aid.alle"], "parts": ["aid.frau", "aid.mann"], "leave_out": ["aid.mann"]}],
    "out_of_order": [
        {"columns": ["aid.frau"], "period": "2020", "sign": {"area": "1", "number": 99}, "reason": "erfunden"}
    ],
    "not_read": {"liste.csv": "ein Verzeichnis"},
}  # fmt: skip
PEOPLE = "ort,jahr,alle\n1,2020,100\n2,2020,200\n1,2021,110\n2,2021,210\n"
AID = "ort,jahr,alle,frau,mann\n1.0,2020,9,4,5\n2.0,2020,7,3,4\n1.0,2021,8,4,4\n2.0,2021,6,,4\n"
REGISTER = AreaRegister("klein", (Area("1", "Aue", "Ort"), Area("2", "Berg", "Ort")))


def archive(**tables: str) -> bytes:
    """Return a zip of CSV tables by their name without ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in tables.items():
            file.writestr(f"lieferung/{name}.csv", text)
    return out.getvalue()


def read(raw: dict[str, Any] = RAW, **tables: str) -> ReadFigures:
    """Return the figures of the invented town, with some tables replaced."""
    content = archive(**{"leute": PEOPLE, "hilfe": AID, **tables})
    catalogue = {"aid_share": PlainRule("aid_share", "percent", True)}
    return read_set(content, "klein.zip", parse_set(raw, "klein.toml"), register=REGISTER, catalogue=catalogue)


def found(code: str, **tables: str) -> Finding:
    """Return the one finding of this code."""
    (finding,) = [one for one in read(**tables).findings if one.code == code]
    return finding


def test_a_count_meets_its_denominator_from_another_table() -> None:
    long = read().long
    assert long["numerator"].tolist()[:3] == [9, 7, 8]
    assert long["denominator"].tolist() == [100, 200, 110, 210]
    assert long["status"].tolist() == ["value", "value", "value", "missing"]


def test_every_row_says_from_which_table_it_came() -> None:
    made = read()
    assert made.raw.rows[0] == ("1", "aid_share", "2020", "9", "100", "hilfe.csv", "2", "D + E")
    assert made.populations["2021"] == {"1": 110, "2": 210}
    assert "als ganze Zahl gelesen in hilfe.csv" in made.how_read["Schlüssel"]


def test_a_year_without_denominators_is_said_and_not_invented() -> None:
    made = read(leute="ort,jahr,alle\n1,2020,100\n2,2020,200\n")
    assert set(made.long["period"]) == {"2020"}
    assert made.counts["not_taken"] == 2
    text = found("set.no_denominator", leute="ort,jahr,alle\n1,2020,100\n2,2020,200\n").text
    assert text == "Für 2021 steht in „leute.csv“ kein Nenner: 2 Zählungen werden nicht übernommen (aid_share)."


def test_rows_without_an_area_belong_to_none() -> None:
    table = AID + ",2020,30,10,20\n"
    finding = found("set.without_area", hilfe=table)
    assert "Eine Zeile nennt kein Gebiet (Zeile 6: Personen ohne Ort)" in finding.text
    assert len(read(hilfe=table).long) == 4


def test_what_does_not_add_up_is_left_out_for_that_year_only() -> None:
    table = AID.replace("1.0,2021,8,4,4", "1.0,2021,8,4,5")
    made = read(hilfe=table)
    assert set(made.long["period"]) == {"2020"}
    finding = found("set.does_not_add_up", hilfe=table)
    assert finding.level == "warning"
    assert "in einem Fall (2021) nicht „alle“, etwa in Gebiet 1, 2021: 9 statt 8. „mann“ wird für 2021" in finding.text


def test_a_known_disorder_counts_only_while_its_sign_is_there() -> None:
    assert [one.code for one in read().findings] == []
    raw = RAW | {"sums": []}
    made = read(raw, hilfe=AID.replace("1.0,2020,9,4,5", "1.0,2020,9,99,5"))
    assert "set.out_of_order" in [one.code for one in made.findings]
    assert set(made.long["period"]) == {"2021"}


def test_a_row_twice_an_unknown_area_and_a_text_are_errors_with_their_row() -> None:
    made = read(hilfe=AID + "1,2020,1,1,0\n3,2020,5,2,3\n", leute=PEOPLE.replace("100", "hundert") + "3,2020,50\n")
    errors = {one.code: one for one in made.findings if one.level == "error"}
    assert set(errors) == {"set.row_twice", "number.unreadable", "area.unknown"}
    assert errors["set.row_twice"].place.file == "hilfe.csv, Zeile 6"
    assert errors["number.unreadable"].place.file == "leute.csv, Zeile 2"
    assert errors["area.unknown"].text.endswith("Der Zähler kommt aus hilfe.csv, Zeile 7.")


def test_unknown_tables_and_columns_are_named() -> None:
    made = read(
        neu="a,b\n1,2\n", liste="a,b\n1,2\n", hilfe=AID.replace("mann\n", "mann,rest\n").replace(",4\n", ",4,1\n")
    )
    assert "Die Tabelle „neu.csv“ kennt „klein“ nicht" in " ".join(one.text for one in made.findings)
    assert [one.code for one in made.findings].count("set.unknown_table") == 1
    assert made.how_read["Nicht gelesen (1)"] == "liste.csv: ein Verzeichnis"


def test_a_missing_column_is_an_error_and_the_other_tables_are_still_read() -> None:
    raw = RAW | {
        "indicators": RAW["indicators"] | {"people": {"numerator": ["people.alle"], "denominator": ["people.alle"]}}
    }
    made = read(raw, hilfe="ort,jahr,alle,frau\n1,2020,9,4\n")
    assert "Es fehlt die Spalte „mann“" in " ".join(one.text for one in made.findings if one.level == "error")
    assert set(made.long["indicator_id"]) == {"people"}


def test_a_table_alone_is_refused_with_what_is_missing() -> None:
    content = AID.encode()
    wanted = parse_set(RAW, "klein.toml")
    findings = refusals(lambda: read_set(content, "hilfe.csv", wanted, register=REGISTER, catalogue={}))
    assert "zu keinem Zähler kam der Nenner" in findings[0].text
    assert "ZIP" in findings[0].advice


def test_the_same_table_twice_in_one_delivery_is_an_error() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in (("leute.csv", PEOPLE), ("hilfe.csv", AID), ("alt/hilfe.csv", AID)):
            file.writestr(name, text)
    made = read_set(
        out.getvalue(), "k.zip", parse_set(RAW, "k"), register=REGISTER, catalogue={"aid_share": PlainRule("aid_share")}
    )
    assert [one.code for one in made.findings] == ["set.table_twice"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"farbe": 1}, "„farbe“ ist nicht bekannt"),
        ({"areas": {"file": "x"}}, "unvollständig"),
        ({"indicators": {"a": {"numerator": ["nichts.x"], "denominator": ["people.alle"]}}}, "„nichts.x“"),
        ({"breakdowns": [{"total": "aid_share", "parts": ["b"]}]}, "„b“ einer Aufgliederung"),
    ],
)
def test_a_faulty_description_is_refused_by_name(change: dict[str, Any], says: str) -> None:
    assert says in " ".join(one.text for one in refusals(lambda: parse_set(RAW | change, "klein.toml")))


@pytest.mark.parametrize("name", available_sets())
def test_every_shipped_set_names_only_indicators_of_the_catalogue(name: str) -> None:
    tables = load_set(name)
    assert tables.id == name
    assert set(tables.indicators) <= set(indicator_catalogue())
    assert name in known_mappings()


def test_a_set_is_recognised_by_the_names_of_its_tables() -> None:
    content = archive(fl_births_by_district="a,b\n1,2\n")
    assert recognised_mapping(content, "post.zip") == "flensburg"
    assert recognised_mapping(b"a,b\n1,2\n", "fl_births_by_district.csv") == "flensburg"
    assert propose_set(["werte.csv"]) is None
    assert refusal_of(lambda: recognised_mapping(archive(x="a,b\n1,2\n"), "x.zip")).code == "delivery.profile_unknown"
    assert refusal_of(lambda: load_set("nirgends")).code == "set.unknown"
