"""From the content of a TOML file to a protection profile; everything that is wrong is said at once, in German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from itertools import pairwise
from typing import Any, cast, get_args

from passgenau.common.entries import Entries
from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding
from passgenau.indicators.disclosure.primary import strictest
from passgenau.indicators.disclosure.thresholds import (
    AUDIENCES,
    AUDIENCES_DE,
    Audience,
    Dominance,
    Evidence,
    ProtectionProfile,
    Thresholds,
)

PROFILE_ID = re.compile(r"[a-z][a-z0-9_]*")
TEXTS = ("id", "name", "source", "legal_basis", "reviewed_by", "note")
PARAMETERS = tuple(field.name for field in fields(Thresholds))
NOT_APPLIED = "none"

NOTHING_DEMANDED = Thresholds(
    minimum_count=0,
    minimum_denominator=0,
    complement=False,
    coalition=None,
    hide_none=False,
    minimum_units=0,
    dominance=None,
    rounding=1,
)


def parse_profile(raw: Mapping[str, Any], file: str) -> ProtectionProfile:
    """Return the protection profile in ``raw``, refusing whatever is unknown, absent or impossible, all at once.

    Parameters
    ----------
    raw
        Content of one TOML file: the fields of :class:`ProtectionProfile`, all required. ``[audiences.<audience>]``
        holds every field of :class:`Thresholds`; ``coalition`` and ``dominance`` may be the word ``none``. An absent
        audience sees nothing of the source.
    file
        Name shown in findings.

    Returns
    -------
    ProtectionProfile
        The checked profile. A narrower audience is nowhere less protected than a wider one.

    Raises
    ------
    PassgenauError
        With every finding.
    """
    findings: list[Finding] = []
    top = Entries(raw, "", file=file, findings=findings, topic="protection_profile")
    top.only((*TEXTS, "evidence", "protected_at_source", "audiences"))
    texts = {key: top.text(key) or "" for key in TEXTS}
    if texts["id"]:
        check_id(top, "id", texts["id"])
    evidence = top.choice("evidence", get_args(Evidence))
    at_source = top.boolean("protected_at_source")
    audiences = _audiences(top.table("audiences"), at_source=bool(at_source))
    if findings:
        raise PassgenauError(findings)
    return ProtectionProfile(
        **texts, evidence=cast(Evidence, evidence), protected_at_source=bool(at_source), audiences=audiences
    )


def check_id(entries: Entries, key: str, identifier: str) -> None:
    """Say that an id is none: it names a file, so it may hold nothing that leads elsewhere.

    Parameters
    ----------
    entries
        The table it stands in; a finding is added to it.
    key
        The entry it was read from.
    identifier
        The id of a profile or rule.
    """
    if not PROFILE_ID.fullmatch(identifier):
        text = f"„{entries.name(key)}“ darf nur aus Kleinbuchstaben, Ziffern und _ bestehen, ist aber „{identifier}“."
        entries.say("id", text)


def _audiences(entries: Entries | None, *, at_source: bool) -> dict[Audience, Thresholds]:
    if entries is None:
        return {}
    entries.only(AUDIENCES)
    found: dict[Audience, Thresholds] = {}
    for audience in AUDIENCES:
        table = entries.table(audience) if audience in entries else None
        thresholds = _thresholds(table) if table is not None else None
        if thresholds is not None:
            found[audience] = thresholds
    _check_order(entries, found)
    if at_source:
        _check_untouched(entries, found)
    return found


def _thresholds(entries: Entries) -> Thresholds | None:
    before = len(entries.findings)
    entries.only(PARAMETERS)
    count, people, units = (
        entries.integer(key, "eine ganze Zahl ab 0", 0)
        for key in ("minimum_count", "minimum_denominator", "minimum_units")
    )
    complement, hide_none = entries.boolean("complement"), entries.boolean("hide_none")
    coalition, dominance = _coalition(entries), _dominance(entries)
    rounding = entries.integer("rounding", "eine ganze Zahl ab 1", 1)
    if len(entries.findings) > before:
        return None
    return Thresholds(
        minimum_count=count or 0,
        minimum_denominator=people or 0,
        complement=bool(complement),
        coalition=coalition,
        hide_none=bool(hide_none),
        minimum_units=units or 0,
        dominance=dominance,
        rounding=rounding or 1,
    )


def _coalition(entries: Entries) -> int | None:
    if entries.raw.get("coalition") == NOT_APPLIED:
        return None
    return entries.integer("coalition", f"eine ganze Zahl ab 0 oder „{NOT_APPLIED}“", 0)


def _dominance(entries: Entries) -> Dominance | None:
    value = entries.raw.get("dominance", {})
    if value == NOT_APPLIED:
        return None
    if not isinstance(value, Mapping):
        entries.wrong("dominance", f"ein Abschnitt mit „largest“ und „share“ oder „{NOT_APPLIED}“")
        return None
    table = entries.table("dominance")
    if table is None:
        return None
    table.only(("largest", "share"))
    largest = table.integer("largest", "1 oder 2", 1)
    share = table.number("share", "ein Anteil über 0 und unter 1", 0.0, 1.0)
    if largest is not None and largest > 2:
        table.wrong("largest", "1 oder 2")
    if share in (0.0, 1.0):
        table.wrong("share", "ein Anteil über 0 und unter 1")
    return None if largest is None or share is None else Dominance(largest, share)


def _check_order(entries: Entries, found: Mapping[Audience, Thresholds]) -> None:
    """Say where a narrower audience would see what a wider one may not; from wide to narrow, step by step."""
    if not entries.raw:
        entries.say("no_audience", f"Unter „{entries.path}“ muss mindestens „{AUDIENCES[0]}“ stehen.")
    for wide, narrow in pairwise(AUDIENCES):
        if narrow in entries and wide not in entries:
            text = f"„{entries.name(narrow)}“ darf nur stehen, wenn auch „{entries.name(wide)}“ dasteht; was die "
            entries.say(
                "order", text + f"{AUDIENCES_DE[wide]} nicht sieht, sieht auch die {AUDIENCES_DE[narrow]} nicht."
            )
    for wide, narrow in pairwise(found):
        both = strictest([found[wide], found[narrow]])
        for name in PARAMETERS:
            if getattr(both, name) != getattr(found[narrow], name):
                there, here = _shown(getattr(found[wide], name)), _shown(getattr(found[narrow], name))
                text = f"„{entries.name(narrow)}.{name}“ muss mindestens so streng sein wie für die "
                entries.say("laxer", text + f"{AUDIENCES_DE[wide]} ({there}), ist aber {here}.")


def _check_untouched(entries: Entries, found: Mapping[Audience, Thresholds]) -> None:
    for audience, thresholds in found.items():
        if thresholds != NOTHING_DEMANDED:
            text = "Was schon die Quelle schützt (protected_at_source), wird weitergegeben, wie es kam; "
            entries.say("at_source", text + f"„{entries.name(audience)}“ darf deshalb nichts verlangen.")


def _shown(value: int | Dominance | None) -> str:
    if value is None:
        return NOT_APPLIED
    if isinstance(value, Dominance):
        return f"largest = {value.largest}, share = {value.share}"
    return str(value).lower()
