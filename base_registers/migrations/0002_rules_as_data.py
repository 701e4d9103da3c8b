"""Signatory rules, guardianships and failing sources as data; forms, states and further facts as columns."""

import django.db.models.deletion
from django.db import migrations, models


ROLES = {
    "styrelseordförande": "Chair",
    "ordförande": "Chair",
    "styrelseledamot": "BoardMember",
    "ledamot": "BoardMember",
    "styrelsesuppleant": "Deputy",
    "suppleant": "Deputy",
    "verkställande direktör": "ManagingDirector",
    "vd": "ManagingDirector",
    "vice verkställande direktör": "DeputyManagingDirector",
    "vice vd": "DeputyManagingDirector",
    "särskild firmatecknare": "Signatory",
    "firmatecknare": "Signatory",
    "bolagsman": "Partner",
    "komplementär": "GeneralPartner",
    "kommanditdelägare": "LimitedPartner",
    "innehavare": "Owner",
    "likvidator": "Liquidator",
    "revisor": "Auditor",
}
"""By the free text in lower case; others become Other."""
KINDS = {"alone": "Alone", "two_jointly": "TwoJointly", "not_interpretable": "NotInterpretable"}
FORMS = {" hb": "HB", " handelsbolag": "HB", " kb": "KB", " kommanditbolag": "KB", " ekonomisk förening": "EK"}
"""By the end of the name, since nothing else told the form; others are limited companies, as the default says."""


def read_roles(apps, schema_editor):
    officers = apps.get_model("base_registers", "Officer").objects
    seen = set()
    for officer in list(officers.order_by("pk")):
        role = ROLES.get(officer.role.strip().lower(), "Other")
        key = (officer.company_id, officer.person_id, role)
        if key in seen:
            officer.delete()
        else:
            officers.filter(pk=officer.pk).update(role=role)
        seen.add(key)


def read_rules(apps, schema_editor):
    companies = apps.get_model("base_registers", "Company").objects
    rule = apps.get_model("base_registers", "SignatoryRule")
    rule.objects.bulk_create(
        rule(company_id=number, position=1, kind=KINDS[kind], text=text)
        for number, kind, text in companies.values_list("number", "signatory_rule", "signatory_rule_text")
    )
    for end, form in FORMS.items():
        companies.filter(name__iendswith=end).update(form=form)


class Migration(migrations.Migration):
    dependencies = [
        ("base_registers", "0001_from_the_register"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guardianship",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("GodMan", "God man"), ("Forvaltare", "Förvaltare")],
                        default="GodMan",
                        max_length=12,
                    ),
                ),
                ("decided_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RuleMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("required", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="SignatoryRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("Alone", "En styrelseledamot ensam"),
                            ("TwoJointly", "Två styrelseledamöter i förening"),
                            ("Board", "Styrelsen"),
                            ("ManagingDirector", "Verkställande direktören, löpande förvaltning"),
                            ("JointlyWithOneOf", "Flera i förening, av vilka en ska vara någon av de angivna"),
                            ("AnyOfGroup", "Ett antal ur en angiven grupp"),
                            ("NotInterpretable", "Kan inte tolkas maskinellt"),
                        ],
                        max_length=16,
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=2)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="SourceFailure",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "register",
                    models.CharField(
                        choices=[("people", "Folkbokföringsregistret"), ("companies", "Bolagsregistret")],
                        max_length=10,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=12)),
                (
                    "problem",
                    models.CharField(
                        choices=[
                            ("DataMissing", "Uppgifter saknas"),
                            ("DataUncertain", "Uppgifterna är osäkra"),
                            ("DataUnexpected", "Uppgifterna har oväntad form"),
                            ("SourceInaccessible", "Källan svarar inte"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="company",
            name="company_number_has_form",
        ),
        migrations.AddField(
            model_name="company",
            name="form",
            field=models.CharField(
                choices=[
                    ("AB", "Aktiebolag"),
                    ("HB", "Handelsbolag"),
                    ("KB", "Kommanditbolag"),
                    ("BRF", "Bostadsrättsförening"),
                    ("EK", "Ekonomisk förening"),
                    ("EF", "Enskild firma"),
                    ("SF", "Samfällighetsförening"),
                    ("ST", "Stiftelse"),
                    ("IF", "Ideell förening"),
                    ("MY", "Statlig myndighet"),
                    ("KO", "Kommun eller region"),
                ],
                default="AB",
                max_length=3,
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="status",
            field=models.CharField(
                choices=[
                    ("Active", "Aktivt"),
                    ("Bankrupt", "I konkurs"),
                    ("InLiquidation", "I likvidation"),
                    ("Dissolved", "Upplöst"),
                ],
                default="Active",
                max_length=13,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="changed_to",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="person",
            name="emigrated_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="company",
            name="signatory_rule_text",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="officer",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="officer_rows",
                to="base_registers.company",
            ),
        ),
        migrations.AlterField(
            model_name="officer",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="officer_rows",
                to="base_registers.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^16\\d{10}$|^(18|19|20)\\d{10}$")),
                name="company_number_has_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__startswith", "16"), models.Q(("form", "EF"), _negated=True)),
                    models.Q(models.Q(("number__startswith", "16"), _negated=True), ("form", "EF")),
                    _connector="OR",
                ),
                name="sole_trader_has_personal_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("changed_to", ""), ("changed_to__regex", "^(18|19|20)\\d{10}$"), _connector="OR"
                ),
                name="person_changed_to_has_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("changed_to", models.F("number")), _negated=True),
                name="person_changes_to_another_number",
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="guardian",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="guardian_of", to="base_registers.person"
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="principal",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="guardianships",
                to="base_registers.person",
            ),
        ),
        migrations.AddField(
            model_name="rulemember",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="base_registers.person"),
        ),
        migrations.AddField(
            model_name="signatoryrule",
            name="company",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="base_registers.company",
            ),
        ),
        migrations.AddField(
            model_name="rulemember",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="base_registers.signatoryrule",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcefailure",
            constraint=models.UniqueConstraint(fields=("register", "number"), name="source_fails_in_one_way"),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.UniqueConstraint(fields=("principal", "guardian"), name="guardianship_stands_once"),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.CheckConstraint(
                condition=models.Q(("principal", models.F("guardian")), _negated=True),
                name="guardian_is_another_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("decided_on")), _connector="OR"),
                name="guardianship_ends_after_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatoryrule",
            constraint=models.UniqueConstraint(
                fields=("company", "position"), name="signatory_rule_has_a_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="signatoryrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gte", 1)), name="signatory_rule_needs_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="rulemember",
            constraint=models.UniqueConstraint(fields=("rule", "person"), name="rule_names_a_person_once"),
        ),
        migrations.RunPython(read_roles, migrations.RunPython.noop),
        migrations.RunPython(read_rules, migrations.RunPython.noop),
    ]
