"""Signatures, nonces and e-legitimations of test persons: `/api/v1/eid`."""

from typing import Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra import clock
from infra.errors import InvalidInput, NotFound
from infra.hooks.runs import ItemKind
from infra.pki import nonces
from infra.pki.personal import Subject
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer, validate_data
from infra.rest.views import RestView
from mailbox_ui.api.serializers import (
    LegitimationSerializer,
    NonceSerializer,
    SignatureDataSerializer,
    SigningSerializer,
)
from mailbox_ui.eid import Flaw, SignatureForm, legitimations, read_subject, sign_text

TAGS: Final = ["e-legitimation"]
PERSON: Final = OpenApiParameter(
    "person",
    str,
    OpenApiParameter.PATH,
    description="A personal or coordination number",
    examples=[OpenApiExample("Maria Svensson", "198101052382")],
)


class SignaturesView(RestView):
    @extend_schema(
        operation_id="sign_text",
        summary="Sign an agreement text as a test person, for a request to the register",
        request=SigningSerializer,
        responses={201: SignatureDataSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(SigningSerializer, request.data)
        flaw = Flaw(values["flaw"]) if values["flaw"] else None
        data = sign_text(
            values["person"], values["text"], SignatureForm(values["form"]), nonce=values["nonce"], flaw=flaw
        )
        return Response(SignatureDataSerializer(data).data, status=201)


class NoncesView(RestView):
    @extend_schema(
        operation_id="issue_nonce",
        summary="Get a nonce for one signature",
        request=None,
        responses={201: NonceSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        validate_data(StrictSerializer, request.data)
        nonce = {"nonce": nonces.issue_nonce(), "fresh_until": clock.now() + nonces.FRESH_FOR}
        return Response(NonceSerializer(nonce).data, status=201)


class LegitimationView(RestView):
    path_items = {"person": (ItemKind.PERSON,)}

    @extend_schema(
        operation_id="have_legitimation",
        summary="A test person's key and certificate, issued if there is none: to sign with a program of your own",
        parameters=[PERSON],
        request=None,
        responses={200: LegitimationSerializer, 404: ProblemSerializer},
        tags=TAGS,
    )
    def put(self, request: Request, person: str) -> Response:
        subject = _subject_in_path(person)
        held = legitimations.legitimation_of(subject)
        return Response(LegitimationSerializer({"number": subject.number, "held": held}).data)

    @extend_schema(
        operation_id="revoke_legitimation",
        summary="Revoke a test person's certificate; the next signing issues another",
        parameters=[PERSON],
        request=None,
        responses={204: None, 404: ProblemSerializer},
        tags=TAGS,
    )
    def delete(self, request: Request, person: str) -> Response:
        if not legitimations.revoke_legitimation(_subject_in_path(person).number):
            raise NotFound(
                "Personen har ingen e-legitimation i simulatorn, så det finns ingen att spärra.",
                "The person has no e-legitimation in the simulator, so there is none to revoke.",
                slug="no-eid-to-revoke",
            )
        return Response(status=204)


def _subject_in_path(written: str) -> Subject:
    """The person that an address names.

    Raises:
        NotFound: it names none.
    """
    try:
        return read_subject(written)
    except InvalidInput as refusal:
        raise NotFound.saying(refusal.text, **refusal.facts) from refusal
