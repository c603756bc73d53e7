"""The settings as a whole: safe without being told, and strict where HTTPS is promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ASK = """
import json, django
from django.conf import settings
django.setup()
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def _start(folder: Path, **words: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("PASSGENAU_")}
    env |= {"PASSGENAU_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "passgenau.config.settings"}
    env |= {f"PASSGENAU_{key}": value for key, value in words.items()}
    return subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, timeout=60, check=False)


def _settings(folder: Path, **words: str) -> dict[str, Any]:
    done = _start(folder, **words)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_without_any_setting_it_is_closed_to_the_outside(tmp_path: Path) -> None:
    """No debugging, no foreign host, cookies out of reach of scripts."""
    found = _settings(tmp_path)
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["SESSION_COOKIE_HTTPONLY"]
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["CSRF_COOKIE_HTTPONLY"]
    assert found["LANGUAGE_CODE"] == "de"
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["default-src"] == ["'none'"]
    words = " ".join(word for rule in found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"].values() for word in rule)
    assert set(words.split()) == {"'none'", "'self'"}


def test_with_https_cookies_are_secure_and_the_proxy_is_believed(tmp_path: Path) -> None:
    """Otherwise every form behind the proxy would be refused."""
    found = _settings(tmp_path, HTTPS="ja")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_without_https_nobody_can_pretend_it(tmp_path: Path) -> None:
    """A header from outside changes nothing."""
    assert _settings(tmp_path)["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.parametrize(
    "words",
    [{"HTTPS": "vielleicht"}, {"UPLOAD_LIMIT_MB": "groß"}, {"LOG_LEVEL": "laut"}, {"DATABASE": "oracle://h/d"}],
    ids=lambda words: "".join(words),
)
def test_a_wrong_word_stops_the_start(tmp_path: Path, words: dict[str, str]) -> None:
    """With the name of the setting and the word that came."""
    done = _start(tmp_path, **words)
    assert done.returncode != 0
    assert "SettingError" in done.stderr
    assert f"PASSGENAU_{next(iter(words))}" in done.stderr.splitlines()[-1]
