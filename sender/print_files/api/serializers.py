"""Print files as REST shows and takes them."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from infra.errors import NotFound
from infra.rest.fields import HexField
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import validation_error
from sender import signers
from sender.print_files import progress
from sender.print_files.arrival import uploads
from sender.print_files.arrival.left_files import LeftFile
from sender.print_files.models import BatchFile
from sender.print_files.progress import Progress

SENDER_HELP = "Name of the sender's certificate folder (kommun-a), or its organisation number"


class SenderField(serializers.CharField):
    """The organisation number of a sender that is named by folder or number."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return signers.number_of(super().to_internal_value(data)).value
        except NotFound as problem:
            raise validation_error(problem.text) from problem


class ProgressSerializer(serializers.Serializer[Progress]):
    lines = serializers.IntegerField(help_text="Letters in the index, so far as it has been read")
    handed_over = serializers.IntegerField(help_text="Letters that no longer wait to be signed")
    final = serializers.IntegerField(help_text="Letters that have come to their end")
    not_sent = serializers.IntegerField(help_text="Of those: refused or failed")
    in_print_queue = serializers.IntegerField(help_text="Letters that the next print run prints")
    states = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many letters are in which state"
    )
    channels = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many letters take which channel"
    )


class BatchSerializer(serializers.ModelSerializer[BatchFile]):
    reason = serializers.CharField(source="reason.on_wire", required=False, help_text="Swedish | English")
    remarks = serializers.ListField(child=serializers.CharField(), help_text="Swedish | English")
    upload_offset = serializers.SerializerMethodField(help_text="Bytes that have come")
    progress = serializers.SerializerMethodField()

    class Meta:
        model = BatchFile
        fields = (
            "file_id",
            "sender",
            "name",
            "size",
            "sha256",
            "state",
            "reason",
            "remarks",
            "label",
            "trace",
            "created_at",
            "received_at",
            "read_at",
            "finished_at",
            "upload_offset",
            "progress",
        )

    def get_upload_offset(self, file: BatchFile) -> int:
        return uploads.received_bytes(file)

    @extend_schema_field(ProgressSerializer)
    def get_progress(self, file: BatchFile) -> Any:
        return ProgressSerializer(progress.count_letters(file)).data


class LeftFileSerializer(serializers.Serializer[LeftFile]):
    folder = serializers.CharField()
    name = serializers.CharField()
    since = serializers.DateTimeField()


class BatchPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = BatchSerializer(many=True)
    left_in_folder = LeftFileSerializer(
        many=True, help_text="Files in the watched folder that cannot be taken in; the log says why"
    )
    next = serializers.URLField(allow_null=True, help_text="Where older files follow; null: these are the last")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A file of Kommun A's",
            {
                "sender": "kommun-a",
                "name": "utskick.zip",
                "size": 1_234_567,
                "sha256": "0123456789abcdef" * 4,
                "label": "",
            },
            request_only=True,
        )
    ]
)
class AnnouncementSerializer(StrictSerializer):
    """A print file that is about to come in parts."""

    sender = serializers.CharField(max_length=100, help_text=SENDER_HELP)
    name = serializers.CharField(max_length=255)
    size = serializers.IntegerField(min_value=1, max_value=2**62, help_text="Bytes")
    sha256 = HexField(64, help_text="Of the whole file, in lower-case hex")
    label = serializers.CharField(  # type: ignore[assignment]  # a name of Field's
        required=False, default="", allow_blank=True, max_length=100
    )


class SmallFileSerializer(StrictSerializer):
    """A print file in one request."""

    sender = serializers.CharField(max_length=100, help_text=SENDER_HELP)
    file = serializers.FileField(help_text="The ZIP")
    label = serializers.CharField(  # type: ignore[assignment]  # the same
        required=False, default="", allow_blank=True, max_length=100
    )


class BatchQuerySerializer(StrictSerializer):
    """What the list can be narrowed to."""

    sender = SenderField(required=False, max_length=100, help_text=SENDER_HELP)
    state = serializers.ChoiceField(choices=BatchFile.State.choices, required=False)
    label = serializers.CharField(required=False, max_length=100)  # type: ignore[assignment]  # the same
    limit = serializers.IntegerField(required=False, default=20, min_value=1, max_value=100)
    cursor = serializers.IntegerField(
        required=False, min_value=1, max_value=2**62, help_text="From `next` of the page before"
    )
