"""Addresses of waits, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.waiting.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/wait", views.MessageWaitView.as_view(), name="wait-for-messages"),
    path("deliveries/wait", views.DeliveryWaitView.as_view(), name="wait-for-deliveries"),
    path("exchanges/wait", views.ExchangeWaitView.as_view(), name="wait-for-exchanges"),
    path("verify", views.VerifyView.as_view(), name="verify"),
]
