"""A failure that a test run sets concerns its own calls alone."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("base_registers", "0003_roles_are_named")]

    operations: ClassVar = [
        migrations.AddField(
            "sourcefailure", "label", models.CharField(blank=True, default="", max_length=100)
        ),
        migrations.RemoveConstraint("sourcefailure", "source_fails_in_one_way"),
        migrations.AddConstraint(
            "sourcefailure",
            models.UniqueConstraint(fields=("register", "number", "label"), name="source_fails_in_one_way"),
        ),
    ]
