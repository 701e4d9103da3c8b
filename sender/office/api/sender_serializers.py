"""Serializers of the addresses that may send."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from infra.errors import InvalidInput
from infra.rest.pages import next_field
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import validation_error
from sender import signers
from sender.office import addresses
from sender.office.models import OfficeSender


class OfficeSenderSerializer(serializers.ModelSerializer[OfficeSender]):
    class Meta:
        model = OfficeSender
        fields = ("address", "identity", "receipts")
        read_only_fields = fields


class OfficeSenderPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = OfficeSenderSerializer(many=True)
    next = next_field("Where the following addresses are; null: these are the last")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One address",
            {"address": "registrator@kommun-a.example", "identity": "kommun-a", "receipts": True},
            request_only=True,
        )
    ]
)
class OfficeSenderChangeSerializer(StrictSerializer):
    address = serializers.CharField(help_text="An address, or a domain with a leading @ for every address in it")
    identity = serializers.CharField(
        help_text="The folder in var/pki/clients whose key signs: a registered sender's"
    )
    receipts = serializers.BooleanField(
        required=False, default=False, help_text="Whether a receipt goes back when a letter has arrived"
    )

    def validate_address(self, value: str) -> str:
        try:
            return addresses.require_address(value)
        except InvalidInput as problem:
            raise validation_error(problem.text) from problem

    def validate_identity(self, value: str) -> str:
        try:
            return signers.require_usable_folder(value)
        except InvalidInput as problem:
            raise validation_error(problem.text) from problem


class OfficeSenderQuerySerializer(StrictSerializer):
    after = serializers.CharField(required=False)
    limit = serializers.IntegerField(required=False, default=100, min_value=1, max_value=500)
