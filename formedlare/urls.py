"""The addresses at which the relay takes deliveries and notifications in."""

from django.urls import path

from formedlare.soap.message import message
from formedlare.soap.notification import notification
from infra.soap.views import SoapView

urlpatterns = [
    path("Message/v3", SoapView(message)),
    path("Notification/v3", SoapView(notification)),
]
