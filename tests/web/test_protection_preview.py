"""The page "Was würde verborgen?": it says what was computed for exactly this choice, and where nothing was, that."""

from __future__ import annotations

import re
from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone

from passgenau.actions.acting import Actor
from passgenau.actions.preview_protection import preview_protection
from passgenau.actions.previewing import PreviewOutcome, PreviewTask
from passgenau.files.definitions import indicator_catalogue
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.store.models import PreviewRun, Region
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.protection import protection_profiles
from passgenau.store.queries.regions import standing
from passgenau.web.pages.protection_form import chosen, read_wish, source_groups
from tests.django_cast import Cast, account
from tests.web.html import Page

WHERE = "/demo/indikatoren/geheimhaltung/"
COMPUTE = f"{WHERE}rechnen/"
OWN_3 = f"{WHERE}?publikum=public&profil=own_3"
EMPLOYMENT = "quelle-statistik-der-bundesagentur-fur-arbeit"
NAME = "Eigene Regel: mindestens 3 Fälle (Vorschlag)"


def opened(browser: Client, where: str) -> Page:
    """Return a page that opens."""
    answer = browser.get(where)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def table(page: Page, name: str) -> list[list[str]]:
    """Return the cells of the table with this caption, row by row, heads first."""
    found = next(one for one in page.all("table") if one.all("caption")[0].words().startswith(name))
    return [[cell.words() for cell in row.children] for row in found.all("tr")]


def half_of_every_second(task: PreviewTask) -> PreviewOutcome:
    """Return a preview in which every second indicator keeps half of its figures, and the first area none."""
    figures, register = task.figures, task.figures.register
    levels = register.levels()
    size = len(figures.indicator_ids)
    known = np.array([[len(register.at_level(level))] * size for level in levels])
    shown = known.copy()
    shown[0, ::2] //= 2
    areas = tuple(area.area_id for area in register.at_level(levels[0]))
    left = np.full(len(areas), size)
    left[0], left[1] = 0, size // 2 - 1
    found = ProfilePreview(levels, figures.indicator_ids, known, shown, areas, np.full(len(areas), size), left)
    return PreviewOutcome(found, ("Aus den Werten allein bekäme niemand einen Rang.", "Der Grund ist erfunden."))


@pytest.fixture
def computed(cast: Cast, demo: Region) -> Region:
    """Return the demo county with one stored preview: own_3 for the public."""
    where = standing(demo.slug, account("planerin"))
    assert where is not None
    assert where.release is not None
    groups = source_groups(figures_of(demo, where.release).indicator_ids, indicator_catalogue())
    choice = chosen(read_wish({"profil": "own_3"}, groups, protection_profiles()), groups)
    assert choice is not None
    preview_protection(
        Actor("planerin", "planner"), demo, where.release, choice=choice,
        now=timezone.now(), compute=half_of_every_second,
    )  # fmt: skip
    return demo


def test_without_a_choice_the_page_says_so_and_what_each_profile_asks(cast: Cast) -> None:
    page = opened(cast.planerin, WHERE)
    assert "Noch ist kein Schutzprofil gewählt." in page.words()
    rows = {row[0]: row for row in table(page, "Was jedes Schutzprofil verlangt")[1:]}
    assert rows[NAME][1].startswith("mindestens 3 Fälle")
    assert rows[NAME][3] == "offen, beim Datengeber zu erfragen"
    assert {row[0] for row in table(page, "Anteil sichtbarer Werte")[1:]} == set(rows)
    assert all(row[1].startswith("noch nicht gerechnet") for row in table(page, "Anteil sichtbarer Werte")[1:])


def test_what_is_not_computed_is_offered_to_planners_only(cast: Cast) -> None:
    planner, reader = opened(cast.planerin, OWN_3), opened(cast.leserin, OWN_3)
    assert "Das ist noch nicht gerechnet." in planner.words()
    assert [button.words() for button in planner.all("button")].count("Berechnen") == 1
    assert "Die Rechnung starten kann, wer hier die Rolle Sozialplanung hat." in reader.words()
    assert "Berechnen" not in reader.words()


def test_looking_computes_nothing(cast: Cast, demo: Region) -> None:
    opened(cast.planerin, OWN_3)
    assert not PreviewRun.objects.of(demo).exists()


def test_the_answer_says_how_much_remains_on_each_level(cast: Cast, computed: Region) -> None:
    words = opened(cast.planerin, OWN_3).words()
    assert "Die Öffentlichkeit sähe 75 von 100 Werten der Wohnplätze." in words
    assert "Bei den Kommunen blieben alle. Auf der Ebene Kreis blieben alle." in words
    assert "Zwei Wohnplätze behielten weniger als die Hälfte, einer davon gar nichts." in words


def test_the_tables_hold_what_the_answer_says(cast: Cast, computed: Region) -> None:
    page = opened(cast.planerin, OWN_3)
    levels = table(page, "Sichtbare Werte je Ebene")
    assert [row[0] for row in levels[1:]] == ["Wohnplätze", "Kommunen", "Kreis"]
    assert levels[1][1].endswith("1.815 von 2.430")
    assert levels[3][1] == "100\u00a0% 30 von 30".replace("\u00a0", " ")
    indicators = [row for row in table(page, "Sichtbare Werte je Indikator")[1:] if len(row) > 1]
    assert len(indicators) == 30
    assert sorted({row[1].split(maxsplit=2)[2] for row in indicators}) == ["40 von 81", "81 von 81"]
    areas = table(page, "Gebiete mit weniger als der Hälfte")
    assert [row[1] for row in areas[1:]] == ["0 von 30", "14 von 30"]


def test_the_map_says_in_words_what_remains(cast: Cast, computed: Region) -> None:
    page = opened(cast.planerin, OWN_3)
    labels = [link.attributes["aria-label"] for link in page.all("a") if "aria-label" in link.attributes]
    assert sum(label.endswith(": 0 von 30 Werten, nichts bliebe") for label in labels) == 2  # wide and narrow map
    assert sum(label.endswith(": 30 von 30 Werten, alle Werte blieben") for label in labels) == 2 * 79


def test_sorted_by_what_remains_the_most_hidden_come_first(cast: Cast, computed: Region) -> None:
    rows = table(opened(cast.planerin, f"{OWN_3}&sortierung=sichtbar"), "Sichtbare Werte je Indikator")[1:]
    assert [row[1].split(maxsplit=2)[2] for row in rows] == ["40 von 81"] * 15 + ["81 von 81"] * 15


def test_profiles_stand_side_by_side(cast: Cast, computed: Region) -> None:
    rows = table(opened(cast.planerin, OWN_3), "Anteil sichtbarer Werte")
    assert rows[0] == ["Schutzprofil", "Wohnplätze", "Kommunen", "Kreis", "Gebiete mit weniger als der Hälfte"]
    assert rows[1][0] == f"{NAME} gerade gewählt"
    assert rows[1][1].endswith("1.815 von 2.430")
    assert rows[1][-1] == "2 von 81"
    assert all("noch nicht gerechnet" in row[1] for row in rows[2:])
    assert len(rows) == 9


def test_another_audience_is_another_question(cast: Cast, computed: Region) -> None:
    assert "Das ist noch nicht gerechnet." in opened(cast.planerin, OWN_3.replace("public", "planning")).words()


def test_a_source_may_have_a_profile_of_its_own(cast: Cast, computed: Region) -> None:
    page = opened(cast.planerin, f"{OWN_3}&{EMPLOYMENT}=ba_10")
    assert "Das ist noch nicht gerechnet." in page.words()
    assert f"{NAME}; dazu Statistik der Bundesagentur für Arbeit: " in page.words()
    chosen = next(one for one in page.all("select") if one.attributes["name"] == EMPLOYMENT)
    assert [one.attributes["value"] for one in chosen.all("option") if "selected" in one.attributes] == ["ba_10"]


def test_a_source_left_without_a_profile_is_no_choice_yet(cast: Cast) -> None:
    page = opened(cast.planerin, f"{WHERE}?{EMPLOYMENT}=ba_10")
    assert "Noch hat nicht jede Quelle ein Schutzprofil." in page.words()
    assert "Berechnen" not in [button.words() for button in page.all("button")]


@pytest.mark.parametrize(
    ("state", "ago", "words"),
    [
        (PreviewRun.State.RUNNING, 14, "Es wird noch gerechnet. "),
        (PreviewRun.State.WAITING, 14, "in der Warteschlange: Eine andere Rechnung läuft noch."),
        (PreviewRun.State.RUNNING, 3600, "Die Rechnung ist ohne Ergebnis abgebrochen."),
        (PreviewRun.State.FAILED, 14, "Die Rechnung ist ohne Ergebnis abgebrochen."),
        (PreviewRun.State.REFUSED, 14, "So lässt sich nichts schützen."),
    ],
)
def test_a_computation_without_result_says_how_it_stands(
    cast: Cast, computed: Region, state: str, ago: int, words: str
) -> None:
    began = timezone.now() - timedelta(seconds=ago)
    PreviewRun.objects.of(computed).update(state=state, result={}, started_at=began, problems=["Zu fein."])
    page = opened(cast.planerin, OWN_3)
    assert words in page.words()
    waits = state in {"running", "waiting"} and ago < 60
    assert ("Nachsehen, ob das Ergebnis da ist" in page.words()) == waits
    assert ([button.words() for button in page.all("button")].count("Berechnen") == 1) == (not waits)


def test_who_waits_asks_again_and_is_told_when_to_load_the_page(cast: Cast, computed: Region) -> None:
    asking = {"HX-Request": "true", "HX-Target": "stand"}
    assert cast.planerin.get(OWN_3, headers=asking).headers["HX-Refresh"] == "true"
    PreviewRun.objects.of(computed).update(state="running", result={}, started_at=timezone.now())
    answer = cast.planerin.get(OWN_3, headers=asking)
    assert "HX-Refresh" not in answer.headers
    assert re.search(r"läuft seit \w+ Sekunden?\.", answer.content.decode())
    assert "<h1>" not in answer.content.decode()


def test_the_button_leads_back_to_the_choice(cast: Cast, computed: Region) -> None:
    answer = cast.planerin.post(COMPUTE, {"publikum": "public", "profil": "own_3"})
    assert answer.headers["Location"] == OWN_3
    beside = cast.planerin.post(COMPUTE, {"publikum": "public", "profil": "own_3", "ansicht": "?profil=own_10"})
    assert beside.headers["Location"] == f"{WHERE}?profil=own_10#vergleich"
    elsewhere = cast.planerin.post(COMPUTE, {"profil": "own_3", "ansicht": "https://example.org/"})
    assert elsewhere.headers["Location"] == OWN_3
    assert PreviewRun.objects.of(computed).count() == 1


def test_no_reason_of_a_single_figure_and_no_count_of_people_is_on_the_page(cast: Cast, computed: Region) -> None:
    """What is stored could not even say it: numbers of figures by level, indicator and area."""
    stored = PreviewRun.objects.of(computed).get()
    assert set(stored.result) == {
        "index_alone", "levels", "indicator_ids", "known", "shown", "area_ids", "area_known", "area_shown",
    }  # fmt: skip
    words = opened(cast.planerin, OWN_3).words()
    assert not re.search(r"primär|sekundär|Zelle", words)


def test_what_an_index_from_the_figures_shown_would_say_stands_below(cast: Cast, computed: Region) -> None:
    words = opened(cast.planerin, OWN_3).words()
    assert "Was ein Index aus den gezeigten Zahlen allein sagen würde" in words
    assert "Aus den Werten allein bekäme niemand einen Rang." in words
    PreviewRun.objects.of(computed).update(result={**PreviewRun.objects.of(computed).get().result, "index_alone": []})
    assert "Was ein Index aus den gezeigten Zahlen" not in opened(cast.planerin, OWN_3).words()
