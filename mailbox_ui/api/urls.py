"""Addresses of the e-legitimation, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from mailbox_ui.api.views import LegitimationView, NoncesView, SignaturesView

urlpatterns: list[URLPattern | URLResolver] = [
    path("eid/signatures", SignaturesView.as_view(), name="eid-signatures"),
    path("eid/nonces", NoncesView.as_view(), name="eid-nonces"),
    path("eid/legitimations/<str:person>", LegitimationView.as_view(), name="eid-legitimation"),
]
