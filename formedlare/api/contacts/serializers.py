"""A sender's address register as REST shows and takes it."""

from datetime import date
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from formedlare.sender_settings import contacts
from formedlare.sender_settings.contacts import Contact
from infra.errors import InvalidInput
from infra.rest.fields import RecipientField
from infra.rest.pages import next_field
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import message_of, validation_error

EXAMPLE_FILE: Final = (
    "recipient;email;mobile;confirmed_on\n19810105-2382;maria@example.org;070-174 06 05;2026-03-01\n"
)


class EmailField(serializers.CharField):
    """Read and refused as the domain does it. It may be empty, so its format is not that of addresses."""

    def __init__(self, **options: Any) -> None:
        words: dict[str, Any] = {"invalid": message_of(contacts.NO_EMAIL)}
        super().__init__(error_messages=words, **options)

    def to_internal_value(self, data: Any) -> str:
        try:
            return contacts.read_email(super().to_internal_value(data))
        except InvalidInput as refusal:
            raise validation_error(refusal.text) from refusal


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Maria Svensson",
            {
                "recipient": "198101052382",
                "email": "maria@example.org",
                "mobile": "070-174 06 05",
                "confirmed_on": "2026-03-01",
            },
            request_only=True,
        )
    ]
)
class ContactSerializer(StrictSerializer):
    recipient = RecipientField(help_text="Twelve digits, or as people write it")
    email = EmailField(required=False, allow_blank=True, default="")
    mobile = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="070-174 06 05, kept as +46701740605"
    )
    confirmed_on = serializers.DateField(
        help_text="When the recipient last said that it is right",
        error_messages={"invalid": message_of(contacts.NO_DATE)},
    )

    def validate_mobile(self, value: str) -> str:
        try:
            return contacts.read_mobile(value)
        except InvalidInput as refusal:
            raise validation_error(refusal.text) from refusal

    def validate_confirmed_on(self, value: date) -> date:
        try:
            return contacts.require_past(value)
        except InvalidInput as refusal:
            raise validation_error(refusal.text) from refusal

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            contacts.require_way(attrs["email"], attrs["mobile"])
        except InvalidInput as refusal:
            raise validation_error(refusal.text) from refusal
        return attrs

    @staticmethod
    def contacts_in(values: list[dict[str, Any]]) -> list[Contact]:
        """The lines in the validated values."""
        return [Contact(**line) for line in values]


class ContactPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = ContactSerializer(many=True)
    next = next_field("Where the following lines are; null: these are the last")


class ContactQuerySerializer(StrictSerializer):
    recipient = RecipientField(required=False)
    after = serializers.CharField(required=False)
    limit = serializers.IntegerField(required=False, default=500, min_value=1, max_value=2_000)


class StoredContactsSerializer(serializers.Serializer[dict[str, int]]):
    stored = serializers.IntegerField(help_text="Lines of this request")
    total = serializers.IntegerField(help_text="Lines in the register now")


class ContactUploadSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="CSV: recipient;email;mobile;confirmed_on")
