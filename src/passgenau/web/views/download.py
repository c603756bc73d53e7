"""Downloads of what a visitor may see."""

from __future__ import annotations

import io
import zipfile

from django.http import Http404, HttpRequest, HttpResponse

from passgenau.files.definitions import indicator_catalogue
from passgenau.files.package_writing import package_files
from passgenau.store.queries.figures import figures_of, memory, state_key
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import release_words


@region_page("figures.read")
def package(request: HttpRequest, where: Standing) -> HttpResponse:
    """Download areas and figures of the release as a data package, as the command line reads it."""
    release = where.release
    if release is None:
        raise Http404
    content = memory.get(("package", *state_key(release)), lambda: _zipped(where))
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{where.region.slug}_datenpaket.zip"'
    return response


def _zipped(where: Standing) -> bytes:
    release = where.release
    if release is None:
        raise Http404
    figures = figures_of(where.region, release)
    catalogue = indicator_catalogue()
    files = package_files(
        figures.register,
        figures.long.drop(columns="delivery_of"),
        name=where.region.slug,
        title=f"{where.region.name}, {release_words(release)}",
        indicators={key: catalogue[key] for key in figures.indicator_ids if key in catalogue},
        values_format="csv",
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return packed.getvalue()
