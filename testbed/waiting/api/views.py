"""Wait and verify: `/api/v1/messages/wait`, `/api/v1/verify`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.deliveries.serializers import DeliverySummarySerializer
from formedlare.search import DeliveryFilter, deliveries_with_keys, matching_deliveries
from infra import trace
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validated
from infra.rest.views import RestView
from infra.web.hang_up import has_hung_up
from mailbox_operator.models import Message
from testbed.journal.api.serializers import ExchangeSerializer
from testbed.journal.api.views import search_of
from testbed.journal.language import Search
from testbed.journal.models import Exchange
from testbed.messages import search
from testbed.messages.api.shown import show_messages
from testbed.messages.search import MessageFilter
from testbed.waiting import deliveries, exchanges, messages, reasons, verdicts
from testbed.waiting.api import serializers
from testbed.waiting.watch import TooManyWait, Waiter, Watch

TAGS = ["waiting"]
RETRY_AFTER: Final = {"Retry-After": "1"}
TOO_MANY: Final = OpenApiResponse(ProblemSerializer, "All places for requests that wait are taken")
watch: Final = Watch(settings.MAX_WAITS)
"""The requests of this process that wait."""


class MessageWaitView(RestView):
    needs_no_room = True

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
    def post(self, request: Request) -> Response:
        values = validated(serializers.MessageWaitSerializer, request.data)
        wanted, count = search.within_run(values["filter"]), values["count"]
        keys = wait_for(messages.waiter_for(wanted, count), values["timeout"], request)
        if keys is None:
            raise _no_messages(wanted, count, request)
        found = list(search.as_shown(Message.objects.filter(pk__in=keys)).order_by("-pk"))
        return Response({"found": len(found), "results": show_messages(found, request)})


class DeliveryWaitView(RestView):
    needs_no_room = True

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
    def post(self, request: Request) -> Response:
        values = validated(serializers.DeliveryWaitSerializer, request.data)
        label = trace.current_label()
        wanted = DeliveryFilter(**({"label": label} if label else {}) | values["filter"])
        keys = wait_for(deliveries.waiter_for(wanted, values["count"]), values["timeout"], request)
        if keys is None:
            raise _no_deliveries(wanted, values["count"])
        return Response({"found": len(keys), "results": _shown_deliveries(wanted, keys)})


class ExchangeWaitView(RestView):
    needs_no_room = True

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
    def post(self, request: Request) -> Response:
        values = validated(serializers.ExchangeWaitSerializer, request.data)
        wanted, count = search_of(values["filter"]), values["count"]
        keys = wait_for(exchanges.waiter_for(wanted, values["filter"], count), values["timeout"], request)
        if keys is None:
            raise _no_exchanges(values["filter"], wanted, count)
        found = list(Exchange.objects.filter(pk__in=keys).order_by("pk"))
        return Response({"found": len(found), "results": ExchangeSerializer(found, many=True).data})


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
        values = validated(serializers.DemandSerializer, request.data)
        wanted, demand = search.within_run(values["filter"]), values["demand"]
        verdict = verdicts.verify(wanted, demand)
        lacks = verdict.found < demand.at_least
        return Response(
            {
                "holds": verdict.holds,
                "found": verdict.found,
                "difference": verdict.difference.on_wire if verdict.difference else None,
                "reason": reasons.why_no_message(wanted, verdict.found).on_wire if lacks else None,
                "closest": _shown_closest(wanted, request) if lacks else None,
            }
        )


def wait_for(waiter: Waiter[Any], seconds: float, request: Request) -> Any:
    """What the waiter looks for; None: it did not come in time.

    Raises:
        Problem: too many wait already.
    """
    try:
        return watch.wait(waiter, seconds, lambda: has_hung_up(request._request))
    except TooManyWait as refusal:
        swedish, english = refusal.text
        raise Problem("unavailable", swedish, english, headers=RETRY_AFTER) from refusal


def _no_deliveries(wanted: DeliveryFilter, count: int) -> Problem:
    found, reason = matching_deliveries(wanted).count(), deliveries.why_none(wanted)
    closest = deliveries.closest_to(wanted)
    shown = _shown_deliveries(DeliveryFilter(), [closest.pk]) if closest else [None]
    return Problem(
        "timed-out",
        f"{found} av {count} försändelser kom så långt i tid. {reason.swedish}",
        f"{found} of {count} deliveries came so far in time. {reason.english}",
        members={"found": found, "reason": reason.on_wire, "closest": shown[0]},
    )


def _no_exchanges(filters: Mapping[str, Any], wanted: Search, count: int) -> Problem:
    found = exchanges.count_matching(wanted)
    closest = exchanges.closest_to(search_of(exchanges.of_same_letter(filters)))
    reason = exchanges.NOTHING if closest is None else exchanges.difference(filters, closest)
    return Problem(
        "timed-out",
        f"{found} av {count} händelser kom i tid. {reason.swedish}",
        f"{found} of {count} exchanges came in time. {reason.english}",
        members={
            "found": found,
            "reason": reason.on_wire,
            "closest": ExchangeSerializer(closest).data if closest else None,
        },
    )


def _shown_deliveries(wanted: DeliveryFilter, keys: Sequence[int]) -> list[dict[str, Any]]:
    return [dict(DeliverySummarySerializer.of(each).data) for each in deliveries_with_keys(wanted, keys)]


def _no_messages(wanted: MessageFilter, count: int, request: Request) -> Problem:
    found = search.matching_messages(wanted).count()
    reason = reasons.why_no_message(wanted, found)
    return Problem(
        "timed-out",
        f"{found} av {count} meddelanden kom i tid. {reason.swedish}",
        f"{found} of {count} messages came in time. {reason.english}",
        members={"found": found, "reason": reason.on_wire, "closest": _shown_closest(wanted, request)},
    )


def _shown_closest(wanted: MessageFilter, request: Request) -> dict[str, Any] | None:
    closest = messages.closest_to(wanted)
    if closest is None:
        return None
    [shown] = show_messages([closest.message], request)
    differences = [
        {"filter": each.name, "expected": _written(each.expected), "found": _written(each.found)}
        for each in closest.differences
    ]
    return {"message": shown, "differences": differences}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
