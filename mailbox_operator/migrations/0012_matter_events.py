from collections.abc import Iterator

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from lxml import etree

from contracts import codec, message_v3
from mailbox_operator.matters import facts

MESSAGE = "{http://minameddelanden.gov.se/schema/Message/v3}"
COLUMNS = (
    "event_id",
    "matter_id",
    "preceding_event_id",
    "created_on",
    "matter_subject",
    "event_type",
    "status",
)


def read_kept_deliveries(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Note the events of letters that came before events were noted, from the deliveries as they were received."""
    deliveries = apps.get_model("mailbox_operator", "Delivery").objects.all()
    is_postgresql = editor.connection.vendor == "postgresql"
    # The database sorts out the few that tell of a matter: their octets need not be fetched to be looked at.
    template = "position(%(expressions)s)" if is_postgresql else "instr(%(expressions)s)"
    wanted = [models.Value(b"OfficialMatter"), models.F("sealed_xml")]
    place = models.Func(
        *(wanted if is_postgresql else reversed(wanted)),
        template=template,
        arg_joiner=" in " if is_postgresql else ", ",
        output_field=models.IntegerField(),
    )
    event = apps.get_model("mailbox_operator", "MatterEvent")
    for delivery in deliveries.alias(place=place).filter(place__gt=0).iterator(chunk_size=50):
        headers = dict(enumerate(_headers_in(bytes(delivery.sealed_xml))))
        for message in delivery.messages.only("pk", "position", "mailbox_id"):
            header = headers.get(message.position)
            read = facts.read_event(header) if header else None
            if read is not None:
                values = {name: getattr(read, name) for name in COLUMNS}
                event.objects.create(message=message, mailbox_id=message.mailbox_id, **values)


def _headers_in(sealed: bytes) -> Iterator[message_v3.MessageHeader]:
    """The headers of its messages. A delivery that was accepted is well-formed and valid."""
    root = etree.fromstring(sealed, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    for header in root.iterfind(f".//{MESSAGE}Message/{MESSAGE}Header"):
        yield codec.from_element(message_v3.MessageHeader, header)


class Migration(migrations.Migration):
    dependencies = [("mailbox_operator", "0011_settings_and_log")]

    operations = [
        migrations.CreateModel(
            "MatterEvent",
            [
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="matter_event",
                        serialize=False,
                        to="mailbox_operator.message",
                    ),
                ),
                ("event_id", models.CharField(blank=True, max_length=255)),
                ("matter_id", models.CharField(blank=True, max_length=255)),
                ("preceding_event_id", models.CharField(blank=True, max_length=255)),
                ("created_on", models.DateField(null=True)),
                ("matter_subject", models.TextField(blank=True)),
                ("event_type", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("senderinitiative", "Avsändarens tur"),
                            ("recipientinitiative", "Din tur"),
                            ("closed", "Avslutat"),
                        ],
                        max_length=19,
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matter_events",
                        to="mailbox_operator.mailbox",
                    ),
                ),
            ],
        ),
        migrations.RunPython(read_kept_deliveries, migrations.RunPython.noop),
    ]
