"""Mailbox operators, as the register calls them and lets them leave: `/api/v1/operators`."""

from typing import Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from far.api.operators import serializers
from far.callbacks import removals, unused
from far.departures import overview, planning
from far.models import ServiceSupplier
from infra.authorship import Origin
from infra.errors import MinaMeddelandenError
from infra.hooks import runs
from infra.rest.pages import next_address
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView

TAGS: Final = ["operators"]
NAME: Final = OpenApiParameter(
    "name",
    str,
    OpenApiParameter.PATH,
    description="The operator's internet domain",
    examples=[OpenApiExample("Kivra", "kivra.com")],
)
NO_OPERATOR: Final = OpenApiResponse(ProblemSerializer, "No mailbox operator has this name")
LEFT: Final = OpenApiResponse(ProblemSerializer, "It has left already")


class OperatorsView(RestView):
    @extend_schema(
        operation_id="list_operators",
        summary="Mailbox operators with their customers counted, by name",
        description="With the header X-MM-Label without those that other test runs made.",
        responses=serializers.OperatorSerializer(many=True),
        tags=TAGS,
    )
    def get(self, _request: Request) -> Response:
        found = overview.list_operators(runs.keys_of_others(runs.ItemKind.ACTOR))
        return Response(serializers.OperatorSerializer(found, many=True).data)


class OperatorView(RestView):
    @extend_schema(
        operation_id="get_operator",
        summary="One operator",
        parameters=[NAME],
        responses={200: serializers.OperatorSerializer, 404: NO_OPERATOR},
        tags=TAGS,
    )
    def get(self, _request: Request, name: str) -> Response:
        return _shown(name)


class CustomersView(RestView):
    query_serializer = serializers.CustomerQuerySerializer

    @extend_schema(
        operation_id="list_customers",
        summary="The operator's customers, in order of numbers",
        parameters=[NAME, serializers.CustomerQuerySerializer],
        responses={200: serializers.CustomerPageSerializer, 400: ProblemSerializer, 404: NO_OPERATOR},
        tags=TAGS,
    )
    def get(self, request: Request, name: str) -> Response:
        after = self.query.get("cursor")
        found, following = overview.list_customers(
            _operator(name), self.query["limit"], str(after) if after else ""
        )
        page = {"results": found, "next": next_address(request, int(following) if following else None)}
        return Response(serializers.CustomerPageSerializer(page).data)


class DepartureView(RestView):
    @extend_schema(
        operation_id="put_departure",
        summary="Let the operator leave on a day: its customers are told, and that day their accounts end",
        parameters=[NAME],
        request=serializers.DepartureRequestSerializer,
        examples=[OpenApiExample("On New Year's Day", {"leaves_on": "2027-01-01"}, request_only=True)],
        responses={
            200: serializers.OperatorSerializer,
            400: ProblemSerializer,
            404: NO_OPERATOR,
            409: LEFT,
        },
        tags=TAGS,
    )
    def put(self, request: Request, name: str) -> Response:
        operator = _own_operator(name)
        values = validate_data(serializers.DepartureRequestSerializer, request.data)
        planning.plan_departure(operator, values["leaves_on"], Origin.REST)
        return _shown(name)

    @extend_schema(
        operation_id="delete_departure",
        summary="Let the operator stay",
        parameters=[NAME],
        responses={
            204: None,
            404: OpenApiResponse(ProblemSerializer, "No operator has this name, or it was not going to leave"),
            409: LEFT,
        },
        tags=TAGS,
    )
    def delete(self, _request: Request, name: str) -> Response:
        planning.cancel_departure(_own_operator(name), Origin.REST)
        return Response(status=204)


class UnusedMailboxesView(RestView):
    query_serializer = serializers.UnusedQuerySerializer

    @extend_schema(
        operation_id="list_unused_mailboxes",
        summary="Ask the operator, over SOAP, for mailboxes that have been unused for so many days",
        parameters=[NAME, serializers.UnusedQuerySerializer],
        responses={
            200: serializers.UnusedSerializer,
            400: ProblemSerializer,
            404: NO_OPERATOR,
            503: OpenApiResponse(ProblemSerializer, "The operator did not answer, or refused the question"),
        },
        tags=TAGS,
    )
    def get(self, _request: Request, name: str) -> Response:
        supplier = _operator(name)
        try:
            found = unused.ask_for_unused_mailboxes(supplier, self.query["days"])
        except MinaMeddelandenError as problem:
            raise Problem("unavailable", *problem.text) from problem
        others = runs.keys_of_others(runs.ItemKind.PERSON) | runs.keys_of_others(runs.ItemKind.COMPANY)
        shown = [holder for holder in found if holder not in others]
        return Response(serializers.UnusedSerializer({"recipients": shown}).data)


class RemovalFlagsView(RestView):
    query_serializer = serializers.FlagQuerySerializer

    @extend_schema(
        operation_id="list_removal_flags",
        summary="Removed accounts and requests that the operator is told of, the latest first",
        parameters=[NAME, serializers.FlagQuerySerializer],
        responses={200: serializers.FlagPageSerializer, 400: ProblemSerializer, 404: NO_OPERATOR},
        tags=TAGS,
    )
    def get(self, request: Request, name: str) -> Response:
        query = self.query
        found, following = overview.list_flags(
            _operator(name), query["limit"], query.get("cursor"), query.get("state", "")
        )
        page = {"results": found, "next": next_address(request, following)}
        return Response(serializers.FlagPageSerializer(page).data)


class ReplayFlagsView(RestView):
    @extend_schema(
        operation_id="replay_removal_flags",
        summary="Send again what was given up",
        parameters=[NAME],
        request=None,
        responses={200: serializers.ReplayedFlagsSerializer, 404: NO_OPERATOR},
        tags=TAGS,
    )
    def post(self, _request: Request, name: str) -> Response:
        replayed = removals.send_again(_own_operator(name))
        return Response(serializers.ReplayedFlagsSerializer({"replayed": replayed}).data)


def _operator(name: str) -> ServiceSupplier:
    """The operator that an address names.

    Raises:
        NotFound: there is none, or it is another run's.
    """
    found = overview.find_operator(name)
    runs.require_reachable(runs.ItemKind.ACTOR, found.organisation)
    return found


def _own_operator(name: str) -> ServiceSupplier:
    """As `_operator`; within a run, one that the run made."""
    found = _operator(name)
    runs.require_own(found.organisation, runs.ItemKind.ACTOR)
    return found


def _shown(name: str) -> Response:
    found = overview.show_operator(_operator(name))
    return Response(serializers.OperatorSerializer(found).data)
