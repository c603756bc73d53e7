"""Styles and fonts that a strict content security policy lets through, and that load nothing from elsewhere."""

from __future__ import annotations

import json
import re

import pytest

from assets.stylesheet import AssetError, icons_as_files, refuse_elsewhere, without_source_map
from assets.typeface import LIMIT, characters
from tests.conftest import absent
from tests.repository.tree import PACKAGE, ROOT

BUILT = PACKAGE / "web" / "static" / "built"
PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' height='' width=''%3E%3C/svg%3E"
BUTTON = f'.kern-accordion:after{{mask:url("{PICTURE}")}}.kern-icon--add{{mask:url("{PICTURE}");color:red}}'


def test_an_embedded_icon_becomes_one_file_named_by_its_class() -> None:
    sheet = icons_as_files(BUTTON, "icons")
    assert sheet.css.count('url("icons/add.svg")') == 2
    assert sheet.icons == {"add.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>\n"}


def test_an_icon_without_a_class_of_its_own_is_refused() -> None:
    with pytest.raises(AssetError, match="icon class"):
        icons_as_files(f'.some-box{{mask:url("{PICTURE}")}}', "icons")


@pytest.mark.parametrize(
    "css",
    [
        "@import url(https://elsewhere.example/a.css);",
        '@import "//elsewhere.example/a.css";',
        ".a{background:url( 'http://elsewhere.example/a.png')}",
        ".a{background:url(data:image/png;base64,AAAA)}",
    ],
)
def test_a_stylesheet_that_loads_from_elsewhere_is_refused(css: str) -> None:
    with pytest.raises(AssetError, match="nothing from elsewhere"):
        refuse_elsewhere(css, "a.css")


def test_files_beside_the_stylesheet_are_not_elsewhere() -> None:
    refuse_elsewhere('.a{mask:url("icons/add.svg")} @import "b.css";', "a.css")


def test_source_maps_are_not_asked_for() -> None:
    assert without_source_map("a{}\n/*# sourceMappingURL=a.css.map */\n") == "a{}\n"
    assert without_source_map("f();\n//# sourceMappingURL=a.js.map") == "f();\n"


def test_german_and_its_neighbours_can_be_written() -> None:
    kept = {chr(code) for code in characters()}
    assert set("ÄÖÜäöüßẞ„“‚‘–—…·×−≥≤→ ćłńśźżğışşčřžéèêåøæ") <= kept


def test_the_lock_file_names_versions_and_hashes_but_no_host() -> None:
    lock = json.loads((ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "://" not in json.dumps(lock)


@pytest.fixture(name="built_css")
def _built_css() -> str:
    if not (BUILT / "kern.css").is_file():
        absent("the static files are not built; ./run assets builds them")
    return (BUILT / "kern.css").read_text(encoding="utf-8")


def test_every_file_that_the_built_stylesheets_name_is_there(built_css: str) -> None:
    named = re.findall(r'url\("([^"]+)"\)', built_css + (BUILT / "fonts.css").read_text(encoding="utf-8"))
    assert len(set(named)) > 40
    assert [name for name in named if not (BUILT / name).is_file()] == []


def test_the_built_stylesheet_embeds_nothing(built_css: str) -> None:
    refuse_elsewhere(built_css, "kern.css")
    assert "sourceMappingURL" not in built_css


@pytest.mark.usefixtures("built_css")
def test_a_weight_of_the_typeface_is_light_enough_for_a_slow_line() -> None:
    fonts = list((BUILT / "fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert [font.name for font in fonts if font.stat().st_size > LIMIT] == []


@pytest.mark.usefixtures("built_css")
def test_whose_work_is_carried_along_is_said_beside_it() -> None:
    notice = (BUILT / "NOTICE.txt").read_text(encoding="utf-8")
    assert all(name in notice for name in ("KERN UX", "Fira Sans", "htmx"))
    assert "SIL OPEN FONT LICENSE" in (BUILT / "fonts" / "OFL.txt").read_text(encoding="utf-8")
