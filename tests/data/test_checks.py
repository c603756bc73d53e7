"""Checks of delivered figures: what is found, where, at which level, and in which words."""

from __future__ import annotations

import pytest

from passgenau.common.findings import Finding
from passgenau.data.checks import check_figures, meant_area
from tests.data.figures import CATALOGUE, REGISTER, complete, figures


def found(*rows: dict[str, object]) -> tuple[Finding, ...]:
    return check_figures(complete(*rows), REGISTER, CATALOGUE, file="werte.csv")


def only(*rows: dict[str, object]) -> Finding:
    findings = found(*rows)
    assert len(findings) == 1, [finding.sentence() for finding in findings]
    return findings[0]


def test_sound_figures_have_no_findings() -> None:
    assert found({"numerator": 3, "denominator": 20}, {"area_id": "02", "value": 0.0}) == ()


def test_a_key_without_its_leading_zero_is_an_error_that_names_the_area_meant() -> None:
    finding = only({"area_id": "7", "value": 0.2}, {"area_id": "07", "value": 0.3})
    assert (finding.level, finding.code, finding.place.row) == ("error", "area.leading_zeros", 2)
    assert "„7“" in finding.text
    assert "07 („Neuhof“)" in finding.text
    assert "Text" in finding.advice


def test_a_key_that_became_a_decimal_number_is_recognised() -> None:
    assert meant_area("7.0", REGISTER) == REGISTER.by_id["07"]
    assert meant_area("0", REGISTER) is None
    assert meant_area("9", REGISTER) is None


def test_an_unknown_area_is_an_error_with_row() -> None:
    finding = only({"area_id": "99", "value": 0.2})
    assert (finding.level, finding.code) == ("error", "area.unknown")
    assert finding.sentence().startswith("Fehler (werte.csv, Zeile 2)")
    assert "„99“" in finding.text


def test_an_area_is_named_once_for_every_row_however_many_columns_it_has() -> None:
    findings = found(
        {"area_id": "99", "value": 0.2, "row": 5, "column": "B"},
        {"area_id": "99", "value": 0.2, "row": 5, "column": "C", "indicator_id": "change"},
        {"area_id": "99", "value": 0.2, "row": 6, "column": "B", "period": "2022"},
    )
    assert [finding.place.row for finding in findings] == [5, 6]


def test_an_unknown_indicator_is_an_error_that_offers_the_nearest() -> None:
    finding = only({"indicator_id": "por", "value": 0.2})
    assert (finding.level, finding.code) == ("error", "indicator.unknown")
    assert "„poor“" in finding.advice


def test_capitals_of_an_indicator_count_and_are_explained() -> None:
    assert "„poor“" in only({"indicator_id": "POOR", "value": 0.2}).advice


def test_without_a_catalogue_the_values_define_the_indicators() -> None:
    table = complete({"indicator_id": "never_heard_of", "value": 0.2})
    assert check_figures(table, REGISTER, None) == ()


@pytest.mark.parametrize(("second", "says"), [(0.2, "mit demselben Inhalt"), (0.3, "mit anderem Inhalt")])
def test_a_figure_delivered_twice_names_both_rows(second: float, says: str) -> None:
    finding = only({"value": 0.2, "row": 4}, {"value": second, "row": 9})
    assert (finding.level, finding.code, finding.place.row) == ("error", "figure.twice", 9)
    assert "Zeile 4" in finding.text
    assert says in finding.text
    assert finding.place.indicator_id == "poor"


def test_a_part_above_its_whole_is_an_error() -> None:
    finding = only({"numerator": 21, "denominator": 20})
    assert (finding.level, finding.code) == ("error", "count.above_denominator")
    assert "(21)" in finding.text
    assert "(20)" in finding.text


def test_a_rate_that_may_pass_hundred_percent_is_only_a_warning() -> None:
    finding = only({"indicator_id": "daycare", "numerator": 21, "denominator": 20})
    assert (finding.level, finding.code) == ("warning", "count.above_denominator")


def test_negative_counts_are_errors() -> None:
    finding = only({"numerator": -1, "denominator": 20})
    assert (finding.level, finding.code) == ("error", "count.negative")
    assert "−1" in finding.text


def test_a_denominator_of_zero_is_an_error_unless_nobody_is_counted() -> None:
    assert only({"numerator": 3, "denominator": 0}).code == "count.zero_denominator"
    nobody = only({"numerator": 0, "denominator": 0})
    assert (nobody.level, nobody.code) == ("warning", "count.zero_of_zero")


def test_one_count_without_the_other_is_an_error() -> None:
    assert only({"numerator": 3, "status": "value"}).text == "Der Nenner fehlt."
    assert only({"denominator": 3, "status": "value"}).text == "Der Zähler fehlt."


def test_a_count_with_decimals_may_be_a_thousands_point_misread() -> None:
    finding = only({"numerator": 1.234, "denominator": 5000})
    assert (finding.level, finding.code) == ("warning", "count.fraction")
    assert found({"numerator": 1.5, "denominator": 5000, "status": "estimated"}) == ()


def test_a_value_that_its_counts_contradict_is_a_warning() -> None:
    finding = only({"numerator": 5, "denominator": 10, "value": 0.25})
    assert (finding.level, finding.code) == ("warning", "count.contradicts_value")
    assert found({"numerator": 1, "denominator": 3, "value": 0.33}) == ()


@pytest.mark.parametrize("status", ["suppressed", "missing", "not_applicable"])
def test_a_number_where_the_status_says_none_is_an_error(status: str) -> None:
    assert only({"value": 0.2, "status": status}).code == "status.with_number"
    assert only({"numerator": 2, "denominator": 20, "status": status}).code == "status.with_number"


def test_a_denominator_may_stand_beside_a_hidden_numerator() -> None:
    assert found({"denominator": 20, "status": "suppressed"}) == ()


def test_a_status_that_promises_a_number_needs_one() -> None:
    finding = only({"status": "value"})
    assert (finding.level, finding.code) == ("error", "status.without_number")


def test_an_unknown_status_is_named() -> None:
    assert "„secret“" in only({"status": "secret"}).text


def test_shares_delivered_as_percent_are_told_once_for_an_indicator() -> None:
    finding = only({"value": 22.9, "area_id": "01"}, {"value": 38.2, "area_id": "02"}, {"value": 0.2, "area_id": "07"})
    assert (finding.level, finding.code) == ("warning", "value.above_one")
    assert "38,2" in finding.text
    assert "2 Zeilen" in finding.text
    assert "0 bis 1" in finding.text


def test_a_negative_share_is_an_error_and_a_negative_change_is_not() -> None:
    assert only({"value": -0.1}).code == "value.negative"
    assert found({"indicator_id": "change", "value": -3.2}) == ()


@pytest.mark.parametrize("period", ["2021-13", "21", "2021-02-31", "Mai 2021", "2021/23"])
def test_a_text_that_is_no_period_is_an_error(period: str) -> None:
    finding = only({"value": 0.2, "period": period})
    assert (finding.level, finding.code) == ("error", "period.unknown")
    assert f"„{period}“" in finding.text


def test_areas_without_any_figure_are_one_warning_with_their_names() -> None:
    (finding,) = check_figures(figures({"value": 0.2}), REGISTER, CATALOGUE)
    assert (finding.level, finding.code) == ("warning", "area.no_figures")
    assert finding.text.startswith("Für 2 Gebiete steht nichts in der Lieferung")
    assert "02 („Bachtal“)" in finding.text


def test_a_delivery_for_municipalities_alone_does_not_miss_their_parts() -> None:
    table = figures({"area_id": "A", "value": 0.2}, {"area_id": "B", "value": 0.3})
    assert check_figures(table, REGISTER, CATALOGUE) == ()


def test_an_indicator_that_is_the_same_everywhere_is_a_warning() -> None:
    finding = only(*({"area_id": key, "value": 0.25} for key in ("01", "02", "07")))
    assert (finding.level, finding.code) == ("warning", "indicator.constant")


def test_missing_values_are_no_findings() -> None:
    assert found({"status": "missing"}, {"status": "suppressed", "area_id": "02"}) == ()


def test_all_findings_come_at_once() -> None:
    findings = found(
        {"area_id": "99", "value": 0.2},
        {"indicator_id": "por", "value": 0.2},
        {"numerator": 30, "denominator": 20, "period": "2020"},
        {"value": 0.2, "period": "gestern"},
    )
    codes = {finding.code for finding in findings}
    assert codes >= {"area.unknown", "indicator.unknown", "count.above_denominator", "period.unknown"}


def test_parts_that_do_not_add_up_to_their_total_are_a_warning() -> None:
    rows = [{"area_id": key, "numerator": number, "denominator": 50} for key, number in (("01", 3), ("02", 4))]
    finding = only(*rows, {"area_id": "A", "numerator": 9, "denominator": 100})
    assert (finding.level, finding.code, finding.place.row) == ("warning", "count.parts_differ", 4)
    assert "A („Bergau“): Die 2 Teile ergeben zusammen 7, geliefert ist 9" in finding.text
    assert found(*rows, {"area_id": "A", "numerator": 7, "denominator": 100}) == ()


def test_with_a_hidden_part_nothing_is_said_about_the_total() -> None:
    rows = [{"area_id": "01", "numerator": 3, "denominator": 50}, {"area_id": "02", "status": "suppressed"}]
    assert found(*rows, {"area_id": "A", "numerator": 9, "denominator": 100}) == ()
