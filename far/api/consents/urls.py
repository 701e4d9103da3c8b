"""Addresses of the consents, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from far.api.consents import views

ONE = "consents/<uuid:consent_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("consents", views.ConsentsView.as_view(), name="consents"),
    path("consents/uses", views.ConsentUsesView.as_view(), name="consent-uses"),
    path(ONE, views.ConsentView.as_view(), name="consent"),
    path(f"{ONE}/accept", views.AcceptConsentView.as_view(), name="consent-accept"),
    path(f"{ONE}/refuse", views.RefuseConsentView.as_view(), name="consent-refuse"),
    path(f"{ONE}/end", views.EndConsentView.as_view(), name="consent-end"),
]
