"""Addresses of the webhooks, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from webhooks.api import views

ONE = "webhooks/<uuid:subscription_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks", views.Subscriptions.as_view(), name="webhooks"),
    path(ONE, views.OneSubscription.as_view(), name="webhook"),
    path(f"{ONE}/ping", views.Ping.as_view(), name="webhook-ping"),
    path(f"{ONE}/replay", views.ReplayFailed.as_view(), name="webhook-replay-failed"),
    path(f"{ONE}/events", views.Events.as_view(), name="webhook-events"),
    path(f"{ONE}/events/<uuid:event_id>", views.EventView.as_view(), name="webhook-event"),
    path(f"{ONE}/events/<uuid:event_id>/replay", views.ReplayOne.as_view(), name="webhook-replay"),
]
