"""From the content of a TOML file to the rule of a release; everything that is wrong is said at once, in German."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, cast, get_args

from passgenau.common.entries import Entries
from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding
from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.profile_parse import check_id
from passgenau.indicators.disclosure.rule import (
    FreeIndicators,
    IndexPart,
    IndexRelease,
    Populations,
    ProtectionRule,
    SourceRule,
)

TEXTS = ("id", "name", "decided_by", "decided_on")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_rule(raw: Mapping[str, Any], file: str) -> ProtectionRule:
    """Return the rule in ``raw``, refusing whatever is unknown, absent or impossible, all at once.

    Parameters
    ----------
    raw
        Content of one TOML file. Required: ``id``, ``name``, ``decided_by``, ``decided_on`` (a date ``2026-03-31``)
        and ``[[sources]]`` with ``indicators`` (ids or patterns), ``profiles`` and, if need be, ``except`` (ids or
        patterns). Optional, and absent means there is none: ``[[breakdowns]]`` with ``total`` and ``parts``,
        ``[[free]]`` with ``indicators`` and ``reason``, ``[index]`` with ``definition``, ``show`` and, if need be,
        ``period``,
        ``[populations]`` with either ``profile`` or ``official = true``.
    file
        Name shown in findings.

    Returns
    -------
    ProtectionRule
        The checked rule; whether its profiles exist is for the reader of the file to find out.

    Raises
    ------
    PassgenauError
        With every finding.
    """
    findings: list[Finding] = []
    top = Entries(raw, "", file=file, findings=findings, topic="protection_rule")
    top.only((*TEXTS, "sources", "breakdowns", "free", "index", "populations"))
    texts = {key: top.text(key) or "" for key in TEXTS}
    if texts["id"]:
        check_id(top, "id", texts["id"])
    _check_day(top, texts["decided_on"])
    sources, breakdowns, free = _sources(top), _breakdowns(top), _free(top)
    index = _index(top.table("index")) if "index" in top else None
    populations = _populations(top.table("populations")) if "populations" in top else None
    if findings:
        raise PassgenauError(findings)
    return ProtectionRule(
        **texts, sources=sources, breakdowns=breakdowns, free=free, index=index, populations=populations
    )


def _check_day(top: Entries, text: str) -> None:
    if text and not (DAY.fullmatch(text) and _is_day(text)):
        top.wrong("decided_on", "ein Datum wie 2026-03-31")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _patterns(entries: Entries, key: str) -> tuple[str, ...]:
    found = entries.texts(key)
    if found == ():
        entries.wrong(key, "eine Liste mit mindestens einem Eintrag")
    return found or ()


def _sources(top: Entries) -> tuple[SourceRule, ...]:
    if top.missing("sources"):
        return ()
    if top.raw["sources"] == []:
        top.say("no_sources", "Eine Regel braucht mindestens eine Quelle; „sources“ ist leer.")
    found = []
    for entries in top.tables("sources"):
        entries.only(("indicators", "profiles", "except"))
        indicators, profiles = _patterns(entries, "indicators"), _patterns(entries, "profiles")
        for profile in profiles:
            check_id(entries, "profiles", profile)
        found.append(SourceRule(indicators, profiles, _patterns(entries, "except") if "except" in entries else ()))
    return tuple(found)


def _breakdowns(top: Entries) -> tuple[Breakdown, ...]:
    found = []
    for entries in top.tables("breakdowns"):
        entries.only(("total", "parts"))
        total, parts = entries.text("total"), entries.texts("parts")
        if parts is not None and (len(parts) < 2 or total in parts):
            entries.wrong("parts", "eine Liste von mindestens zwei Indikatoren ohne die Summe selbst")
        if total is not None and parts is not None:
            found.append(Breakdown(total, parts))
    for breakdown, times in Counter(found).items():
        if times > 1:
            text = f"Die Aufteilung von „{breakdown.total}“ steht {times}-mal in der Regel; erlaubt ist einmal."
            top.say("repeated", text)
    return tuple(found)


def _free(top: Entries) -> tuple[FreeIndicators, ...]:
    found = []
    for entries in top.tables("free"):
        entries.only(("indicators", "reason"))
        found.append(FreeIndicators(_patterns(entries, "indicators"), entries.text("reason") or ""))
    return tuple(found)


def _index(entries: Entries | None) -> IndexRelease | None:
    if entries is None:
        return None
    entries.only(("definition", "show", "period"))
    definition, show = entries.text("definition"), entries.texts("show")
    period = (entries.text("period") or "") if "period" in entries else ""
    parts = get_args(IndexPart)
    if show is not None and not set(show) <= set(parts):
        entries.wrong("show", f"eine Auswahl aus {', '.join(parts)}")
    if definition is None or show is None:
        return None
    return IndexRelease(definition, tuple(cast(IndexPart, part) for part in parts if part in show), period)


def _populations(entries: Entries | None) -> Populations | None:
    if entries is None:
        return None
    entries.only(("profile", "official"))
    profile = (entries.text("profile") or "") if "profile" in entries else ""
    official = bool(entries.boolean("official")) if "official" in entries else False
    if profile:
        check_id(entries, "profile", profile)
    if ("profile" in entries) == official:
        text = "Unter „populations“ muss entweder „profile“ stehen oder „official = true“, nicht beides."
        entries.say("populations", text)
    return Populations(profile, official)
