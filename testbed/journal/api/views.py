"""Find exchanges, and look at one: `/api/v1/exchanges`."""

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra import trace
from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from testbed.journal.api import serializers
from testbed.journal.reading import load_exchange
from testbed.journal.search import finding, query_language
from testbed.journal.search.query_language import Search

TAGS: Final = ["exchanges"]


class ExchangesView(RestView):
    query_serializer = serializers.ExchangeQuerySerializer

    @extend_schema(
        operation_id="list_exchanges",
        summary="What came in and went out at every edge, the newest first",
        description="SOAP in both directions, also what was refused unread; mail, e-mail, SMS, webhooks, log-ins "
        "and letters that were opened. What was answered before this call is found. With the header X-MM-Label, "
        "those of that run only. A search that takes long gives fewer than `limit`, or none: go on at `next`.",
        parameters=[serializers.ExchangeQuerySerializer],
        responses={200: serializers.ExchangePageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", None)
        page = finding.find_page(search_of(query), limit, cursor)
        values = {"results": page.exchanges, "next": next_address(request, page.next_cursor)}
        return Response(serializers.ExchangePageSerializer(values).data)


class ExchangeView(RestView):
    @extend_schema(
        operation_id="get_exchange",
        summary="One exchange",
        responses={200: serializers.ExchangeSerializer, 404: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request, key: int) -> Response:
        return Response(serializers.ExchangeSerializer(load_exchange(key)).data)


def search_of(query: Mapping[str, Any]) -> Search:
    """What the query asks for, within the run that the header names.

    Raises:
        InvalidInput: the search language is not understood.
    """
    wanted = query_language.parse_search(query.get("q", ""))
    label = trace.current_label()
    given = {"label": label} if label else {}
    for name, value in {**given, **query}.items():
        if name != "q":
            written = value.isoformat() if name in {query_language.SINCE, query_language.UNTIL} else str(value)
            wanted = wanted.and_also(name, written)
    return wanted
