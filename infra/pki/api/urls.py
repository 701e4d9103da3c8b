"""Addresses of certificates, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from infra.pki.api import views

ONE = "certificates/<str:serial>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("certificates", views.CertificatesView.as_view(), name="certificates"),
    path(ONE, views.CertificateView.as_view(), name="certificate"),
    path(f"{ONE}/revoke", views.RevokeCertificateView.as_view(), name="certificate-revoke"),
    path(f"{ONE}/files/<str:download>", views.CertificateFileView.as_view(), name="certificate-file"),
    path(f"{ONE}/zip", views.CertificateZipView.as_view(), name="certificate-zip"),
    path("trusted-authorities", views.TrustedAuthoritiesView.as_view(), name="trusted-authorities"),
    path("trusted-authorities/<str:file>", views.TrustedAuthorityView.as_view(), name="trusted-authority"),
]
