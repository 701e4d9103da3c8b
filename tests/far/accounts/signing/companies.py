"""A company and its officers, as the base registers tell of them."""

from far.accounts.signing.signers import CompanySignatories
from far.base_registers.companies import Company, Officer, OfficerRole, RuleKind, SignatoryRule
from far.base_registers.people import Person

CHAIR, MEMBER, DIRECTOR, STRANGER = "196001062626", "196801029288", "198606022393", "192705178354"
COMPANY = "165560000019"
TWO = SignatoryRule(RuleKind.TWO_JOINTLY, "Två i förening.", (CHAIR, MEMBER), count=2)
DIRECTOR_ALONE = SignatoryRule(RuleKind.MANAGING_DIRECTOR, "VD.", (DIRECTOR,), count=1)
FREE_TEXT = SignatoryRule(RuleKind.NOT_INTERPRETABLE, "Enligt särskilt beslut.")
OFFICERS = (
    Officer(CHAIR, "Lena Sjöberg", OfficerRole.CHAIR),
    Officer(MEMBER, "Annika Hedlund", OfficerRole.BOARD_MEMBER),
    Officer(DIRECTOR, "Jonas Berg", OfficerRole.MANAGING_DIRECTOR),
)


def signatories(*rules: SignatoryRule, officers: tuple[Officer, ...] = OFFICERS) -> CompanySignatories:
    """The officers of a company with these rules."""
    company = Company(COMPANY, "Fjällbäck Konsult AB", officers=officers, rules=rules, rule_text="Regeln.")
    people = {officer.number: Person(officer.number, officer.name) for officer in officers}
    return CompanySignatories(company, people)
