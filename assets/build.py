"""Build the static files that are not in the repository: ``python assets/build.py`` after ``npm ci`` in this folder.

Reads ``node_modules`` and the installed packages, writes ``src/passgenau/web/static/built/``. Same input, same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from assets.stylesheet import AssetError, icons_as_files, refuse_elsewhere, without_source_map  # noqa: E402
from assets.typeface import LIMIT, subset  # noqa: E402

KERN = HERE / "node_modules" / "@kern-ux" / "native"
TARGET = ROOT / "src" / "passgenau" / "web" / "static" / "built"
WEIGHTS = {400: "Regular", 600: "SemiBold"}

NOTICE = """\
Files in this folder are built by assets/build.py from these works:

kern.css, icons/*.svg
    KERN UX {kern}, (c) the KERN UX contributors, licensed under the EUPL 1.2.
    Changed for passgenau on 2026-11-23: embedded icons became files of their own.

fonts/*.woff2
    Fira Sans, digitized data (c) 2012-2015 The Mozilla Foundation and Telefonica S.A.,
    licensed under the SIL Open Font License 1.1 (fonts/OFL.txt).
    Changed for passgenau on 2026-11-23: cut down to the characters of German pages and renamed.

htmx.js
    htmx, (c) the htmx contributors, Zero-Clause BSD, as shipped with django-htmx.
"""

FACE = """\
@font-face {{
  font-family: "Fira Sans";
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url("fonts/fira-sans-{weight}.woff2") format("woff2");
}}
"""


def kern_files() -> dict[str, bytes]:
    """Return KERN's stylesheet and its icons as files."""
    css = (KERN / "dist" / "kern.min.css").read_text(encoding="utf-8")
    sheet = icons_as_files(without_source_map(css), "icons")
    refuse_elsewhere(sheet.css, "kern.css")
    icons = {f"icons/{name}": text.encode() for name, text in sheet.icons.items()}
    notice = f"/*! KERN UX {kern_version()}, EUPL-1.2, changed for passgenau: see NOTICE.txt */"
    return {"kern.css": _after_charset(sheet.css, notice).encode(), **icons}


def _after_charset(css: str, notice: str) -> str:
    """Put the notice behind ``@charset``, which must stay the first thing in the file."""
    head, mark, rest = css.partition('"UTF-8";')
    return f"{head}{mark}{notice}{rest}" if mark else f"{notice}{css}"


def kern_version() -> str:
    """Return the version of the installed KERN package."""
    return str(json.loads((KERN / "package.json").read_text(encoding="utf-8"))["version"])


def font_files() -> tuple[dict[str, bytes], str]:
    """Return the two weights with their stylesheet, and the wanted signs the typeface does not have."""
    files: dict[str, bytes] = {"fonts/OFL.txt": (HERE / "OFL.txt").read_bytes()}
    missing = ""
    for weight, name in WEIGHTS.items():
        source = KERN / "dist" / "fonts" / "fira-sans" / f"FiraSans-{name}.woff2"
        typeface = subset(source, family=f"Passgenau Sans {weight}")
        if len(typeface.woff2) > LIMIT:
            raise AssetError(f"{name} must be at most {LIMIT} bytes, is {len(typeface.woff2)}")
        files[f"fonts/fira-sans-{weight}.woff2"] = typeface.woff2
        missing = typeface.missing
    files["fonts.css"] = "\n".join(FACE.format(weight=weight) for weight in WEIGHTS).encode()
    return files, missing


def htmx_file() -> bytes:
    """Return htmx 2 as the installed django-htmx ships it."""
    spec = importlib.util.find_spec("django_htmx")
    if spec is None or spec.origin is None:
        raise AssetError("django-htmx must be installed; run ./run demo once")
    path = Path(spec.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"
    return without_source_map(path.read_text(encoding="utf-8")).encode()


def write(files: Mapping[str, bytes], target: Path) -> None:
    """Replace the target folder by the files, all or nothing."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, content in files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def table(files: Mapping[str, bytes]) -> str:
    """Return a table of sizes, raw and compressed, icons and licence texts in one line."""
    groups: dict[str, bytes] = {}
    for name, content in sorted(files.items()):
        key = "icons/*.svg" if name.startswith("icons/") else name
        groups[key] = groups.get(key, b"") + content
    lines = [f"{'file':28}{'bytes':>9}{'gzip':>9}{'brotli':>9}  sha256"]
    for name, content in groups.items():
        digest = hashlib.sha256(content).hexdigest()[:12]
        sizes = (len(content), len(gzip.compress(content, 9, mtime=0)), _brotli_size(content))
        lines.append(f"{name:28}" + "".join(f"{size:9}" for size in sizes) + f"  {digest}")
    return "\n".join(lines)


def _brotli_size(content: bytes) -> int:
    import brotli

    return len(brotli.compress(content))


def main() -> int:
    """Build everything and print what it weighs."""
    if not KERN.is_dir():
        print("assets: node_modules is missing; run npm ci --ignore-scripts in assets/", file=sys.stderr)
        return 1
    fonts, missing = font_files()
    files = {**kern_files(), **fonts, "htmx.js": htmx_file(), "NOTICE.txt": NOTICE.format(kern=kern_version()).encode()}
    write(files, TARGET)
    print(table(files))
    print("not in the typeface, drawn by the system's own: " + " ".join(f"{s} U+{ord(s):04X}" for s in missing))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
