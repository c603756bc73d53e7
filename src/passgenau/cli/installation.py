"""Commands that need the installation: demo, serve, import, user. Django starts only here."""

from __future__ import annotations

import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from passgenau.common.errors import refusal

if TYPE_CHECKING:
    from passgenau.store.models import Region

DEMO_USER = "planung"


def start_django() -> None:
    """Set Django up for this process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passgenau.config.settings")
    django.setup()


def prepare() -> None:
    """Bring the data folder, the tables and the static files to the state of this version."""
    from passgenau.config.env import data_folder

    data_folder().mkdir(parents=True, exist_ok=True)
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    _collect_static()


def _collect_static() -> None:
    from django.conf import settings
    from django.core.management import call_command

    built = Path(settings.PACKAGE, "web", "static")
    files = sorted(path for path in built.rglob("*") if path.is_file())
    state = "\n".join(f"{path.relative_to(built)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    stamp = Path(settings.STATIC_ROOT, ".stamp")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        return
    if not (built / "built").is_dir():
        raise refusal(
            "assets.missing",
            "Die Gestaltungsdateien fehlen in dieser Installation.",
            advice="Bitte „./run assets“ aufrufen.",
        )
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state, encoding="utf-8")


@click.command(help="Erfundenen Beispielkreis laden und im Browser zeigen.")
@click.option("--port", default=8000, show_default=True, help="Anschluss auf diesem Rechner.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, auf der gelauscht wird.")
@click.option("--fresh", is_flag=True, help="Den Beispielkreis neu anlegen; frühere Eingaben darin gehen verloren.")
def demo(port: int, host: str, fresh: bool) -> None:
    """Load the invented county and serve it."""
    prepare()
    from passgenau.actions.acting import INSTALLATION
    from passgenau.actions.load_demo import load_demo
    from passgenau.actions.remove_region import remove_region
    from passgenau.store.models import Region

    if fresh:
        for region in Region.objects.filter(slug="demo"):
            remove_region(INSTALLATION, region)
    with click.progressbar(length=100, label="Beispielkreis laden", file=sys.stderr) as bar:

        def progress(text: str, done: int, total: int) -> None:
            bar.label = text[:48].ljust(48)
            bar.update(max(0, round(100 * done / max(total, 1)) - bar.pos))

        region = load_demo(now=datetime.now(UTC), progress=progress)
        bar.update(100 - bar.pos)
    password = _demo_login(region)
    click.echo(f"{region.name} (erfundene Beispieldaten): http://{_shown(host)}:{port}/{region.slug}/")
    click.echo(f"Anmelden: Name {DEMO_USER}, Passwort {password}  (Beenden mit Strg-C)")
    _serve(host, port)


def _demo_login(region: Region) -> str:
    from passgenau.actions.acting import INSTALLATION
    from passgenau.actions.create_user import create_user
    from passgenau.config.env import data_folder

    path = data_folder() / "demo-anmeldung"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("-".join(secrets.token_hex(2) for _ in range(4)))
    password = path.read_text(encoding="ascii")
    create_user(INSTALLATION, DEMO_USER, password=password, region=region, role="planner")
    return password


@click.command(help="Anwendung im Browser bereitstellen.")
@click.option("--port", default=8000, show_default=True, help="Anschluss auf diesem Rechner.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, auf der gelauscht wird.")
def serve(port: int, host: str) -> None:
    """Serve what is installed."""
    prepare()
    click.echo(f"passgenau: http://{_shown(host)}:{port}/  (Beenden mit Strg-C)")
    _serve(host, port)


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "::1", "0.0.0.0"} else host  # noqa: S104


def _serve(host: str, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise refusal(
                "serve.port",
                f"Anschluss {port} auf {host} ist nicht frei.",
                advice=f"Bitte einen anderen wählen, etwa --port {port + 1}.",
            ) from problem
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passgenau.config.settings")
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # Ctrl-C reaches the worker from the terminal and once more from its parent; then it does not always end by itself.
    Granian(
        "passgenau.web.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=1, workers_kill_timeout=1, blocking_threads=max(2, os.cpu_count() or 2),
        log_level=LogLevels.error, websockets=False,
    ).serve()  # fmt: skip


@click.command(name="import", help="Datenpaket oder Lieferdatei in eine Region übernehmen (alles oder nichts).")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--region", "slug", required=True, help="Kürzel der Region.")
@click.option("--create", "name", default="", help="Region mit diesem Namen anlegen, wenn es sie noch nicht gibt.")
@click.option(
    "--areas", "areas", type=click.Path(path_type=Path), help="Gebietsdatei (GeoJSON, GPKG, gezipptes Shapefile)."
)
@click.option("--level", default="", help="Ebene der Gebiete in der Gebietsdatei, etwa Stadtteil.")
@click.option("--profile", default="", help="Zuordnung der Lieferdatei; ohne Angabe wird sie am Kopf erkannt.")
@click.option("--system", "key", default="", help="Gebietsgliederung; ohne Angabe die einzige der Region.")
@click.option("--period", default="", help="Zeitraum, wenn die Datei selbst keinen nennt.")
@click.option("--accept", "reason", default="", help="Begründung, mit der alle Hinweise angenommen werden.")
def import_(
    path: Path, slug: str, name: str, areas: Path | None, level: str, profile: str, key: str, period: str, reason: str
) -> None:
    """Take a package or a delivery over."""
    prepare()
    from passgenau.cli.importing import Wish, take_in

    take_in(Wish(path, slug, name, areas, profile, key, period, reason, level), say=click.echo)


@click.command(help="Konto anlegen, das in einer Region arbeiten darf.")
@click.argument("name")
@click.option("--region", "slug", required=True, help="Kürzel der Region.")
@click.option(
    "--role",
    type=click.Choice(["planner", "reader"]),
    default="planner",
    show_default=True,
    help="planner = Sozialplanung, reader = lesend.",
)
@click.option(
    "--create-region", "region_name", default="", help="Region mit diesem Namen anlegen, wenn es sie noch nicht gibt."
)
@click.password_option(
    "--password",
    help="Passwort, mindestens zwölf Zeichen; ohne Angabe wird es erfragt.",
    prompt="Passwort",
    confirmation_prompt="Passwort wiederholen",
)
def user(name: str, slug: str, role: str, region_name: str, password: str) -> None:
    """Create an account."""
    prepare()
    from passgenau.actions.acting import INSTALLATION
    from passgenau.actions.create_user import create_user
    from passgenau.cli.places import region_called

    region = region_called(slug, region_name)
    create_user(INSTALLATION, name, password=password, region=region, role=role)
    click.echo(f"Konto „{name}“ darf jetzt in „{region.name}“ arbeiten.")
