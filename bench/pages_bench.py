"""How heavy every page is and how long a warm server takes for it, measured over HTTP on the invented county."""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import Request, urlopen

from bench.row import Row

ROUNDS = 15
PAGES = {
    "start page": "/demo/",
    "index page": "/demo/index/",
    "index page, all rows": "/demo/index/?alle=1",
    "how sure the index is": "/demo/index/wie-sicher/",
    "what if": "/demo/index/was-waere-wenn/?methode=rank&f-health=2",
    "comparison": "/demo/index/vergleich/",
    "Steckbrief": "/demo/steckbrief/{area}/",
    "Steckbriefe, list": "/demo/steckbrief/",
    "indicator": "/demo/indikatoren/sgb2_recipient_share/",
    "indicators, list": "/demo/indikatoren/",
    "data": "/demo/daten/",
    "coverage": "/demo/daten/abdeckung/",
    "about this data": "/demo/ueber/",
    "search": "/demo/suche/?q=markt",
    "method sheet": "/methoden/rbk-gesamtindex/",
}
GOAL_SECONDS = 0.1
GOAL_BYTES = 250_000


def rows() -> list[Row]:
    """Measure every page: median of warm requests, and what travels compressed."""
    with _served() as base:
        start = _fetch(base + "/demo/")[0].decode()
        area = re.findall(r"/demo/steckbrief/(\w+)/", start)[0]
        assets = sum(_size(base + path) for path in _assets(base, start))
        return [_page(base, name, path.format(area=area), assets) for name, path in PAGES.items()]


def _page(base: str, name: str, path: str, assets: int) -> Row:
    _fetch(base + path)
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        _fetch(base + path, packed=True)
        times.append(time.perf_counter() - begin)
    weight = _size(base + path)
    note = f"{weight / 1000:.0f} kB, with styles, script and fonts {(weight + assets) / 1000:.0f} kB"
    if weight + assets > GOAL_BYTES:
        note += f" (goal {GOAL_BYTES / 1000:.0f} kB MISSED)"
    return Row(what=name, size=path, seconds=statistics.median(times), goal=GOAL_SECONDS, note=note)


def _assets(base: str, html: str) -> list[str]:
    """Return everything a first visit loads besides the page: styles, scripts, the fonts they name."""
    linked = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html)
    fonts = [
        f"/static/built/{found}"
        for path in linked
        if "fonts" in path
        for found in re.findall(r'url\("?([^")]+\.woff2)', _fetch(base + path)[0].decode())
    ]
    return [*linked, *fonts]


def _size(address: str) -> int:
    return len(_fetch(address, packed=True)[0])


def _fetch(address: str, *, packed: bool = False) -> tuple[bytes, int]:
    headers = {"Accept-Encoding": "br, gzip"} if packed else {}
    with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - our own server on loopback
        return answer.read(), answer.status


@contextmanager
def _served() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "passgenau", "demo", "--port", str(port)]
        env = {**os.environ, "PASSGENAU_DATA": folder}
        with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                base = f"http://127.0.0.1:{port}"
                _wait(base, server)
                yield base
            finally:
                server.terminate()


def _wait(base: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError("the server stopped before it answered")
        try:
            _fetch(base + "/gesund/")
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not answer within two minutes")
