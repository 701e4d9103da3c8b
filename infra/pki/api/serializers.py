"""Certificates as REST shows and takes them."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from infra.authorship import Origin
from infra.identity import OrganisationNumber
from infra.pki import trusted_authorities
from infra.pki.issuing import certificate_order, downloads
from infra.pki.issuing.certificate_order import CertificateCondition, CertificateOrder
from infra.pki.issuing.certificate_states import CertificateState, States
from infra.pki.issuing.hosts import MAX_HOST, MAX_HOSTS
from infra.pki.issuing.ledger import Record
from infra.rest.fields import LimitedIntegerField, OrganisationField
from infra.rest.pages import cursor_field, limit_field
from infra.rest.serializers import StrictSerializer

MULTI_VALUED, SINGLE_VALUED = "multi_valued", "single_valued"
REPLACED, KEPT = "replaced", "kept"
MAX_PAGE: Final = 200
NAMES: Final = {NameOID.SERIAL_NUMBER: "serialNumber"}
"""How parts of a subject are written that RFC 4514 has no name for."""


class CertificateOrderSerializer(StrictSerializer):
    """The order of a certificate. Every value may be left out."""

    folder = serializers.CharField(
        required=False, max_length=48, help_text="Folder of var/pki/clients; left out: the organisation number"
    )
    condition = serializers.ChoiceField(
        choices=[condition.value for condition in CertificateCondition],
        required=False,
        default=CertificateCondition.VALID.value,
        help_text="`expired`, `revoked` and `not_yet_valid` are refused on purpose",
    )
    minutes = LimitedIntegerField(
        certificate_order.MINUTES,
        required=False,
        default=CertificateOrder.minutes,
        help_text="How long it is valid; left out: two years",
    )
    rdn = serializers.ChoiceField(
        choices=[MULTI_VALUED, SINGLE_VALUED],
        required=False,
        default=MULTI_VALUED,
        help_text="serialNumber and CN in one RDN, as real certificates have them, or each in one of its own",
    )
    csr = serializers.CharField(
        required=False,
        help_text="A signing request (PKCS#10) in PEM. The key stays with you",
        trim_whitespace=False,
    )
    subject = serializers.ChoiceField(
        choices=[REPLACED, KEPT],
        required=False,
        default=REPLACED,
        help_text="Of a signing request: its own subject is replaced by the simulator's, or kept as it is",
    )
    hosts = serializers.ListField(
        child=serializers.CharField(max_length=MAX_HOST),
        required=False,
        max_length=MAX_HOSTS,
        help_text="Names or addresses of your own listener: the certificate is then a TLS server's, too",
    )


class CertificateRequestSerializer(CertificateOrderSerializer):
    organisation = OrganisationField(help_text="Ten or twelve digits")
    name = serializers.CharField(max_length=certificate_order.MAX_TITLE, help_text="The organisation's name")


class CertificateQuerySerializer(StrictSerializer):
    organisation = OrganisationField(required=False, help_text="Those of this organisation only")
    limit = limit_field(50, MAX_PAGE)
    cursor = cursor_field()


class CertificateSerializer(serializers.Serializer[Any]):
    serial = serializers.CharField(help_text="Serial number, hexadecimal")
    organisation = serializers.CharField()
    name = serializers.CharField(source="title")
    subject = serializers.SerializerMethodField()
    issuer = serializers.SerializerMethodField()
    begins = serializers.DateTimeField(source="certificate.not_valid_before_utc")
    ends = serializers.DateTimeField(source="certificate.not_valid_after_utc")
    state = serializers.SerializerMethodField()
    folder = serializers.CharField(help_text="Below var/pki/clients; empty: none")
    downloads = serializers.SerializerMethodField(
        help_text="Files at `/api/v1/certificates/{serial}/files/{name}`"
    )
    issued_at = serializers.DateTimeField(source="issued")
    origin = serializers.ChoiceField(choices=[(origin.value, origin.value) for origin in Origin])
    by = serializers.CharField(help_text="The user name that came with the password, or an address")

    def get_subject(self, record: Record) -> str:
        return record.certificate.subject.rfc4514_string(NAMES)

    def get_issuer(self, record: Record) -> str:
        return record.certificate.issuer.rfc4514_string(NAMES)

    @extend_schema_field(serializers.ChoiceField(choices=[state.value for state in CertificateState]))
    def get_state(self, record: Record) -> str:
        states: States = self.context["states"]
        return states.of(record).value

    def get_downloads(self, record: Record) -> list[str]:
        return downloads.names_of(_pki_dir(), record)


class CertificateWithFilesSerializer(CertificateSerializer):
    files = serializers.SerializerMethodField(
        help_text="Each file's content by its name: PEM as text, PKCS#12 (password mmsim) in base64"
    )

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_files(self, record: Record) -> dict[str, str]:
        return {name: _written(name, content) for name, content in downloads.all_files(_pki_dir(), record).items()}


class CertificatePageSerializer(serializers.Serializer[Any]):
    results = CertificateSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page; null: these are the last")


def represent_certificate(record: Record) -> Mapping[str, Any]:
    """The certificate with its files."""
    values: Mapping[str, Any] = CertificateWithFilesSerializer(record, context={"states": States(_pki_dir())}).data
    return values


def order_of(values: Mapping[str, Any], organisation: OrganisationNumber, title: str) -> CertificateOrder:
    """The order that a request says."""
    return CertificateOrder(
        organisation=organisation,
        title=title,
        folder=values.get("folder", ""),
        condition=CertificateCondition(values["condition"]),
        minutes=values["minutes"],
        is_multi_valued=values["rdn"] == MULTI_VALUED,
        csr=values.get("csr"),
        keeps_subject=values["subject"] == KEPT,
        hosts=tuple(values.get("hosts", ())),
    )


def _pki_dir() -> Path:
    return Path(settings.PKI_DIR)


def _written(name: str, content: bytes) -> str:
    return content.decode() if name in downloads.TEXTS else base64.b64encode(content).decode()


class AuthorityUploadSerializer(StrictSerializer):
    certificate = serializers.CharField(
        max_length=trusted_authorities.MAX_BYTES, trim_whitespace=False, help_text="One or more authorities in PEM"
    )


class TrustedCertificateSerializer(serializers.Serializer[Any]):
    subject = serializers.SerializerMethodField()
    issuer = serializers.SerializerMethodField()
    begins = serializers.DateTimeField(source="not_valid_before_utc")
    ends = serializers.DateTimeField(source="not_valid_after_utc")
    sha256 = serializers.SerializerMethodField(help_text="Fingerprint")

    def get_subject(self, certificate: x509.Certificate) -> str:
        return certificate.subject.rfc4514_string(NAMES)

    def get_issuer(self, certificate: x509.Certificate) -> str:
        return certificate.issuer.rfc4514_string(NAMES)

    def get_sha256(self, certificate: x509.Certificate) -> str:
        return trusted_authorities.fingerprint_of(certificate)


class TrustedFileSerializer(serializers.Serializer[Any]):
    file = serializers.CharField(source="name", help_text="Name in var/pki/trusted")
    certificates = TrustedCertificateSerializer(many=True)
    problem = serializers.CharField(help_text="Why none of it is trusted; empty: it can be read")
