"""Addresses of the pages for steering, beneath konsol/styrning/. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from testbed.steering import clock_views, fault_views, held_views

app_name = "steering"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="steering:faults"), name="start"),
    path("fel/", fault_views.edit_rules, name="faults"),
    path("fel/steg/", fault_views.add_step, name="fault-step"),
    path("fel/bort/", fault_views.remove_rule, name="fault-remove"),
    path("klocka/", clock_views.edit_clock, name="clock"),
    path("klocka/bort/", clock_views.return_to_real_time, name="clock-reset"),
    path("brev/", held_views.edit_timing, name="held"),
    path("brev/slapp/", held_views.release_letters, name="held-release"),
]
