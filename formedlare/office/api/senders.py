"""Whose mail becomes letters, over REST: `/api/v1/office-senders`."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.problems import Problem, ProblemShape
from formedlare.api.rest import RestView, checked
from formedlare.office import addresses
from formedlare.office.api import shapes
from formedlare.office.models import OfficeSender
from infra.database.paging import first
from infra.database.write_turn import writing

TAGS = ["office"]
NOT_FOUND = OpenApiResponse(ProblemShape, "The address is not in the list")


class OfficeSenders(RestView):
    @extend_schema(
        operation_id="list_office_senders",
        summary="The addresses whose mail becomes letters, by address",
        parameters=[shapes.OfficeSenderQuery],
        responses={200: shapes.OfficeSenderPage, 400: ProblemShape},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = checked(shapes.OfficeSenderQuery, request.query_params.dict())
        rows = OfficeSender.objects.filter(address__gt=query["after"]).order_by("address")
        shown, last = first(rows, query["limit"])
        page = {"results": shown, "next": last.address if last else None}
        return Response(shapes.OfficeSenderPage(page).data)

    @extend_schema(
        operation_id="allow_office_sender",
        summary="Let an address or a domain send, or change one that may already",
        request=shapes.OfficeSenderChange,
        responses={
            200: OpenApiResponse(shapes.OfficeSenderShape, "It was there, and has been changed"),
            201: shapes.OfficeSenderShape,
            400: ProblemShape,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = checked(shapes.OfficeSenderChange, request.data)
        row, is_new = addresses.allow(given["address"], given["identity"], receipts=given["receipts"])
        return Response(shapes.OfficeSenderShape(row).data, status=201 if is_new else 200)


class OneOfficeSender(RestView):
    @extend_schema(
        operation_id="get_office_sender",
        summary="One address",
        responses={200: shapes.OfficeSenderShape, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, address: str) -> Response:
        row = OfficeSender.objects.filter(address=address.strip().lower()).first()
        if row is None:
            raise _unknown(address)
        return Response(shapes.OfficeSenderShape(row).data)

    @extend_schema(
        operation_id="remove_office_sender",
        summary="Take no more mail from the address; what was taken goes its way",
        request=None,
        responses={204: None, 404: NOT_FOUND},
        tags=TAGS,
    )
    def delete(self, request: Request, address: str) -> Response:
        with writing():
            removed = addresses.remove(address)
        if not removed:
            raise _unknown(address)
        return Response(status=204)


def _unknown(address: str) -> Problem:
    return Problem(
        "not-found",
        f"{address[:100]} står inte i listan; GET /api/v1/office-senders visar den.",
        f"{address[:100]} is not in the list; GET /api/v1/office-senders shows it.",
    )
