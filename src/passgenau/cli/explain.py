"""``passgenau explain``: why one area stands where it stands, in sentences and tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from passgenau.cli.choosing import Chosen
    from passgenau.index.explanation import AreaExplanation, Reading
    from passgenau.profile.indicator_labels import Labels

NOW = "jetzt"


@click.command(
    help="Erklären, warum ein Gebiet steht, wo es steht: was jeder Indikator beiträgt; auf Wunsch auch, warum es vor "
    "oder hinter einem anderen liegt (--with), was sich seit einem früheren Zeitraum bewegt hat (--since) und was "
    "anders sein müsste, damit es die ersten Plätze verlässt oder erreicht (--top). Das ist Rechnung, keine Ursache."
)
@click.argument("package", metavar="PAKET", type=click.Path(path_type=Path))
@click.option(
    "--definition", metavar="NAME|DATEI", required=True, help="Mitgelieferte Indexdefinition oder TOML-Datei."
)
@click.option("--area", metavar="SCHLÜSSEL", required=True, help="Schlüssel des Gebiets.")
@click.option("--with", "other", metavar="SCHLÜSSEL", default="", help="Ein anderes Gebiet, mit dem verglichen wird.")
@click.option(
    "--period", metavar="ZEITRAUM", default="", help="Zeitraum, etwa 2021; nötig, wenn mehrere geliefert sind."
)
@click.option("--since", metavar="ZEITRAUM", default="", help="Früherer Zeitraum, seit dem die Änderung erklärt wird.")
@click.option("--top", metavar="K", type=int, default=None, help="Nach wie vielen ersten Plätzen der Schnitt liegt.")
@click.option(
    "--out", metavar="ORDNER", default=None, type=click.Path(path_type=Path),
    help="Ordner für explanation.csv und run.json; ohne Angabe wird nichts geschrieben.",
)  # fmt: skip
def explain(
    package: Path, definition: str, area: str, other: str, period: str, since: str, top: int | None, out: Path | None
) -> int:
    """Explain one area, print it, and write it where asked to."""
    from passgenau.cli.choosing import choose, periods_for
    from passgenau.cli.speaking import say_findings, working
    from passgenau.files.definitions import indicator_catalogue
    from passgenau.files.explanations import write_explanation
    from passgenau.index.explanation import Reading, explain_area
    from passgenau.profile.indicator_labels import Labels

    with working("Index erklären"):
        chosen = choose(package, definition, period)
        until = period or _only_period(chosen)
        earlier_periods = periods_for(chosen.package.long, chosen.definition, since) if since else None
        _in_order(since, until)
        reading = Reading.of(chosen.table, chosen.definition, earlier=chosen.earlier)
        _known(reading, [area, *([other] if other else [])])
        earlier = _earlier(chosen, earlier_periods, since) if earlier_periods else None
        explained = explain_area(reading, area, other_id=other, earlier=earlier, top=top)
        if out is not None:
            write_explanation(out, explained, reading.result, inputs=chosen.inputs, since=earlier_periods)
    say_findings((*chosen.package.findings, *reading.result.findings))
    labels = Labels({**indicator_catalogue(), **chosen.package.indicators})
    click.echo("\n\n".join(_told(explained, reading, labels, since=since, until=until)))
    if out is not None:
        click.echo(f"\nGeschrieben nach {out}: explanation.csv, run.json.")
    return 0


def _earlier(chosen: Chosen, periods: dict[str, str], since: str) -> Reading:
    """Return the index of the earlier period; what it is refused for names that period."""
    from dataclasses import replace

    from passgenau.common.errors import PassgenauError
    from passgenau.index.explanation import Reading
    from passgenau.indicators.build import build_table

    table = build_table(chosen.package.long, chosen.package.register, periods=periods)
    try:
        return Reading.of(table, chosen.definition, earlier=chosen.earlier)
    except PassgenauError as refused:
        found = [replace(one, place=replace(one.place, period=since)) for one in refused.findings]
        raise PassgenauError(found) from refused


def _known(reading: Reading, keys: list[str]) -> None:
    """Refuse keys of areas that do not exist, with those that look like them."""
    from difflib import get_close_matches

    from passgenau.common.errors import refusal
    from passgenau.common.findings import enumerate_de

    areas = dict(zip(reading.result.area_ids, reading.result.area_names, strict=True))
    for key in keys:
        if key in areas:
            continue
        near = [one for one, name in areas.items() if name == key] or get_close_matches(key, areas, 3, 0.5)
        listing = enumerate_de([f"{one} ({areas[one]})" for one in near])
        advice = f"Gemeint ist vielleicht {listing}." if near else "Die Schlüssel stehen in index.csv."
        raise refusal("area.unknown", f"„{key}“ ist kein Schlüssel eines Gebiets.", advice=advice)


def _only_period(chosen: Chosen) -> str:
    found = sorted(set(chosen.inputs.periods.values()))
    return found[0] if len(found) == 1 else NOW


def _in_order(since: str, until: str) -> None:
    """Refuse to explain a change since a period that is not earlier."""
    from passgenau.common.errors import refusal
    from passgenau.common.periods import parse_period

    if since and until != NOW and parse_period(since) >= parse_period(until):
        text = f"„--since“ muss ein früherer Zeitraum als {until} sein, ist aber {since}."
        raise refusal("period.order", text)


def _told(explained: AreaExplanation, reading: Reading, labels: Labels, *, since: str, until: str) -> Iterator[str]:
    """Yield each answer with its table below."""
    from passgenau.cli import explanation_tables as tables
    from passgenau.profile import explanation_words as words

    yield _said(words.score_answer(explained.score, labels))
    yield tables.score_table(explained.score, labels)
    if explained.difference is not None:
        yield _said(words.difference_answer(explained.difference, labels))
        yield tables.difference_table(explained.difference, labels)
    if explained.change is not None:
        yield _said(words.change_answer(explained.change, since=since, until=until))
        yield tables.change_table(explained.change, labels, since=since, until=until)
    if explained.cut is not None:
        names = dict(zip(reading.result.area_ids, reading.result.area_names, strict=True))
        yield _said(words.cut_answer(explained.cut, labels, names))
        yield tables.cut_table(explained.cut, labels)


def _said(answer: tuple[str, str]) -> str:
    """Return an answer in lines that fit a terminal, without control characters a delivery could bring."""
    from textwrap import fill

    from passgenau.cli.speaking import one_line

    return fill(one_line(" ".join(part for part in answer if part)), 100, break_on_hyphens=False)
