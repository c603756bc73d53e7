"""The page "Wie sicher ist das?": it says what the run says, and where there is none it says that."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import numpy as np
import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from passgenau.index import run_robustness
from passgenau.index.result import SourceShares
from passgenau.store.models import IndexRun, Region
from passgenau.store.queries.index import Reading, reading
from passgenau.store.queries.regions import Standing, standing
from passgenau.web.frame import frame_for
from passgenau.web.pages.certainty import CertaintyPage, certainty_page
from passgenau.web.pages.certainty_table import wish_of
from tests.django_cast import Cast, account
from tests.town import deliver, found_town, rates
from tests.web.html import Page

WHERE = "/demo/index/wie-sicher/"
UNCHECKED = f"{WHERE}?definition=rbk_gesamtindex&stand=2021"
BUTTON = "Sicherheit der Rangfolge prüfen"


def opened(browser: Client, where: str = WHERE) -> Page:
    """Return a page that opens."""
    answer = browser.get(where)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def table(page: Page, name: str) -> list[list[str]]:
    """Return the cells of the table with this caption, row by row, heads first."""
    found = next(one for one in page.all("table") if one.all("caption")[0].words().startswith(name))
    return [[cell.words() for cell in row.children] for row in found.all("tr")]


@pytest.fixture
def where(cast: Cast, demo: Region) -> Standing:
    """Return the planner's standing in the demo county."""
    found = standing("demo", account("planerin"))
    assert found is not None
    return found


@pytest.fixture
def read(where: Standing) -> Reading:
    """Return the checked reading of the demo county."""
    assert where.release is not None
    return reading(where.region, where.release, "rbk_gesamtindex", "2025")


def built(where: Standing, read: Reading, shares: SourceShares | None = None) -> CertaintyPage:
    """Return the page of a reading as a value."""
    assert where.release is not None
    return certainty_page(where, where.release, read, wish_of({}), shares=shares)


def test_it_answers_from_the_run_and_every_figure_of_the_answer_is_in_the_picture(cast: Cast, demo: Region) -> None:
    page = opened(cast.public)
    assert page.all("h1")[0].words() == "Wie sicher ist das?"
    answer = next(one for one in page.all("p") if one.attributes.get("class") == "answer").words()
    rows = [row for row in table(page, "Rang, Spielraum") if len(row) == 4][1:]
    sure = [row for row in rows if int(row[0]) <= 9 and re.search("so gut wie sicher|sehr wahrscheinlich", row[3])]
    words = ("null", "einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
    assert f"gehören {words[len(sure)]} mindestens sehr wahrscheinlich dorthin" in answer
    undecided = [
        int(row[0]) for row in rows
        if ("sehr" not in row[3] and "so gut" not in row[3]) or (int(row[0]) > 9 and "sehr un" not in row[3])
    ]  # fmt: skip
    assert f"zwischen Rang {min(undecided)} und {max(undecided)}" in answer


def test_the_picture_shows_twice_the_first_and_five_more_with_the_cut_between(cast: Cast, demo: Region) -> None:
    rows = table(opened(cast.public), "Rang, Spielraum")[1:]
    assert [row[0] for row in rows if len(row) == 4] == [str(rank) for rank in range(1, 24)]
    assert [place for place, row in enumerate(rows) if len(row) == 1] == [9]
    assert "Vorgeschlagener Schnitt nach Rang 9." in rows[9][0]
    assert all(re.search(r"von 100 Durchläufen · (Rang|zwischen)", row[3]) for row in rows if len(row) == 4)


def test_the_question_of_the_committee_is_answered_directly(cast: Cast, demo: Region) -> None:
    words = opened(cast.public).words()
    assert "Ist Rang 9 wirklich höher belastet als Rang 10?" in words
    assert re.search(r"Rang 10\? (Ja|Wahrscheinlich|Eher|Das geben)", words)


def test_the_numbers_are_those_of_the_file(cast: Cast, demo: Region) -> None:
    rows = table(opened(cast.public, f"{WHERE}?alle=1"), "Rang, Median")[1:]
    content = cast.public.get(f"{WHERE}sicherheit.csv").content.decode()
    file = {row["rank"]: row for row in csv.DictReader(io.StringIO(content)) if row["rank"]}
    assert len(rows) == len(file) == 80
    for row in rows:
        stored = file[row[0]]
        assert row[2] == stored["rank_p50"]
        assert row[3] == f"{stored['rank_p05']} bis {stored['rank_p95']}" or row[3] == stored["rank_p05"]
        for shown, p in zip(row[4:], [stored["p_top"], *reversed([stored[key] for key in stored if "class" in key])],
                            strict=True):  # fmt: skip
            times = 100 * float(p)
            assert times > 99.5 if shown == "über 99" else times < 0.5 if shown == "unter 1" else (
                abs(times - int(shown)) <= 0.5 + 1e-9 or int(shown) == 99
            )  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "column", "falling"), [("name", 1, False), ("median", 2, False), ("erste", 4, True), ("k4", 5, True)]
)
def test_the_numbers_can_be_sorted(cast: Cast, demo: Region, sort: str, column: int, falling: bool) -> None:
    rows = table(opened(cast.public, f"{WHERE}?alle=1&sortierung={sort}"), "Rang, Median")[1:]
    cells = [row[column].replace("über 99", "100").replace("unter 1", "0") for row in rows]
    numbers = cells if sort == "name" else [int(cell) for cell in cells]
    assert list(numbers) == sorted(numbers, reverse=falling)


@pytest.mark.parametrize("sort", ["k99", "k", "unsinn", "k-1"])
def test_an_order_that_does_not_exist_is_that_of_the_ranks(cast: Cast, demo: Region, sort: str) -> None:
    rows = table(opened(cast.public, f"{WHERE}?sortierung={sort}"), "Rang, Median")[1:]
    assert [row[0] for row in rows] == [str(rank) for rank in range(1, 24)]


def test_the_numbers_come_as_a_part_where_only_they_are_asked_for(cast: Cast, demo: Region) -> None:
    part = cast.public.get(f"{WHERE}?alle=1", headers={"HX-Request": "true", "HX-Target": "zahlen"})
    assert b"<!doctype" not in part.content
    assert len(table(Page(part.content.decode()), "Rang, Median")) == 81
    assert "HX-Request" in part.headers["Vary"]


def test_areas_near_the_cut_are_those_that_the_runs_often_move(cast: Cast, demo: Region, read: Reading) -> None:
    rows = table(opened(cast.public), "Gebiete knapp am Schnitt")[1:]
    runs = read.robustness
    assert runs is not None
    moved = np.where(read.result.rank <= 9, 1 - runs.p_top, runs.p_top)
    wanted = [name for name, p, rank in zip(read.result.area_names, moved, read.result.rank, strict=True)
              if rank and p >= 0.1]  # fmt: skip
    assert rows
    assert sorted(row[0].split(" Rang ")[0] for row in rows) == sorted(wanted)


def test_other_ways_are_named_with_who_comes_and_who_goes(cast: Cast, demo: Region) -> None:
    rows = table(opened(cast.public), "Andere Rechenwege")[1:]
    assert len(rows) == 7
    for row in rows:
        assert (row[1] == "9 von 9") == (row[2] == row[3] == "keines")


def test_what_was_not_checked_says_so_and_only_planners_can_start_it(cast: Cast, demo: Region) -> None:
    for browser, allowed in ((cast.public, False), (cast.leserin, False), (cast.planerin, True)):
        page = opened(browser, UNCHECKED)
        assert "Das ist noch nicht geprüft." in page.words()
        assert "schwanken dürfen darin laut Definition Fallzahlen, Gewichte und Rechenweg." in page.words()
        assert any(button.words() == BUTTON for button in page.all("button")) is allowed
        assert ("wer hier die Rolle Sozialplanung hat" in page.words()) is not allowed
        assert "Wer gehört dazu" not in page.words()


def test_whoever_starts_the_check_comes_back_to_the_page_with_the_answer(cast: Cast, demo: Region) -> None:
    before = IndexRun.objects.of(demo).count()
    form = {"definition": "rbk_gesamtindex", "stand": "2021", "zurueck": "wie-sicher"}
    answer = cast.planerin.post("/demo/index/pruefen/", form, follow=True)
    assert answer.redirect_chain == [(UNCHECKED, 302)]
    assert IndexRun.objects.of(demo).count() == before + 1
    words = Page(answer.content.decode()).words()
    assert "Wer gehört dazu, und wie sicher?" in words
    assert BUTTON not in words


def test_a_definition_that_does_not_say_what_may_vary_gets_no_statement(cast: Cast) -> None:
    town = found_town()
    deliver(town, rates())
    visitor = Client()
    from passgenau.actions.acting import INSTALLATION
    from passgenau.actions.create_user import create_user
    from tests.django_cast import PASSWORD

    create_user(INSTALLATION, "neue", password=PASSWORD, region=town.region, role="planner")
    visitor.force_login(account("neue"))
    words = opened(visitor, "/klein/index/wie-sicher/").words()
    assert "Für diesen Index lässt sich das nicht sagen." in words
    assert "legt nicht fest, was in einer Prüfung schwanken darf" in words
    assert BUTTON not in words
    assert visitor.get("/klein/index/wie-sicher/sicherheit.csv").status_code == 404


def test_index_and_start_page_lead_here_with_the_same_definition_and_period(cast: Cast, demo: Region) -> None:
    wanted = f"{WHERE}?definition=rbk_gesamtindex&stand=2025"
    assert opened(cast.public, "/demo/index/").links().count(wanted) == 2
    assert wanted in opened(cast.public, "/demo/").links()
    assert "/methoden/robustheit/" in opened(cast.public).links()


def shares_of(read: Reading) -> SourceShares:
    """Return invented parts: the first area never moves, all others by 60, 10 and 20 percent."""
    count = len(read.result.area_ids)
    first = np.tile([0.6, 0.1, 0.2], (count, 1))
    first[read.result.rank == 1] = np.nan
    together = np.array([0.52, 0.09, 0.31])
    return SourceShares(
        read.result.area_ids,
        ("counts", "weights", "choices"),
        first,
        first + 0.05,
        together,
        together + 0.05,
        3000,
        0,
        1,
    )


def rendered(where: Standing, page: CertaintyPage) -> Page:
    """Return the page as it is shown."""
    request = RequestFactory().get(WHERE)
    request.user = account("planerin")
    context = {"frame": frame_for(where, "index"), "page": page}
    return Page(render_to_string("index/certainty.html", context, request=request))


def test_where_the_doubt_comes_from_stands_in_answer_bars_and_table(where: Standing, read: Reading) -> None:
    value = built(where, read, shares_of(read))
    assert value.answer.rest.endswith("Am meisten Zweifel kommt aus dem Zufall in den Fallzahlen.")
    page = rendered(where, value)
    assert "Das sind 52 %; dazu kommen 31 % aus dem Rechenweg" in page.words()
    rows = table(page, "Anteil jeder Quelle")
    assert rows[0][1:] == ["Zufall", "Rechenweg", "Gewichte", "Zusammenspiel"]
    assert len(rows) == 1 + 9
    assert rows[1][1:] == ["–"] * 4
    assert rows[2][1:] == ["60 %", "20 %", "10 %", "10 %"]
    assert "vor allem Zufall" in rows[2][0]


def test_without_shares_the_page_says_that_they_were_not_computed(where: Standing, read: Reading) -> None:
    assert "Nicht geprüft: Wie viel der Zufall" in rendered(where, built(where, read)).words()


def test_too_few_runs_make_no_statement(where: Standing, read: Reading) -> None:
    runs = read.robustness
    assert runs is not None
    page = rendered(where, built(where, replace(read, robustness=replace(runs, failed=runs.replications - 999))))
    assert "Nur 999 von 3.000 Durchläufen ließen sich rechnen. Für eine Aussage braucht es 1.000." in page.words()
    assert "Wer gehört dazu" not in page.words()


def test_an_index_without_classes_has_edges_at_the_cut_only(where: Standing, read: Reading) -> None:
    definition = replace(read.definition, classes=None)
    runs = run_robustness(read.table, definition, replications=1000, seed=1, top=9, noise={})
    value = built(where, replace(read, definition=definition, robustness=runs,
                                 result=replace(read.result, definition=definition)))  # fmt: skip
    assert value.tested is not None
    assert value.tested.edges.classes == ()
    assert [head.label for head in value.tested.numbers.frequency_heads] == ["erste 9"]
    assert "Klassengrenze" not in rendered(where, value).words()
