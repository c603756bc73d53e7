"""Read settings from ``PASSGENAU_*`` or the env file in the data folder; fail loudly on a wrong word."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(RuntimeError):
    """A setting has a value nobody can use."""


def data_folder() -> Path:
    """Return the folder that holds database, secret and env file; ``PASSGENAU_DATA`` or ``~/.passgenau``."""
    return Path(os.environ.get("PASSGENAU_DATA") or Path.home() / ".passgenau").expanduser().resolve()


def _env_file() -> dict[str, str]:
    path = data_folder() / "passgenau.env"
    if not path.is_file():
        return {}
    found = {}
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, sign, value = line.partition("=")
        if not sign or not key.strip().startswith("PASSGENAU_"):
            raise SettingError(f"{path.name}, Zeile {place}: erwartet wird PASSGENAU_NAME=Wert, da steht „{line}“.")
        found[key.strip()] = value.strip()
    return found


def text(name: str, default: str) -> str:
    """Return ``PASSGENAU_<name>`` from the environment, else from the env file, else the default."""
    key = f"PASSGENAU_{name}"
    return os.environ.get(key) or _env_file().get(key) or default


def words(name: str, default: str) -> list[str]:
    """Return a setting that is a list with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def switch(name: str, default: bool) -> bool:
    """Return a yes/no setting; anything but ja/nein/1/0/true/false is an error."""
    word = text(name, "ja" if default else "nein").lower()
    if word in {"ja", "1", "true", "yes"}:
        return True
    if word in {"nein", "0", "false", "no"}:
        return False
    raise SettingError(f"PASSGENAU_{name} muss „ja“ oder „nein“ sein, ist aber „{word}“.")


def number(name: str, default: int) -> int:
    """Return a whole-number setting."""
    word = text(name, str(default))
    if not (word.isascii() and word.isdigit()):
        raise SettingError(f"PASSGENAU_{name} muss eine ganze Zahl sein, ist aber „{word}“.")
    return int(word)


def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    """Return a setting that is one of a few words; capitals do not count."""
    word = text(name, default).upper()
    if word not in allowed:
        raise SettingError(f"PASSGENAU_{name} muss eines von {', '.join(allowed)} sein, ist aber „{word}“.")
    return word


def secret_key() -> str:
    """Return the signing secret, made once in the data folder with mode 600."""
    given = text("SECRET_KEY", "")
    if given:
        return given
    path = data_folder() / "secret"
    if not path.exists():
        _keep_secret(path)
    return path.read_text(encoding="ascii").strip()


def _keep_secret(path: Path) -> None:
    """Write the secret whole or not at all; of two processes that start together one wins and both read the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix="secret-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()


def database() -> dict[str, object]:
    """Return Django's database entry: one SQLite file by default, PostgreSQL by ``PASSGENAU_DATABASE``."""
    url = text("DATABASE", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data_folder() / "passgenau.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingError(f"PASSGENAU_DATABASE muss mit „postgresql://“ beginnen, ist aber „{parts.scheme}://…“.")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise SettingError("PASSGENAU_DATABASE nennt keine Datenbank; erwartet wird postgresql://rechner/datenbank.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": _port(url),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _port(url: str) -> str:
    try:
        return str(urlsplit(url).port or "")
    except ValueError as problem:
        raise SettingError("PASSGENAU_DATABASE: der Anschluss muss eine Zahl von 1 bis 65535 sein.") from problem
