"""Settings come from the environment or one file; a wrong word stops the start with a German sentence."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from passgenau.config import env


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use an empty data folder and no setting of the person at the keyboard."""
    for key in [key for key in os.environ if key.startswith("PASSGENAU_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("PASSGENAU_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("word", "meant"),
    [("ja", True), ("JA", True), ("1", True), ("true", True), ("nein", False), ("0", False), ("False", False)],
)
def test_a_switch_understands_german_and_english(monkeypatch: pytest.MonkeyPatch, word: str, meant: bool) -> None:
    """Capitals do not count."""
    monkeypatch.setenv("PASSGENAU_HTTPS", word)
    assert env.switch("HTTPS", not meant) is meant


@pytest.mark.parametrize("word", ["an", "jein", "2", "ja,nein"])
def test_a_switch_refuses_any_other_word(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """A typo must not switch protection off."""
    monkeypatch.setenv("PASSGENAU_HTTPS", word)
    with pytest.raises(env.SettingError, match=f"PASSGENAU_HTTPS muss „ja“ oder „nein“ sein, ist aber „{word}“"):
        env.switch("HTTPS", False)


@pytest.mark.parametrize("word", ["viel", "-1", "1,5", "25 MB", "²", "٣"])
def test_a_number_refuses_what_is_none(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Also digits that are not the ten we write."""
    monkeypatch.setenv("PASSGENAU_UPLOAD_LIMIT_MB", word)
    with pytest.raises(env.SettingError, match="PASSGENAU_UPLOAD_LIMIT_MB muss eine ganze Zahl sein"):
        env.number("UPLOAD_LIMIT_MB", 25)


def test_one_of_a_few_words_refuses_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence lists them."""
    monkeypatch.setenv("PASSGENAU_LOG_LEVEL", "laut")
    with pytest.raises(env.SettingError, match="DEBUG, INFO sein, ist aber „LAUT“"):
        env.one_of("LOG_LEVEL", ("DEBUG", "INFO"), "INFO")
    monkeypatch.setenv("PASSGENAU_LOG_LEVEL", "debug")
    assert env.one_of("LOG_LEVEL", ("DEBUG", "INFO"), "INFO") == "DEBUG"


def test_a_list_may_be_written_with_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A space after a comma must not lock a host out."""
    monkeypatch.setenv("PASSGENAU_HOSTS", "a.example, b.example ,")
    assert env.words("HOSTS", "localhost") == ["a.example", "b.example"]


def test_the_file_in_the_data_folder_counts_where_the_environment_says_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comments and empty lines are left alone."""
    lines = ["# Einstellungen", "", "PASSGENAU_UPLOAD_LIMIT_MB = 40", "PASSGENAU_HTTPS=ja"]
    Path(folder, "passgenau.env").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("PASSGENAU_HTTPS", "nein")
    assert env.number("UPLOAD_LIMIT_MB", 25) == 40
    assert env.switch("HTTPS", True) is False


@pytest.mark.parametrize("line", ["PASSGENAU_HTTPS", "HTTPS=ja", "PASSGENAU_HTTPS: ja"])
def test_the_file_refuses_a_line_that_sets_nothing(folder: Path, line: str) -> None:
    """It would be ignored in silence otherwise; the sentence names the line."""
    Path(folder, "passgenau.env").write_text(f"# erste\n{line}\n", encoding="utf-8")
    with pytest.raises(env.SettingError, match=r"passgenau\.env, Zeile 2"):
        env.text("HTTPS", "nein")


def test_the_secret_is_made_once_and_read_by_the_owner_alone(folder: Path) -> None:
    """Mode 600, long, and the same at every start."""
    first = env.secret_key()
    assert stat.S_IMODE(Path(folder, "secret").stat().st_mode) == 0o600
    assert len(first) >= 64
    assert env.secret_key() == first
    assert [path.name for path in folder.iterdir()] == ["secret"]


def test_every_installation_has_its_own_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is built in."""
    secrets = set()
    for name in ("a", "b"):
        monkeypatch.setenv("PASSGENAU_DATA", str(tmp_path / name))
        secrets.add(env.secret_key())
    assert len(secrets) == 2


def test_processes_that_start_together_share_one_secret() -> None:
    """The first start of several workers must not fail, nor sign with different secrets."""
    start, found = threading.Barrier(8), []

    def run() -> None:
        start.wait()
        found.append(env.secret_key())

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert set(found) == {env.secret_key()}


def test_a_given_secret_is_used_and_none_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever manages secrets elsewhere finds none here."""
    monkeypatch.setenv("PASSGENAU_SECRET_KEY", "von-anderswo")
    assert env.secret_key() == "von-anderswo"
    assert list(folder.iterdir()) == []


def test_without_an_address_the_database_is_one_file_that_keeps_what_was_saved(folder: Path) -> None:
    """Write-ahead log, and every commit on disk before it is called saved."""
    entry = env.database()
    assert (entry["ENGINE"], entry["NAME"]) == ("django.db.backends.sqlite3", str(folder / "passgenau.sqlite3"))
    assert "journal_mode=WAL" in str(entry["OPTIONS"])
    assert "synchronous=FULL" in str(entry["OPTIONS"])
    assert "'transaction_mode': 'IMMEDIATE'" in str(entry["OPTIONS"])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://pass@db.example/soziales", ("soziales", "pass", "", "db.example", "", {})),
        ("postgres://db.example:5433/soziales", ("soziales", "", "", "db.example", "5433", {})),
        ("postgresql://a%40b:p%2Fw@[::1]/d", ("d", "a@b", "p/w", "::1", "", {})),
        ("postgresql:///soziales", ("soziales", "", "", "", "", {})),
        ("postgresql://h/d?sslmode=require", ("d", "", "", "h", "", {"sslmode": "require"})),
        ("postgresql://%2Fvar%2Frun/d", ("d", "", "", "/var/run", "", {})),
    ],
)
def test_an_address_names_a_postgresql_database(
    monkeypatch: pytest.MonkeyPatch, address: str, expected: tuple[object, ...]
) -> None:
    """Every part arrives, encoded signs and the demand for encryption included."""
    monkeypatch.setenv("PASSGENAU_DATABASE", address)
    entry = env.database()
    assert entry.pop("ENGINE") == "django.db.backends.postgresql"
    assert tuple(entry[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == expected


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://h/d", "muss mit „postgresql://“ beginnen, ist aber „mysql://…“"),
        ("soziales.sqlite3", "muss mit „postgresql://“ beginnen"),
        ("postgresql://h", "nennt keine Datenbank"),
        ("postgresql://h:zwei/d", "der Anschluss muss eine Zahl"),
        ("postgresql://h:70000/d", "der Anschluss muss eine Zahl"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str, sentence: str
) -> None:
    """Never a silent fall back to another database."""
    monkeypatch.setenv("PASSGENAU_DATABASE", address)
    with pytest.raises(env.SettingError, match=sentence):
        env.database()


def test_a_refused_address_does_not_repeat_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Error messages end up in logs."""
    monkeypatch.setenv("PASSGENAU_DATABASE", "mysql://paula:geheimnis@h/d")
    with pytest.raises(env.SettingError) as problem:
        env.database()
    assert "geheimnis" not in str(problem.value)
