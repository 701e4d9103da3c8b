"""The population register: `/api/v1/registers/people`."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from base_registers.api.fields import NOT_REGISTERED, PERSON, number_in_path, require_same_number, with_changes
from base_registers.api.people_serializers import (
    PersonChangeSerializer,
    PersonPageSerializer,
    PersonQuerySerializer,
    PersonSerializer,
    entry_of,
)
from base_registers.entries import person_entries
from base_registers.entries.lock import changing_registers
from base_registers.entries.person_entries import PersonState
from infra.hooks.runs import ItemKind
from infra.rest.pages import next_address
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView

TAGS = ["registers"]


class PeopleView(RestView):
    query_serializer = PersonQuerySerializer

    @extend_schema(
        operation_id="list_people",
        summary="The people of the population register, by number",
        parameters=[PersonQuerySerializer],
        responses={200: PersonPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        if "state" in query:
            query["state"] = PersonState(query["state"])
        page = person_entries.list_people(**query)
        return Response(
            PersonPageSerializer(
                {"results": page.people, "next": next_address(request, page.after, parameter="after")}
            ).data
        )


class PersonView(RestView):
    path_items = {"person": (ItemKind.PERSON,)}

    @extend_schema(
        operation_id="get_person",
        summary="What the population register has about a person",
        parameters=[PERSON],
        responses={200: PersonSerializer, 404: NOT_REGISTERED},
        tags=TAGS,
    )
    def get(self, request: Request, person: str) -> Response:
        return Response(PersonSerializer(person_entries.get_person(number_in_path(person))).data)

    @extend_schema(
        operation_id="store_person",
        summary="Register a person, or replace what the register has; what is left out is emptied",
        parameters=[PERSON],
        request=PersonSerializer,
        responses={
            200: OpenApiResponse(PersonSerializer, "The person was there, and has been changed"),
            201: PersonSerializer,
            400: ProblemSerializer,
        },
        tags=TAGS,
    )
    def put(self, request: Request, person: str) -> Response:
        known = number_in_path(person)
        values = require_same_number(validate_data(PersonSerializer, request.data), known)
        is_new = person_entries.store_person(entry_of(values))
        return Response(PersonSerializer(person_entries.get_person(known)).data, status=201 if is_new else 200)

    @extend_schema(
        operation_id="change_person",
        summary="Change some of what the register has; a list is replaced whole",
        parameters=[PERSON],
        request=PersonChangeSerializer,
        responses={200: PersonSerializer, 400: ProblemSerializer, 404: NOT_REGISTERED},
        tags=TAGS,
    )
    def patch(self, request: Request, person: str) -> Response:
        known = number_in_path(person)
        with changing_registers():
            stored = PersonSerializer(person_entries.get_person(known)).data
            values = validate_data(PersonSerializer, with_changes(stored, request.data))
            person_entries.store_person(entry_of(require_same_number(values, known)))
            return Response(PersonSerializer(person_entries.get_person(known)).data)

    @extend_schema(
        operation_id="remove_person",
        summary="Remove a person who has no role in any company",
        parameters=[PERSON],
        request=None,
        responses={204: None, 404: NOT_REGISTERED, 409: ProblemSerializer},
        tags=TAGS,
    )
    def delete(self, request: Request, person: str) -> Response:
        try:
            person_entries.remove_person(number_in_path(person))
        except person_entries.PersonReferenced as refusal:
            raise Problem("conflict", *refusal.text) from refusal
        return Response(status=204)
