"""Organisations, their officers, and the signatory rules that apply to them.

Source: founding document 1.1 (signatory rules); facts.md 8 (company forms); Companies Act (2005:551) 8:35-37.
"""

from django.db import models
from django.db.models import Q

from base_registers.models.people import Person
from infra.database.columns.number_forms import ORGANISATION_FORM, PERSON_FORM, form_constraint


class Company(models.Model):
    """An organisation in the company register. A sole trader has the owner's personal number."""

    class Form(models.TextChoices):
        LIMITED_COMPANY = "AB", "Aktiebolag"
        GENERAL_PARTNERSHIP = "HB", "Handelsbolag"
        LIMITED_PARTNERSHIP = "KB", "Kommanditbolag"
        HOUSING_COOPERATIVE = "BRF", "Bostadsrättsförening"
        COOPERATIVE = "EK", "Ekonomisk förening"
        SOLE_TRADER = "EF", "Enskild firma"
        JOINT_PROPERTY = "SF", "Samfällighetsförening"
        FOUNDATION = "ST", "Stiftelse"
        NON_PROFIT = "IF", "Ideell förening"
        AGENCY = "MY", "Statlig myndighet"
        MUNICIPALITY = "KO", "Kommun eller region"

    class Status(models.TextChoices):
        ACTIVE = "Active", "Aktivt"
        BANKRUPT = "Bankrupt", "I konkurs"
        IN_LIQUIDATION = "InLiquidation", "I likvidation"
        DISSOLVED = "Dissolved", "Upplöst"

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    street = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=50, blank=True)
    form = models.CharField(max_length=3, choices=Form, default=Form.LIMITED_COMPANY)
    status = models.CharField(max_length=13, choices=Status, default=Status.ACTIVE)
    signatory_rule_text = models.TextField(blank=True)
    """The rule in clear text, as the contracts carry it."""
    officers = models.ManyToManyField(Person, through="Officer", related_name="companies")

    class Meta:
        db_table = "far_company"
        constraints = [
            form_constraint("number", rf"{ORGANISATION_FORM}|{PERSON_FORM}", "company_number_has_form"),
            models.CheckConstraint(
                condition=(Q(number__startswith="16") & ~Q(form="EF"))
                | (~Q(number__startswith="16") & Q(form="EF")),
                name="sole_trader_has_personal_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number if self.number.startswith("16") else f"{self.number[:8]}****"


class Officer(models.Model):
    """A person's role in a company."""

    class Role(models.TextChoices):
        CHAIR = "Chair", "Styrelseordförande"
        BOARD_MEMBER = "BoardMember", "Styrelseledamot"
        DEPUTY = "Deputy", "Styrelsesuppleant"
        MANAGING_DIRECTOR = "ManagingDirector", "Verkställande direktör"
        DEPUTY_MANAGING_DIRECTOR = "DeputyManagingDirector", "Vice verkställande direktör"
        SIGNATORY = "Signatory", "Särskild firmatecknare"
        PARTNER = "Partner", "Bolagsman"
        GENERAL_PARTNER = "GeneralPartner", "Komplementär"
        LIMITED_PARTNER = "LimitedPartner", "Kommanditdelägare"
        OWNER = "Owner", "Innehavare"
        LIQUIDATOR = "Liquidator", "Likvidator"
        AUDITOR = "Auditor", "Revisor"
        OTHER = "Other", "Annan"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="officer_rows")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="officer_rows")
    role = models.CharField(max_length=30, choices=Role)

    class Meta:
        db_table = "far_officer"
        constraints = [
            models.UniqueConstraint(fields=["company", "person", "role"], name="officer_has_a_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.company_id}"


class SignatoryRule(models.Model):
    """One way to sign for a company. A company's rules are alternatives: any one that is fulfilled suffices."""

    class Kind(models.TextChoices):
        ALONE = "Alone", "En styrelseledamot ensam"
        TWO_JOINTLY = "TwoJointly", "Två styrelseledamöter i förening"
        BOARD = "Board", "Styrelsen"
        MANAGING_DIRECTOR = "ManagingDirector", "Verkställande direktören, löpande förvaltning"
        WITH_ONE_OF = "JointlyWithOneOf", "Flera i förening, av vilka en ska vara någon av de angivna"
        GROUP = "AnyOfGroup", "Ett antal ur en angiven grupp"
        NOT_INTERPRETABLE = "NotInterpretable", "Kan inte tolkas maskinellt"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="rules", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    count = models.PositiveSmallIntegerField(default=2)
    """How many must sign, for WITH_ONE_OF and GROUP. The other kinds say it themselves."""
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["company", "position"], name="signatory_rule_has_a_position"),
            models.CheckConstraint(condition=Q(count__gte=1), name="signatory_rule_needs_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.company_id}"


class RuleMember(models.Model):
    """A person that a signatory rule names: as counted, or as one of the group from which one must sign."""

    rule = models.ForeignKey(SignatoryRule, on_delete=models.CASCADE, related_name="members", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    required = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "person"], name="rule_names_a_person_once")]

    def __str__(self) -> str:
        return f"{self.rule_id} {'required' if self.required else 'counted'}"
