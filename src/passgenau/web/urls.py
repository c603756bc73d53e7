"""Addresses of the browser door. The stations of the flow are the second part of every address."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, path, register_converter

from passgenau.flow import FLOW
from passgenau.web.forms import LoginForm
from passgenau.web.views import (
    data,
    delivery,
    download,
    handbook,
    home,
    index,
    index_certainty,
    index_compare,
    index_explanation,
    index_trial,
    indicators,
    profile,
    protection_preview,
)


class TextKey:
    """Area and indicator keys: text, never a number."""

    regex = r"[^/]{1,80}"

    def to_python(self, value: str) -> str:
        """Return the key as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key as it stands."""
        return str(value)


register_converter(TextKey, "key")

later = [station.slug for station in FLOW if not station.built]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("anmelden/", auth.LoginView.as_view(authentication_form=LoginForm), name="login"),
    path("abmelden/", auth.LogoutView.as_view(), name="logout"),
    path("gesund/", home.health, name="health"),
    path("hilfe/", handbook.contents, name="handbook"),
    path("hilfe/<slug:page>/", handbook.page, name="handbook-page"),
    path("methoden/", handbook.methods, name="methods"),
    path("methoden/<slug:page>/", handbook.method, name="method"),
    path("<slug:slug>/", home.start, name="start"),
    path("<slug:slug>/suche/", home.search, name="search"),
    path("<slug:slug>/ueber/", home.about, name="about"),
    path("<slug:slug>/daten/", data.overview, name="data"),
    path("<slug:slug>/daten/datenpaket.zip", download.package, name="package"),
    path("<slug:slug>/daten/abdeckung/", data.coverage, name="coverage"),
    path("<slug:slug>/daten/gebiete/neu/", delivery.new_areas, name="areas-new"),
    path("<slug:slug>/daten/neu/", delivery.new, name="delivery-new"),
    path("<slug:slug>/daten/<int:pk>/", delivery.checked, name="delivery"),
    path("<slug:slug>/daten/<int:pk>/bericht.csv", delivery.report, name="delivery-report"),
    path("<slug:slug>/daten/<int:pk>/vergleich/", delivery.compare, name="delivery-compare"),
    path("<slug:slug>/daten/<int:pk>/annehmen/", delivery.accept, name="delivery-accept"),
    path("<slug:slug>/daten/<int:pk>/zuruecknehmen/", delivery.withdraw, name="delivery-withdraw"),
    path("<slug:slug>/daten/<int:pk>/uebernehmen/", delivery.take_over, name="delivery-take-over"),
    path("<slug:slug>/daten/<int:pk>/verwerfen/", delivery.discard, name="delivery-discard"),
    path("<slug:slug>/indikatoren/", indicators.overview, name="indicators"),
    path("<slug:slug>/indikatoren/geheimhaltung/", protection_preview.preview, name="protection-preview"),
    path("<slug:slug>/indikatoren/geheimhaltung/rechnen/", protection_preview.compute, name="protection-compute"),
    path("<slug:slug>/indikatoren/<key:indicator_id>/", indicators.one, name="indicator"),
    path("<slug:slug>/index/", index.ranking, name="index"),
    path("<slug:slug>/index/index.csv", index.as_csv, name="index-csv"),
    path("<slug:slug>/index/pruefen/", index.compute, name="index-compute"),
    path("<slug:slug>/index/wie-sicher/", index_certainty.certainty, name="index-certainty"),
    path("<slug:slug>/index/wie-sicher/sicherheit.csv", index_certainty.as_csv, name="index-certainty-csv"),
    path("<slug:slug>/index/was-waere-wenn/", index_trial.what_if, name="index-trial"),
    path("<slug:slug>/index/vergleich/", index_compare.compare, name="index-compare"),
    path("<slug:slug>/index/vergleich/verschiebungen.csv", index_compare.as_csv, name="index-compare-csv"),
    path("<slug:slug>/index/erklaerung/<key:area_id>/", index_explanation.explain, name="index-explain"),
    path(
        "<slug:slug>/index/erklaerung/<key:area_id>/beitraege.csv", index_explanation.as_csv, name="index-explain-csv"
    ),
    path("<slug:slug>/steckbrief/", profile.overview, name="profile-list"),
    path("<slug:slug>/steckbrief/<key:area_id>/", profile.one, name="profile"),
    path("<slug:slug>/steckbrief/<key:area_id>/tabelle.csv", profile.as_csv, name="profile-csv"),
    *[path(f"<slug:slug>/{part}/", home.later, {"part": part}, name=part) for part in later],
]

handler404 = "passgenau.web.views.errors.not_found"
handler403 = "passgenau.web.views.errors.forbidden"
handler500 = "passgenau.web.views.errors.broken"
