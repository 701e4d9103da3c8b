"""What a test run sets for a sender concerns its own letters alone."""

from typing import ClassVar

from django.db import migrations, models

_LABEL: dict[str, object] = {"blank": True, "default": "", "max_length": 100}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare", "0005_distribution_subject")]

    operations: ClassVar = [
        migrations.AddField("senderplan", "label", models.CharField(**_LABEL)),
        migrations.AlterField("senderplan", "sender", models.CharField(max_length=12)),
        migrations.AddConstraint(
            "senderplan", models.UniqueConstraint(fields=("sender", "label"), name="one_plan_of_a_sender")
        ),
        migrations.AddField("channelrule", "label", models.CharField(**_LABEL)),
        migrations.AlterModelOptions("channelrule", {"ordering": ["sender", "label", "position"]}),
        migrations.RemoveConstraint("channelrule", "rule_has_its_place"),
        migrations.AddConstraint(
            "channelrule",
            models.UniqueConstraint(fields=("sender", "label", "position"), name="rule_has_its_place"),
        ),
        migrations.AddField("contactaddress", "label", models.CharField(**_LABEL)),
        migrations.RemoveConstraint("contactaddress", "one_line_in_the_address_register"),
        migrations.AddConstraint(
            "contactaddress",
            models.UniqueConstraint(
                fields=("sender", "recipient", "label"), name="one_line_in_the_address_register"
            ),
        ),
    ]
