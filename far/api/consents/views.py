"""Consents over REST: `/api/v1/consents`."""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from far.api.consents import examples, serializers
from far.consents import acceptance, administration, ending, listing, uses
from far.models import Consent, MailboxUse
from infra.hooks import runs
from infra.identity import RecipientId
from infra.rest.pages import next_address
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView

TAGS = ["consents"]
NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such consent")
WRONG_STATE = OpenApiResponse(ProblemSerializer, "Its state does not allow it")


class ConsentsView(RestView):
    query_serializer = serializers.ConsentQuerySerializer

    @extend_schema(
        operation_id="list_consents",
        summary="Consents, ended ones too, newest first",
        parameters=[serializers.ConsentQuerySerializer],
        responses={200: serializers.ConsentPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        found, following = listing.list_all(query.pop("limit"), query.pop("cursor", None), **query)
        page = {"results": found, "next": next_address(request, following)}
        return Response(serializers.ConsentPageSerializer(page).data)

    @extend_schema(
        operation_id="create_consent",
        summary="Give a consent, with level and last day, without signatures",
        request=serializers.ConsentOrderSerializer,
        examples=[examples.GIVE, examples.GIVE_AT_ONCE, examples.PREPARE],
        responses={
            201: serializers.ConsentSerializer,
            400: ProblemSerializer,
            409: OpenApiResponse(ProblemSerializer, "There is one between the two already"),
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(serializers.ConsentOrderSerializer, request.data)
        account, holder = (RecipientId(values.pop(name)) for name in ("account", "holder"))
        return _answer(administration.make_consent(account, holder, **values), status=201)


class ConsentView(RestView):
    @extend_schema(
        operation_id="get_consent",
        summary="One consent with its signatures",
        responses={200: serializers.ConsentSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, consent_id: uuid.UUID) -> Response:
        return _answer(_consent(consent_id))

    @extend_schema(
        operation_id="change_consent",
        summary="Change level or last day, at once",
        request=serializers.ConsentChangeSerializer(partial=True),
        examples=[examples.CHANGE],
        responses={
            200: serializers.ConsentSerializer,
            400: ProblemSerializer,
            404: NOT_FOUND,
            409: WRONG_STATE,
        },
        tags=TAGS,
    )
    def patch(self, request: Request, consent_id: uuid.UUID) -> Response:
        consent = _consent(consent_id)
        values = validate_data(serializers.ConsentChangeSerializer, request.data, partial=True)
        return _answer(administration.change_consent(consent, values))


class AcceptConsentView(RestView):
    @extend_schema(
        operation_id="accept_consent",
        summary="Accept, as the person who is offered it",
        request=None,
        responses={200: serializers.ConsentSerializer, 404: NOT_FOUND, 409: WRONG_STATE},
        tags=TAGS,
    )
    def post(self, request: Request, consent_id: uuid.UUID) -> Response:
        acceptance.accept_offer(_consent(consent_id))
        return _answer(_consent(consent_id))


class RefuseConsentView(RestView):
    @extend_schema(
        operation_id="refuse_consent",
        summary="Refuse, as the person who is offered it",
        request=None,
        responses={200: serializers.ConsentSerializer, 404: NOT_FOUND, 409: WRONG_STATE},
        tags=TAGS,
    )
    def post(self, request: Request, consent_id: uuid.UUID) -> Response:
        acceptance.refuse_offer(_consent(consent_id))
        return _answer(_consent(consent_id))


class EndConsentView(RestView):
    @extend_schema(
        operation_id="end_consent",
        summary="End it, as its owner or as the person who has it",
        request=serializers.EndSerializer,
        examples=[examples.END],
        responses={
            200: serializers.ConsentSerializer,
            400: ProblemSerializer,
            404: NOT_FOUND,
            409: WRONG_STATE,
        },
        tags=TAGS,
    )
    def post(self, request: Request, consent_id: uuid.UUID) -> Response:
        consent = _consent(consent_id)
        side = ending.Side(validate_data(serializers.EndSerializer, request.data)["side"])
        ending.end_by(side, consent)
        return _answer(_consent(consent_id))


class ConsentUsesView(RestView):
    query_serializer = serializers.UseQuerySerializer

    @extend_schema(
        operation_id="list_consent_uses",
        summary="What others did in mailboxes, newest first",
        description="Of consents, and of guardians that a court has appointed.",
        parameters=[serializers.UseQuerySerializer],
        responses={200: serializers.UsePageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query: dict[str, Any] = dict(self.query)
        if consent_id := query.pop("consent_id", None):
            query["consent__consent_id"] = consent_id
        found, following = uses.list_uses(query.pop("limit"), query.pop("cursor", None), **query)
        page = {"results": found, "next": next_address(request, following)}
        return Response(serializers.UsePageSerializer(page).data)

    @extend_schema(
        operation_id="record_consent_use",
        summary="Log a use, as the operator where it was made",
        request=serializers.UseOrderSerializer,
        examples=[examples.USE],
        responses={
            201: serializers.UseSerializer,
            400: ProblemSerializer,
            403: OpenApiResponse(ProblemSerializer, "The person has no consent in force and is no guardian"),
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(serializers.UseOrderSerializer, request.data)
        kind = MailboxUse.Kind(values["kind"])
        use = uses.record_use(RecipientId(values["account"]), values["person"], kind, values["operator"])
        return Response(serializers.UseSerializer(use).data, status=201)


def _answer(consent: Consent, status: int = 200) -> Response:
    return Response(serializers.ConsentSerializer(consent).data, status=status)


def _consent(consent_id: uuid.UUID) -> Consent:
    found = listing.find_by_id(consent_id)
    if found is None:
        raise Problem("not-found", f"Det finns inget samtycke {consent_id}.", f"There is no consent {consent_id}.")
    for number in (found.account, found.holder):
        for kind in (runs.ItemKind.PERSON, runs.ItemKind.COMPANY):
            runs.require_reachable(kind, number)
    return found
