"""Addresses of certificates, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from infra.pki.api import views

ONE = "certificates/<str:serial>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("certificates", views.Certificates.as_view(), name="certificates"),
    path(ONE, views.OneCertificate.as_view(), name="certificate"),
    path(f"{ONE}/revoke", views.Revoke.as_view(), name="certificate-revoke"),
    path(f"{ONE}/files/<str:download>", views.CertificateFile.as_view(), name="certificate-file"),
    path(f"{ONE}/zip", views.CertificateZip.as_view(), name="certificate-zip"),
    path("trusted-authorities", views.Authorities.as_view(), name="trusted-authorities"),
    path("trusted-authorities/<str:file>", views.OneAuthority.as_view(), name="trusted-authority"),
]
