"""The parts of a definition that say what enters the index: indicators and the domains they belong to."""

from __future__ import annotations

from collections import Counter
from typing import cast

from passgenau.common.entries import Entries
from passgenau.common.errors import PassgenauError
from passgenau.common.periods import parse_period
from passgenau.index.definition import Aggregate, Domain, IndexIndicator
from passgenau.index.methods_known import AGGREGATES

PERIOD_KEYS = ("period", "first_period", "last_period")


def read_domains(top: Entries) -> tuple[Domain, ...]:
    """Return the domains of the definition.

    Parameters
    ----------
    top
        The whole definition; findings are added to it.

    Returns
    -------
    tuple of Domain
        In the order of the file; those with a wrong entry are left out, their findings stay.
    """
    found = []
    for entries in top.tables("domains"):
        entries.only(("id", "name", "weight", "parent", "aggregate", "min_share"))
        identifier, name = entries.text("id"), entries.text("name")
        weight = entries.positive("weight") if "weight" in entries else None
        parent = entries.text("parent") if "parent" in entries else ""
        kind = entries.choice("aggregate", AGGREGATES) if "aggregate" in entries else ""
        share = entries.number("min_share", "ein Anteil von 0 bis 1", 0.0, 1.0) if "min_share" in entries else 0.0
        if identifier is not None and name is not None:
            found.append(Domain(identifier, name, weight, parent or "", cast("Aggregate", kind or ""), share or 0.0))
    return tuple(found)


def read_indicators(top: Entries) -> tuple[IndexIndicator, ...]:
    """Return the indicators of the definition.

    Parameters
    ----------
    top
        The whole definition; findings are added to it.

    Returns
    -------
    tuple of IndexIndicator
        In the order of the file; those with a wrong required entry are left out, their findings stay.
    """
    if top.missing("indicators"):
        return ()
    found = [_indicator(entries) for entries in top.tables("indicators")]
    if not found and top.raw["indicators"] == []:
        top.say("no_indicators", "Ein Index braucht mindestens einen Indikator; „indicators“ ist leer.")
    return tuple(indicator for indicator in found if indicator is not None)


def _indicator(entries: Entries) -> IndexIndicator | None:
    entries.only(("id", "direction", "weight", "domain", "goalposts", "target", *PERIOD_KEYS))
    identifier, direction, weight = entries.text("id"), _direction(entries), entries.positive("weight")
    domain = (entries.text("domain") or "") if "domain" in entries else ""
    periods = {key: read_period(entries, key) for key in PERIOD_KEYS if key in entries}
    goalposts = _goalposts(entries) if "goalposts" in entries else None
    target = entries.number("target", "eine endliche Zahl") if "target" in entries else None
    first, last = periods.get("first_period", ""), periods.get("last_period", "")
    if first and last and parse_period(first).last_day > parse_period(last).last_day:
        entries.say("periods", f"„{entries.name('first_period')}“ ({first}) liegt nach „last_period“ ({last}).")
    if identifier is None or direction is None or weight is None:
        return None
    period = periods.get("period", "")
    return IndexIndicator(identifier, direction, weight, domain, period, first, last, goalposts, target)


def _goalposts(entries: Entries) -> tuple[float, float] | None:
    posts = entries.numbers("goalposts")
    if posts is None:
        return None
    if len(posts) != 2 or not posts[0] < posts[1]:
        entries.wrong("goalposts", "ein Paar aus kleinerem und größerem Wert")
        return None
    return posts[0], posts[1]


def _direction(entries: Entries) -> int | None:
    if entries.missing("direction"):
        return None
    value = entries.raw["direction"]
    if isinstance(value, int) and not isinstance(value, bool) and value in (-1, 1):
        return value
    advice = "; ein Indikator ohne Richtung kann nicht in einen Index eingehen" if value == 0 else ""
    entries.wrong("direction", f"1 (mehr heißt mehr Bedarf) oder -1 (mehr heißt weniger Bedarf{advice})")
    return None


def read_period(entries: Entries, key: str) -> str:
    """Return a period as text, empty with a finding where it is none.

    Parameters
    ----------
    entries
        The table it stands in.
    key
        Its key, which is there.

    Returns
    -------
    str
        The period as it is written everywhere.
    """
    text = entries.text(key) or ""
    try:
        return parse_period(text).text if text else ""
    except PassgenauError as refused:
        entries.say("period", f"„{entries.name(key)}“: {refused.findings[0].text}")
        return ""


def check_members(top: Entries, domains: tuple[Domain, ...], indicators: tuple[IndexIndicator, ...]) -> None:
    """Add findings about repeated ids, unknown or empty domains and domain weights given only in part.

    Parameters
    ----------
    top
        The whole definition; findings are added to it.
    domains, indicators
        What was read from it.
    """
    _repeated(top, "Der Bereich", [domain.id for domain in domains])
    _repeated(top, "Der Indikator", [indicator.id for indicator in indicators])
    known, used = {domain.id for domain in domains}, {indicator.domain for indicator in indicators}
    for name in sorted(used - known - {""}):
        top.say("unknown_domain", f"Der Bereich „{name}“ wird genannt, steht aber nicht unter [[domains]].")
    parents = {domain.parent for domain in domains}
    for name in sorted(known - used - parents):
        top.say("empty_domain", f"Zum Bereich „{name}“ gehört kein Indikator.")
    for name in sorted(parents - known - {""}):
        top.say("unknown_domain", f"Der Bereich „{name}“ wird als parent genannt, steht aber nicht unter [[domains]].")
    _circles(top, domains)
    _domain_weights(top, domains, indicators)


def _circles(top: Entries, domains: tuple[Domain, ...]) -> None:
    above = {domain.id: domain.parent for domain in domains}
    for domain in domains:
        seen, at = {domain.id}, domain.parent
        while at and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == domain.id:
            top.say("circle", f"Der Bereich „{domain.id}“ liegt über parent unter sich selbst.")


def _repeated(top: Entries, what: str, identifiers: list[str]) -> None:
    for identifier, times in Counter(identifiers).items():
        if times > 1:
            top.say("repeated", f"{what} „{identifier}“ steht {times}-mal in der Definition; erlaubt ist einmal.")


def _domain_weights(top: Entries, domains: tuple[Domain, ...], indicators: tuple[IndexIndicator, ...]) -> None:
    without = [domain.id for domain in domains if domain.weight is None]
    if len(without) == len(domains):
        level = next((one.id for one in domains if one.parent or one.aggregate or one.min_share), None)
        if level is not None:
            top.say(
                "domain_level",
                f"Der Bereich „{level}“ nennt parent, aggregate oder min_share; dann braucht jeder ein Gewicht.",
            )
        return
    if without:
        top.say("domain_weights", f"Entweder haben alle Bereiche ein Gewicht oder keiner; es fehlt bei „{without[0]}“.")
    homeless = [indicator.id for indicator in indicators if not indicator.domain]
    if homeless:
        top.say(
            "no_domain",
            f"Mit Gewichten der Bereiche gehört jeder Indikator zu einem Bereich; „{homeless[0]}“ nennt keinen.",
        )
