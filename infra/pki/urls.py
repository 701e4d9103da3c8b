"""The addresses that certificates refer to."""

from django.urls import path

from infra.pki import views

urlpatterns = [
    path("pki/crl", views.revocation_list),
    path("pki/ca.pem", views.show_authority),
    path("pki/eid/crl", views.personal_revocation_list),
    path("pki/eid/ca.pem", views.personal_authority),
]
