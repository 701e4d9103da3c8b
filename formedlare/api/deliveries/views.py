"""What became of each letter: `/api/v1/deliveries`."""

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare import search
from formedlare.api.deliveries.serializers import DeliveryHistory, DeliveryPage, DeliveryQuery, LegHistory
from formedlare.lanes import ordering, retry
from formedlare.models import Distribution, Lane, Leg
from infra import clock
from infra.rest.fields import RECIPIENT
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validated
from infra.rest.views import RestView
from print_supplier.queue import papers_of

NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such delivery")


class Deliveries(RestView):
    @extend_schema(
        operation_id="list_deliveries",
        summary="Deliveries, newest first",
        parameters=[DeliveryQuery],
        responses={200: DeliveryPage, 400: OpenApiResponse(ProblemSerializer, "A filter is unknown or wrong")},
        tags=["deliveries"],
    )
    def get(self, request: Request) -> Response:
        query = validated(DeliveryQuery, _single_values(request))
        found = search.page(query, query["limit"], query.get("cursor"))
        return Response(DeliveryPage({"results": found.deliveries, "next": _next(request, found)}).data)


class Delivery(RestView):
    @extend_schema(
        operation_id="get_delivery",
        summary="One delivery with its whole history",
        responses={200: DeliveryHistory, 404: NOT_FOUND},
        tags=["deliveries"],
    )
    def get(self, request: Request, distribution_id: uuid.UUID) -> Response:
        found = _delivery(distribution_id)
        return Response(DeliveryHistory(found, context=_around(request, found.legs.all())).data)


class Retry(RestView):
    @extend_schema(
        operation_id="retry_leg",
        summary="Try a waiting leg now",
        description="The leg becomes due at once, and its lane tries even if its circuit breaker is open. The "
        "next sweep, within two seconds, takes it up. A leg that is under way is left as it is.",
        parameters=[RECIPIENT],
        request=None,
        responses={
            200: LegHistory,
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
        retry.at_once(leg)
        _require_unfinished(leg)
        return Response(LegHistory(leg, context=_around(request, [leg])).data)


def _delivery(distribution_id: uuid.UUID) -> Distribution:
    found = Distribution.objects.filter(distribution_id=distribution_id).prefetch_related("legs__events").first()
    if found is None:
        raise Problem(
            "not-found",
            f"Det finns ingen försändelse {distribution_id}.",
            f"There is no delivery {distribution_id}.",
        )
    return found


def _require_unfinished(leg: Leg) -> None:
    if leg.finished_at is not None:
        state, when = Leg.State(leg.state), f"{leg.finished_at.astimezone(clock.SWEDEN):%Y-%m-%d %H:%M:%S}"
        raise Problem(
            "conflict",
            f"Försändelsen är avslutad ({state.label.lower()} {when}) och försöks inte igen.",
            f"The delivery is finished ({state.value} {when}) and is not tried again.",
        )


def _around(request: Request, legs: Iterable[Leg]) -> dict[str, Any]:
    """What decides when the legs' next steps are taken, and what lies beside them."""
    return {
        "request": request,
        "lanes": {lane.name: lane for lane in Lane.objects.all()},
        "waits_for": ordering.waits_for(legs),
        "papers": papers_of(legs),
    }


def _single_values(request: Request) -> dict[str, Any]:
    twice = [name for name, values in request.query_params.lists() if len(values) > 1]
    if twice:
        raise Problem(
            "invalid",
            f"{', '.join(twice)} står flera gånger; varje filter får stå en gång.",
            f"{', '.join(twice)} stands several times; each filter may stand once.",
        )
    return request.query_params.dict()


def _next(request: Request, found: search.Page) -> str | None:
    if found.next_cursor is None:
        return None
    query = request.query_params.dict() | {"cursor": str(found.next_cursor)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
