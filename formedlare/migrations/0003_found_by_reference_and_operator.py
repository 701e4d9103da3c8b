from typing import ClassVar

from django.db import migrations, models

from formedlare.models.distribution import IndexedPrefix


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare", "0002_contents_uncompressed")]

    operations: ClassVar = [
        migrations.AddIndex(
            "distribution",
            models.Index(
                IndexedPrefix("reference"),
                models.F("id").desc(),
                name="distribution_by_reference",
                condition=models.Q(reference__gt=""),
            ),
        ),
        migrations.AddIndex(
            "distribution",
            models.Index(
                IndexedPrefix("correlation_id"),
                models.F("id").desc(),
                name="distribution_by_correlation",
                condition=models.Q(correlation_id__gt=""),
            ),
        ),
        migrations.AddIndex(
            "leg", models.Index(fields=["channel", "operator"], name="leg_by_channel_and_operator")
        ),
    ]
