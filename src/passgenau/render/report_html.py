"""A report as one HTML file: no script, nothing from elsewhere, readable by screen readers, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterable

from passgenau.indicators.disclosure.report import Report, Section, Table
from passgenau.render.svg import content

# The file stands alone on somebody's disk, so its style has to be inside it.
STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: #fff; color: #1b1f24;
  font: 1.0625rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; overflow-wrap: break-word; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid #1b1f24; }
p, li { max-width: 44rem; }
.answer { font-size: 1.2rem; line-height: 1.45; }
li { margin-bottom: .4rem; }
nav ol { padding-left: 1.4rem; }
a { color: #0b4f8a; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px; }
.scroll { overflow-x: auto; margin: 1rem 0 1.5rem; }
table { border-collapse: collapse; width: 100%; min-width: 34rem; font-size: .95rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid #b4bac2; }
thead th { border-bottom: 2px solid #1b1f24; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.long { font-family: ui-monospace, monospace; font-size: .8rem; overflow-wrap: anywhere; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .scroll { overflow: visible; }
  table { min-width: 0; font-size: 8.5pt; }
  th, td { padding-right: .5rem; hyphens: auto; overflow-wrap: break-word; }
  h2, caption, thead { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""
LONG_WORD = 40


def report_html(report: Report) -> bytes:
    """Return the report as a whole file in UTF-8."""
    headings = [(f"abschnitt-{place}", section) for place, section in enumerate(report.sections, start=1)]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="de">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{content(report.title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{content(report.title)}</h1>",
        f'<p class="answer">{content(report.answer)}</p>',
        *_contents((key, section.heading) for key, section in headings),
        *(line for key, section in headings for line in _section(key, section)),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _contents(headings: Iterable[tuple[str, str]]) -> list[str]:
    links = [f'<li><a href="#{key}">{content(heading)}</a></li>' for key, heading in headings]
    return ['<nav aria-label="Inhalt">', "<ol>", *links, "</ol>", "</nav>"]


def _section(key: str, section: Section) -> list[str]:
    points = [f"<li>{content(point)}</li>" for point in section.points]
    return [
        f'<section aria-labelledby="{key}">',
        f'<h2 id="{key}">{content(section.heading)}</h2>',
        *(f"<p>{content(text)}</p>" for text in section.paragraphs),
        *(["<ul>", *points, "</ul>"] if points else []),
        *(line for number, table in enumerate(section.tables, start=1) for line in _table(f"{key}-{number}", table)),
        "</section>",
    ]


def _table(key: str, table: Table) -> list[str]:
    """Return a table that scrolls by itself; its frame can be reached by keyboard and has the caption as its name."""
    head = "".join(
        f'<th scope="col"{_class(name, number=place in table.numbers)}>{content(name)}</th>'
        for place, name in enumerate(table.columns)
    )
    return [
        f'<div class="scroll" role="region" aria-labelledby="{key}" tabindex="0">',
        "<table>",
        f'<caption id="{key}">{content(table.caption)}</caption>',
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
        *(_row(row, table.numbers) for row in table.rows),
        "</tbody>",
        "</table>",
        "</div>",
    ]


def _row(row: tuple[str, ...], numbers: frozenset[int]) -> str:
    first = f'<th scope="row"{_class(row[0], number=False)}>{content(row[0])}</th>'
    rest = (
        f"<td{_class(cell, number=place in numbers)}>{content(cell)}</td>"
        for place, cell in enumerate(row[1:], start=1)
    )
    return f"<tr>{first}{''.join(rest)}</tr>"


def _class(cell: str, *, number: bool) -> str:
    """Return the class of a cell; a word nobody can break, such as a digest, may break anywhere."""
    unbreakable = max((len(word) for word in cell.split()), default=0) > LONG_WORD
    return ' class="number"' if number else ' class="long"' if unbreakable else ""
