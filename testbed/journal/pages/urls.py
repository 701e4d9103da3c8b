"""Addresses of the journal in the console. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, path, re_path

from testbed.journal.pages import views

app_name = "journal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.list_exchanges, name="exchanges"),
    path("nytt/", views.renew_exchanges, name="exchanges-renewal"),
    path("handelser.har", views.download_har, name="exchanges-har"),
    path("handelser.zip", views.download_zip, name="exchanges-zip"),
    path("<int:key>/", views.show_exchange, name="exchange"),
    path("<int:key>/anrop.xml", views.download_request, name="exchange-request"),
    path("<int:key>/svar.xml", views.download_response, name="exchange-response"),
    re_path("^brev/(?P<trace>[0-9a-f]{32})/$", views.show_timeline, name="timeline"),
    re_path("^brev/(?P<trace>[0-9a-f]{32})/nytt/$", views.renew_timeline, name="timeline-renewal"),
]
