"""Consents and their uses as REST shows and takes them."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from far.consents.ending import OPEN, Side
from far.models import Consent, ConsentSignature, MailboxUse
from infra.rest.fields import DayField, OrganisationField, RecipientField
from infra.rest.pages import cursor_field, limit_field
from infra.rest.serializers import StrictSerializer

BEGINNINGS: Final = [state.value for state in OPEN]
MAX_PAGE: Final = 200
MAX_TEXT: Final = 100_000
"""Characters of an agreement text."""


class SignatureSerializer(serializers.ModelSerializer[ConsentSignature]):
    class Meta:
        model = ConsentSignature
        fields = ("purpose", "person", "name", "is_mocked", "signed_at")
        read_only_fields = fields


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    ending = serializers.SerializerMethodField(help_text="Why it ended; null: it has not")
    ending_text = serializers.CharField(
        read_only=True, help_text="What is signed to end it; empty: nobody has signed that"
    )
    signatures = SignatureSerializer(many=True, read_only=True)

    class Meta:
        model = Consent
        fields = (
            "consent_id",
            "account",
            "account_name",
            "holder",
            "holder_name",
            "level",
            "state",
            "ending",
            "ends_on",
            "agreement_text",
            "ending_text",
            "requested_on",
            "created_at",
            "accepted_at",
            "ended_at",
            "signatures",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=Consent.Ending.choices, allow_null=True))
    def get_ending(self, consent: Consent) -> str | None:
        return consent.ending or None


class ConsentPageSerializer(serializers.Serializer[Any]):
    results = ConsentSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page; null: these are the last")


class ConsentQuerySerializer(StrictSerializer):
    account = RecipientField(required=False, help_text="The holder of the mailbox")
    holder = RecipientField(required=False, help_text="Who may use it")
    person = RecipientField(required=False, help_text="On either side")
    state = serializers.ChoiceField(choices=Consent.State.choices, required=False)
    level = serializers.ChoiceField(choices=Consent.Level.choices, required=False)
    limit = limit_field(50, MAX_PAGE)
    cursor = cursor_field()


class ConsentChangeSerializer(StrictSerializer):
    level = serializers.ChoiceField(choices=Consent.Level.choices, help_text="How much the person may do")
    ends_on = DayField(
        required=False, allow_null=True, help_text="The last day, in Sweden; null: until somebody ends it"
    )


class ConsentOrderSerializer(ConsentChangeSerializer):
    account = RecipientField(help_text="The holder of the mailbox: a person or a company that has one")
    holder = RecipientField(help_text="The person who may use it")
    state = serializers.ChoiceField(
        choices=BEGINNINGS,
        required=False,
        default=Consent.State.WAITING_FOR_ACCEPT.value,
        help_text="Where it begins. SigningIncomplete: registerConsent signs it",
    )
    agreement_text = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=MAX_TEXT, help_text="What is signed"
    )


class EndSerializer(StrictSerializer):
    side = serializers.ChoiceField(choices=[side.value for side in Side], help_text="Who ends it")


class UseSerializer(serializers.ModelSerializer[MailboxUse]):
    operator = serializers.CharField(source="asked_by", help_text="Organisation number")
    consent_id = serializers.UUIDField(
        source="consent.consent_id", default=None, allow_null=True, help_text="null: a guardian's use"
    )

    class Meta:
        model = MailboxUse
        fields = ("used_at", "kind", "account", "person", "person_name", "grant", "consent_id", "operator")
        read_only_fields = fields


class UsePageSerializer(serializers.Serializer[Any]):
    results = UseSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page; null: these are the last")


class UseQuerySerializer(StrictSerializer):
    account = RecipientField(required=False, help_text="The holder of the mailbox")
    person = RecipientField(required=False, help_text="Who used it")
    consent_id = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=MailboxUse.Kind.choices, required=False)
    grant = serializers.ChoiceField(choices=MailboxUse.Grant.choices, required=False)
    limit = limit_field(50, MAX_PAGE)
    cursor = cursor_field()


class UseOrderSerializer(StrictSerializer):
    account = RecipientField(help_text="The holder of the mailbox")
    person = RecipientField(help_text="Who used it, by a consent or as guardian")
    kind = serializers.ChoiceField(choices=MailboxUse.Kind.choices)
    operator = OrganisationField(help_text="Where: the operator's organisation number")
