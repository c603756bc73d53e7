"""The handbook says what the software has: stations, settings, import profiles, words, columns, cookies."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from passgenau.common.numbers_de import count
from passgenau.data.areas import Area, AreaRegister
from passgenau.files.definitions import indicator_catalogue, load_index_definition, shipped_index_definitions
from passgenau.files.figures import read_figures
from passgenau.files.geometry import read_areas
from passgenau.files.import_profiles import available_profiles, load_profile, propose_profile
from passgenau.files.results import INDEX_COLUMNS
from passgenau.files.tables import read_table
from passgenau.flow import FLOW, Station
from passgenau.profile.certainty import NOT_TESTED, Certainty, certainty
from tests.repository.tree import PACKAGE, ROOT, files

HANDBOOK = ROOT / "docs" / "handbuch"
PAGES = sorted(HANDBOOK.glob("*.md"))
STATUTORY = ("barrierefreiheit", "datenschutz", "impressum", "leichte-sprache")
OURS = frozenset({"localhost", "127.0.0.1", "[::1]"})
SETTING = re.compile(r"""(?:\benv\.[a-z_]+\(\s*"|\btext\(\s*"|"PASSGENAU_)([A-Z][A-Z_]+)\"""")
ADDRESS = re.compile(r"https?://(\[[^\]]*\]|[^/:\s)`\"]+)")
INSIDE = re.compile(r"\]\((/[^)]*)\)")
SHELVES = {"hilfe": HANDBOOK, "methoden": ROOT / "docs" / "methoden"}
THRESHOLDS = (99, 90, 66, 33, 10, 0)


def _key(page: Path) -> str:
    return page.stem.replace("_", "-")


def _page(key: str) -> str:
    return (HANDBOOK / f"{key}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("station", FLOW, ids=lambda station: station.slug)
def test_every_station_has_a_page_that_quotes_its_question(station: Station) -> None:
    page = _page(station.slug)
    assert page.startswith(f"# {station.name}\n")
    assert station.question in page


@pytest.mark.parametrize("station", FLOW, ids=lambda station: station.slug)
def test_a_page_says_that_its_station_is_not_built_exactly_when_it_is_not(station: Station) -> None:
    assert ("in dieser Fassung noch nicht gebaut" in _page(station.slug)) != station.built


@pytest.mark.parametrize("key", STATUTORY)
def test_every_page_in_the_footer_exists(key: str) -> None:
    assert f"'{key}'" in (PACKAGE / "web" / "templates" / "base.html").read_text(encoding="utf-8")
    assert _page(key).startswith("# ")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_has_one_title_and_no_html(path: Path) -> None:
    lines = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S).splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines[1:] if line.startswith("# ")] == []
    assert [line for line in lines if re.search(r"</?[a-z][^>]*>", line)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_page_names_an_address_of_another_machine(path: Path) -> None:
    assert set(ADDRESS.findall(path.read_text(encoding="utf-8"))) <= OURS


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_inside_the_application_lead_to_a_page(path: Path) -> None:
    found = INSIDE.findall(path.read_text(encoding="utf-8"))
    known = {f"/{shelf}/{_key(page)}/" for shelf, folder in SHELVES.items() for page in folder.glob("*.md")}
    assert set(found) <= known | {f"/{shelf}/" for shelf in SHELVES}


def test_every_setting_of_the_configuration_is_documented() -> None:
    read = "\n".join(path.read_text(encoding="utf-8") for path in files(".py", below=PACKAGE / "config"))
    names = set(SETTING.findall(read))
    assert {"DATA", "DATABASE", "HOSTS", "HTTPS", "SECRET_KEY"} <= names
    assert [name for name in sorted(names) if f"| `PASSGENAU_{name}` |" not in _page("betrieb")] == []


def test_no_setting_is_documented_that_nothing_reads() -> None:
    read = set(SETTING.findall("\n".join(path.read_text(encoding="utf-8") for path in files(".py", below=PACKAGE))))
    assert set(re.findall(r"^\| `PASSGENAU_([A-Z_]+)`", _page("betrieb"), re.M)) <= read


def test_every_import_profile_is_named_and_no_other() -> None:
    table = _page("daten").partition("| Importprofil |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.M)) == available_profiles()


@pytest.mark.parametrize("name", ["plain_long", "plain_wide"])
def test_every_column_name_of_the_plain_profiles_is_documented(name: str) -> None:
    page = _page("daten")
    names = [text for texts in load_profile(name).columns.values() for text in texts]
    assert [text for text in names if f"`{text}`" not in page] == []


def _csv_row(line: str) -> str:
    return ";".join(cell.strip() for cell in line.strip("|").split("|"))


def test_every_example_file_is_read_without_a_finding() -> None:
    names = (("0999900401", "Innenstadt"), ("0999900402", "Weberviertel"), ("0999900403", "Neumarkt"))
    register = AreaRegister("wohnplaetze", tuple(Area(key, name, "Wohnplatz", "", None, None) for key, name in names))
    examples = re.findall(r"^(\| gebiet \|.*?)\n\n", _page("daten"), re.M | re.S)
    profiles = []
    for table in examples:
        text = "\n".join(_csv_row(line) for line in table.splitlines() if not line.startswith("|--"))
        profile = propose_profile(read_table(text.encode(), "beispiel.csv").header)
        assert profile is not None
        read = read_figures(text.encode(), "beispiel.csv", profile, register=register, catalogue=indicator_catalogue())
        assert [finding.sentence() for finding in read.findings] == []
        assert read.counts["suppressed"] == read.counts["zeros"] == 1
        profiles.append(profile.id)
    assert profiles == ["plain_long", "plain_wide"]


def test_every_indicator_of_the_overall_index_is_listed_with_its_name() -> None:
    catalogue, page = indicator_catalogue(), _page("daten")
    members = [entry.id for entry in load_index_definition("rbk_gesamtindex").indicators]
    rows = [f"| `{name}` | {catalogue[name].short_name} |" for name in members]
    assert [row for row in rows if row not in page] == []


@pytest.mark.shared
def test_the_numbers_of_the_worked_example_are_those_of_the_files(shared_folder: Path) -> None:
    folder = shared_folder / "data" / "muenster"
    areas = read_areas(folder / "stadtteil.zip", level="Stadtteil")
    content = (folder / "05515000_csv_indikatoren_sozial.csv").read_bytes()
    profile = propose_profile(read_table(content, "indikatoren.csv").header)
    assert profile is not None
    assert (areas.findings, profile.id) == ((), "muenster")
    read = read_figures(content, "indikatoren.csv", profile, register=areas.register, catalogue=indicator_catalogue())
    told = " ".join(_page("daten").partition("## Ein Durchgang: Münster")[2].split())
    left = [finding.text.partition(" ")[0] for finding in read.findings]
    named = {name: count(number) for name, number in read.counts.items()}
    assert f"{len(areas.register.areas)} Gebiete, Schlüssel aus Spalte" in told
    assert f"{named['rows']} Zeilen in Windows-1252" in told
    assert f"{left[0]} Zeilen gelten den Stadtbezirken, {left[1]} der Gesamtstadt" in told
    assert f"{read.long['indicator_id'].nunique()} Indikatoren, 2014 bis 2022: {named['values']} Werte" in told
    assert f"darunter {named['zeros']} echte Nullen; {named['missing']} Werte fehlen" in told


def _certain(percent: int) -> Certainty:
    """Return the certainty just above a threshold, with so many replications that chance does not matter."""
    return certainty(percent / 100 + 0.001, replications=10**9, top=9)


@pytest.mark.parametrize("percent", THRESHOLDS)
def test_every_certainty_word_stands_in_its_row_with_threshold_and_sentence(percent: int) -> None:
    sure = _certain(percent)
    start = f"ab {percent} von 100" if percent else "darunter"
    assert f"| {start} | {sure.word} | {sure.dots} | {sure.sentence} |" in _page("index")


def test_the_certainty_words_change_exactly_at_the_documented_thresholds() -> None:
    for higher, lower in pairwise(THRESHOLDS):
        below = certainty(higher / 100 - 0.001, replications=10**9, top=9)
        assert below.word == _certain(lower).word != _certain(higher).word
    assert f"„{NOT_TESTED}“" in _page("index")


def test_every_shipped_definition_and_the_classes_of_the_overall_index_are_explained() -> None:
    page, classes = _page("index"), load_index_definition("rbk_gesamtindex").classes
    named = {name: load_index_definition(name).name for name in shipped_index_definitions()}
    assert [
        name for name, title in named.items() if not re.search(rf"^\| {re.escape(title)} \|.*`{name}` \|$", page, re.M)
    ] == []
    assert classes is not None
    assert [label for label in classes.labels if f"\n| {label} |" not in page] == []


def test_every_column_of_the_index_file_is_explained() -> None:
    table = _page("index").partition("## Als Tabelle (CSV)")[2]
    assert [name for name in INDEX_COLUMNS if f"`{name}`" not in table] == []


def test_the_privacy_page_names_the_cookies_that_are_set_and_no_other() -> None:
    from django.conf import settings

    by_cookie = "session" not in settings.MESSAGE_STORAGE.rpartition(".")[0]
    expected = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, *(["messages"] if by_cookie else [])}
    table = _page("datenschutz").partition("## Cookies")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == expected


@pytest.mark.parametrize("key", ["barrierefreiheit", "datenschutz", "impressum"])
def test_what_only_the_operator_can_say_is_left_to_the_operator(key: str) -> None:
    assert "*vom Betreiber einzutragen*" in _page(key)
