"""A delivery in the browser: upload, check, accept, compare, take over."""

from __future__ import annotations

import csv
import hashlib
import io
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from passgenau.actions.accept_finding import accept_findings, withdraw_acceptance
from passgenau.actions.acting import actor_in
from passgenau.actions.check_areas import check_areas
from passgenau.actions.check_delivery import check_delivery, recheck_delivery
from passgenau.actions.compute_index import compute_latest
from passgenau.actions.discard_delivery import discard_delivery
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.numbers_de import number
from passgenau.store.models import AreaSystem, Delivery
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.days import day_words, iso_day_words
from passgenau.web.frame import frame_for
from passgenau.web.pages.delivery_compare import compare_page
from passgenau.web.pages.delivery_forms import areas_form, figures_form
from passgenau.web.pages.delivery_page import checked_page
from passgenau.web.views.errors import refused


def _delivery(where: Standing, pk: int) -> Delivery:
    found: Delivery | None = Delivery.objects.of(where.region).select_related("system").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _upload(request: HttpRequest) -> tuple[bytes, str]:
    """Return content and name of the uploaded file; refuse a missing, empty or too large one."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        raise refusal(
            "upload.none",
            "Es ist keine Datei ausgewählt.",
            advice="Bitte eine Datei wählen und noch einmal auf „Prüfen“ gehen.",
        )
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        limit, came = settings.UPLOAD_LIMIT / 1024**2, (file.size or 0) / 1024**2
        raise refusal(
            "upload.limit",
            f"„{file.name}“ hat {number(came, decimals=1)} MB, "
            f"höchstens {number(limit, decimals=0)} MB werden angenommen.",
        )
    return file.read(), file.name


def _already(where: Standing, content: bytes) -> Delivery | None:
    digest = hashlib.sha256(content).hexdigest()
    found: Delivery | None = (
        Delivery.objects.of(where.region).filter(digest=digest, state=Delivery.State.TAKEN_OVER).first()
    )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@region_page("delivery.check")
def new(request: HttpRequest, where: Standing) -> HttpResponse:
    """Choose a file with figures and have it checked."""
    systems = list(AreaSystem.objects.of(where.region).order_by("-pk"))
    if not systems:
        messages.info(request, "Zuerst die Gebiete: Ohne sie lässt sich keine Zahl zuordnen.")
        return redirect("areas-new", where.region.slug)
    problem: PassgenauError | None = None
    if request.method == "POST":
        try:
            return _check_figures(request, where, systems)
        except PassgenauError as refused_file:
            problem = refused_file
    page = figures_form(systems, request.POST, problem)
    return render(
        request, "data/new.html", {"frame": frame_for(where, "data"), "page": page}, status=422 if problem else 200
    )


def _check_figures(request: HttpRequest, where: Standing, systems: list[AreaSystem]) -> HttpResponse:
    content, name = _upload(request)
    before = _already(where, content)
    if before is not None:
        messages.info(
            request,
            f"Diese Datei ist schon übernommen, am {day_words(before.taken_over_at)}. Es wurde nichts geändert.",
        )
        return redirect("delivery", where.region.slug, before.pk)
    wanted = request.POST.get("system") or str(systems[0].pk)
    system = next((entry for entry in systems if str(entry.pk) == wanted), None)
    if system is None:
        raise refusal("upload.system", "Die gewählte Gebietsgliederung gibt es in dieser Region nicht.")
    delivery = check_delivery(
        actor_in(where.region, request.user),
        where.region,
        system,
        content=content,
        file_name=name,
        profile=request.POST.get("profile", ""),
        period=request.POST.get("period", "").strip(),
        title=request.POST.get("title", "").strip(),
        source=request.POST.get("source", "").strip(),
    )
    return redirect("delivery", where.region.slug, delivery.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@region_page("areas.register")
def new_areas(request: HttpRequest, where: Standing) -> HttpResponse:
    """Choose a file with areas and have it checked."""
    problem: PassgenauError | None = None
    if request.method == "POST":
        try:
            content, name = _upload(request)
            before = _already(where, content)
            if before is not None:
                messages.info(request, f"Diese Gebiete sind schon übernommen, am {day_words(before.taken_over_at)}.")
                return redirect("delivery", where.region.slug, before.pk)
            wishes = {
                key: request.POST.get(key, "").strip()
                for key in ("title", "level", "valid_from", "key_column", "name_column", "join")
            }
            delivery = check_areas(
                actor_in(where.region, request.user), where.region, content=content, file_name=name, wishes=wishes
            )
            return redirect("delivery", where.region.slug, delivery.pk)
        except PassgenauError as refused_file:
            problem = refused_file
    page = areas_form(list(AreaSystem.objects.of(where.region)), request.POST, problem)
    return render(
        request, "data/new.html", {"frame": frame_for(where, "data"), "page": page}, status=422 if problem else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@region_page("delivery.read")
def checked(request: HttpRequest, where: Standing, pk: int) -> HttpResponse:
    """Show the findings of a delivery; posting a new mapping checks it again."""
    delivery = _delivery(where, pk)
    if request.method == "POST":
        try:
            recheck_delivery(
                actor_in(where.region, request.user),
                where.region,
                delivery,
                profile=request.POST.get("profile", ""),
                period=request.POST.get("period", "").strip(),
            )
        except PassgenauError as problem:
            return refused(request, problem, title="So lässt sich die Datei nicht lesen")
        return redirect("delivery", where.region.slug, pk)
    page = checked_page(
        where,
        delivery,
        opened=request.GET.get("annehmen", ""),
        show=request.GET.get("art", ""),
        row=request.GET.get("zeile", ""),
    )
    return render(request, "data/checked.html", {"frame": frame_for(where, "data"), "page": page})


@region_page("delivery.read")
def report(request: HttpRequest, where: Standing, pk: int) -> HttpResponse:
    """Download all findings as a table for the delivering office."""
    delivery = _delivery(where, pk)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["Nummer", "Art", "Ort", "Befund", "Was zu tun ist", "angenommen von", "angenommen am", "Begründung"]
    )
    for entry in delivery.findings:
        accepted = delivery.acceptances.get(entry["number"], {})
        cells = [
            entry["number"],
            "Fehler" if entry["level"] == "error" else "Hinweis",
            entry["where"],
            entry["text"],
            entry["advice"],
            accepted.get("by", ""),
            iso_day_words(accepted.get("on", "")),
            accepted.get("reason", ""),
        ]
        writer.writerow([_text_cell(cell) for cell in cells])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pruefbericht_{pk}.csv"'
    return response


def _text_cell(text: str) -> str:
    """Keep spreadsheets from reading a text as a formula."""
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t", "\r", "＝"} else text


@require_POST
@region_page("delivery.accept_finding")
def accept(request: HttpRequest, where: Standing, pk: int) -> HttpResponse:
    """Accept one warning, or all that are left, with a reason."""
    delivery, number_ = _delivery(where, pk), request.POST.get("finding", "")
    actor, reason = actor_in(where.region, request.user), request.POST.get("reason", "")
    left = [
        entry["number"]
        for entry in delivery.findings
        if entry["level"] == "warning" and entry["number"] not in delivery.acceptances
    ]
    try:
        numbers = left if number_ == "alle" else [number_]
        accept_findings(actor, where.region, delivery, numbers=numbers, reason=reason, now=timezone.now())
    except PassgenauError as problem:
        return refused(request, problem, title="Der Hinweis wurde nicht angenommen")
    anchor = "" if number_ == "alle" else f"#{number_}"
    return redirect(reverse("delivery", args=[where.region.slug, pk]) + anchor)


@require_POST
@region_page("delivery.accept_finding")
def withdraw(request: HttpRequest, where: Standing, pk: int) -> HttpResponse:
    """Take an acceptance back."""
    number_ = request.POST.get("finding", "")
    try:
        withdraw_acceptance(actor_in(where.region, request.user), where.region, _delivery(where, pk), number=number_)
    except PassgenauError as problem:
        return refused(request, problem, title="Die Annahme wurde nicht zurückgenommen")
    return redirect(reverse("delivery", args=[where.region.slug, pk]) + "?" + urlencode({"annehmen": number_}))


@region_page("delivery.take_over")
def compare(request: HttpRequest, where: Standing, pk: int) -> HttpResponse:
    """Show what taking the delivery over would change."""
    delivery = _delivery(where, pk)
    try:
        page = compare_page(where, delivery)
    except PassgenauError as problem:
        return refused(request, problem, title="Die Lieferung lässt sich noch nicht vergleichen")
    return render(request, "data/compare.html", {"frame": frame_for(where, "data"), "page": page})


@require_POST
@region_page("delivery.take_over")
def take_over(request: HttpRequest, where: Standing, pk: int) -> HttpResponse:
    """Take the delivery over, all or nothing."""
    actor = actor_in(where.region, request.user)
    try:
        delivery = take_over_delivery(actor, where.region, _delivery(where, pk), now=timezone.now())
    except PassgenauError as problem:
        return refused(request, problem, title="Die Lieferung wurde nicht übernommen")
    compute_latest(actor, where.region)
    messages.success(request, f"„{delivery.title}“ ist vollständig übernommen.")
    return redirect("data", where.region.slug)


@require_POST
@region_page("delivery.discard")
def discard(request: HttpRequest, where: Standing, pk: int) -> HttpResponse:
    """Discard a delivery that was only checked."""
    try:
        discard_delivery(actor_in(where.region, request.user), where.region, _delivery(where, pk))
    except PassgenauError as problem:
        return refused(request, problem, title="Die Lieferung wurde nicht verworfen")
    messages.success(request, "Die Lieferung ist verworfen. Es wurde nichts übernommen.")
    return redirect("data", where.region.slug)
