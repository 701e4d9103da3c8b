"""Addresses of the webhooks, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from webhooks.api import views

ONE = "webhooks/<uuid:subscription_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks", views.SubscriptionsView.as_view(), name="webhooks"),
    path(ONE, views.SubscriptionView.as_view(), name="webhook"),
    path(f"{ONE}/ping", views.PingView.as_view(), name="webhook-ping"),
    path(f"{ONE}/replay", views.ReplayFailedView.as_view(), name="webhook-replay-failed"),
    path(f"{ONE}/events", views.EventsView.as_view(), name="webhook-events"),
    path(f"{ONE}/events/<uuid:event_id>", views.EventView.as_view(), name="webhook-event"),
    path(f"{ONE}/events/<uuid:event_id>/replay", views.ReplayEventView.as_view(), name="webhook-replay"),
]
