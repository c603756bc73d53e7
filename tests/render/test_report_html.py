"""A report as a file: nothing from elsewhere, no script, tables a screen reader understands, everything escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from passgenau.indicators.disclosure.report import Report, Section, Table
from passgenau.render.report_html import report_html

TABLE = Table("Anteile", ("Ebene", "Anteil"), (("Kreis", "100 %"), ("Ort", "50 %")), frozenset({1}))
REPORT = Report(
    "Ein Bericht",
    "Die Antwort.",
    (Section("Erstens", ("Ein Absatz.",), ("Ein Punkt.",), (TABLE,)), Section("Zweitens")),
)
VOID = {"meta"}


class Nesting(HTMLParser):
    """Notes every tag and whether each is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(report: Report = REPORT) -> Nesting:
    reader = Nesting()
    reader.feed(report_html(report).decode("utf-8"))
    assert reader.open == []
    return reader


def test_the_file_is_german_and_stands_alone() -> None:
    tags = parsed().tags
    assert ("html", {"lang": "de"}) in tags
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
    text = report_html(REPORT).decode("utf-8")
    assert not re.search(r"https?:|//[a-z]|url\(|@import|javascript|\son[a-z]+=|\sstyle=", text)


def test_every_table_has_a_caption_and_scopes() -> None:
    tags = parsed().tags
    assert [attrs["scope"] for tag, attrs in tags if tag == "th"] == ["col", "col", "row", "row"]
    assert [tag for tag, _ in tags].count("caption") == [tag for tag, _ in tags].count("table") == 1


def test_every_id_is_there_once_and_every_reference_leads_somewhere() -> None:
    tags = parsed().tags
    ids = [str(attrs["id"]) for _, attrs in tags if "id" in attrs]
    named = {str(attrs["aria-labelledby"]) for _, attrs in tags if "aria-labelledby" in attrs}
    linked = {str(attrs["href"]).removeprefix("#") for _, attrs in tags if "href" in attrs}
    assert len(ids) == len(set(ids))
    assert named | linked <= set(ids)
    assert linked == {"abschnitt-1", "abschnitt-2"}


def test_names_from_a_file_cannot_become_markup() -> None:
    bad = "<script>alert(1)</script> & \x00„x“"
    table = Table(bad, (bad, bad), ((bad, bad),))
    text = report_html(Report(bad, bad, (Section(bad, (bad,), (bad,), (table,)),))).decode("utf-8")
    assert "<script" not in text
    assert "\x00" not in text
    assert text.count("&lt;script&gt;") == 12


def test_a_digest_may_break_anywhere() -> None:
    table = Table("Dateien", ("Datei", "SHA-256"), (("values.csv", "ab" * 32),))
    assert (
        f'<td class="long">{"ab" * 32}</td>' in report_html(Report("B", "A", (Section("S", tables=(table,)),))).decode()
    )
