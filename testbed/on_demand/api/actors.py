"""`POST /api/v1/actors`: an actor with its certificate, in one step."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from far.actor_entries.entry import Role
from far.actor_entries.entry_and_certificate import EntryAndCertificate
from far.actor_entries.log import ChangeNote
from far.actor_entries.numbers import read_number
from far.actor_entries.request import MAX_ADDRESS
from far.api.actors.serializers import ROLES, RoleField
from far.api.actors.views import ActorsView
from infra import trace
from infra.authorship import Origin
from infra.pki import files
from infra.pki.issuing import downloads
from infra.rest.fields import NameField
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer, validate_data
from infra.web.access.authors import author_of
from testbed.on_demand import actors
from testbed.on_demand.operators import MAX_DOMAIN

ANY: Final = "any"


@extend_schema_serializer(
    examples=[
        OpenApiExample("A sender of one's own", {"name": "Region Exempel"}, request_only=True),
        OpenApiExample(
            "An operator of one's own",
            {
                "organisation": ANY,
                "name": "Brevoperatören AB",
                "roles": ["operator"],
                "domain": "brevoperatoren.example",
                "service_address": "https://localhost:9443/Service/v3",
            },
            request_only=True,
        ),
    ]
)
class ActorOnDemandSerializer(StrictSerializer):
    organisation = serializers.CharField(
        required=False, default=ANY, max_length=20, help_text="Ten or twelve digits, or `any`: one that is free"
    )
    name = NameField(required=False, allow_blank=True, help_text="Left out or empty: a usual one")
    roles = serializers.ListField(
        child=RoleField(),
        required=False,
        allow_empty=False,
        default=[Role.SENDER, Role.DISPATCHER],
        help_text="Left out: a sender that delivers its letters itself. relay is taken for dispatcher, "
        "operator for supplier",
    )
    domain = serializers.CharField(
        required=False,
        max_length=MAX_DOMAIN,
        help_text="Of an operator: its internet domain; left out: a free one",
    )
    service_address = serializers.CharField(
        required=False,
        max_length=MAX_ADDRESS,
        help_text="Of an operator: where deliverSecure is called; left out: it is simulated",
    )


class MadeActorSerializer(serializers.Serializer[Any]):
    organisation = serializers.CharField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLES))
    domain = serializers.CharField(help_text="Of an operator; else empty")
    run = serializers.CharField(allow_null=True, help_text="The label of the run that it belongs to")
    serial = serializers.CharField(help_text="The certificate's serial number, hexadecimal")
    certificate_pem = serializers.CharField(help_text="The certificate alone")
    chain_pem = serializers.CharField(help_text="The authorities between the certificate and the root")
    client_pem = serializers.CharField(help_text="The certificate and its chain, as most clients want it")
    key_pem = serializers.CharField(help_text="PKCS#8")
    key_pkcs1_pem = serializers.CharField()
    p12_base64 = serializers.CharField(help_text="PKCS#12")
    p12_password = serializers.CharField()
    ca_pem = serializers.CharField(help_text="The root, which signs the server's certificate, too")


class ActorsOnDemandView(ActorsView):
    """The register's list of actors, and actors on demand."""

    @extend_schema(
        operation_id="make_actor",
        summary="Connect an actor and issue its certificate; with X-MM-Label, both belong to that run",
        request=ActorOnDemandSerializer,
        responses={
            201: MadeActorSerializer,
            400: ProblemSerializer,
            404: ProblemSerializer,
            409: ProblemSerializer,
        },
        tags=["actors"],
    )
    def post(self, request: Request) -> Response:
        values = validate_data(ActorOnDemandSerializer, request.data)
        entered = actors.make_actor(wanted_of(values), ChangeNote(author_of(request, Origin.REST)))
        return Response(MadeActorSerializer(shown_actor(entered)).data, status=201)


def wanted_of(values: Mapping[str, Any]) -> actors.WantedActor:
    """What the request asks for."""
    roles = frozenset(map(Role, values["roles"]))
    number = None if values["organisation"] == ANY else read_number(values["organisation"])
    return actors.WantedActor(
        number, values.get("name") or None, roles, values.get("domain"), values.get("service_address")
    )


def shown_actor(entered: EntryAndCertificate) -> dict[str, Any]:
    """The actor with its certificate in every form."""
    entry, record = entered.stored.entry, entered.certificate
    assert record is not None, "one was ordered"
    content = downloads.all_files(Path(settings.PKI_DIR), record)
    return {
        "organisation": entry.number,
        "name": entry.name,
        "roles": sorted(entry.roles),
        "domain": entry.supplier.domain if entry.supplier else "",
        "run": trace.current_label(),
        "serial": record.serial,
        "certificate_pem": content[files.LEAF].decode(),
        "chain_pem": content["chain.pem"].decode(),
        "client_pem": content["client.pem"].decode(),
        "key_pem": content["client.key"].decode(),
        "key_pkcs1_pem": content[files.PKCS1_KEY].decode(),
        "p12_base64": base64.b64encode(content["client.p12"]).decode(),
        "p12_password": files.PASSWORD.decode(),
        "ca_pem": content["ca.pem"].decode(),
    }
