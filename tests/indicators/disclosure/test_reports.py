"""The two reports: what they say, what they never say, and that they know the protected package alone."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest

from passgenau.common.findings import error
from passgenau.data.long_table import long_table
from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.planning_report import planning_report
from passgenau.indicators.disclosure.privacy_report import privacy_report
from passgenau.indicators.disclosure.proposals import proposals
from passgenau.indicators.disclosure.report import Report, Section, decided_rule
from passgenau.indicators.disclosure.rule import FreeIndicators, ProtectionRule, SourceRule
from passgenau.indicators.disclosure.thresholds import Dominance, Thresholds
from passgenau.indicators.disclosure.thresholds_words import threshold_sentences
from passgenau.indicators.disclosure.usefulness import usefulness
from tests.indicators.disclosure.demands import profile
from tests.indicators.disclosure.released import LONG, REGISTER, released, rows


def words(report: Report) -> str:
    """Return everything a report says as one text."""
    said = [report.title, report.answer]
    for section in report.sections:
        said += [section.heading, *section.paragraphs, *section.points]
        for table in section.tables:
            said += [table.caption, *table.columns, *(cell for row in table.rows for cell in row)]
    return "\n".join(said)


def section(report: Report, heading: str) -> Section:
    return next(one for one in report.sections if one.heading.startswith(heading))


def test_the_privacy_report_names_rule_source_law_audience_and_digests() -> None:
    said = words(privacy_report(released()))
    for wanted in (
        "Erfundene Regel", "Kreistag", "1. Februar 2026", "erfundene Quelle", "§ 0 Erfundenes Gesetz", "Öffentlichkeit",
        "offen: bei der datenhaltenden Stelle zu klären", "ab" * 32, "Fläche hat keine Personen",
        "secret: für diesen Empfängerkreis nicht zugelassen",
    ):  # fmt: skip
        assert wanted in said


def test_the_privacy_report_shows_shares_by_level() -> None:
    table = section(privacy_report(released()), "Was verborgen ist").tables[0]
    assert table.rows == (
        ("Wohnplatz", "6", "18", "7", "38,9\u00a0%"),
        ("Kommune", "2", "6", "6", "100,0\u00a0%"),
        ("Kreis", "1", "3", "3", "100,0\u00a0%"),
    )


def test_a_rejected_certificate_is_said_first_with_every_finding() -> None:
    wrong = (
        error("certificate.width", "Die Breite reicht nicht."),
        error("certificate.sum", "Eine Summe geht nicht auf."),
    )
    report = privacy_report(released(findings=wrong))
    assert report.answer.startswith("Die Prüfung hat das Zertifikat abgelehnt")
    assert len(section(report, "Ergebnis der Prüfung").points) == 2
    assert "angenommen" not in report.answer + words(Report("", "", (section(report, "Ergebnis der Prüfung"),)))


@pytest.mark.parametrize("make", [privacy_report, planning_report])
def test_no_report_tells_why_a_single_figure_is_hidden(make: object) -> None:
    assert callable(make)
    said = words(make(released())).lower()
    assert not re.search(r"primär|sekundär|gewicht|zielzelle|small_count|dominance|none_concerned", said)


def test_the_reports_can_know_nothing_but_package_certificate_and_rule() -> None:
    assert {field.name for field in dataclasses.fields(released())} == {
        "title", "long", "register", "rule", "findings", "digests", "names", "index",
    }  # fmt: skip


def test_the_planning_report_answers_with_shares_and_areas_that_fall_out() -> None:
    assert planning_report(released()).answer == (
        "Von allen Zahlen werden gezeigt: Wohnplatz 38,9\u00a0%, Kommune 100,0\u00a0% und Kreis 100,0\u00a0%. "
        "Von 6 Gebieten der Ebene Wohnplatz sind 2 ohne jede Zahl."
    )


def test_the_planning_report_has_a_row_for_every_indicator_with_its_name() -> None:
    (table,) = section(planning_report(released()), "Welche Indikatoren").tables
    assert table.rows == (
        ("Armut", "6 von 12 (50\u00a0%)", "4 von 4 (100\u00a0%)", "2 von 2 (100\u00a0%)", "50,0\u00a0%"),
        ("Krankheit", "1 von 6 (17\u00a0%)", "2 von 2 (100\u00a0%)", "1 von 1 (100\u00a0%)", "16,7\u00a0%"),
    )


def test_areas_that_fall_out_are_named_with_their_people() -> None:
    (table,) = section(planning_report(released()), "Gebiete, von denen wenig bleibt: Wohnplatz").tables
    assert table.rows == (("Ort B2", "B2", "1.000", "0 von 2"), ("Ort B3", "B3", "1.000", "0 von 2"))


def test_what_can_still_be_said_is_said_by_level() -> None:
    points = section(planning_report(released()), "Was sich noch sagen lässt").points
    assert points[0] == "Wohnplatz: Kein Indikator ist für mindestens 80\u00a0% der Gebiete zu vergleichen."
    assert points[1] == "Kommune: Alle Indikatoren sind für alle Gebiete zu vergleichen."


def test_a_level_for_which_some_areas_have_no_figure_is_not_called_complete() -> None:
    without_b = LONG[~((LONG["area_id"] == "B") & (LONG["indicator_id"] == "ill"))]
    points = section(planning_report(released(long=without_b)), "Was sich noch sagen lässt").points
    assert points[1] == "Kommune: Für alle Gebiete zu vergleichen ist Armut."
    said = " ".join(proposals(usefulness(without_b, REGISTER), {}, {}))
    assert "Auf der Ebene Kreis sind zu vergleichen: ill" in said


def test_proposals_help_only_indicators_that_need_it() -> None:
    said = proposals(usefulness(LONG, REGISTER), {"ill": "poor"}, {"ill": "Krankheit", "poor": "Armut"})
    assert said == (
        "Gröbere Ebene: Auf der Ebene Kommune sind zu vergleichen: Krankheit (100\u00a0% gezeigt).",
        "Weitere Jahre liefern und zusammenfassen: Zu Krankheit gibt es nur einen Zeitraum.",
        "Aufschlüsselung weglassen: Krankheit ist Teil von Armut. Ohne die Teile bleibt von Armut mehr zu sehen.",
    )


def test_several_periods_can_be_pooled() -> None:
    hidden = long_table(pd.DataFrame(rows("poor", "2020", {}, ["A1"]) + rows("poor", "2021", {}, ["A1"])))
    (said,) = proposals(usefulness(hidden, REGISTER), {}, {})
    assert said.startswith("Zeiträume zusammenfassen: Zu poor gibt es mehrere.")


def test_where_all_is_shown_nothing_is_proposed() -> None:
    shown = long_table(pd.DataFrame(rows("poor", "2021", {"A1": 9}, [])))
    (said,) = proposals(usefulness(shown, REGISTER), {}, {})
    assert said.startswith("Nichts:")


def test_the_section_on_the_index_comes_last_where_there_is_one() -> None:
    index = Section("Der amtliche Index", ("Ein Satz.",))
    assert planning_report(released(index=index)).sections[-1] == index
    assert "Index" not in planning_report(released()).sections[-1].heading


def test_a_package_without_figures_says_so() -> None:
    assert planning_report(released(long=LONG.iloc[0:0])).answer == "Das Datenpaket enthält keine Zahlen."


@pytest.mark.parametrize(
    ("demanded", "says"),
    [
        (Thresholds(0, 0, False, None, False, 0, None, 1), "Nichts wird verborgen."),
        (Thresholds(2, 0, False, None, False, 0, None, 1), "Die Zahl 1 wird verborgen"),
        (Thresholds(10, 0, False, None, False, 0, None, 1), "Zahlen von 1 bis 9 werden verborgen"),
        (Thresholds(3, 0, True, None, False, 0, None, 1), "nicht betroffen sind"),
        (Thresholds(0, 100, False, None, False, 0, None, 1), "weniger als 100 Menschen"),
        (Thresholds(0, 0, False, 0, False, 0, None, 1), "wenn alle aus einer Gruppe betroffen sind"),
        (Thresholds(0, 0, False, 1, False, 0, None, 1), "höchstens ein Mensch aus einer Gruppe nicht betroffen ist"),
        (Thresholds(0, 0, False, None, True, 0, None, 1), "niemand aus einer Gruppe"),
        (Thresholds(0, 0, False, None, False, 3, None, 1), "mindestens 3 Einheiten"),
        (
            Thresholds(0, 0, False, None, False, 0, Dominance(2, 0.85), 1),
            "die zwei größten Beiträge mehr als 85\u00a0%",
        ),
        (Thresholds(0, 0, False, None, False, 0, None, 5), "Vielfache von 5 gerundet"),
    ],
)
def test_every_threshold_has_its_sentence(demanded: Thresholds, says: str) -> None:
    assert says in " ".join(threshold_sentences(demanded))


def test_the_decided_rule_says_what_binds_what_is_free_and_what_is_withheld() -> None:
    profiles = {"three": profile("three", minimum_count=3), "census": profile("census", at_source=True)}
    closed = profile("closed")
    profiles["closed"] = dataclasses.replace(closed, audiences={"planning": closed.audiences["planning"]})
    sources = (
        SourceRule(("a*",), ("three",)), SourceRule(("z",), ("census",)), SourceRule(("s",), ("closed",)),
        SourceRule(("nothing",), ("three",)),
    )  # fmt: skip
    rule = ProtectionRule(
        "r", "Regel", "Kreistag", "2026-02-01", sources, (Breakdown("a", ("a1", "a2")),),
        (FreeIndicators(("m*",), "Meter"),),
    )  # fmt: skip
    found = decided_rule(rule, profiles, indicator_ids=("a", "a1", "z", "s", "m2"), audience="public")
    assert set(found.thresholds) == {"a", "a1"}
    assert [one.id for one in found.profiles] == ["three", "census", "closed"]
    assert (found.free, found.at_source, found.withheld) == ({"m2": "Meter"}, ("z",), ("s",))
    assert found.parts == {"a1": "a", "a2": "a"}
