"""``passgenau package``: the tables of a source as one data package."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    help="Aus den Tabellen einer Quelle ein Datenpaket machen: Zähler und Nenner aus verschiedenen Tabellen kommen "
    "zusammen, alle Befunde werden genannt. Mit einem Fehler wird nichts geschrieben."
)
@click.argument("tables", metavar="TABELLEN", type=click.Path(path_type=Path))
@click.option("--profile", "name", default="", help="Tabellensatz; ohne Angabe wird er an den Dateinamen erkannt.")
@click.option("--out", metavar="ORDNER", required=True, type=click.Path(path_type=Path), help="Ordner oder ZIP-Datei.")
def package(tables: Path, name: str, out: Path) -> None:
    """Write the package, or nothing with all findings."""
    from passgenau.cli.speaking import say_findings, working
    from passgenau.common.errors import refusal
    from passgenau.common.numbers_de import count
    from passgenau.files.definitions import indicator_catalogue
    from passgenau.files.delivery_set import available_sets
    from passgenau.files.set_package import read_set_package, set_in

    if not tables.exists():
        raise refusal("package.no_file", f"„{tables.name}“ gibt es nicht.")
    found = set_in(tables) if not name else None
    if not name and found is None:
        known = ", ".join(available_sets())
        text = f"„{tables.name}“ enthält keine Tabelle eines bekannten Satzes; vorhanden: {known}."
        raise refusal("package.set_unknown", text)
    with working("Tabellen lesen"):
        read = read_set_package(tables, name or (found.id if found else ""), catalogue=indicator_catalogue()).sound()
    say_findings(read.findings)
    read.write(out)
    click.echo(
        f"{read.name}: {count(len(read.register.areas))} Gebiete, {count(len(read.indicators))} Indikatoren, "
        f"{count(len(read.long))} Werte in „{out}“."
    )
