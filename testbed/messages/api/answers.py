"""Preview: the replies and receipts that holders gave, for their senders to fetch: `/api/v1/answers`."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from infra.hooks import runs
from infra.rest.fields import OrganisationField, RecipientField
from infra.rest.pages import cursor_field, limit_field, next_address, next_field
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer
from infra.rest.views import RestView
from mailbox_operator.models import Answer


class AnswerQuerySerializer(StrictSerializer):
    sender = OrganisationField(required=False, help_text="Of the letter that was answered")
    recipient = RecipientField(required=False, help_text="The holder of the mailbox it lies in")
    kind = serializers.ChoiceField(choices=Answer.Kind.choices, required=False)
    sender_message_id = serializers.CharField(required=False, help_text="The letter's own Id")
    limit = limit_field(50, 200)
    cursor = cursor_field()


class AnswerSerializer(serializers.ModelSerializer[Answer]):
    """The parts of the contract's Reply and Receipt."""

    message = serializers.UUIDField(source="message.public_id", help_text="The letter, in /api/v1/messages")
    sender_message_id = serializers.CharField(source="message.sender_message_id", help_text="Receipt/MessageId")
    sender = serializers.CharField(source="message.delivery.sender", help_text="Who is answered")
    recipient = serializers.CharField(source="message.mailbox.holder", help_text="The holder of the mailbox")
    correlation_id = serializers.CharField(source="message.delivery.correlation_id")
    given_by = serializers.CharField(source="by", help_text="Of a company's mailbox, the person")

    class Meta:
        model = Answer
        fields = (
            *("kind", "text", "message", "sender_message_id", "correlation_id", "sender", "recipient"),
            *("given_by", "made_at"),
        )
        read_only_fields = fields


class AnswerPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = AnswerSerializer(many=True)
    next = next_field("Where later answers follow; null: there are none yet")


class AnswersView(RestView):
    query_serializer = AnswerQuerySerializer

    @extend_schema(
        operation_id="list_answers",
        summary="Replies and receipts that holders gave, oldest first (preview)",
        description="The preview of what Mina meddelanden does not have yet: with MM_PREVIEW on, a holder can "
        "reply to a letter, or give a receipt, where its sender asks for it.",
        parameters=[AnswerQuerySerializer],
        responses={200: AnswerPageSerializer, 400: ProblemSerializer},
        tags=["messages"],
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", 0)
        wanted = {COLUMNS[name]: value for name, value in query.items()}
        answers = Answer.objects.filter(pk__gt=cursor, **wanted).select_related(
            "message__delivery", "message__mailbox"
        )
        answers = runs.without_other_labels(answers, "message__delivery__label")
        found = list(answers.order_by("pk")[: limit + 1])
        more = found[limit - 1].pk if len(found) > limit else None
        results = AnswerSerializer(found[:limit], many=True).data
        return Response({"results": results, "next": next_address(request, more)})


COLUMNS = {
    "sender": "message__delivery__sender",
    "recipient": "message__mailbox__holder",
    "kind": "kind",
    "sender_message_id": "message__sender_message_id",
}
