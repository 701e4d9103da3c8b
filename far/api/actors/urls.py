"""Addresses of the actors, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from far.api.actors import views

ONE = "actors/<str:organisation>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("actors", views.ActorsView.as_view(), name="actors"),
    path("actors/any", views.NewActorView.as_view(), name="actor-any"),
    path(ONE, views.ActorView.as_view(), name="actor"),
    path(f"{ONE}/suspend", views.SuspendActorView.as_view(), name="actor-suspend"),
    path(f"{ONE}/resume", views.ResumeActorView.as_view(), name="actor-resume"),
    path(f"{ONE}/disconnect", views.DisconnectActorView.as_view(), name="actor-disconnect"),
    path(f"{ONE}/log", views.ActorLogView.as_view(), name="actor-log"),
]
