"""Protection profiles and rules from TOML: profiles ship with the house, a rule comes with its own beside it."""

from __future__ import annotations

from pathlib import Path

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de
from passgenau.files.definitions import load_definition, shipped_files
from passgenau.indicators.disclosure.profile_parse import parse_profile
from passgenau.indicators.disclosure.rule import ProtectionRule, rule_from_profile
from passgenau.indicators.disclosure.rule_parse import parse_rule
from passgenau.indicators.disclosure.thresholds import ProtectionProfile

PACKAGE, FOLDER = "passgenau.indicators.disclosure", "profiles"


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the protection profiles that ship with the house, in alphabetical order."""
    return tuple(shipped_files(PACKAGE, FOLDER))


def load_profile_named(name_or_path: str | Path) -> ProtectionProfile:
    """Return a protection profile that ships with the house, or the one in a TOML file."""
    return load_definition(name_or_path, PACKAGE, "Ein Schutzprofil", folder=FOLDER, parse=parse_profile)


def load_rule(name_or_path: str | Path) -> tuple[ProtectionRule, dict[str, ProtectionProfile]]:
    """Return a rule with every profile it names: a shipped profile for everything, or the rule in a TOML file."""
    if isinstance(name_or_path, str) and name_or_path in shipped_profiles():
        profile = load_profile_named(name_or_path)
        return rule_from_profile(profile), {profile.id: profile}
    what = "Eine Geheimhaltungsregel oder ein Schutzprofil"
    rule = load_definition(name_or_path, PACKAGE, what, folder=FOLDER, parse=parse_rule)
    return rule, _profiles_of(rule, Path(name_or_path))


def _profiles_of(rule: ProtectionRule, path: Path) -> dict[str, ProtectionProfile]:
    """Return the profiles of a rule; an own one stands beside the rule in a file of its name."""
    found: dict[str, ProtectionProfile] = {}
    findings: list[Finding] = []
    for name in rule.profile_ids:
        try:
            found[name] = _profile_beside(name, path)
        except PassgenauError as refused:
            findings += refused.findings
    if findings:
        raise PassgenauError(findings)
    return found


def _profile_beside(name: str, path: Path) -> ProtectionProfile:
    own, shipped = path.with_name(f"{name}.toml"), shipped_profiles()
    beside = own.is_file() and own != path
    if name in shipped and beside:
        text = f"Neben der Regel liegt ein Schutzprofil „{name}“, das heißt wie ein mitgeliefertes."
        advice = "Geben Sie dem eigenen Profil einen eigenen Namen."
        raise refusal("protection_rule.profile_twice", text, Place(file=own.name), advice)
    if name not in shipped and not beside:
        text = f"Das Schutzprofil „{name}“ gibt es nicht; mitgeliefert sind {enumerate_de(shipped, 100)}."
        advice = f"Ein eigenes liegt als {own.name} neben der Regel."
        raise refusal("protection_rule.profile_unknown", text, Place(file=path.name), advice)
    profile = load_profile_named(own if beside else name)
    if profile.id != name:
        text = f"„id“ muss heißen wie die Datei ({name}), ist aber „{profile.id}“."
        raise refusal("protection_rule.profile_name", text, Place(file=own.name))
    return profile
