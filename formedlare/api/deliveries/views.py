"""What became of each letter: `/api/v1/deliveries`."""

import uuid
from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare import retry
from formedlare.api.deliveries.serializers import (
    DeliveryHistorySerializer,
    DeliveryPageSerializer,
    DeliveryQuerySerializer,
    DeliverySummarySerializer,
    LegHistorySerializer,
)
from formedlare.api.parameters import RECIPIENT
from formedlare.deliveries import paper, search
from formedlare.deliveries.search import DeliveryFilter
from formedlare.lanes import ordering
from formedlare.models import Distribution, Lane, Leg
from infra import trace
from infra.hooks import runs
from infra.rest.pages import next_address
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.views import RestView

NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such delivery")


class DeliveriesView(RestView):
    query_serializer = DeliveryQuerySerializer

    @extend_schema(
        operation_id="list_deliveries",
        summary="Deliveries, newest first",
        description="With the header X-MM-Label those of that test run, unless `label` says otherwise.",
        parameters=[DeliveryQuerySerializer],
        responses={
            200: DeliveryPageSerializer,
            400: OpenApiResponse(ProblemSerializer, "A filter is unknown or wrong"),
        },
        tags=["deliveries"],
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", None)
        own = {"label": label} if (label := trace.current_label()) else {}
        found = search.find_deliveries(DeliveryFilter(**own | query), limit, cursor)
        results = [DeliverySummarySerializer.of(each).data for each in found.deliveries]
        return Response({"results": results, "next": next_address(request, found.next_cursor)})


class DeliveryView(RestView):
    @extend_schema(
        operation_id="get_delivery",
        summary="One delivery with its whole history",
        responses={200: DeliveryHistorySerializer, 404: NOT_FOUND},
        tags=["deliveries"],
    )
    def get(self, request: Request, distribution_id: uuid.UUID) -> Response:
        found = _delivery(distribution_id)
        return Response(DeliveryHistorySerializer(found, context=_context(request, found.legs.all())).data)


class RetryLegView(RestView):
    @extend_schema(
        operation_id="retry_leg",
        summary="Try a waiting leg now",
        description="The leg becomes due at once, and its lane tries even if its circuit breaker is open. The "
        "next sweep, within two seconds, takes it up. A leg that is under way is left as it is.",
        parameters=[RECIPIENT],
        request=None,
        responses={
            200: LegHistorySerializer,
            404: OpenApiResponse(ProblemSerializer, "There is no such delivery or leg"),
            409: OpenApiResponse(ProblemSerializer, "The leg is finished"),
        },
        tags=["deliveries"],
    )
    def post(self, request: Request, distribution_id: uuid.UUID, recipient: str) -> Response:
        leg = _delivery(distribution_id).legs.filter(recipient=recipient).first()
        if leg is None:
            raise Problem(
                "not-found",
                f"Försändelsen {distribution_id} har ingen sådan mottagare. Skriv numret med tolv siffror.",
                f"The delivery {distribution_id} has no such recipient. Write the number with twelve digits.",
            )
        try:
            retry.try_now(leg)
        except retry.LegFinished as refusal:
            raise Problem("conflict", *refusal.text) from refusal
        return Response(LegHistorySerializer(leg, context=_context(request, [leg])).data)


def _delivery(distribution_id: uuid.UUID) -> Distribution:
    found = Distribution.objects.filter(distribution_id=distribution_id).prefetch_related("legs__events").first()
    if found is None:
        raise Problem(
            "not-found",
            f"Det finns ingen försändelse {distribution_id}.",
            f"There is no delivery {distribution_id}.",
        )
    runs.require_reachable_label(found.label)
    return found


def _context(request: Request, legs: Iterable[Leg]) -> dict[str, Any]:
    """What the serializers show beside the rows of the legs themselves."""
    return {
        "request": request,
        "lanes": {lane.name: lane for lane in Lane.objects.all()},
        "waits_for": ordering.waits_for(legs),
        "papers": paper.describe_letters(legs, request),
    }
