"""Every address of the application with example arguments, and a delivery that is ready for each of them."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from passgenau.actions.accept_finding import accept_finding
from passgenau.actions.acting import Actor
from passgenau.actions.check_delivery import check_delivery
from passgenau.store.models import AreaSystem, Delivery, Region
from passgenau.store.queries.figures import register_of
from tests.django_cast import NOW
from tests.town import table

INDICATOR = "unemployment_share"
PLANERIN = Actor("planerin", "planner")


def named_routes() -> dict[str, URLPattern]:
    """Return all addresses by name; one without a name is an error."""
    patterns = list(get_resolver().url_patterns)
    assert all(isinstance(pattern, URLPattern) and pattern.name for pattern in patterns)
    found = {str(pattern.name): pattern for pattern in patterns if isinstance(pattern, URLPattern)}
    assert len(found) == len(patterns)
    return found


def open_delivery(region: Region, *, accepted: bool = True) -> Delivery:
    """Return a checked delivery of the demo county with one warning (F1): one area was left out."""
    system = AreaSystem.objects.of(region).get()
    register = register_of(system)
    areas = register.at_level(register.finest_level())[1:]
    rows = [(area.area_id, INDICATOR, "2026", 40 + place, 900, None) for place, area in enumerate(areas)]
    delivery = check_delivery(
        PLANERIN, region, system, content=table(rows), file_name="arbeitslose_2026.csv", profile="plain_long",
        title="Arbeitslose 2026", source="erfunden",
    )  # fmt: skip
    assert [entry["level"] for entry in delivery.findings] == ["warning"]
    if accepted:
        accept_finding(PLANERIN, region, delivery, number="F1", reason="leerer Wohnplatz", now=NOW)
        delivery.refresh_from_db()
    return delivery


def arguments(name: str, region: Region, delivery: Delivery | None) -> dict[str, Any]:
    """Return what an address needs."""
    wanted = named_routes()[name].pattern.converters
    system = AreaSystem.objects.of(region).first()
    area = register_of(system).areas[0].area_id if system is not None else "0101"
    pages = {"handbook-page": "daten", "method": "beispielkreis"}
    known = {
        "slug": region.slug, "pk": delivery.pk if delivery else 0, "indicator_id": INDICATOR, "area_id": area,
        "page": pages.get(name, ""),
    }  # fmt: skip
    return {key: known[key] for key in wanted}


def address(name: str, region: Region, delivery: Delivery | None = None) -> str:
    """Return an address of a region."""
    return reverse(name, kwargs=arguments(name, region, delivery))


ALL_ROUTES = sorted(named_routes())
REGION_ROUTES = sorted(name for name, route in named_routes().items() if "slug" in route.pattern.converters)

DOWNLOADS = {
    "delivery-report", "index-certainty-csv", "index-compare-csv", "index-csv", "index-explain-csv", "package",
    "profile-csv",
}  # fmt: skip
VERBS = {
    "delivery-accept",
    "delivery-discard",
    "delivery-take-over",
    "delivery-withdraw",
    "index-compute",
    "logout",
    "protection-compute",
}
PAGES = [name for name in ALL_ROUTES if name not in DOWNLOADS | VERBS | {"health", "home", "login"}]
