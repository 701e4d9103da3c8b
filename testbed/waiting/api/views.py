"""Wait and verify: `/api/v1/messages/wait`, `/api/v1/verify`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.deliveries.serializers import DeliverySummarySerializer
from formedlare.deliveries.search import DeliveryFilter, deliveries_with_keys, matching_deliveries
from infra import trace
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from infra.texts import Text
from mailbox_operator.models import Message
from testbed.journal.api.serializers import ExchangeSerializer
from testbed.journal.api.views import search_of
from testbed.journal.models import Exchange
from testbed.journal.search.query_language import Search
from testbed.messages import search
from testbed.messages.api.shown import show_messages
from testbed.messages.search import MessageFilter
from testbed.waiting import deliveries, exchanges, messages, verdicts
from testbed.waiting.api import serializers
from testbed.waiting.api.wait_view import Wait, WaitView, timed_out
from testbed.waiting.explanations import reasons
from testbed.waiting.explanations.differences import write_value
from testbed.waiting.explanations.unknown_names import unknown_names
from testbed.waiting.messages import Closest
from testbed.waiting.watching.found_rows import FoundRows
from testbed.waiting.watching.watch import Waiter

TAGS = ["waiting"]
TOO_MANY: Final = OpenApiResponse(ProblemSerializer, "All places for requests that wait are taken")
MESSAGES: Final = Text("{found} av {count} meddelanden kom i tid.", "{found} of {count} messages came in time.")
DELIVERIES: Final = Text(
    "{found} av {count} försändelser kom så långt i tid.", "{found} of {count} deliveries came so far in time."
)
EXCHANGES: Final = Text("{found} av {count} händelser kom i tid.", "{found} of {count} exchanges came in time.")


class MessageWaitView(WaitView):
    wait_serializer = serializers.MessageWaitSerializer

    @extend_schema(
        operation_id="wait_for_messages",
        summary="Wait until so many messages match",
        description="Answered within milliseconds of the moment when they do, at once if they do already. With "
        "the header X-MM-Label, messages of that test run.",
        request=serializers.MessageWaitSerializer,
        examples=[
            OpenApiExample(
                "A letter to Maria", {"filter": {"recipient": "198101052382"}, "timeout": 10}, request_only=True
            )
        ],
        responses={
            200: serializers.FoundMessagesSerializer,
            400: ProblemSerializer,
            408: OpenApiResponse(serializers.NoMessageSerializer, "They did not come in time, and why"),
            503: TOO_MANY,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> HttpResponse:
        return self.answer(request)

    def wanted(self, filters: Mapping[str, Any]) -> MessageFilter:
        return search.within_run(filters)

    def waiter(self, wait: Wait) -> Waiter[FoundRows]:
        return messages.waiter_for(wait.wanted, wait.count)

    def shown(self, wait: Wait, keys: Sequence[int]) -> list[Any]:
        found = search.as_shown(Message.objects.filter(pk__in=keys)).order_by("-pk")
        return show_messages(list(found), wait.request)

    def missed(self, wait: Wait) -> Problem:
        found, closest = search.matching_messages(wait.wanted).count(), messages.closest_to(wait.wanted)
        reason = _why_no_message(wait.wanted, found, closest)
        return timed_out(wait, found, MESSAGES, reason, _shown_closest(closest, wait.request))


class DeliveryWaitView(WaitView):
    wait_serializer = serializers.DeliveryWaitSerializer

    @extend_schema(
        operation_id="wait_for_deliveries",
        summary="Wait until so many deliveries of the relay match",
        description="The filters are those of the list of deliveries: state=delivered waits for a delivery. "
        "With the header X-MM-Label, deliveries of that test run.",
        request=serializers.DeliveryWaitSerializer,
        examples=[
            OpenApiExample(
                "Maria's letter delivered",
                {"filter": {"recipient": "198101052382", "state": "delivered"}, "timeout": 10},
                request_only=True,
            )
        ],
        responses={
            200: serializers.FoundDeliveriesSerializer,
            400: ProblemSerializer,
            408: OpenApiResponse(serializers.NoDeliverySerializer, "They did not come so far in time, and why"),
            503: TOO_MANY,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> HttpResponse:
        return self.answer(request)

    def wanted(self, filters: Mapping[str, Any]) -> DeliveryFilter:
        label = trace.current_label()
        return DeliveryFilter(**({"label": label} if label else {}) | dict(filters))

    def waiter(self, wait: Wait) -> Waiter[FoundRows]:
        return deliveries.waiter_for(wait.wanted, wait.count)

    def shown(self, wait: Wait, keys: Sequence[int]) -> list[Any]:
        return _shown_deliveries(wait.wanted, keys)

    def missed(self, wait: Wait) -> Problem:
        found = matching_deliveries(wait.wanted).count()
        reason = deliveries.why_none(wait.wanted)
        closest = deliveries.closest_to(wait.wanted)
        shown = _shown_deliveries(DeliveryFilter(), [closest.pk]) if closest else [None]
        return timed_out(wait, found, DELIVERIES, reason, shown[0])


class ExchangeWaitView(WaitView):
    wait_serializer = serializers.ExchangeWaitSerializer

    @extend_schema(
        operation_id="wait_for_exchanges",
        summary="Wait until so many exchanges of the journal match",
        description="The filters are those of the list of exchanges. Exchanges that were there before count, too: "
        "narrow it by label, trace or since.",
        request=serializers.ExchangeWaitSerializer,
        examples=[
            OpenApiExample(
                "A refusal", {"filter": {"verdict": "refused"}, "count": 1, "timeout": 10}, request_only=True
            )
        ],
        responses={
            200: serializers.FoundExchangesSerializer,
            400: ProblemSerializer,
            408: OpenApiResponse(serializers.NoExchangeSerializer, "They did not come in time"),
            503: TOO_MANY,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> HttpResponse:
        return self.answer(request)

    def wanted(self, filters: Mapping[str, Any]) -> Search:
        return search_of(filters)

    def waiter(self, wait: Wait) -> Waiter[FoundRows]:
        return exchanges.waiter_for(wait.wanted, wait.count)

    def shown(self, wait: Wait, keys: Sequence[int]) -> list[Any]:
        found = list(Exchange.objects.filter(pk__in=keys).order_by("pk"))
        return list(ExchangeSerializer(found, many=True).data)

    def missed(self, wait: Wait) -> Problem:
        found = exchanges.count_matching(wait.wanted, wait.count)
        closest = exchanges.closest_to(exchanges.of_same_letter(wait.wanted))
        reason = (
            exchanges.NOTHING if closest is None else exchanges.difference_of(wait.wanted, closest, matching=found)
        )
        return timed_out(wait, found, EXCHANGES, reason, ExchangeSerializer(closest).data if closest else None)


class VerifyView(RestView):
    needs_no_room = True

    @extend_schema(
        operation_id="verify_messages",
        summary="Say whether as many messages match as a test demands",
        description="One of `exactly`, `at_least` and `none: true`. Counts now and does not wait.",
        request=serializers.DemandSerializer,
        examples=[
            OpenApiExample(
                "No letter to Maria", {"filter": {"recipient": "198101052382"}, "none": True}, request_only=True
            )
        ],
        responses={200: serializers.VerdictSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(serializers.DemandSerializer, request.data)
        wanted, demand = search.within_run(values["filter"]), values["demand"]
        verdict = verdicts.verify_messages(wanted, demand)
        lacks = verdict.found < demand.at_least
        closest = messages.closest_to(wanted) if lacks else None
        return Response(
            {
                "holds": verdict.holds,
                "found": verdict.found,
                "difference": verdict.difference.on_wire if verdict.difference else None,
                "reason": _why_no_message(wanted, verdict.found, closest).on_wire if lacks else None,
                "closest": _shown_closest(closest, request),
                "remarks": [each.on_wire for each in unknown_names(values["filter"])],
            }
        )


def _shown_deliveries(wanted: DeliveryFilter, keys: Sequence[int]) -> list[dict[str, Any]]:
    return [dict(DeliverySummarySerializer.of(each).data) for each in deliveries_with_keys(wanted, keys)]


def _why_no_message(wanted: MessageFilter, found: int, closest: Closest | None) -> Text:
    reason = reasons.why_no_message(wanted, found)
    return reason + " " + closest.words if closest else reason


def _shown_closest(closest: Closest | None, request: Request) -> dict[str, Any] | None:
    if closest is None:
        return None
    [shown] = show_messages([closest.message], request)
    differences = [
        {"filter": each.name, "expected": write_value(each.expected), "found": write_value(each.found)}
        for each in closest.differences
    ]
    return {"message": shown, "differences": differences}
