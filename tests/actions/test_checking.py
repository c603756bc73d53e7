"""A file is checked before anything is stored: every finding is kept, no figure is."""

from __future__ import annotations

import hashlib
import io

import pandas as pd
import pytest

from passgenau.actions.check_delivery import check_delivery, recheck_delivery
from passgenau.store.models import Delivery, DeliveryFile, Value
from tests.actions.asking import codes, refused
from tests.town import KEYS, Town, check, rates, table


def test_it_keeps_the_file_and_its_findings_and_stores_no_figure(town: Town) -> None:
    """The file is kept byte for byte."""
    content = rates()
    delivery = check(town, content)
    assert delivery.digest == hashlib.sha256(content).hexdigest()
    assert bytes(DeliveryFile.objects.of(town.region).get(delivery=delivery).content) == content
    assert delivery.counts["rows"] == 18
    assert not Value.objects.of(town.region).exists()
    assert codes(town.region)[-1] == "delivery.checked"


def test_findings_have_numbers_errors_first_and_their_place(town: Town) -> None:
    """F1 is what stops the file."""
    rows = [(key, "S1", "2019", 20, 400, None) for key in KEYS[:5]]
    delivery = check(town, table([*rows, ("9999", "S1", "2019", 1, 10, None)]))
    assert [entry["number"] for entry in delivery.findings] == [f"F{n}" for n in range(1, len(delivery.findings) + 1)]
    assert [entry["level"] for entry in delivery.findings][:2] == ["error", "warning"]
    assert delivery.findings[0]["where"] == "zahlen.csv, Zeile 7"


def test_it_recognises_the_mapping_from_the_head_of_the_file(town: Town) -> None:
    """Nobody must know the names of mappings."""
    delivery = check_delivery(
        town.planner, town.region, town.system, content=rates(), file_name="zahlen.csv", profile=""
    )
    assert delivery.profile == "plain_long"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"content": b""}, "file.empty"),
        ({"content": b"\x89PNG\r\n\x1a\n"}, "file.disguise"),
        ({"content": rates() + b"99\x0099;S1;2019;1;10;;\n"}, "encoding.control"),
        ({"content": b"x;y\n1;2\n", "profile": ""}, "delivery.profile_unknown"),
        ({"profile": "gibt_es_nicht"}, "delivery.profile_unknown"),
        ({"profile": "/etc/geheim.toml"}, "delivery.profile_unknown"),
        ({"profile": "../import_profiles/plain_long.toml"}, "delivery.profile_unknown"),
        ({"period": "Frühjahr"}, "period.unknown"),
        ({"title": "x" * 161}, "text.unfit"),
        ({"source": "x" * 161}, "text.unfit"),
        ({"title": "a\x00b"}, "text.unfit"),
    ],
)
def test_it_refuses_whole(town: Town, options: dict[str, object], code: str) -> None:
    """What is no table, names no known mapping or does not fit its column is not kept at all."""
    wanted = {"content": rates(), "file_name": "zahlen.csv", "profile": "plain_long", **options}
    found = refused(lambda: check_delivery(town.planner, town.region, town.system, **wanted))  # type: ignore[arg-type]
    assert found == [code]
    assert not Delivery.objects.of(town.region).exists()
    assert "delivery.checked" not in codes(town.region)


def test_checking_again_refuses_a_mapping_that_does_not_exist_and_keeps_what_was_found(town: Town) -> None:
    """A wrong choice costs nothing."""
    delivery = check(town, rates())
    found = refused(lambda: recheck_delivery(town.planner, town.region, delivery, profile="nichts", period=""))
    assert found == ["delivery.profile_unknown"]
    assert Delivery.objects.of(town.region).get(pk=delivery.pk).profile == "plain_long"


def test_a_sign_that_no_database_keeps_is_made_visible(town: Town) -> None:
    """A table in Parquet can hold a NUL; the check must survive it on every database."""
    rows = {
        "area_id": ["99\x0099"],
        "indicator_id": ["S1"],
        "period": ["2019"],
        "numerator": [1.0],
        "denominator": [9.0],
    }
    file = io.BytesIO()
    pd.DataFrame(rows).to_parquet(file)
    delivery = check(town, file.getvalue(), "zahlen.parquet")
    stored = Delivery.objects.of(town.region).get(pk=delivery.pk)
    assert "99␀99" in stored.findings[0]["text"]
    assert "\x00" not in str([stored.findings, stored.how_read])


def test_the_same_file_checked_again_before_anyone_decided_is_the_same_delivery(town: Town) -> None:
    """What was accepted in the meantime has to be accepted again, since it may have been read anew."""
    first = check(town, rates())
    first.acceptances = {"F1": {"by": "x", "on": "2026-01-01", "reason": "x"}}
    first.save()
    second = check(town, rates(), "anders.csv")
    assert second.pk == first.pk
    assert (second.file_name, second.acceptances) == ("anders.csv", {})
    assert DeliveryFile.objects.of(town.region).count() == 1


def test_a_word_that_is_no_period_is_one_finding_among_others(town: Town) -> None:
    """It does not stop the rest of the file from being checked."""
    rows = [(key, "S1", "2019", 20 + place, 400, None) for place, key in enumerate(KEYS)]
    delivery = check(town, table([*rows, ("0101", "S1", "irgendwann", 1, 10, None), ("9", "S1", "2019", 1, 10, None)]))
    assert {entry["code"] for entry in delivery.findings} == {"period.unknown", "area.unknown"}
    assert delivery.counts["period_words"] == "2019"
