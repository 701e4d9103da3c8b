"""The mails that were taken and what went back, over REST: `/api/v1/office-mails`."""

from urllib.parse import urlencode

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validated
from infra.rest.views import RestView
from sender.office import mails
from sender.office.api import mail_serializers as shapes


class OfficeMails(RestView):
    @extend_schema(
        operation_id="list_office_mails",
        summary="Mails that became letters, newest first, with the bounce or receipt of each",
        description="A mail to several recipients stands here once for each.",
        parameters=[shapes.OfficeMailQuery],
        responses={
            200: shapes.OfficeMailPage,
            400: OpenApiResponse(ProblemSerializer, "A filter is unknown or wrong"),
        },
        tags=["office"],
    )
    def get(self, request: Request) -> Response:
        given = request.query_params.dict()
        query = validated(shapes.OfficeMailQuery, given)
        found = mails.page(
            query["limit"],
            query.get("cursor"),
            sender=query["sender"],
            since=query.get("received_after"),
            until=query.get("received_before"),
        )
        following = None
        if found.next_cursor is not None:
            following = urlencode(given | {"cursor": str(found.next_cursor)})
            following = request.build_absolute_uri(f"{request.path}?{following}")
        return Response(shapes.OfficeMailPage({"results": found.mails, "next": following}).data)
