"""Actors over REST: `/api/v1/actors`."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from far.actor_entries import changes, entry_and_certificate, log
from far.actor_entries.entry import Role, State
from far.actor_entries.listing import page_of_entries
from far.actor_entries.log import ChangeNote
from far.actor_entries.numbers import read_number
from far.api.actors import examples, serializers
from infra.authorship import Origin
from infra.hooks import runs
from infra.hooks.runs import ItemKind
from infra.identity import OrganisationNumber
from infra.pki.api.serializers import order_of
from infra.pki.api.serializers import represent_certificate as certificate_shown
from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from infra.web.access.authors import author_of

TAGS: Final = ["actors"]
ORGANISATION: Final = OpenApiParameter(
    "organisation",
    str,
    OpenApiParameter.PATH,
    description="Organisation number, ten or twelve digits",
    examples=[OpenApiExample("Kommun A", "162021004748")],
)
NO_ACTOR: Final = OpenApiResponse(ProblemSerializer, "FaR has no such actor")
CUSTOMERS: Final = OpenApiResponse(ProblemSerializer, "It is an operator with customers")


class ActorsView(RestView):
    query_serializer = serializers.ActorQuerySerializer

    @extend_schema(
        operation_id="list_actors",
        summary="Senders, dispatchers and suppliers, by number",
        description="With the header X-MM-Label without those that other test runs made.",
        parameters=[serializers.ActorQuerySerializer],
        responses={200: serializers.ActorPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = self.query
        role, state, after = query.get("role"), query.get("state"), query.get("cursor")
        entries, following = page_of_entries(
            query["limit"],
            search=query.get("q", ""),
            role=Role(role) if role else None,
            state=State(state) if state else None,
            after=str(after) if after else "",
            without=runs.keys_of_others(runs.ItemKind.ACTOR),
        )
        address = next_address(request, int(following) if following else None)
        return Response(serializers.ActorPageSerializer({"results": entries, "next": address}).data)


class NewActorView(RestView):
    @extend_schema(
        operation_id="create_any_actor",
        summary="Connect a test organisation with a free number, and give it a certificate",
        request=serializers.ActorRequestSerializer,
        examples=[examples.ANY],
        responses={201: serializers.EnteredSerializer, 400: ProblemSerializer, 409: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        return _enter(request, None)


class ActorView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}

    @extend_schema(
        operation_id="get_actor",
        summary="One actor with its roles and rights",
        parameters=[ORGANISATION],
        responses={200: serializers.ActorSerializer, 400: ProblemSerializer, 404: NO_ACTOR},
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        entry = changes.require_entry(read_number(organisation).value)
        return Response(serializers.ActorSerializer(entry).data)

    @extend_schema(
        operation_id="put_actor",
        summary="Connect an actor, or change its entry, and give it a certificate; may be sent again",
        parameters=[ORGANISATION],
        request=serializers.ActorRequestSerializer,
        examples=[examples.SENDER, examples.SUPPLIER],
        responses={
            200: serializers.EnteredSerializer,
            201: serializers.EnteredSerializer,
            400: ProblemSerializer,
            409: CUSTOMERS,
        },
        tags=TAGS,
    )
    def put(self, request: Request, organisation: str) -> Response:
        return _enter(request, read_number(organisation))

    @extend_schema(
        operation_id="change_actor",
        summary="Change what is given; the rest stays",
        parameters=[ORGANISATION],
        request=serializers.ActorChangeSerializer(partial=True),
        examples=[examples.CHANGE],
        responses={200: serializers.ActorSerializer, 400: ProblemSerializer, 404: NO_ACTOR, 409: CUSTOMERS},
        tags=TAGS,
    )
    def patch(self, request: Request, organisation: str) -> Response:
        values = validate_data(serializers.ActorChangeSerializer, request.data, partial=True)
        note = _note(request, values)
        entry = changes.change_entry(read_number(organisation).value, serializers.wanted_of(values), note)
        return Response(serializers.ActorSerializer(entry).data)

    @extend_schema(
        operation_id="delete_actor",
        summary="Disconnect an actor; not an operator that has customers",
        parameters=[ORGANISATION],
        responses={204: None, 400: ProblemSerializer, 404: NO_ACTOR, 409: CUSTOMERS},
        tags=TAGS,
    )
    def delete(self, request: Request, organisation: str) -> Response:
        changes.disconnect_actor(read_number(organisation).value, _note(request, {}))
        return Response(status=204)


class SuspendActorView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}

    @extend_schema(
        operation_id="suspend_actor",
        summary="Let an actor do nothing, at once, until it is resumed",
        parameters=[ORGANISATION],
        request=serializers.ReasonSerializer,
        examples=[examples.SUSPEND],
        responses={200: serializers.ActorSerializer, 400: ProblemSerializer, 404: NO_ACTOR},
        tags=TAGS,
    )
    def post(self, request: Request, organisation: str) -> Response:
        entry = changes.suspend_actor(read_number(organisation).value, _reason(request))
        return Response(serializers.ActorSerializer(entry).data)


class ResumeActorView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}

    @extend_schema(
        operation_id="resume_actor",
        summary="Let a suspended actor act again",
        parameters=[ORGANISATION],
        request=serializers.ReasonSerializer,
        examples=[examples.RESUME],
        responses={200: serializers.ActorSerializer, 400: ProblemSerializer, 404: NO_ACTOR},
        tags=TAGS,
    )
    def post(self, request: Request, organisation: str) -> Response:
        entry = changes.resume_actor(read_number(organisation).value, _reason(request))
        return Response(serializers.ActorSerializer(entry).data)


class DisconnectActorView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}

    @extend_schema(
        operation_id="disconnect_actor",
        summary="Disconnect an actor with a reason; an operator's accounts may end with it",
        parameters=[ORGANISATION],
        request=serializers.DisconnectionSerializer,
        examples=[examples.DISCONNECT],
        responses={204: None, 400: ProblemSerializer, 404: NO_ACTOR, 409: CUSTOMERS},
        tags=TAGS,
    )
    def post(self, request: Request, organisation: str) -> Response:
        values = validate_data(serializers.DisconnectionSerializer, request.data)
        note = _note(request, values)
        changes.disconnect_actor(read_number(organisation).value, note, end_accounts=values["end_accounts"])
        return Response(status=204)


class ActorLogView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}
    query_serializer = serializers.ActorEventQuerySerializer

    @extend_schema(
        operation_id="get_actor_log",
        summary="Who changed what of an actor, when and why, the newest first; also of a disconnected one",
        parameters=[ORGANISATION, serializers.ActorEventQuerySerializer],
        responses={200: serializers.ActorEventPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        number, query = read_number(organisation).value, self.query
        events, following = log.events_of(number, query["limit"], query.get("cursor"))
        page = {"results": events, "next": next_address(request, following)}
        return Response(serializers.ActorEventPageSerializer(page).data)


def _enter(request: Request, number: OrganisationNumber | None) -> Response:
    values = validate_data(serializers.ActorRequestSerializer, request.data)
    # Who it is for, and its name, come from the entry.
    nobody = OrganisationNumber("")
    order = order_of(values["certificate"], nobody, "") if "certificate" in values else None
    entered = entry_and_certificate.store_with_certificate(
        number, serializers.wanted_of(values), order, _note(request, values)
    )
    answer: dict[str, Any] = dict(serializers.ActorSerializer(entered.stored.entry).data)
    answer["certificate"] = certificate_shown(entered.certificate) if entered.certificate else None
    return Response(answer, status=201 if entered.stored.is_new else 200)


def _reason(request: Request) -> ChangeNote:
    return _note(request, validate_data(serializers.ReasonSerializer, request.data))


def _note(request: Request, values: dict[str, Any]) -> ChangeNote:
    reason = log.require_reason(values.get("reason", ""), is_needed=False)
    return ChangeNote(author_of(request, Origin.REST), reason)
