"""Addresses of messages, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.messages.api import answers, views

ONE = "messages/<uuid:message_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("answers", answers.AnswersView.as_view(), name="answers"),
    path("messages", views.MessagesView.as_view(), name="messages"),
    path(ONE, views.MessageView.as_view(), name="message"),
    path(f"{ONE}/read", views.ReadMessageView.as_view(), name="read-message"),
    path(f"{ONE}/attachments/<int:position>", views.MessageAttachmentView.as_view(), name="message-attachment"),
]
