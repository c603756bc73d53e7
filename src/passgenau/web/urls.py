"""Addresses of the browser door."""

urlpatterns: list[object] = []
