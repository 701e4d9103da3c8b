"""What the checks answer."""

from rest_framework import serializers

from infra.explanation import AtFault, Check
from testbed.checks.findings import Findings, Problem

CHECKS = [(check.value, check.name) for check in Check]
AT_FAULT = [(whose.value, whose.name) for whose in AtFault]


class EnvelopeProblemSerializer(serializers.Serializer[Problem]):
    """A reason for which a service would refuse the envelope."""

    code = serializers.IntegerField(help_text="Of the fault; 0 where SOAP demands one without")
    check = serializers.ChoiceField(CHECKS, help_text="What was being checked")
    reason = serializers.CharField(help_text="A slug that never changes its meaning")
    at_fault = serializers.ChoiceField(AT_FAULT, source="explanation.at_fault", help_text="Whose turn it is")
    retry = serializers.BooleanField(source="explanation.retry", help_text="The same may succeed later")
    where = serializers.CharField(help_text="An element, header or address; empty where none can be named")
    text = serializers.CharField(help_text="Swedish | English")
    expected = serializers.CharField(source="explanation.expected")
    received = serializers.CharField(source="explanation.received")
    fix = serializers.CharField(source="explanation.fix", help_text="What to do, beyond the text")
    docs = serializers.CharField(help_text="The path of the reason's page")


class FindingsSerializer(serializers.Serializer[Findings]):
    """All that is wrong in an envelope."""

    ok = serializers.BooleanField(source="is_ok", help_text="No service would refuse it")
    operation = serializers.CharField(help_text="For instance Service/v3 deliverSecure; empty where unknown")
    problems = EnvelopeProblemSerializer(many=True)
    warnings = serializers.ListField(
        child=serializers.CharField(), help_text="What is accepted but should be mended. Swedish | English"
    )
