"""Wait and verify: `/api/v1/messages/wait`, `/api/v1/verify`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.deliveries.serializers import DeliverySummarySerializer
from formedlare.deliveries.search import DeliveryFilter, deliveries_with_keys, matching_deliveries
from infra import trace
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from infra.texts import Text
from infra.web.hang_up import has_hung_up
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
from testbed.waiting.explanations import reasons
from testbed.waiting.explanations.differences import write_value
from testbed.waiting.explanations.unknown_names import join_texts, unknown_names
from testbed.waiting.messages import Closest
from testbed.waiting.watching.found_rows import FoundRows, WaitAnswer
from testbed.waiting.watching.watch import TooManyWait, Waiter, Watch

TAGS = ["waiting"]
RETRY_AFTER: Final = {"Retry-After": "1"}
TOO_MANY: Final = OpenApiResponse(ProblemSerializer, "All places for requests that wait are taken")
MESSAGES: Final = Text("{found} av {count} meddelanden kom i tid.", "{found} of {count} messages came in time.")
DELIVERIES: Final = Text(
    "{found} av {count} försändelser kom så långt i tid.", "{found} of {count} deliveries came so far in time."
)
EXCHANGES: Final = Text("{found} av {count} händelser kom i tid.", "{found} of {count} exchanges came in time.")
watch: Final = Watch(settings.MAX_WAITS)
"""The requests of this process that wait."""


@dataclass(frozen=True)
class Wait:
    """A wait of a request."""

    wanted: Any
    filters: Mapping[str, Any]
    count: int
    request: Request


class WaitView(RestView):
    """Waits until so much of one kind matches, and answers with it, or with what came closest."""

    needs_no_room = True
    wait_serializer: type[serializers.WaitSerializer]

    def answer(self, request: Request) -> HttpResponse:
        """The found, or why it did not come.

        Raises:
            Problem: it did not come in time, or too many wait already.
        """
        values = validate_data(self.wait_serializer, request.data)
        wait = Wait(self.wanted(values["filter"]), values["filter"], values["count"], request)
        answer = WaitAnswer(request.build_absolute_uri("/"), lambda keys: self._written(wait, keys))
        waiter = self.waiter(wait)
        waiter.look = answer.written_with(waiter.look)
        found_rows = wait_for(waiter, values["timeout"], request)
        if found_rows is None:
            raise self.missed(wait)
        return HttpResponse(answer.to(found_rows), JSONRenderer.media_type)

    def _written(self, wait: Wait, keys: Sequence[int]) -> bytes:
        found = self.shown(wait, keys)
        written: bytes = JSONRenderer().render({"found": len(found), "results": found})
        return written

    def wanted(self, filters: Mapping[str, Any]) -> Any:
        """What the filters ask for."""
        raise NotImplementedError

    def waiter(self, wait: Wait) -> Waiter[FoundRows]:
        """What looks for the keys."""
        raise NotImplementedError

    def shown(self, wait: Wait, keys: Sequence[int]) -> list[Any]:
        """What the answer has of the found."""
        raise NotImplementedError

    def missed(self, wait: Wait) -> Problem:
        """Why it did not come, and what came closest."""
        raise NotImplementedError


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
        return _timed_out(wait, found, MESSAGES, reason, _shown_closest(closest, wait.request))


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
        return _timed_out(wait, found, DELIVERIES, reason, shown[0])


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
        return _timed_out(wait, found, EXCHANGES, reason, ExchangeSerializer(closest).data if closest else None)


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


def wait_for(waiter: Waiter[FoundRows], seconds: float, request: Request) -> FoundRows | None:
    """Wait for what the waiter looks for; None: it did not come in time.

    Raises:
        Problem: too many wait already.
    """
    try:
        return watch.wait(waiter, seconds, lambda: has_hung_up(request._request))
    except TooManyWait as refusal:
        swedish, english = refusal.text
        raise Problem("unavailable", swedish, english, headers=RETRY_AFTER) from refusal


def _timed_out(wait: Wait, found: int, came: Text, reason: Text, closest: Any) -> Problem:
    swedish, english = came.format(found=found, count=wait.count)
    if unknown := join_texts(unknown_names(wait.filters)):
        reason = unknown + " " + reason
    return Problem(
        "timed-out",
        f"{swedish} {reason.swedish}",
        f"{english} {reason.english}",
        members={"found": found, "reason": reason.on_wire, "closest": closest},
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
