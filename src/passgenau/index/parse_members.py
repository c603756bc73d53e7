"""The parts of a definition that say what enters the index: indicators and the domains they belong to."""

from __future__ import annotations

from collections import Counter

from passgenau.common.errors import PassgenauError
from passgenau.common.periods import parse_period
from passgenau.index.definition import Domain, IndexIndicator
from passgenau.index.entries import Entries

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
        entries.only(("id", "name", "weight"))
        identifier, name = entries.text("id"), entries.text("name")
        weight = entries.positive("weight") if "weight" in entries else None
        if identifier is not None and name is not None:
            found.append(Domain(identifier, name, weight))
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
    entries.only(("id", "direction", "weight", "domain", *PERIOD_KEYS))
    identifier, direction, weight = entries.text("id"), _direction(entries), entries.positive("weight")
    domain = (entries.text("domain") or "") if "domain" in entries else ""
    periods = {key: _period(entries, key) for key in PERIOD_KEYS if key in entries}
    first, last = periods.get("first_period", ""), periods.get("last_period", "")
    if first and last and parse_period(first).last_day > parse_period(last).last_day:
        entries.say("periods", f"„{entries.name('first_period')}“ ({first}) liegt nach „last_period“ ({last}).")
    if identifier is None or direction is None or weight is None:
        return None
    return IndexIndicator(identifier, direction, weight, domain, periods.get("period", ""), first, last)


def _direction(entries: Entries) -> int | None:
    if entries.missing("direction"):
        return None
    value = entries.raw["direction"]
    if isinstance(value, int) and not isinstance(value, bool) and value in (-1, 1):
        return value
    advice = "; ein Indikator ohne Richtung kann nicht in einen Index eingehen" if value == 0 else ""
    entries.wrong("direction", f"1 (mehr heißt mehr Bedarf) oder -1 (mehr heißt weniger Bedarf{advice})")
    return None


def _period(entries: Entries, key: str) -> str:
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
    for name in sorted(known - used):
        top.say("empty_domain", f"Zum Bereich „{name}“ gehört kein Indikator.")
    _domain_weights(top, domains, indicators)


def _repeated(top: Entries, what: str, identifiers: list[str]) -> None:
    for identifier, times in Counter(identifiers).items():
        if times > 1:
            top.say("repeated", f"{what} „{identifier}“ steht {times}-mal in der Definition; erlaubt ist einmal.")


def _domain_weights(top: Entries, domains: tuple[Domain, ...], indicators: tuple[IndexIndicator, ...]) -> None:
    without = [domain.id for domain in domains if domain.weight is None]
    if len(without) == len(domains):
        return
    if without:
        top.say("domain_weights", f"Entweder haben alle Bereiche ein Gewicht oder keiner; es fehlt bei „{without[0]}“.")
    homeless = [indicator.id for indicator in indicators if not indicator.domain]
    if homeless:
        top.say(
            "no_domain",
            f"Mit Gewichten der Bereiche gehört jeder Indikator zu einem Bereich; „{homeless[0]}“ nennt keinen.",
        )
