"""Definitions are found by name or by path; what cannot be read is refused with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import (
    indicator_catalogue,
    load_index_definition,
    load_indicator,
    shipped_index_definitions,
    shipped_indicators,
)

OWN = """\
id = "eigener"
name = "Eigener Index"
[reference]
mean = "areas"
spread_ddof = 0
[standardise]
method = "zscore"
[combine]
direction = "signed"
aggregate = "sum"
[[indicators]]
id = "unemployment_share"
direction = 1
weight = 1
"""


@pytest.mark.parametrize("name", shipped_index_definitions())
def test_every_shipped_index_is_called_like_its_file_and_says_where_it_comes_from(name: str) -> None:
    definition = load_index_definition(name)
    assert definition.id == name
    assert definition.source
    assert definition.reviewed_by
    assert definition.note


@pytest.mark.parametrize("name", shipped_indicators())
def test_every_shipped_indicator_is_called_like_its_file(name: str) -> None:
    assert load_indicator(name).id == name


def test_every_indicator_of_the_rbk_index_is_in_the_catalogue_in_the_same_domain() -> None:
    definition, catalogue = load_index_definition("rbk_gesamtindex"), indicator_catalogue()
    assert len(definition.indicators) == 30
    assert {one.id: one.domain for one in definition.indicators} == {
        one.id: catalogue[one.id].domain for one in definition.indicators
    }


def test_the_rbk_index_proposes_nine_areas_and_says_why() -> None:
    definition = load_index_definition("rbk_gesamtindex")
    assert definition.proposed_cut == 9
    assert "wählt nichts aus" in definition.proposed_cut_source


def test_it_reads_an_own_definition_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "eigener.toml"
    path.write_text(OWN, encoding="utf-8")
    assert load_index_definition(path) == load_index_definition(str(path))
    assert load_index_definition(path).name == "Eigener Index"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "eigener.toml"
    path.write_text(OWN, encoding="utf-8-sig")
    assert load_index_definition(path).id == "eigener"


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(PassgenauError) as refused:
        load_index_definition("rbk_gesamtindx")
    assert all(name in str(refused.value) for name in shipped_index_definitions())
    assert "„rbk_gesamtindx“" in str(refused.value)
    with pytest.raises(PassgenauError, match="unemployment_share"):
        load_indicator("arbeitslose")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PassgenauError, match=r"fehlt\.toml gibt es nicht"):
        load_index_definition(tmp_path / "fehlt.toml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id = \n", "Zeile 1, Spalte"),
        (b'id = "a"\nid = "b"\n', "Zeile 2"),
        ('id = "x"\nname = "Übersicht"\n'.encode("latin-1"), "Zeile 2"),
        (b'id = "x\x00"', "TOML"),
        (b"a = " + b"[" * 5000, "definition"),
    ],
    ids=["no_value", "key_twice", "latin_1", "null_byte", "deep"],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "definition.toml"
    path.write_bytes(content)
    with pytest.raises(PassgenauError, match=words):
        load_index_definition(path)


def test_a_folder_is_no_definition(tmp_path: Path) -> None:
    folder = tmp_path / "ordner.toml"
    folder.mkdir()
    with pytest.raises(PassgenauError, match="lässt sich nicht lesen"):
        load_index_definition(folder)


def test_a_file_too_large_to_be_a_definition_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "riese.toml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(PassgenauError, match="höchstens 1 MB"):
        load_index_definition(path)


def test_the_findings_of_a_definition_name_its_file(tmp_path: Path) -> None:
    path = tmp_path / "eigener.toml"
    path.write_text(OWN.replace('mean = "areas"', ""), encoding="utf-8")
    with pytest.raises(PassgenauError, match=r"\(eigener\.toml\): Der Eintrag „reference\.mean“ fehlt"):
        load_index_definition(path)
