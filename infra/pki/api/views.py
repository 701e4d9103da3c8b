"""Certificates over REST: `/api/v1/certificates`, `/api/v1/trusted-authorities`."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.authorship import Origin
from infra.hooks import runs
from infra.hooks.runs import ItemKind
from infra.identity import OrganisationNumber
from infra.pki import trusted_authorities
from infra.pki.api import examples, serializers
from infra.pki.issuing import downloads, ledger, orders
from infra.pki.issuing.certificate_states import States
from infra.rest.item_keys import item_key
from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from infra.web.access.authors import author_of

TAGS: Final = ["certificates"]
NO_CERTIFICATE: Final = OpenApiResponse(ProblemSerializer, "The simulator has issued no such certificate")
NO_FILE: Final = OpenApiResponse(ProblemSerializer, "There is no such file")


class CertificatesView(RestView):
    query_serializer = serializers.CertificateQuerySerializer

    @extend_schema(
        operation_id="list_certificates",
        summary="Certificates that the simulator has issued to organisations, newest first",
        parameters=[serializers.CertificateQuerySerializer],
        responses={200: serializers.CertificatePageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = self.query
        records, following = ledger.page_of_records(
            pki_dir(),
            query["limit"],
            organisation=query.get("organisation"),
            before=query.get("cursor"),
            without=runs.keys_of_others(ItemKind.CERTIFICATE),
        )
        page = {"results": records, "next": next_address(request, following)}
        context = {"states": States(pki_dir())}
        return Response(serializers.CertificatePageSerializer(page, context=context).data)

    @extend_schema(
        operation_id="issue_certificate",
        summary="Issue a certificate for any organisation; the answer has its files",
        request=serializers.CertificateRequestSerializer,
        examples=[examples.PLAIN, examples.EXPIRED, examples.SHORT, examples.CSR],
        responses={201: serializers.CertificateWithFilesSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(serializers.CertificateRequestSerializer, request.data)
        order = serializers.order_of(values, OrganisationNumber(values["organisation"]), values["name"])
        record = orders.issue_certificate(pki_dir(), order, author_of(request, Origin.REST))
        return Response(serializers.represent_certificate(record), status=201)


class CertificateView(RestView):
    path_items = {"serial": (ItemKind.CERTIFICATE,)}

    @extend_schema(
        operation_id="get_certificate",
        summary="One certificate, with its files",
        responses={200: serializers.CertificateWithFilesSerializer, 404: NO_CERTIFICATE},
        tags=TAGS,
    )
    def get(self, request: Request, serial: str) -> Response:
        return Response(serializers.represent_certificate(orders.require_record(pki_dir(), serial)))


class RevokeCertificateView(RestView):
    path_items = {"serial": (ItemKind.CERTIFICATE,)}

    @extend_schema(
        operation_id="revoke_certificate",
        summary="Revoke a certificate: it is refused from the next call on",
        request=None,
        responses={200: serializers.CertificateSerializer, 404: NO_CERTIFICATE},
        tags=TAGS,
    )
    def post(self, request: Request, serial: str) -> Response:
        runs.require_own(item_key(ItemKind.CERTIFICATE, serial), ItemKind.CERTIFICATE)
        record = orders.revoke_certificate(pki_dir(), serial)
        context = {"states": States(pki_dir())}
        return Response(serializers.CertificateSerializer(record, context=context).data)


class CertificateFileView(RestView):
    path_items = {"serial": (ItemKind.CERTIFICATE,)}

    @extend_schema(
        operation_id="get_certificate_file",
        summary="One file of a certificate: client.pem, leaf.pem, chain.pem, ca.pem, and where the key is here "
        "client.key, client-pkcs1.key, client.p12 and client-legacy.p12",
        responses={
            (200, downloads.CONTENT_TYPES[".pem"]): OpenApiTypes.BINARY,
            (200, downloads.CONTENT_TYPES[".p12"]): OpenApiTypes.BINARY,
            404: NO_FILE,
        },
        tags=TAGS,
    )
    def get(self, request: Request, serial: str, download: str) -> HttpResponse:
        content = downloads.file_of(pki_dir(), orders.require_record(pki_dir(), serial), download)
        return HttpResponse(content, content_type=downloads.CONTENT_TYPES[Path(download).suffix])


class CertificateZipView(RestView):
    path_items = {"serial": (ItemKind.CERTIFICATE,)}

    @extend_schema(
        operation_id="get_certificate_zip",
        summary="All files of a certificate in a ZIP",
        responses={(200, downloads.ZIP_TYPE): OpenApiTypes.BINARY, 404: NO_CERTIFICATE},
        tags=TAGS,
    )
    def get(self, request: Request, serial: str) -> HttpResponse:
        content = downloads.as_zip(pki_dir(), orders.require_record(pki_dir(), serial))
        return HttpResponse(content, content_type=downloads.ZIP_TYPE)


class TrustedAuthoritiesView(RestView):
    @extend_schema(
        operation_id="list_trusted_authorities",
        summary="The files of var/pki/trusted: authorities that are trusted besides the simulator's own",
        responses=serializers.TrustedFileSerializer(many=True),
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        others = runs.keys_of_others(ItemKind.AUTHORITY)
        found = [file for file in trusted_authorities.trusted_files(pki_dir()) if file.name not in others]
        return Response(serializers.TrustedFileSerializer(found, many=True).data)

    @extend_schema(
        operation_id="add_trusted_authority",
        summary="Trust an authority of one's own, at once",
        request=serializers.AuthorityUploadSerializer,
        examples=[examples.AUTHORITY],
        responses={
            200: serializers.TrustedFileSerializer,
            201: serializers.TrustedFileSerializer,
            400: ProblemSerializer,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values: dict[str, Any] = validate_data(serializers.AuthorityUploadSerializer, request.data)
        added = trusted_authorities.add_authorities(pki_dir(), values["certificate"].encode())
        # One that another run has uploaded stays until the last of them goes.
        if added.is_new or added.file.name in runs.keys_of_others(runs.ItemKind.AUTHORITY):
            runs.note_creation(runs.ItemKind.AUTHORITY, added.file.name)
        return Response(serializers.TrustedFileSerializer(added.file).data, status=201 if added.is_new else 200)


class TrustedAuthorityView(RestView):
    path_items = {"file": (ItemKind.AUTHORITY,)}

    @extend_schema(
        operation_id="remove_trusted_authority",
        summary="Trust the certificates of a file no longer, at once",
        responses={204: None, 404: NO_FILE},
        tags=TAGS,
    )
    def delete(self, request: Request, file: str) -> Response:
        runs.require_own(file, ItemKind.AUTHORITY)
        trusted_authorities.remove_file(pki_dir(), file)
        return Response(status=204)


def pki_dir() -> Path:
    return Path(settings.PKI_DIR)
