"""The mails that were taken and the replies to them, over REST: `/api/v1/office-mails`."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from sender.office import mails
from sender.office.api import mail_serializers


class OfficeMailsView(RestView):
    query_serializer = mail_serializers.OfficeMailQuerySerializer

    @extend_schema(
        operation_id="list_office_mails",
        summary="Mails that became letters, newest first, with the bounce or receipt of each",
        description="A mail to several recipients stands here once for each.",
        parameters=[mail_serializers.OfficeMailQuerySerializer],
        responses={
            200: mail_serializers.OfficeMailPageSerializer,
            400: OpenApiResponse(ProblemSerializer, "A filter is unknown or wrong"),
        },
        tags=["office"],
    )
    def get(self, request: Request) -> Response:
        query = self.query
        found = mails.list_mails(
            query["limit"],
            query.get("cursor"),
            sender=query.get("sender", ""),
            since=query.get("received_after"),
            until=query.get("received_before"),
        )
        page = {"results": found.mails, "next": next_address(request, found.next_cursor)}
        return Response(mail_serializers.OfficeMailPageSerializer(page).data)
