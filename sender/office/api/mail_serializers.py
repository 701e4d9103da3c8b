"""Serializers of the mails that were taken and the replies to them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from formedlare.models import Leg
from infra.rest.fields import MomentField
from infra.rest.pages import next_field
from infra.rest.serializers import StrictSerializer
from sender.office.mails import reply_of
from sender.office.models import OfficeMail, OfficeReply


class OfficeReplySerializer(serializers.ModelSerializer[OfficeReply]):
    """A bounce or a receipt."""

    left_the_simulator = serializers.BooleanField(help_text="True: a mail server took it. False: it is kept here")
    last_error = serializers.CharField(source="last_error.on_wire", read_only=True)
    text = serializers.CharField(help_text="What a person reads, in Swedish and English")

    class Meta:
        model = OfficeReply
        fields = ("kind", "state", "created_at", "sent_at", "left_the_simulator", "last_error", "subject", "text")
        read_only_fields = fields


class OfficeMailSerializer(serializers.ModelSerializer[OfficeMail]):
    number = serializers.IntegerField(source="pk", help_text="As in manage.py office_mail")
    sender = serializers.CharField(source="address", help_text="MAIL FROM: what goes back goes there")
    distribution_id = serializers.UUIDField(
        source="distribution.distribution_id", help_text="Of the letter, for `deliveries/<distribution id>`"
    )
    state = serializers.SerializerMethodField(help_text="Of the letter")
    reply = serializers.SerializerMethodField(help_text="What goes back; null: nothing, or not yet")

    class Meta:
        model = OfficeMail
        fields = (
            "number",
            "received_at",
            "sender",
            "recipient",
            "addressed_to",
            "subject",
            "message_id",
            "automatic",
            "distribution_id",
            "state",
            "reply",
        )
        read_only_fields = fields
        extra_kwargs = {
            "automatic": {"help_text": "A program wrote it: what goes back is kept here, and does not leave"},
            "addressed_to": {"help_text": "The recipient as the mail had it"},
        }

    @extend_schema_field(serializers.ChoiceField(choices=Leg.State.choices))
    def get_state(self, mail: OfficeMail) -> str:
        [leg] = mail.distribution.legs.all()
        return leg.state

    @extend_schema_field(OfficeReplySerializer(allow_null=True))
    def get_reply(self, mail: OfficeMail) -> dict[str, Any] | None:
        reply = reply_of(mail)
        return OfficeReplySerializer(reply).data if reply else None


class OfficeMailPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = OfficeMailSerializer(many=True)
    next = next_field("Where older mails follow; null: these are the last")


class OfficeMailQuerySerializer(StrictSerializer):
    """What the list can be narrowed to. All that is given must hold."""

    sender = serializers.CharField(
        required=False, max_length=254, help_text="An address, or a domain with a leading @"
    )
    received_after = MomentField(
        required=False, help_text="ISO 8601; without a time zone it is Swedish time. This moment or later"
    )
    received_before = MomentField(required=False, help_text="Before this moment")
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)
    cursor = serializers.IntegerField(
        required=False, min_value=1, max_value=2**62, help_text="From `next` of the page before"
    )
