"""The one place where rows are bound to a planning region; a query without a region is refused."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class UnscopedQueryError(RuntimeError):
    """Somebody asked for rows without naming the region they belong to, or handed in a row of another region."""


class ScopedQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of one region; new rows made through it belong to that region."""

    region_id: int | None = None

    def _clone(self) -> ScopedQuerySet[Row]:
        clone: ScopedQuerySet[Row] = super()._clone()  # type: ignore[misc]
        clone.region_id = self.region_id
        return clone

    def create(self, **fields: Any) -> Row:
        """Create a row in this region; another region among the fields is refused."""
        named = {fields.pop("region_id", self.region_id), getattr(fields.pop("region", None), "pk", self.region_id)}
        if named != {self.region_id}:
            raise UnscopedQueryError("a row of another region was to be made in this region's table")
        return super().create(**fields, region_id=self.region_id)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Row]:
        """Create rows in this region; a row of another region is refused."""
        rows = list(objs)
        for row in rows:
            given = getattr(row, "region_id", None)
            if given not in (None, self.region_id):
                raise UnscopedQueryError("a row of another region was handed to this region's table")
            row.region_id = self.region_id
        return super().bulk_create(rows, *args, **options)


class ScopedManager(models.Manager[Row], Generic[Row]):
    """The only door to tables with a region column: ``Model.objects.of(region)``."""

    def of(self, region: models.Model) -> ScopedQuerySet[Row]:
        """Return the rows of one region."""
        rows: ScopedQuerySet[Row] = ScopedQuerySet(self.model, using=self._db)
        scoped = rows.filter(region_id=region.pk)
        scoped.region_id = region.pk
        return scoped

    def get_queryset(self) -> models.QuerySet[Row]:
        """Refuse: whoever wants rows says of which region."""
        raise UnscopedQueryError(f"{self.model.__name__}.objects needs .of(region)")


class RegionRow(models.Model):
    """Base of every table whose rows belong to a region."""

    region = models.ForeignKey("store.Region", on_delete=models.CASCADE, related_name="+", verbose_name="Region")

    objects: ScopedManager[Any] = ScopedManager()

    class Meta:
        abstract = True
