"""From the content of a TOML file to an index definition; everything that is wrong is said at once, in German."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from passgenau.common.entries import Entries
from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding
from passgenau.index.definition import Aggregate, Classes, IndexDefinition, Mean, Method, MissingRule, Reference
from passgenau.index.methods_known import AGGREGATES, METHODS, MISSING_RULES
from passgenau.index.parse_members import check_members, read_domains, read_indicators, read_period
from passgenau.index.parse_robustness import read_parameters, read_robustness
from passgenau.index.parse_treatment import check_needs, read_groups, read_treatment
from passgenau.index.places import QUANTILES

TOP_LEVEL = (
    "id", "name", "source", "reviewed_by", "note", "proposed_cut", "proposed_cut_source",
    "reference", "treat", "standardise", "combine", "classes", "robustness", "groups", "domains", "indicators",
)  # fmt: skip
TEXTS = ("source", "reviewed_by", "note", "proposed_cut_source")


def parse_index_definition(raw: Mapping[str, Any], file: str) -> IndexDefinition:
    """Return the index definition in ``raw``, refusing whatever is unknown, absent or impossible, all at once.

    Parameters
    ----------
    raw
        Content of one TOML file. Required: ``id``, ``name``, ``[reference]`` with ``mean`` and ``spread_ddof``,
        ``[standardise]`` with ``method`` and exactly the parameters of the method, ``[combine]`` with
        ``direction`` and ``aggregate``, and ``[[indicators]]`` with ``id``, ``direction`` (+1 or -1) and
        ``weight`` (finite, > 0). Everything else may be absent, and what is absent is not done: without
        ``exclude`` nobody is excluded, without ``restandardise`` the score stays raw, without ``missing`` a
        missing value is refused when the index is run, without ``min_share`` no share of values is demanded,
        without ``[treat]`` an outlier stays as it is.
    file
        Name shown in findings.

    Returns
    -------
    IndexDefinition
        The checked definition; ``digest`` is the SHA-256 of its canonical JSON.

    Raises
    ------
    PassgenauError
        With every finding.
    """
    findings: list[Finding] = []
    top = Entries(raw, "", file=file, findings=findings, topic="index_definition")
    top.only(TOP_LEVEL)
    texts = {key: top.optional_text(key) for key in TEXTS}
    identifier, name = top.text("id"), top.text("name")
    groups = read_groups(top)
    reference = _reference(top.table("reference"), [group.id for group in groups])
    treatment = read_treatment(top.table("treat")) if "treat" in top else None
    robustness = read_robustness(top.table("robustness")) if "robustness" in top else None
    varied = robustness.methods if robustness else ()
    method, parameters = _standardise(top.table("standardise"), varied)
    combine = _combine(top.table("combine"))
    classes = _classes(top.table("classes")) if "classes" in top else None
    domains, indicators = read_domains(top), read_indicators(top)
    check_members(top, domains, indicators)
    check_needs(top, indicators, groups)
    cut = top.integer("proposed_cut", "eine ganze Zahl ab 1", 1) if "proposed_cut" in top else None
    if findings or not identifier or not name or reference is None or method is None or combine is None:
        raise PassgenauError(findings)
    return IndexDefinition(
        id=identifier,
        name=name,
        reference=reference,
        method=method,
        parameters=parameters,
        **combine,
        indicators=indicators,
        domains=domains,
        classes=classes,
        robustness=robustness,
        source=texts["source"],
        reviewed_by=texts["reviewed_by"],
        note=texts["note"],
        proposed_cut=cut,
        proposed_cut_source=texts["proposed_cut_source"],
        groups=groups,
        treatment=treatment,
        digest=digest(raw),
    )


def digest(raw: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hexadecimal) of the definition as canonical JSON: sorted keys, no spaces, UTF-8.

    Parameters
    ----------
    raw
        Content of one TOML file.

    Returns
    -------
    str
        64 hexadecimal digits; independent of the order of keys, sensitive to the order of indicators.
    """
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _reference(entries: Entries | None, groups: Sequence[str]) -> Reference | None:
    if entries is None:
        return None
    entries.only(("mean", "spread_ddof", "exclude", "group", "period"))
    mean = entries.choice("mean", get_args(Mean))
    ddof = entries.integer("spread_ddof", "eine ganze Zahl ab 0 (0: Grundgesamtheit, 1: Stichprobe)", 0)
    below, areas = _exclusion(entries.table("exclude")) if "exclude" in entries else (0.0, ())
    group = (entries.choice("group", groups) or "") if "group" in entries else ""
    period = read_period(entries, "period") if "period" in entries else ""
    if mean is None or ddof is None:
        return None
    return Reference(cast(Mean, mean), ddof, below, areas, group, period)


def _exclusion(entries: Entries | None) -> tuple[float, tuple[str, ...]]:
    if entries is None:
        return 0.0, ()
    entries.only(("population_below", "areas"))
    below = entries.number("population_below", "eine Zahl ab 0", 0.0) if "population_below" in entries else None
    areas = entries.texts("areas") if "areas" in entries else None
    return below or 0.0, areas or ()


def _standardise(entries: Entries | None, varied: tuple[Method, ...]) -> tuple[Method | None, dict[str, Any]]:
    if entries is None:
        return None, {}
    method = cast("Method | None", entries.choice("method", METHODS))
    wanted = (method, *varied) if method else varied
    return method, read_parameters(entries, wanted)


def _combine(entries: Entries | None) -> dict[str, Any] | None:
    if entries is None:
        return None
    entries.only(("direction", "aggregate", "restandardise", "missing", "power"))
    aggregate = cast("Aggregate | None", entries.choice("aggregate", AGGREGATES))
    rule, min_share = _missing(entries.table("missing")) if "missing" in entries else ("refuse", 0.0)
    return {
        "direction": entries.choice("direction", ("signed", "absolute")),
        "aggregate": aggregate,
        "restandardise": bool(entries.boolean("restandardise")) if "restandardise" in entries else False,
        "missing_rule": rule,
        "min_share": min_share,
        "power": _power(entries) if "power" in entries else 1.0,
    }


def _power(entries: Entries) -> float:
    power = entries.number("power", "eine endliche Zahl außer 0")
    if power == 0:
        entries.wrong("power", "eine endliche Zahl außer 0 (das geometrische Mittel heißt geometric)")
    return power or 1.0


def _missing(entries: Entries | None) -> tuple[MissingRule, float]:
    if entries is None:
        return "refuse", 0.0
    entries.only(("rule", "min_share"))
    rule = entries.choice("rule", MISSING_RULES) or "refuse"
    share = entries.number("min_share", "ein Anteil von 0 bis 1", 0.0, 1.0) if "min_share" in entries else None
    return cast(MissingRule, rule), share or 0.0


def _classes(entries: Entries | None) -> Classes | None:
    if entries is None:
        return None
    by_share = "shares" in entries
    entries.only(("shares", "quantile_type", "labels") if by_share else ("cuts", "labels"))
    key = "shares" if by_share else "cuts"
    cuts, labels = entries.numbers(key), entries.texts("labels")
    kind = entries.integer("quantile_type", "eine ganze Zahl von 1 bis 9", 1) if by_share else 7
    if cuts is None or labels is None or kind is None:
        return None
    if list(cuts) != sorted(set(cuts)):
        entries.wrong(key, "eine aufsteigende Liste ohne Wiederholung")
    if by_share and not all(0 < share < 1 for share in cuts):
        entries.wrong(key, "eine Liste von Anteilen zwischen 0 und 1")
    if kind > len(QUANTILES):
        entries.wrong("quantile_type", "eine ganze Zahl von 1 bis 9")
    if len(labels) != len(cuts) + 1:
        entries.say(
            "labels",
            f"Zu {len(cuts)} Grenzen gehören {len(cuts) + 1} Klassennamen, der niedrigste zuerst; "
            f"„{entries.name('labels')}“ nennt {len(labels)}.",
        )
    return Classes((), labels, cuts, kind) if by_share else Classes(cuts, labels)
