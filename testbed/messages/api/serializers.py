"""Messages as REST shows them: in a list, and one with the bytes of its files."""

import base64
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from infra.rest.fields import HexField, OrganisationField, RecipientField
from infra.rest.pages import cursor_field, limit_field, next_field
from infra.rest.periods import ReceivedSerializer
from mailbox_operator.models import Announcement, Attachment, Delivery, Message


class MessageFilterSerializer(ReceivedSerializer):
    label = serializers.CharField(  # type: ignore[assignment]  # a name of Field's, too
        required=False, max_length=100, help_text="Of the test run that it belongs to"
    )
    trace = HexField(32, required=False, help_text="From X-Trace-Id of an answer")
    trans_id = serializers.UUIDField(required=False, help_text="The operator's receipt number")
    kind = serializers.ChoiceField(choices=Delivery.Kind.choices, required=False)
    sender = OrganisationField(required=False)
    relay = OrganisationField(required=False, help_text="Who delivered it: the relay, or the sender itself")
    reference = serializers.CharField(required=False)
    correlation_id = serializers.CharField(required=False)
    recipient = RecipientField(required=False)
    operator = serializers.CharField(required=False, help_text="Internet domain, for instance kivra.com")
    subject = serializers.CharField(required=False, help_text="The whole subject")
    sender_message_id = serializers.CharField(required=False, help_text="The header's Id")
    attachment = serializers.CharField(required=False, help_text="The name of one of its files")
    text = serializers.CharField(required=False, help_text="A part of the subject or the body, in any case")
    read = serializers.BooleanField(required=False, help_text="Whether the holder has read it")


class MessageQuerySerializer(MessageFilterSerializer):
    limit = limit_field(50, 200)
    cursor = cursor_field()


class MessageAttachmentSerializer(serializers.ModelSerializer[Attachment]):
    url = serializers.SerializerMethodField(help_text="Where its bytes are")
    sha256 = serializers.SerializerMethodField(help_text="Hexadecimal, of the bytes; empty: it has gone meanwhile")

    class Meta:
        model = Attachment
        fields: tuple[str, ...] = ("filename", "content_type", "size", "url", "sha256")
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, attachment: Attachment) -> str:
        message: Message = self.context["messages"][attachment.message_id]
        names = {"message_id": message.public_id, "position": attachment.position}
        return reverse("api:message-attachment", kwargs=names, request=self.context["request"])

    def get_sha256(self, attachment: Attachment) -> str:
        hashes: dict[int, str] = self.context["hashes"]
        return hashes.get(attachment.pk, "")


class AttachmentWithBytesSerializer(MessageAttachmentSerializer):
    content_base64 = serializers.SerializerMethodField(help_text="Exactly the bytes that were signed")

    class Meta(MessageAttachmentSerializer.Meta):
        fields = (*MessageAttachmentSerializer.Meta.fields, "content_base64")
        read_only_fields = fields

    def get_content_base64(self, attachment: Attachment) -> str:
        return base64.b64encode(attachment.content).decode()


class MessageAnnouncementSerializer(serializers.ModelSerializer[Announcement]):
    last_error = serializers.CharField(read_only=True, help_text="Swedish | English; empty: none")

    class Meta:
        model = Announcement
        fields = ("channel", "address", "state", "subject", "text", "sent_at", "last_error")
        read_only_fields = fields


class MessageSerializer(serializers.ModelSerializer[Message]):
    id = serializers.UUIDField(source="public_id")
    recipient = serializers.CharField(source="mailbox.holder")
    operator = serializers.CharField(source="mailbox.operator.name", help_text="Internet domain")
    kind = serializers.ChoiceField(source="delivery.kind", choices=Delivery.Kind.choices)
    sender = serializers.CharField(source="delivery.sender", help_text="Organisation number")
    relay = serializers.CharField(source="delivery.dispatcher", help_text="Who delivered it")
    reference = serializers.CharField(source="delivery.reference")
    correlation_id = serializers.CharField(source="delivery.correlation_id")
    trans_id = serializers.UUIDField(source="delivery.trans_id", help_text="The operator's receipt number")
    trace = serializers.CharField(source="delivery.trace")
    label = serializers.CharField(source="delivery.label")  # type: ignore[assignment]  # the same
    read = serializers.SerializerMethodField()
    warnings = serializers.ListField(
        source="delivery.warnings", child=serializers.CharField(), help_text="What the sender should change"
    )
    attachments = MessageAttachmentSerializer(many=True)
    announcements = MessageAnnouncementSerializer(many=True, help_text="E-mail and SMS about it")

    class Meta:
        model = Message
        fields: tuple[str, ...] = (
            *("id", "recipient", "operator", "kind", "sender", "sender_name", "relay", "subject", "language"),
            *("body_type", "body", "sender_message_id", "reference", "correlation_id", "trans_id", "trace"),
            *("label", "received_at", "read", "read_at", "warnings", "attachments", "announcements"),
        )
        read_only_fields = fields

    def get_read(self, message: Message) -> bool:
        return message.read_at is not None


class MessageWithBytesSerializer(MessageSerializer):
    attachments = AttachmentWithBytesSerializer(many=True)
    sealed_on = serializers.CharField(source="delivery.sealed_on", help_text="ReceivedTime in the seal")
    sender_certificate = serializers.CharField(source="delivery.sender_certificate", help_text="Its subject")
    relay_certificate = serializers.CharField(source="delivery.dispatcher_certificate", help_text="Its subject")

    class Meta(MessageSerializer.Meta):
        fields = (
            *MessageSerializer.Meta.fields,
            *("sealed_on", "sender_certificate", "relay_certificate"),
        )
        read_only_fields = fields


class MessagePageSerializer(serializers.Serializer[dict[str, Any]]):
    results = MessageSerializer(many=True)
    next = next_field("Where older messages follow; null: these are the last")
