"""The company register: `/api/v1/registers/companies`."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from base_registers.api.company_serializers import (
    CompanyChangeSerializer,
    CompanyPageSerializer,
    CompanyQuerySerializer,
    CompanySerializer,
    entry_of,
)
from base_registers.api.fields import COMPANY, NOT_REGISTERED, number_in_path, require_same_number, with_changes
from base_registers.entries import company_entries
from base_registers.entries.lock import changing_registers
from infra.hooks.runs import ItemKind
from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView

TAGS = ["registers"]


class CompaniesView(RestView):
    query_serializer = CompanyQuerySerializer

    @extend_schema(
        operation_id="list_companies",
        summary="The companies of the company register, by number",
        parameters=[CompanyQuerySerializer],
        responses={200: CompanyPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        page = company_entries.list_companies(**self.query)
        return Response(
            CompanyPageSerializer(
                {"results": page.companies, "next": next_address(request, page.after, parameter="after")}
            ).data
        )


class CompanyView(RestView):
    path_items = {"company": (ItemKind.COMPANY,)}

    @extend_schema(
        operation_id="get_company",
        summary="What the company register has about a company",
        parameters=[COMPANY],
        responses={200: CompanySerializer, 404: NOT_REGISTERED},
        tags=TAGS,
    )
    def get(self, request: Request, company: str) -> Response:
        return Response(CompanySerializer(company_entries.get_company(number_in_path(company))).data)

    @extend_schema(
        operation_id="store_company",
        summary="Register a company, or replace what the register has; what is left out is emptied",
        parameters=[COMPANY],
        request=CompanySerializer,
        responses={
            200: OpenApiResponse(CompanySerializer, "The company was there, and has been changed"),
            201: CompanySerializer,
            400: ProblemSerializer,
        },
        tags=TAGS,
    )
    def put(self, request: Request, company: str) -> Response:
        known = number_in_path(company)
        values = require_same_number(validate_data(CompanySerializer, request.data), known)
        is_new = company_entries.store_company(entry_of(values))
        return Response(CompanySerializer(company_entries.get_company(known)).data, status=201 if is_new else 200)

    @extend_schema(
        operation_id="change_company",
        summary="Change some of what the register has; a list is replaced whole",
        description="With other rules the clear text is made anew from them, unless it is given.",
        parameters=[COMPANY],
        request=CompanyChangeSerializer,
        responses={200: CompanySerializer, 400: ProblemSerializer, 404: NOT_REGISTERED},
        tags=TAGS,
    )
    def patch(self, request: Request, company: str) -> Response:
        known = number_in_path(company)
        with changing_registers():
            stored = CompanySerializer(company_entries.get_company(known)).data
            values = validate_data(CompanySerializer, with_changes(stored, request.data))
            entry = entry_of(require_same_number(values, known))
            given = {name: getattr(entry, name) for name in request.data}
            return Response(CompanySerializer(company_entries.change_company(known, **given)).data)

    @extend_schema(
        operation_id="remove_company",
        summary="Remove a company with its officers and rules",
        parameters=[COMPANY],
        request=None,
        responses={204: None, 404: NOT_REGISTERED},
        tags=TAGS,
    )
    def delete(self, request: Request, company: str) -> Response:
        company_entries.remove_company(number_in_path(company))
        return Response(status=204)
