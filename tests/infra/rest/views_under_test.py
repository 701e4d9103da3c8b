"""A small REST interface of its own, so that what all views share is tried without the relay."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from infra.rest.fields import HexField, LimitedIntegerField, MomentField, OrganisationField, RecipientField
from infra.rest.pages import cursor_field, limit_field, next_address
from infra.rest.serializers import StrictSerializer, validate_data
from infra.rest.views import RestView
from infra.validation import NumberLimits


class PartSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=["paper", "screen"])
    count = LimitedIntegerField(NumberLimits(1, 9))


class ThingSerializer(StrictSerializer):
    name = serializers.CharField(max_length=5)
    is_open = serializers.BooleanField(required=False)
    tags = serializers.ListField(child=serializers.CharField(), required=False, allow_empty=False)
    parts = PartSerializer(many=True, required=False, max_length=3)  # type: ignore[call-arg]  # the stubs lack it
    recipient = RecipientField(required=False)
    organisation = OrganisationField(required=False)
    digest = HexField(4, required=False)
    moment = MomentField(required=False)


class ThingQuerySerializer(StrictSerializer):
    name = serializers.CharField(required=False)
    limit = limit_field(default=2, maximum=10)
    cursor = cursor_field()


class ThingsView(RestView):
    """Takes a thing, and answers it; lists numbers, a page at a time."""

    max_bytes = 500
    query_serializer = ThingQuerySerializer

    def get(self, request: Request) -> Response:
        query = self.query
        first = query.get("cursor", 0) + 1
        last = first + query["limit"] - 1
        following = next_address(request, last if last < 5 else None)
        return Response({"results": list(range(first, min(last, 5) + 1)), "next": following})

    def post(self, request: Request) -> Response:
        return Response(validate_data(ThingSerializer, request.data), status=201)

    def patch(self, request: Request) -> Response:
        return Response(validate_data(ThingSerializer, request.data, partial=True))


@dataclass
class RaisingView:
    """A view that raises the given error for every request."""

    error: Exception

    def as_view(self) -> Any:
        error = self.error

        class Raising(RestView):
            def get(self, _request: Request) -> Response:
                raise error

        return Raising.as_view()


@dataclass(frozen=True)
class Answer:
    """What came back, read as a program reads it."""

    status: int
    media_type: str
    headers: Any
    body: Any

    @property
    def errors(self) -> dict[str, str]:
        """Detail by pointer."""
        return {error["pointer"]: error["detail"] for error in self.body["errors"]}


def ask(view: Any, method: str = "GET", body: Any = None, query: str = "", **extra: Any) -> Answer:
    """Send JSON, or bytes as they are, and read the answer."""
    content: Any = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    request: Any = APIRequestFactory().generic(
        method, f"/things?{query}", content, extra.pop("content_type", "application/json"), **extra
    )
    answer = view.as_view()(request)
    answer.render()
    return Answer(
        answer.status_code, answer["Content-Type"], answer.headers, json.loads(answer.content or b"null")
    )
