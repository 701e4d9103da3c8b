"""The addresses that may send, over REST: `/api/v1/office-senders`."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.database.write_transaction import write_transaction
from infra.hooks.runs import ItemKind
from infra.rest.pages import next_address
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from sender.office import addresses
from sender.office.api import sender_serializers
from sender.office.models import OfficeSender

TAGS = ["office"]
NOT_FOUND = OpenApiResponse(ProblemSerializer, "The address is not in the list")


class OfficeSendersView(RestView):
    query_serializer = sender_serializers.OfficeSenderQuerySerializer

    @extend_schema(
        operation_id="list_office_senders",
        summary="The addresses whose mail becomes letters, by address",
        parameters=[sender_serializers.OfficeSenderQuerySerializer],
        responses={200: sender_serializers.OfficeSenderPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        shown, following = addresses.list_senders(self.query["limit"], self.query.get("after", ""))
        page = {"results": shown, "next": next_address(request, following, parameter="after")}
        return Response(sender_serializers.OfficeSenderPageSerializer(page).data)

    @extend_schema(
        operation_id="allow_office_sender",
        summary="Let an address or a domain send, or change one that may already",
        request=sender_serializers.OfficeSenderChangeSerializer,
        responses={
            200: OpenApiResponse(sender_serializers.OfficeSenderSerializer, "It was there, and has been changed"),
            201: sender_serializers.OfficeSenderSerializer,
            400: ProblemSerializer,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = validate_data(sender_serializers.OfficeSenderChangeSerializer, request.data)
        row, is_new = addresses.allow_sender(given["address"], given["identity"], receipts=given["receipts"])
        return Response(sender_serializers.OfficeSenderSerializer(row).data, status=201 if is_new else 200)


class OfficeSenderView(RestView):
    path_items = {"address": (ItemKind.OFFICE_SENDER,)}

    @extend_schema(
        operation_id="get_office_sender",
        summary="One address",
        responses={200: sender_serializers.OfficeSenderSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, address: str) -> Response:
        row = OfficeSender.objects.filter(address=address.strip().lower()).first()
        if row is None:
            raise _unknown(address)
        return Response(sender_serializers.OfficeSenderSerializer(row).data)

    @extend_schema(
        operation_id="remove_office_sender",
        summary="Take no more mail from the address; what was taken goes its way",
        request=None,
        responses={204: None, 404: NOT_FOUND},
        tags=TAGS,
    )
    def delete(self, request: Request, address: str) -> Response:
        with write_transaction():
            removed = addresses.remove_sender(address)
        if not removed:
            raise _unknown(address)
        return Response(status=204)


def _unknown(address: str) -> Problem:
    return Problem(
        "not-found",
        f"{address[:100]} står inte i listan; GET /api/v1/office-senders visar den.",
        f"{address[:100]} is not in the list; GET /api/v1/office-senders shows it.",
    )
