"""Exchanges as REST shows them, and what they can be narrowed to."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from infra.errors.explanation import AtFault, Check
from infra.hooks.exchanges import Direction, Edge, Verdict
from infra.identity.masking import mask_numbers
from infra.rest.fields import MomentField
from infra.rest.pages import cursor_field, limit_field, next_field
from infra.rest.serializers import StrictSerializer
from testbed.journal.models import MAX_SHORT, Exchange
from testbed.journal.reading import REQUEST, RESPONSE, address_of, curl_of, docs_address
from testbed.journal.search import query_language

MAX_PAGE: Final = 500
EXAMPLE: Final = {
    "id": 4711,
    "at": "2026-11-28T09:15:00.123456+01:00",
    "edge": "soap",
    "direction": "in",
    "address": "/webservice/accao/Service/v3",
    "service": "Service/v3",
    "operation": "deliverSecure",
    "caller": "162021004748",
    "certificate": "5f3a9c",
    "sender": "162021004748",
    "recipient": "19810105****",
    "recipients": 1,
    "subject": "Beslut om bygglov",
    "status": 500,
    "octets_in": 11204,
    "octets_out": 812,
    "duration_ms": 6.4,
    "verdict": "refused",
    "check": "signature",
    "reason": "digest-mismatch",
    "at_fault": "you",
    "retry": False,
    "where": "SignedDelivery",
    "expected": "",
    "received": "",
    "fix": "",
    "code": 5012,
    "text": "Underskriften stämmer inte. | The signature does not hold.",
    "call_id": "0c0ee9d2-7b3c-4f2e-9a53-2f1f6a1d5a10",
    "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
    "label": "run 7",
    "docs": "http://localhost:8000/refusals/digest-mismatch",
    "curl": "curl -sSf http://localhost:8000/api/v1/exchanges/4711/request.xml | curl --cacert ca.pem …",
    "request": "http://localhost:8000/api/v1/exchanges/4711/request.xml",
    "response": "http://localhost:8000/api/v1/exchanges/4711/response.xml",
    "octets": "http://localhost:8000/api/v1/exchanges/4711/octets",
}


class FilterSerializer(StrictSerializer):
    """What exchanges are narrowed to. All of it must hold."""

    q = serializers.CharField(
        required=False,
        max_length=query_language.MAX_LENGTH,
        help_text="The search language of the console, docs/journal.md: "
        '`verdict:refused operation:deliverSecure "Beslut om bygglov" -label:other`',
    )
    trace = serializers.CharField(required=False, max_length=MAX_SHORT)
    call_id = serializers.CharField(required=False, max_length=MAX_SHORT, help_text="From a fault's CallId")
    label = serializers.CharField(  # type: ignore[assignment]  # a field of that name, which DRF allows
        required=False, max_length=MAX_SHORT, help_text="Of a test run"
    )
    organisation = serializers.CharField(
        required=False, max_length=MAX_SHORT, help_text="Organisation number of the caller or the sender"
    )
    caller = serializers.CharField(required=False, max_length=MAX_SHORT, help_text="Organisation number")
    sender = serializers.CharField(required=False, max_length=MAX_SHORT, help_text="Organisation number")
    recipient = serializers.CharField(
        required=False, max_length=MAX_SHORT, help_text="The whole number; one of several counts, too"
    )
    certificate = serializers.CharField(
        required=False, max_length=MAX_SHORT, help_text="Serial number, hexadecimal"
    )
    operation = serializers.CharField(required=False, max_length=MAX_SHORT, help_text="For instance deliverSecure")
    service = serializers.CharField(required=False, max_length=MAX_SHORT, help_text="For instance Recipient/v3")
    verdict = serializers.ChoiceField(choices=[each.value for each in Verdict], required=False)
    edge = serializers.ChoiceField(choices=[each.value for each in Edge], required=False)
    direction = serializers.ChoiceField(choices=[each.value for each in Direction], required=False)
    check = serializers.ChoiceField(choices=[each.value for each in Check], required=False)
    reason = serializers.CharField(required=False, max_length=MAX_SHORT, help_text="The slug of the refusal")
    at_fault = serializers.ChoiceField(choices=[each.value for each in AtFault], required=False)
    code = serializers.IntegerField(required=False, min_value=0, max_value=99_999, help_text="Of the fault")
    status = serializers.IntegerField(
        required=False, min_value=1, max_value=999, help_text="Of HTTP or SMTP, for instance 500"
    )
    text = serializers.CharField(
        required=False,
        max_length=query_language.MAX_LENGTH,
        help_text="Words of the message, of its answer or of the refusal; `word*` finds what begins so",
    )
    since = MomentField(required=False, help_text="From this moment on")
    until = MomentField(required=False, help_text="Before this moment")


class ExchangeQuerySerializer(FilterSerializer):
    """The same, a page at a time."""

    limit = limit_field(50, MAX_PAGE)
    cursor = cursor_field()


@extend_schema_serializer(examples=[OpenApiExample("A refused delivery", EXAMPLE, response_only=True)])
class ExchangeSerializer(serializers.ModelSerializer[Exchange]):
    """One request and its answer, with the numbers of persons masked."""

    check = serializers.CharField(
        source="failed_check", help_text="What was checked when it was refused; empty: nothing"
    )
    expected = serializers.CharField(source="expected.on_wire")
    received = serializers.CharField(source="received.on_wire")
    fix = serializers.CharField(source="fix.on_wire", help_text="What to do. Swedish | English")
    text = serializers.CharField(
        source="text.on_wire", help_text="Why it was refused or failed. Swedish | English"
    )
    recipient = serializers.SerializerMethodField(help_text="The first one")
    subject = serializers.SerializerMethodField()
    docs = serializers.SerializerMethodField(help_text="The page about the reason; empty: there is none")
    curl = serializers.SerializerMethodField(help_text="A line for a shell that sends the request again")
    request = serializers.SerializerMethodField(
        help_text="Address of the bytes that were sent; empty: none are kept"
    )
    response = serializers.SerializerMethodField(help_text="Address of the bytes that were answered")
    octets = serializers.SerializerMethodField(
        help_text="Where the octets are that were hashed, for a signature that does not hold"
    )

    class Meta:
        model = Exchange
        fields = tuple(EXAMPLE)
        read_only_fields = tuple(name for name in EXAMPLE if name != "check")
        extra_kwargs: Final = {
            "at": {"help_text": "When it was answered, by the simulator's clock"},
            "address": {"help_text": "Where the request went to"},
            "status": {"help_text": "Of HTTP or SMTP; 0: no answer came"},
            "octets_in": {"help_text": "Bytes of the request"},
            "octets_out": {"help_text": "Bytes of the answer"},
            "code": {"help_text": "Of the fault; 0: there was none"},
            "retry": {"help_text": "The same request may succeed later; null: it was not refused"},
        }

    def get_recipient(self, exchange: Exchange) -> str:
        return mask_numbers(exchange.recipient)

    def get_subject(self, exchange: Exchange) -> str:
        return mask_numbers(exchange.subject)

    @extend_schema_field(serializers.CharField())
    def get_docs(self, exchange: Exchange) -> str:
        return docs_address(exchange)

    def get_curl(self, exchange: Exchange) -> str:
        return curl_of(exchange)

    def get_request(self, exchange: Exchange) -> str:
        return address_of(exchange, REQUEST) if exchange.request_kept else ""

    def get_response(self, exchange: Exchange) -> str:
        return address_of(exchange, RESPONSE) if exchange.response_kept else ""

    def get_octets(self, exchange: Exchange) -> str:
        has_octets = exchange.failed_check == Check.SIGNATURE and exchange.request_kept
        return address_of(exchange, "octets") if has_octets else ""


class ExchangePageSerializer(serializers.Serializer[Any]):
    """Exchanges, the newest first."""

    results = ExchangeSerializer(many=True)
    next = next_field("Address of the next page; null: this is the last")
