"""What the command line says: findings on stderr, one German line each; results on stdout."""

from __future__ import annotations

import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from passgenau.common.findings import Finding

MOST_OF_A_KIND = 200


def say_findings(findings: Iterable[Finding]) -> None:
    """Print every finding on stderr, errors first; far too many of one kind end in a line that counts the rest."""
    kinds: dict[tuple[str, str], int] = {}
    ordered = sorted(findings, key=lambda finding: finding.level != "error")
    for finding in ordered:
        kind = (finding.code, finding.place.file)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= MOST_OF_A_KIND:
            complain(finding.sentence())
    for (code, file), number in kinds.items():
        if number > MOST_OF_A_KIND:
            first = next(one for one in ordered if (one.code, one.place.file) == (code, file))
            complain(f"… und {number - MOST_OF_A_KIND} weitere wie: {first.sentence()}")


def complain(text: str) -> None:
    """Print one line on stderr."""
    click.echo(one_line(text), err=True)


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters, with which a delivery could write over the screen."""
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)


@contextmanager
def working(label: str, *, beat: float = 0.5) -> Iterator[None]:
    """Show on a terminal that something long is under way, and for how many seconds already."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_show, args=(label, done, beat), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        click.echo("\r\x1b[K", nl=False, err=True)


def _show(label: str, done: threading.Event, beat: float) -> None:
    width, turns = 24, 0
    while not done.wait(beat):
        turns += 1
        place = turns % (2 * width)
        place = place if place < width else 2 * width - place
        bar = "·" * place + "■" + "·" * (width - place)
        click.echo(f"\r{label} [{bar}] {int(turns * beat)} s", nl=False, err=True)
