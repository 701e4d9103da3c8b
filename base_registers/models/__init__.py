"""The tables of the base registers."""

from base_registers.models.companies import Company, Officer, RuleMember, SignatoryRule
from base_registers.models.failures import SourceFailure
from base_registers.models.people import Guardianship, Person

__all__ = ["Company", "Guardianship", "Officer", "Person", "RuleMember", "SignatoryRule", "SourceFailure"]
