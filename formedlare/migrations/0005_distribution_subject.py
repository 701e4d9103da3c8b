from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare", "0004_outcomes_as_columns")]

    operations: ClassVar = [
        migrations.AddField(
            "distribution", "subject", models.CharField(blank=True, default="", max_length=255)
        ),
    ]
