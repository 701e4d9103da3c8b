"""Addresses of the actors, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from far.api.actors import views

ONE = "actors/<str:organisation>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("actors", views.Actors.as_view(), name="actors"),
    path("actors/any", views.AnyActor.as_view(), name="actor-any"),
    path(ONE, views.OneActor.as_view(), name="actor"),
    path(f"{ONE}/suspend", views.Suspend.as_view(), name="actor-suspend"),
    path(f"{ONE}/resume", views.Resume.as_view(), name="actor-resume"),
    path(f"{ONE}/disconnect", views.Disconnect.as_view(), name="actor-disconnect"),
    path(f"{ONE}/log", views.Log.as_view(), name="actor-log"),
]
