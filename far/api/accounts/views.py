"""Accounts over REST: `/api/v1/accounts`."""

from typing import Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from far.accounts import closing
from infra.hooks import runs
from infra.hooks.runs import ItemKind
from infra.identity.reading import read_recipient
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer, validate_data
from infra.rest.views import RestView

HOLDER: Final = OpenApiParameter(
    "holder",
    str,
    OpenApiParameter.PATH,
    description="A personal, coordination or organisation number",
    examples=[OpenApiExample("Fjällbäck Konsult AB", "165560000019")],
)


class EndedAccountSerializer(serializers.Serializer[dict[str, str]]):
    recipient = serializers.CharField()
    operator = serializers.CharField(help_text="The operator's internet domain; it is told by flagRemovedAccounts")


class EndAccountView(RestView):
    path_items = {"holder": (ItemKind.PERSON, ItemKind.COMPANY)}

    @extend_schema(
        operation_id="end_account_of_gone",
        summary="End the account of somebody who is dead or has another number, or of a company that is dissolved",
        parameters=[HOLDER],
        request=None,
        responses={
            200: EndedAccountSerializer,
            400: OpenApiResponse(ProblemSerializer, "No possible number, or it has no account"),
            404: OpenApiResponse(ProblemSerializer, "Within a run: the run did not make the holder"),
            409: OpenApiResponse(ProblemSerializer, "The base register says that the holder is there"),
            503: OpenApiResponse(ProblemSerializer, "The base register does not answer"),
        },
        tags=["accounts"],
    )
    def post(self, request: Request, holder: str) -> Response:
        validate_data(StrictSerializer, request.data)
        number = read_recipient(holder)
        runs.require_own(number.value, ItemKind.PERSON, ItemKind.COMPANY)
        supplier = closing.end_account_of_gone(number)
        return Response(EndedAccountSerializer({"recipient": number.value, "operator": supplier.name}).data)
