"""People, companies and officers leave the register's app. Their tables stay where they are."""

import django.db.models.deletion
from django.db import migrations, models

ADDRESS = [
    ("name", models.CharField(max_length=256)),
    ("street", models.CharField(blank=True, max_length=100)),
    ("postal_code", models.CharField(blank=True, max_length=5)),
    ("city", models.CharField(blank=True, max_length=50)),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("far", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        ("number", models.CharField(max_length=12, primary_key=True, serialize=False)),
                        *ADDRESS,
                        ("protected", models.BooleanField(default=False)),
                        ("deceased_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "far_person",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__regex", "^(18|19|20)\\d{10}$")),
                                name="person_number_has_form",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Company",
                    fields=[
                        ("number", models.CharField(max_length=12, primary_key=True, serialize=False)),
                        *ADDRESS,
                        (
                            "signatory_rule",
                            models.CharField(
                                choices=[
                                    ("alone", "Firman tecknas av en behörig ensam"),
                                    ("two_jointly", "Firman tecknas av två i förening"),
                                    ("not_interpretable", "Regeln kan inte tolkas maskinellt"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("signatory_rule_text", models.TextField()),
                    ],
                    options={
                        "db_table": "far_company",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__regex", "^16\\d{10}$")), name="company_number_has_form"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Officer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(max_length=100)),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="base_registers.company"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="base_registers.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "far_officer",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("company", "person", "role"), name="officer_has_a_role_once"
                            )
                        ],
                    },
                ),
                migrations.AddField(
                    model_name="company",
                    name="officers",
                    field=models.ManyToManyField(
                        related_name="companies", through="base_registers.Officer", to="base_registers.person"
                    ),
                ),
            ],
        ),
    ]
