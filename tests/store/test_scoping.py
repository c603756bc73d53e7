"""Rows are bound to a region in one place: whoever forgets the region gets an error, never another region's rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from passgenau.store.models import AreaSystem, AuditEntry, Delivery, Region, Value
from passgenau.store.scoping import RegionRow, UnscopedQueryError
from tests.django_cast import account

MODELS = [model for model in apps.get_app_config("store").get_models() if model is not Region]
ASKING: dict[str, Callable[[Any], Any]] = {
    "all": lambda rows: rows.all(),
    "filter": lambda rows: rows.filter(pk=1),
    "get": lambda rows: rows.get(pk=1),
    "count": lambda rows: rows.count(),
    "create": lambda rows: rows.create(),
    "bulk_create": lambda rows: rows.bulk_create([]),
    "update": lambda rows: rows.update(pk=1),
    "values_list": lambda rows: rows.values_list("pk"),
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_table_but_the_regions_has_a_region_column(model: type[Model]) -> None:
    """A table without it could not be kept apart."""
    assert issubclass(model, RegionRow)
    assert not model._meta.get_field("region").null


@pytest.mark.parametrize("way", ASKING)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_it_refuses_a_query_that_names_no_region(model: Any, way: str) -> None:
    """The database is never asked."""
    with pytest.raises(UnscopedQueryError, match="of\\(region\\)"):
        ASKING[way](model.objects)


def test_it_shows_only_the_rows_of_the_region(demo: Region, elsewhere: Region) -> None:
    """The same question gives each region its own rows."""
    assert Delivery.objects.of(demo).count() == 14
    assert Delivery.objects.of(elsewhere).count() == 0
    assert not Delivery.objects.of(elsewhere).filter(pk=Delivery.objects.of(demo).first().pk).exists()


def test_it_puts_new_rows_into_the_region(elsewhere: Region) -> None:
    """The region need not be named twice."""
    assert AreaSystem.objects.of(elsewhere).create(key="orte", title="Orte").region_id == elsewhere.pk


def test_it_keeps_the_region_through_every_step_of_a_query(elsewhere: Region) -> None:
    """Filtering and sorting lose nothing."""
    rows = AreaSystem.objects.of(elsewhere).filter(key="orte").order_by("pk").select_related("region")
    assert rows.create(key="orte", title="Orte").region_id == elsewhere.pk
    assert rows.update_or_create(key="orte", defaults={"title": "Andere"})[0].region_id == elsewhere.pk


@pytest.mark.parametrize("named", ["region", "region_id"])
def test_it_refuses_to_create_a_row_of_another_region(demo: Region, elsewhere: Region, named: str) -> None:
    """A contradiction is an error, not a choice."""
    other = demo if named == "region" else demo.pk
    with pytest.raises(UnscopedQueryError, match="another region"):
        AreaSystem.objects.of(elsewhere).create(key="orte", title="Orte", **{named: other})


def test_it_refuses_to_bulk_create_rows_of_another_region(demo: Region, elsewhere: Region) -> None:
    """One foreign row is enough to refuse all."""
    rows = [AuditEntry(code="a", actor="x"), AuditEntry(region=demo, code="b", actor="x")]
    with pytest.raises(UnscopedQueryError, match="another region"):
        AuditEntry.objects.of(elsewhere).bulk_create(rows)
    assert not AuditEntry.objects.of(elsewhere).filter(actor="x").exists()


def test_it_bulk_creates_rows_in_the_region(elsewhere: Region) -> None:
    """Rows without a region get this one."""
    made = AuditEntry.objects.of(elsewhere).bulk_create([AuditEntry(code="a", actor="x")])
    assert [row.region_id for row in made] == [elsewhere.pk]


def test_the_other_side_of_a_relation_offers_no_way_around_the_region() -> None:
    """No model and no account has an attribute that lists rows of all regions."""
    models: list[type[Model]] = [*MODELS, Region]
    assert [found for model in models for found in model._meta.related_objects if not found.hidden] == []


def test_an_account_offers_no_way_around_the_region(demo: Region) -> None:
    """Memberships are asked for by region as well."""
    assert not hasattr(account("planerin"), "membership_set")
    assert Value.objects.of(demo).exists()
