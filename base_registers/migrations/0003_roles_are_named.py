"""A role is one of those that the register knows, and the rule of a company stands in rows of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base_registers", "0002_rules_as_data")]
    operations = [
        migrations.AlterField(
            model_name="officer",
            name="role",
            field=models.CharField(
                choices=[
                    ("Chair", "Styrelseordförande"),
                    ("BoardMember", "Styrelseledamot"),
                    ("Deputy", "Styrelsesuppleant"),
                    ("ManagingDirector", "Verkställande direktör"),
                    ("DeputyManagingDirector", "Vice verkställande direktör"),
                    ("Signatory", "Särskild firmatecknare"),
                    ("Partner", "Bolagsman"),
                    ("GeneralPartner", "Komplementär"),
                    ("LimitedPartner", "Kommanditdelägare"),
                    ("Owner", "Innehavare"),
                    ("Liquidator", "Likvidator"),
                    ("Auditor", "Revisor"),
                    ("Other", "Annan"),
                ],
                max_length=30,
            ),
        ),
        migrations.RemoveField(
            model_name="company",
            name="signatory_rule",
        ),
    ]
