"""Read settings from ``PASSGENAU_*`` or the env file in the data folder; fail loudly on a wrong word."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingError(RuntimeError):
    """A setting has a value nobody can use."""


def data_folder() -> Path:
    """Return the folder that holds database, secret and env file; ``PASSGENAU_DATA`` or ``~/.passgenau``."""
    return Path(os.environ.get("PASSGENAU_DATA") or Path.home() / ".passgenau").expanduser().resolve()


def _env_file() -> dict[str, str]:
    path = data_folder() / "passgenau.env"
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#") and "=" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def text(name: str, default: str) -> str:
    """Return ``PASSGENAU_<name>`` from the environment, else from the env file, else the default."""
    key = f"PASSGENAU_{name}"
    return os.environ.get(key) or _env_file().get(key) or default


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
    if not word.isdigit():
        raise SettingError(f"PASSGENAU_{name} muss eine ganze Zahl sein, ist aber „{word}“.")
    return int(word)


def secret_key() -> str:
    """Return the signing secret, made once in the data folder with mode 600."""
    given = text("SECRET_KEY", "")
    if given:
        return given
    path = data_folder() / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


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
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }
