"""Paper as REST shows it: a letter, the queue, a run."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from infra import clock
from infra.rest.pages import next_field
from infra.rest.serializers import StrictSerializer
from print_supplier import runs
from print_supplier.models import PrintLetter, PrintRun
from print_supplier.queue import QueueSummary


class PaperSerializer(serializers.ModelSerializer[PrintLetter]):
    """A letter that is printed, or lies in the print queue."""

    address = serializers.ListField(child=serializers.CharField(), help_text="The lines, as in the window")
    pages = serializers.IntegerField(help_text="With something on them")
    cost_ore = serializers.IntegerField(help_text="Postage, envelope and printed sheets, in öre")
    run = serializers.IntegerField(
        source="run.number", default=None, allow_null=True, help_text="null: it lies in the print queue"
    )
    printed_at = serializers.SerializerMethodField()
    pdf = serializers.SerializerMethodField(help_text="Where the letter is as a PDF; null: it is forgotten")

    class Meta:
        model = PrintLetter
        fields = (
            "queued_at",
            "address",
            "pages",
            "sheets",
            "envelope",
            "weight_grams",
            "postage_ore",
            "envelope_ore",
            "sheets_ore",
            "cost_ore",
            "run",
            "printed_at",
            "pdf",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_printed_at(self, letter: PrintLetter) -> datetime | None:
        return letter.run.printed_at.astimezone(clock.SWEDEN) if letter.run else None

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_pdf(self, letter: PrintLetter) -> str | None:
        has_pdf: bool = vars(letter)["has_pdf"]
        return _absolute_url(self, "letter", letter.leg_id) if has_pdf else None


class QueueSummarySerializer(serializers.Serializer[QueueSummary]):
    letters = serializers.IntegerField()
    sheets = serializers.IntegerField()
    cost_ore = serializers.IntegerField(help_text="Postage, envelopes and printed sheets, in öre")
    oldest_queued_at = serializers.DateTimeField(source="oldest", allow_null=True)


class PrintRunSerializer(serializers.ModelSerializer[PrintRun]):
    cost_ore = serializers.IntegerField(help_text="Postage, envelopes and printed sheets, in öre")
    pdf = serializers.SerializerMethodField(
        help_text="Where the run is as a PDF, as it came out of the printer; null: it is forgotten"
    )

    class Meta:
        model = PrintRun
        fields = ("number", "printed_at", "letters", "sheets", "cost_ore", "pdf")
        read_only_fields = fields

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_pdf(self, run: PrintRun) -> str | None:
        return _absolute_url(self, "run", run.number) if run.pk in self.context["with_pdf"] else None


class PrintRunPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = PrintRunSerializer(many=True)
    next = next_field("Where older runs are; null: these are the first")


class PrintRunQuerySerializer(StrictSerializer):
    before = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="Runs with a lower number"
    )
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)


@extend_schema_serializer(examples=[OpenApiExample("At most fifty", {"most": 50}, request_only=True)])
class PrintOrderSerializer(StrictSerializer):
    most = serializers.IntegerField(
        required=False,
        default=runs.MAX_LETTERS,
        min_value=1,
        max_value=runs.MAX_LETTERS,
        help_text="Letters that the run has at most",
    )


def _absolute_url(serializer: serializers.BaseSerializer[Any], name: str, key: int) -> str:
    url: str = serializer.context["request"].build_absolute_uri(reverse(f"printing:{name}", args=[key]))
    return url
