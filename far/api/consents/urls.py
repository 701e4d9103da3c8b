"""Addresses of the consents, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from far.api.consents import views

ONE = "consents/<uuid:consent_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("consents", views.Consents.as_view(), name="consents"),
    path("consents/uses", views.Uses.as_view(), name="consent-uses"),
    path(ONE, views.OneConsent.as_view(), name="consent"),
    path(f"{ONE}/accept", views.Accept.as_view(), name="consent-accept"),
    path(f"{ONE}/refuse", views.Refuse.as_view(), name="consent-refuse"),
    path(f"{ONE}/end", views.End.as_view(), name="consent-end"),
]
