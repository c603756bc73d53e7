"""The form of the protection preview: one profile for all or one per source, and for whom; its state is the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from django.utils.text import slugify

from passgenau.common.numbers_de import count_words
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.disclosure.choice import FREE, ProtectionChoice
from passgenau.indicators.disclosure.thresholds import AUDIENCES_DE, Audience, ProtectionProfile
from passgenau.web.pages.choices import Choice, choice

AUDIENCE, PROFILE, GROUP = "publikum", "profil", "quelle-"
NARROWEST: Audience = get_args(Audience)[-1]
FREE_WORDS = "ohne Regel: keine Personen dahinter"


@dataclass(frozen=True)
class SourceGroup:
    """Indicators that come from the same house and so under the same rules; ``counts`` is whether they count cases."""

    key: str
    name: str
    indicators: tuple[str, ...]
    counts: bool = True


@dataclass(frozen=True)
class Wish:
    """What the address asks for; ``by_group`` holds only the groups that differ from ``for_all``."""

    audience: Audience
    for_all: str
    by_group: Mapping[str, str]

    def address(self, **more: str) -> str:
        """Return the query that opens this wish again."""
        fields = {AUDIENCE: self.audience, PROFILE: self.for_all}
        fields |= {GROUP + key: name for key, name in self.by_group.items()}
        return "?" + urlencode({key: value for key, value in (fields | more).items() if value})

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return the wish as hidden fields of another form."""
        named = [(AUDIENCE, self.audience), (PROFILE, self.for_all)]
        return (*named, *((GROUP + key, name) for key, name in self.by_group.items()))


@dataclass(frozen=True)
class SourceField:
    """The select of one source."""

    choice: Choice
    hint: str


@dataclass(frozen=True)
class ProtectionForm:
    """Everything the form shows."""

    selects: tuple[Choice, ...]
    sources: tuple[SourceField, ...]
    open: bool


class UnknownWordError(ValueError):
    """The address names a profile or an audience that does not exist."""


def source_groups(
    indicator_ids: Sequence[str], catalogue: Mapping[str, IndicatorDefinition]
) -> tuple[SourceGroup, ...]:
    """Return the sources by name, then what the catalogue does not know, last what counts no cases at all.

    A rule for cases says nothing about computed figures such as an expected need; so they stand by themselves.
    """
    uncounted = tuple(name for name in indicator_ids if name in catalogue and _counts_nobody(catalogue[name]))
    found: dict[str, list[str]] = {}
    for indicator in indicator_ids:
        if indicator in uncounted:
            continue
        found.setdefault(_house(catalogue[indicator].source) if indicator in catalogue else "", []).append(indicator)
    groups = [SourceGroup(slugify(name), name, tuple(members)) for name, members in sorted(found.items()) if name]
    if "" in found:
        groups.append(SourceGroup("ohne", "Ohne Angabe einer Quelle", tuple(found[""])))
    if uncounted:
        groups.append(SourceGroup("berechnet", "Berechnete Werte, die keine Fälle zählen", uncounted, counts=False))
    return tuple(groups)


def _counts_nobody(definition: IndicatorDefinition) -> bool:
    return definition.modelled or definition.unit in {"score", "index", "percentage_points"}


def _house(source: str) -> str:
    """Return the institution at the beginning of a source; what follows says how it was delivered."""
    return source.split(",")[0].split("(")[0].split(":")[0].strip()


def read_wish(
    given: Mapping[str, str], groups: Sequence[SourceGroup], profiles: Mapping[str, ProtectionProfile]
) -> Wish:
    """Return what the address asks for; an unknown profile or audience is refused."""
    audience = next((one for one in get_args(Audience) if one == (given.get(AUDIENCE) or NARROWEST)), None)
    for_all = given.get(PROFILE, "")
    by_group = {group.key: given.get(GROUP + group.key, "") for group in groups}
    usual = {group.key: _usual(group, for_all) for group in groups}
    by_group = {key: name for key, name in by_group.items() if name and name != usual[key]}
    known = {*profiles, FREE}
    if audience is None or not {*by_group.values()} <= known or for_all not in {"", *profiles}:
        raise UnknownWordError
    return Wish(audience, for_all, by_group)


def _usual(group: SourceGroup, for_all: str) -> str:
    """Return what holds for a source where nothing else is chosen for it."""
    return for_all if group.counts else FREE


def chosen(wish: Wish, groups: Sequence[SourceGroup]) -> ProtectionChoice | None:
    """Return the choice, None while a source has no profile."""
    named = {group.key: wish.by_group.get(group.key, _usual(group, wish.for_all)) for group in groups}
    if not all(named.values()):
        return None
    return ProtectionChoice(
        wish.audience, {indicator: named[group.key] for group in groups for indicator in group.indicators}
    )


def wish_of(choice: ProtectionChoice, groups: Sequence[SourceGroup]) -> Wish:
    """Return the wish that leads to a stored choice: the profile of most indicators for all, the others by source."""
    names = list(choice.profiles.values())
    ruled = [name for name in names if name != FREE]
    for_all = max(sorted(set(ruled)), key=ruled.count) if ruled else ""
    by_group = {group.key: choice.profiles.get(group.indicators[0], "") for group in groups}
    usual = {group.key: _usual(group, for_all) for group in groups}
    return Wish(choice.audience, for_all, {key: name for key, name in by_group.items() if name != usual[key]})


def wish_words(wish: Wish, groups: Sequence[SourceGroup], profiles: Mapping[str, ProtectionProfile]) -> str:
    """Return a wish in words: the profile, and for which sources another one holds."""
    names = {group.key: group.name for group in groups}
    others = [f"{names[key]}: {_name(name, profiles)}" for key, name in wish.by_group.items()]
    if not wish.for_all:
        return "; ".join(others)
    head = _name(wish.for_all, profiles)
    return f"{head}; dazu {'; '.join(others)}" if others else head


def _name(name: str, profiles: Mapping[str, ProtectionProfile]) -> str:
    return FREE_WORDS if name == FREE else profiles[name].name


def protection_form(
    wish: Wish, groups: Sequence[SourceGroup], profiles: Mapping[str, ProtectionProfile]
) -> ProtectionForm:
    """Return the form with what was chosen."""
    named = sorted(((key, one.name) for key, one in profiles.items()), key=lambda entry: entry[1])
    entries = [("", "bitte wählen"), *named]
    audiences = [(one, AUDIENCES_DE[one]) for one in reversed(get_args(Audience))]
    sources = tuple(_source_field(group, wish, named) for group in groups)
    selects = (
        choice(PROFILE, "Schutzprofil für alle Quellen", entries, wish.for_all),
        choice(AUDIENCE, "Wer soll die Zahlen sehen?", audiences, wish.audience),
    )
    return ProtectionForm(selects, sources, bool(wish.by_group))


def _source_field(group: SourceGroup, wish: Wish, named: list[tuple[str, str]]) -> SourceField:
    own = [("", "wie oben"), *named, (FREE, FREE_WORDS)] if group.counts else [("", FREE_WORDS), *named]
    return SourceField(choice(GROUP + group.key, group.name, own, wish.by_group.get(group.key, "")), _members(group))


def _members(group: SourceGroup) -> str:
    size = len(group.indicators)
    return "ein Indikator" if size == 1 else f"{count_words(size)} Indikatoren"
