"""Signatures and e-legitimations as REST shows and takes them."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from contracts import common
from infra.pki import files
from infra.rest.fields import RecipientField
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import validation_error
from infra.validation.unstorable import wrong_with_text
from mailbox_ui.eid import Flaw, SignatureForm
from mailbox_ui.eid.signing import signature_xml

MAX_TEXT: Final = 50_000
MAX_NONCE: Final = 255
FORMS: Final = [(form.value, form.value) for form in SignatureForm]
EXAMPLE: Final = {
    "person": "198101052382",
    "text": "Jag öppnar en brevlåda hos Min myndighetspost.",
    "form": "xml",
}


class WholeTextField(serializers.CharField):
    """A text that is kept as it is, white space included."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=True, **options)

    def to_internal_value(self, data: Any) -> str:
        text: str = super().to_internal_value(data)
        if wrong := wrong_with_text(text):
            raise validation_error(wrong)
        return text


@extend_schema_serializer(
    examples=[
        OpenApiExample("As XML signature", EXAMPLE),
        OpenApiExample("With a revoked certificate", EXAMPLE | {"form": "pkcs7", "flaw": "revoked"}),
    ]
)
class SigningSerializer(StrictSerializer):
    person = RecipientField(help_text="The person's number, with or without hyphen and century")
    text = WholeTextField(max_length=MAX_TEXT, help_text="The agreement text, as it will be sent to the register")
    form = serializers.ChoiceField(
        choices=FORMS,
        required=False,
        default=SignatureForm.XML.value,
        help_text="mocked: the reference implementation's plain form, in which nothing is signed",
    )
    nonce = WholeTextField(
        max_length=MAX_NONCE, required=False, default="", help_text="A nonce to sign, e.g. one of /eid/nonces"
    )
    flaw = serializers.ChoiceField(
        choices=[flaw.value for flaw in Flaw],
        required=False,
        allow_null=True,
        default=None,
        help_text="What is wrong with the signature, on purpose; null: nothing",
    )


class SignatureDataSerializer(serializers.Serializer[common.SignatureData]):
    """The parts of the contract's SignatureData, and the element as it is sent."""

    signature = serializers.SerializerMethodField(help_text="In base64")
    certificate = serializers.CharField(help_text="Who issued the certificate")
    nonce = serializers.CharField(allow_null=True)
    encoding_of_signed_text = serializers.CharField()
    xml = serializers.SerializerMethodField(
        help_text="The element, to paste into a request under the name that it has there"
    )

    def get_signature(self, data: common.SignatureData) -> str:
        return base64.b64encode(data.signature).decode()

    def get_xml(self, data: common.SignatureData) -> str:
        return signature_xml(data)


class NonceSerializer(serializers.Serializer[Any]):
    nonce = serializers.CharField()
    fresh_until = serializers.DateTimeField()


class LegitimationSerializer(serializers.Serializer[Any]):
    """A test person's key and certificates, in PEM."""

    number = serializers.CharField()
    private_key = serializers.SerializerMethodField(help_text="PKCS#8, not encrypted")
    certificate = serializers.SerializerMethodField()
    issuers = serializers.SerializerMethodField(help_text="The issuers' certificates, the nearest first")

    def get_private_key(self, one: Mapping[str, Any]) -> str:
        return files.key_bytes(one["held"].key).decode()

    def get_certificate(self, one: Mapping[str, Any]) -> str:
        return files.to_pem(one["held"].certificate).decode()

    def get_issuers(self, one: Mapping[str, Any]) -> str:
        return files.to_pem(*one["held"].issuers).decode()
