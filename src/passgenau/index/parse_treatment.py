"""The parts of a definition about outliers, named groups of areas, and what methods and rules need from the rest."""

from __future__ import annotations

from collections import Counter
from typing import cast

from passgenau.common.entries import Entries
from passgenau.index.definition import AreaGroup, IndexIndicator, Transform, Treatment
from passgenau.index.methods_known import TRANSFORMS

NEEDED = {"goalposts": "goalposts", "distance_to_target": "target"}


def read_groups(top: Entries) -> tuple[AreaGroup, ...]:
    """Return the named groups of areas.

    Parameters
    ----------
    top
        The whole definition; findings are added to it.

    Returns
    -------
    tuple of AreaGroup
        In the order of the file; those with a wrong entry are left out, their findings stay.
    """
    found = []
    for entries in top.tables("groups"):
        entries.only(("id", "name", "areas"))
        identifier, name, areas = entries.text("id"), entries.text("name"), entries.texts("areas")
        if identifier is not None and name is not None and areas is not None:
            found.append(AreaGroup(identifier, name, areas))
    for identifier, times in Counter(group.id for group in found).items():
        if times > 1:
            top.say("repeated", f"Die Gruppe „{identifier}“ steht {times}-mal in der Definition; erlaubt ist einmal.")
    return tuple(found)


def read_treatment(entries: Entries | None) -> Treatment | None:
    """Return what happens to indicators with outliers.

    Parameters
    ----------
    entries
        The ``[treat]`` table: ``skewness`` and ``kurtosis`` (> 0) are required, and at least one of ``winsorise`` and
        ``then``.

    Returns
    -------
    Treatment or None
        None where the table could not be read.
    """
    if entries is None:
        return None
    entries.only(("skewness", "kurtosis", "winsorise", "then", "box_cox", "on_winsorised", "indicators"))
    skewness, kurtosis = entries.positive("skewness"), entries.positive("kurtosis")
    most = entries.integer("winsorise", "eine ganze Zahl ab 1", 1) if "winsorise" in entries else None
    then = entries.choice("then", TRANSFORMS) if "then" in entries else "none"
    power = entries.number("box_cox", "eine endliche Zahl") if then == "box_cox" else 0.0
    on_winsorised = bool(entries.boolean("on_winsorised")) if "on_winsorised" in entries else False
    only = (entries.texts("indicators") or ()) if "indicators" in entries else ()
    if most is None and then == "none":
        entries.say("treat_nothing", "[treat] braucht „winsorise“ oder „then“; sonst würde nichts behandelt.")
    if skewness is None or kurtosis is None or then is None:
        return None
    return Treatment(skewness, kurtosis, most, cast(Transform, then), power or 0.0, on_winsorised, only)


def check_needs(top: Entries, indicators: tuple[IndexIndicator, ...], groups: tuple[AreaGroup, ...]) -> None:
    """Add findings where a method or rule needs what the rest of the definition does not say.

    Parameters
    ----------
    top
        The whole definition; findings are added to it.
    indicators, groups
        What was read from it.
    """
    standardise, combine = _section(top, "standardise"), _section(top, "combine")
    _indicator_needs(top, indicators, str(standardise.get("method", "")))
    missing = combine.get("missing")
    rule = str(missing.get("rule", "")) if isinstance(missing, dict) else ""
    if rule.startswith("impute_group") and not groups:
        top.say("no_groups", f"Die Regel „{rule}“ braucht Gruppen von Gebieten unter [[groups]].")
    kinds = {combine.get("aggregate"), *_kinds(top)}
    if "generalised" in kinds and "power" not in combine:
        top.say("missing_key", "Der Eintrag „combine.power“ fehlt; „generalised“ braucht den Exponenten.")
    if "power" in combine and "generalised" not in kinds:
        top.say("unknown_key", "Der Eintrag „combine.power“ gehört nur zu „generalised“.")
    _treated(top, indicators)


def _indicator_needs(top: Entries, indicators: tuple[IndexIndicator, ...], method: str) -> None:
    for needing, key in NEEDED.items():
        without = [one.id for one in indicators if getattr(one, key) is None]
        given = [one.id for one in indicators if getattr(one, key) is not None]
        if method == needing and without:
            top.say("missing_key", f"„{needing}“ braucht „{key}“ bei jedem Indikator; es fehlt bei „{without[0]}“.")
        elif method != needing and given and needing not in _choices(top):
            top.say("unknown_key", f"„{key}“ bei „{given[0]}“ gehört nur zur Standardisierung „{needing}“.")


def _treated(top: Entries, indicators: tuple[IndexIndicator, ...]) -> None:
    treat, reference = _section(top, "treat"), _section(top, "reference")
    if not treat:
        return
    if reference.get("mean") == "county" or "county" in _choices(top, "mean"):
        top.say("treat_county", "Nach [treat] gibt es keine Zähler und Nenner mehr; „county“ ist dann nicht möglich.")
    if reference.get("period"):
        top.say(
            "treat_period", "[treat] und „reference.period“ gehen nicht zusammen: Jedes Jahr würde anders behandelt."
        )
    named = treat.get("indicators")
    unknown = sorted(set(named) - {one.id for one in indicators}) if isinstance(named, list) else []
    if unknown:
        top.say("unknown_indicator", f"[treat] nennt einen Indikator, den die Definition nicht hat: „{unknown[0]}“.")


def _section(top: Entries, key: str) -> dict[str, object]:
    found = top.raw.get(key)
    return found if isinstance(found, dict) else {}


def _kinds(top: Entries) -> set[object]:
    domains = top.raw.get("domains")
    named = {one.get("aggregate") for one in domains if isinstance(one, dict)} if isinstance(domains, list) else set()
    return named | set(_choices(top, "aggregate"))


def _choices(top: Entries, key: str = "method") -> list[str]:
    choices = _section(top, "robustness").get("choices")
    found = choices.get(key) if isinstance(choices, dict) else None
    return [str(one) for one in found] if isinstance(found, list) else []
