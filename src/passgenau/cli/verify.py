"""``passgenau verify``: does the certificate of a protected package hold? Offline, without any solver."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    help="Prüfen, ob das Zertifikat eines geschützten Datenpakets trägt: ob die Dateien unverändert sind und ob jede "
    "verborgene Zahl so ungewiss bleibt, wie die Regel verlangt. Ohne Netz, ohne die ursprünglichen Zahlen."
)
@click.argument("path", metavar="ORDNER|PAKET", type=click.Path(path_type=Path))
@click.option(
    "--certificate",
    metavar="DATEI",
    type=click.Path(path_type=Path),
    default=None,
    help="Das Zertifikat, wenn es nicht als certificate.json neben dem Datenpaket liegt.",
)
@click.option(
    "--rule",
    metavar="NAME|DATEI",
    default="",
    help="Schutzprofil oder Regel; geprüft wird dann auch, ob das Zertifikat mit genau ihren Schwellen entstanden ist.",
)
def verify(path: Path, certificate: Path | None, rule: str) -> int:
    """Check a certificate; exit 2 where it does not hold."""
    from passgenau.cli.speaking import say_findings, working
    from passgenau.cli.verifying import check_protected

    with working("Zertifikat prüfen"):
        checked = check_protected(path, certificate, rule=rule)
    say_findings(checked.findings)
    click.echo(checked.sentence())
    return 0 if checked.accepted else 2
