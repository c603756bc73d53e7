"""A protection profile is read as it stands; what is missing, unknown or laxer for the narrower circle is refused."""

from __future__ import annotations

from typing import Any

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.indicators.disclosure.profile_parse import PARAMETERS, parse_profile
from passgenau.indicators.disclosure.thresholds import AUDIENCES, Dominance
from tests.indicators.disclosure.demands import demanding, raw_profile, raw_thresholds

PUBLIC = "audiences__public"

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an empty name": ({"name": " "}, "„name“ muss ein nicht leerer Text sein"),
    "an id with a path in it": ({"id": "../own_3"}, "Kleinbuchstaben, Ziffern und _"),
    "an evidence nobody knows": ({"evidence": "certain"}, "read und open"),
    "protected as text": ({"protected_at_source": "ja"}, "true oder false"),
    "audiences as a list": ({"audiences": []}, "„audiences“ muss ein Abschnitt"),
    "no audience": ({"audiences": {}}, "mindestens „statistics_office“"),
    "an audience nobody knows": ({"audiences__press": raw_thresholds()}, "„audiences.press“ ist nicht bekannt"),
    "an audience as text": ({PUBLIC: "nichts"}, "„audiences.public“ muss ein Abschnitt"),
    "a negative minimum": ({f"{PUBLIC}__minimum_count": -1}, "ganze Zahl ab 0 sein, ist aber „-1“"),
    "a fractional minimum": ({f"{PUBLIC}__minimum_units": 2.5}, "audiences.public.minimum_units"),
    "a true minimum": ({f"{PUBLIC}__minimum_denominator": True}, "audiences.public.minimum_denominator"),
    "a rounding to zero": ({f"{PUBLIC}__rounding": 0}, "ganze Zahl ab 1"),
    "a complement as number": ({f"{PUBLIC}__complement": 1}, "true oder false"),
    "hiding none as text": ({f"{PUBLIC}__hide_none": "nein"}, "true oder false"),
    "a coalition of another word": ({f"{PUBLIC}__coalition": "keine"}, "ganze Zahl ab 0 oder „none“"),
    "a coalition that is false": ({f"{PUBLIC}__coalition": False}, "ganze Zahl ab 0 oder „none“"),
    "a dominance as number": ({f"{PUBLIC}__dominance": 0.8}, "Abschnitt mit „largest“ und „share“"),
    "a dominance of three": ({f"{PUBLIC}__dominance": {"largest": 3, "share": 0.8}}, "1 oder 2"),
    "a dominance in percent": ({f"{PUBLIC}__dominance": {"largest": 1, "share": 80}}, "über 0 und unter 1"),
    "a dominance of everything": ({f"{PUBLIC}__dominance": {"largest": 1, "share": 1}}, "über 0 und unter 1"),
    "a dominance without share": ({f"{PUBLIC}__dominance": {"largest": 1}}, "„audiences.public.dominance.share“ fehlt"),
    "a dominance with more": (
        {f"{PUBLIC}__dominance": {"largest": 1, "share": 0.8, "p": 10}},
        "„audiences.public.dominance.p“ ist nicht bekannt",
    ),
    "thresholds on protected figures": (
        {"protected_at_source": True, f"{PUBLIC}__minimum_count": 3},
        "„audiences.public“ darf deshalb nichts verlangen",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "words"), WRONG.values(), ids=WRONG.keys())
def test_it_refuses_what_cannot_be_and_says_what_must_be(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PassgenauError) as refused:
        parse_profile(raw_profile(**changes), "probe.toml")
    assert words in str(refused.value)
    assert str(refused.value).startswith("Fehler (probe.toml): ")


@pytest.mark.parametrize("key", sorted(raw_profile()))
def test_every_entry_must_be_written(key: str) -> None:
    raw = raw_profile()
    del raw[key]
    with pytest.raises(PassgenauError, match=f"Der Eintrag „{key}“ fehlt"):
        parse_profile(raw, "probe.toml")


@pytest.mark.parametrize("key", PARAMETERS)
def test_no_threshold_has_a_default(key: str) -> None:
    raw = raw_profile()
    del raw["audiences"]["planning"][key]
    with pytest.raises(PassgenauError, match=rf"Der Eintrag „audiences\.planning\.{key}“ fehlt"):
        parse_profile(raw, "probe.toml")


def test_unknown_entries_are_refused_by_their_full_name() -> None:
    raw = raw_profile(treshold=3, audiences__public__minimum=3)
    with pytest.raises(PassgenauError) as refused:
        parse_profile(raw, "probe.toml")
    assert "„treshold“" in str(refused.value)
    assert "„audiences.public.minimum“" in str(refused.value)


def test_it_says_everything_at_once() -> None:
    raw = raw_profile(evidence="certain", audiences__planning__rounding=0, audiences__public__coalition=-1, name="")
    del raw["note"]
    with pytest.raises(PassgenauError) as refused:
        parse_profile(raw, "probe.toml")
    assert len(refused.value.findings) == 5


STRICTER: dict[str, Any] = {
    "minimum_count": 3,
    "minimum_denominator": 100,
    "complement": True,
    "coalition": 0,
    "hide_none": True,
    "minimum_units": 3,
    "dominance": {"largest": 1, "share": 0.85},
    "rounding": 5,
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_narrower_circle_is_never_less_protected_than_a_wider_one(name: str) -> None:
    demand = {name: STRICTER[name]}
    stepwise = raw_profile(audiences__planning=raw_thresholds(**demand), audiences__public=raw_thresholds(**demand))
    assert parse_profile(stepwise, "probe.toml").audiences["public"] != demanding()
    with pytest.raises(PassgenauError) as refused:
        parse_profile(raw_profile(audiences__planning=raw_thresholds(**demand)), "probe.toml")
    assert f"„audiences.public.{name}“ muss mindestens so streng sein wie für die Planung" in str(refused.value)
    assert len(refused.value.findings) == 1


@pytest.mark.parametrize(("planning", "public", "accepted"), [(5, 10, True), (5, 12, False), (10, 5, False)])
def test_a_coarser_rounding_must_contain_the_finer_one(planning: int, public: int, accepted: bool) -> None:
    raw = raw_profile(audiences__planning__rounding=planning, audiences__public__rounding=public)
    if accepted:
        assert parse_profile(raw, "probe.toml").audiences["public"].rounding == public
    else:
        with pytest.raises(PassgenauError, match="mindestens so streng"):
            parse_profile(raw, "probe.toml")


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        (AUDIENCES[:1], True),
        (AUDIENCES[:2], True),
        (AUDIENCES[1:], False),
        (AUDIENCES[2:], False),
        (("statistics_office", "public"), False),
    ],
)
def test_who_is_left_out_takes_every_narrower_circle_along(given: tuple[str, ...], accepted: bool) -> None:
    raw = raw_profile(audiences={audience: raw_thresholds() for audience in given})
    if accepted:
        assert tuple(parse_profile(raw, "probe.toml").audiences) == given
    else:
        with pytest.raises(PassgenauError, match="darf nur stehen, wenn auch"):
            parse_profile(raw, "probe.toml")


def test_a_wider_circle_left_out_does_not_hide_that_the_narrower_is_laxer() -> None:
    raw = raw_profile(audiences__statistics_office__minimum_count=3)
    del raw["audiences"]["planning"]
    with pytest.raises(PassgenauError, match=r"„audiences\.public\.minimum_count“ muss mindestens so streng"):
        parse_profile(raw, "probe.toml")


def test_a_profile_is_read_as_it_stands() -> None:
    everything = raw_thresholds(**STRICTER)
    found = parse_profile(raw_profile(audiences__public=everything), "probe.toml")
    assert (found.id, found.evidence, found.protected_at_source) == ("probe", "open", False)
    assert tuple(found.audiences) == AUDIENCES
    assert found.audiences["public"] == demanding(**STRICTER | {"dominance": Dominance(1, 0.85)})
    assert found.audiences["planning"] == demanding()
