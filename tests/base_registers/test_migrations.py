"""Companies of a data folder of an earlier version, with rules and roles as free text."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("base_registers", "0001_from_the_register")]
NOW = [("base_registers", "0003_roles_are_named")]
ARVID, MARIA = "192705178354", "198101052382"
RULES = {
    "165560000001": ("Björken AB", "alone", "Firman tecknas av ledamoten."),
    "165560000019": ("Fjällbäck HB", "two_jointly", "Firman tecknas av två."),
    "165560000027": ("Byns ekonomisk förening", "not_interpretable", "Enligt stämman."),
    "165560000035": ("Kvarnens Kommanditbolag", "alone", "Var för sig."),
}
ROLES = {
    "Styrelseordförande": "Chair",
    " styrelseledamot ": "BoardMember",
    "VD": "ManagingDirector",
    "Suppleant": "Deputy",
    "Revisor": "Auditor",
    "Kassör": "Other",
    "Sekreterare": "Other",
}


def migrate(targets: list[tuple[str, str]]) -> StateApps:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def migrated() -> StateApps:
    """The registers after the migrations, with what the earlier version had stored."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    old = migrate(BEFORE)
    for number in (ARVID, MARIA):
        old.get_model("base_registers", "Person").objects.create(number=number, name="Namn")
    for number, (name, rule, text) in RULES.items():
        old.get_model("base_registers", "Company").objects.create(
            number=number, name=name, signatory_rule=rule, signatory_rule_text=text
        )
    officer = old.get_model("base_registers", "Officer")
    for role in ROLES:
        officer.objects.create(company_id="165560000001", person_id=ARVID, role=role)
    officer.objects.create(company_id="165560000019", person_id=MARIA, role="Bolagsman")
    new = migrate(NOW)
    migrate(leaves)
    return new


def test_rules_and_roles_are_read_once(migrated: StateApps) -> None:
    rules = migrated.get_model("base_registers", "SignatoryRule").objects
    companies = migrated.get_model("base_registers", "Company").objects
    officers = migrated.get_model("base_registers", "Officer").objects

    assert set(rules.values_list("company", "position", "kind", "text")) == {
        ("165560000001", 1, "Alone", "Firman tecknas av ledamoten."),
        ("165560000019", 1, "TwoJointly", "Firman tecknas av två."),
        ("165560000027", 1, "NotInterpretable", "Enligt stämman."),
        ("165560000035", 1, "Alone", "Var för sig."),
    }
    assert dict(companies.values_list("number", "form")) == {
        "165560000001": "AB",
        "165560000019": "HB",
        "165560000027": "EK",
        "165560000035": "KB",
    }
    assert set(companies.values_list("status", flat=True)) == {"Active"}
    assert companies.get(number="165560000019").signatory_rule_text == "Firman tecknas av två."
    assert list(officers.filter(company="165560000019").values_list("person", "role")) == [(MARIA, "Partner")]
    # Two roles that nothing is known of become one.
    assert sorted(officers.filter(company="165560000001").values_list("role", flat=True)) == sorted(
        set(ROLES.values())
    )
