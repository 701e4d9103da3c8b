"""What the checks answer."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from rest_framework import serializers

from infra.errors.explanation import AtFault, Check
from infra.rest.serializers import StrictSerializer
from testbed.checks.findings import EnvelopeProblem, Findings
from testbed.checks.octets.difference import OctetDifference
from testbed.checks.octets.hashed_octets import HashedForm, HashedOctets, Signature, digest_of
from testbed.checks.readiness.lines import LineState, PreflightLine, PreflightStep
from testbed.checks.readiness.preflight import Preflight

CHECKS = [(check.value, check.name) for check in Check]
AT_FAULT = [(side.value, side.name) for side in AtFault]


@dataclass(frozen=True)
class Comparison:
    """A signer's octets beside ours."""

    found: HashedOctets
    octets: bytes
    difference: OctetDifference | None

    @property
    def same(self) -> bool:
        return self.difference is None

    @property
    def digest_of_yours(self) -> str:
        return digest_of(self.octets, self.found.method)

    @property
    def you_signed_them(self) -> bool:
        return bool(self.found.method) and self.digest_of_yours == self.found.signed_digest

    @property
    def size_of_yours(self) -> int:
        return len(self.octets)

    @property
    def size_of_ours(self) -> int:
        return self.found.size


class PageField(serializers.CharField):
    """The whole address of a page of which the path is known, as exchanges give it."""

    def to_representation(self, value: str) -> str:
        return f"{settings.WEB_BASE_URL.rstrip('/')}{value}" if value else ""


class EnvelopeProblemSerializer(serializers.Serializer[EnvelopeProblem]):
    """A reason for which a service would refuse the envelope."""

    code = serializers.IntegerField(help_text="Of the fault; 0 where SOAP demands one without")
    check = serializers.ChoiceField(CHECKS, help_text="What was being checked")
    reason = serializers.CharField(help_text="A slug that never changes its meaning")
    at_fault = serializers.ChoiceField(AT_FAULT, source="explanation.at_fault", help_text="The side that must act")
    retry = serializers.BooleanField(source="explanation.retry", help_text="The same may succeed later")
    where = serializers.CharField(help_text="An element, header or address; empty where none can be named")
    text = serializers.CharField(help_text="Swedish | English")
    expected = serializers.CharField(source="explanation.expected")
    received = serializers.CharField(source="explanation.received")
    fix = serializers.CharField(source="explanation.fix", help_text="What to do, beyond the text")
    docs = PageField(help_text="The address of the reason's page")


class FindingsSerializer(serializers.Serializer[Findings]):
    """All that is wrong in an envelope."""

    ok = serializers.BooleanField(source="is_ok", help_text="No service would refuse it")
    operation = serializers.CharField(help_text="For instance Service/v3 deliverSecure; empty where unknown")
    problems = EnvelopeProblemSerializer(many=True)
    warnings = serializers.ListField(
        child=serializers.CharField(), help_text="What is accepted but should be mended. Swedish | English"
    )


class HashedOctetsSerializer(serializers.Serializer[Any]):
    """What was hashed in one form."""

    signature = serializers.ChoiceField(
        [(one.value, one.name) for one in Signature],
        source="octets.signature",
        help_text="The signature: the sender's or the seal's",
    )
    form = serializers.ChoiceField([(one.value, one.name) for one in HashedForm], source="octets.form")
    size = serializers.IntegerField(source="octets.size", help_text="Octets")
    method = serializers.CharField(source="octets.method", help_text="Empty: the signature cannot be read")
    signed_digest = serializers.CharField(
        source="octets.signed_digest", help_text="Base64 of DigestValue; empty for SignedInfo, which has none"
    )
    digest = serializers.CharField(source="octets.digest", help_text="Base64 of these octets' digest")
    is_signed = serializers.BooleanField(source="octets.is_signed", help_text="The signer hashed these octets")
    address = serializers.CharField(help_text="Where they are; add /compare to send your own")


class HashedOctetsPageSerializer(serializers.Serializer[Any]):
    """Both signatures of deliverSecure, or the sender's of distributeSecure."""

    results = HashedOctetsSerializer(many=True)


class OctetDifferenceSerializer(serializers.Serializer[OctetDifference]):
    """The first place where the octets differ."""

    position = serializers.IntegerField(help_text="Octets before it")
    line = serializers.IntegerField()
    column = serializers.IntegerField(help_text="In octets")
    ours = serializers.CharField(help_text="Around the place")
    yours = serializers.CharField()
    text = serializers.CharField(help_text="Swedish | English")


class OctetsComparisonSerializer(serializers.Serializer[Comparison]):
    """How your octets compare with ours."""

    same = serializers.BooleanField()
    you_signed_them = serializers.BooleanField(help_text="Yours have the digest that stands in the signature")
    digest_of_yours = serializers.CharField(help_text="Base64")
    size_of_yours = serializers.IntegerField()
    size_of_ours = serializers.IntegerField()
    difference = OctetDifferenceSerializer(allow_null=True)


class PreflightQuerySerializer(StrictSerializer):
    """The sender to check."""

    certificate = serializers.CharField(
        max_length=100, help_text="A folder of var/pki/clients, such as kommun-a, or a serial number"
    )
    sender = serializers.CharField(
        required=False, max_length=20, help_text="The organisation to send for; else the certificate's own"
    )
    recipient = serializers.CharField(
        required=False, max_length=20, help_text="The recipient of the first letter; else one of the demo world"
    )


class PreflightLineSerializer(serializers.Serializer[PreflightLine]):
    """One thing that must hold."""

    step = serializers.ChoiceField([(step.value, step.name) for step in PreflightStep])
    light = serializers.ChoiceField([(light.value, light.name) for light in LineState])
    text = serializers.CharField(help_text="What is so, or what to do. Swedish | English")
    reason = serializers.CharField(source="explanation.reason", default="", help_text="Why it is red; else empty")
    docs = PageField(help_text="The address of the reason's page; else empty")


class PreflightSerializer(serializers.Serializer[Preflight]):
    """Whether a sender can begin."""

    ready = serializers.BooleanField(source="is_ready", help_text="No line is red")
    organisation = serializers.CharField(help_text="Of the certificate; empty where it has none")
    sender = serializers.CharField(help_text="The sender that the letters name")
    lines = PreflightLineSerializer(many=True)
