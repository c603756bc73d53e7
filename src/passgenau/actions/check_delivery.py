"""Check a delivered file: read it, collect every finding, keep it for a decision; no figure is stored yet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from passgenau.actions.acting import Actor, lock_region, record, refuse_unfit, require
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding
from passgenau.common.periods import parse_period, period_de
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.delivered import known_mappings, read_delivered, recognised_mapping
from passgenau.files.figures import ReadFigures
from passgenau.store.models import AreaSystem, Delivery, DeliveryFile, Region
from passgenau.store.queries.figures import register_of


def check_delivery(
    actor: Actor, region: Region, system: AreaSystem, *,
    content: bytes, file_name: str, profile: str, period: str = "", title: str = "", source: str = "",
) -> Delivery:  # fmt: skip
    """Return the checked delivery with numbered findings; an unreadable file is refused whole."""
    require(actor, "delivery.check")
    profile = profile or recognised_mapping(content, file_name)
    refuse_unfit(
        Delivery(title=title or file_name, source=source, file_name=file_name), ["title", "source", "file_name"]
    )
    read = read_delivery(system, content=content, file_name=file_name, profile=profile, period=period)
    digest = hashlib.sha256(content).hexdigest()
    found = {
        "title": title or file_name, "source": source or read.source, "profile": profile, "wishes": {"period": period},
        "file_name": file_name, "findings": numbered(read.findings), "acceptances": {},
        "how_read": storable(read.how_read), "counts": tally(read), "created_by": actor.name,
    }  # fmt: skip
    with transaction.atomic():
        lock_region(region)
        # The same file checked again before anyone decided is the same delivery, not a second one.
        delivery: Delivery = Delivery.objects.of(region).update_or_create(
            digest=digest, system=system, state=Delivery.State.CHECKED, defaults=found
        )[0]
        DeliveryFile.objects.of(region).update_or_create(delivery=delivery, defaults={"content": content})
        record(region, actor, "delivery.checked", delivery=delivery.pk, file=file_name, findings=len(read.findings))
    return delivery


@transaction.atomic
def recheck_delivery(actor: Actor, region: Region, delivery: Delivery, *, profile: str, period: str) -> Delivery:
    """Check the stored file again with another mapping; earlier acceptances no longer apply."""
    require(actor, "delivery.check")
    locked: Delivery = (
        Delivery.objects.of(region).select_for_update(of=("self",)).select_related("system").get(pk=delivery.pk)
    )
    if locked.state != Delivery.State.CHECKED or locked.system is None:
        raise refusal("delivery.not_open", "Diese Lieferung ist schon abgeschlossen.")
    content = bytes(DeliveryFile.objects.of(region).get(delivery=locked).content)
    read = read_delivery(locked.system, content=content, file_name=locked.file_name, profile=profile, period=period)
    locked.profile, locked.wishes, locked.acceptances = profile, {"period": period}, {}
    locked.findings, locked.how_read, locked.counts = numbered(read.findings), storable(read.how_read), tally(read)
    locked.save()
    record(region, actor, "delivery.checked", delivery=locked.pk, file=locked.file_name, findings=len(read.findings))
    return locked


def read_delivery(system: AreaSystem, *, content: bytes, file_name: str, profile: str, period: str) -> ReadFigures:
    """Read the file against the register and the catalogue; only a shipped mapping can be named here."""
    if profile not in known_mappings():
        raise refusal("delivery.profile_unknown", f"Eine Zuordnung „{profile}“ gibt es nicht.")
    if period:
        parse_period(period)
    return read_delivered(
        content,
        file_name,
        profile,
        register=register_of(system),
        catalogue=indicator_catalogue(),
        period=period or None,
    )


def numbered(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return the findings as stored: errors first, each with a stable number."""
    ordered = sorted(findings, key=lambda finding: finding.level != "error")
    return [
        {"number": f"F{place}", "level": finding.level, "code": finding.code,
         **storable({"text": finding.text, "advice": finding.advice, "where": finding.place.words()}),
         "place": storable(asdict(finding.place))}
        for place, finding in enumerate(ordered, start=1)
    ]  # fmt: skip


def storable(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries with the one sign that a database cannot keep made visible."""
    return {key: value.replace("\x00", "␀") if isinstance(value, str) else value for key, value in entries.items()}


def tally(read: ReadFigures) -> dict[str, Any]:
    """Return what the file holds, in numbers and words, as the pages show it."""
    periods = sorted((text for text in read.long["period"].unique() if _is_period(text)), key=parse_period)
    words = "" if not periods else period_de(periods[0])
    if len(periods) > 1:
        words += f" bis {period_de(periods[-1])}"
    indicators = int(read.long["indicator_id"].nunique())
    return {
        **read.counts,
        "rows_without_error": read.rows_without_error,
        "indicators": indicators,
        "period_words": words,
    }


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except PassgenauError:
        return False
    return True
