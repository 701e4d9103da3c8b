"""Forms, roles, rules and problems of the base registers as people say them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from base_registers.entries.person_entries import PersonState
from base_registers.failures import Problem, Register
from base_registers.models import Company, Guardianship, Officer, SignatoryRule

LazyText = str | Promise

FORMS: Final[Mapping[str, LazyText]] = {
    Company.Form.LIMITED_COMPANY: _("Aktiebolag"),
    Company.Form.GENERAL_PARTNERSHIP: _("Handelsbolag"),
    Company.Form.LIMITED_PARTNERSHIP: _("Kommanditbolag"),
    Company.Form.HOUSING_COOPERATIVE: _("Bostadsrättsförening"),
    Company.Form.COOPERATIVE: _("Ekonomisk förening"),
    Company.Form.SOLE_TRADER: _("Enskild firma"),
    Company.Form.JOINT_PROPERTY: _("Samfällighetsförening"),
    Company.Form.FOUNDATION: _("Stiftelse"),
    Company.Form.NON_PROFIT: _("Ideell förening"),
    Company.Form.AGENCY: _("Statlig myndighet"),
    Company.Form.MUNICIPALITY: _("Kommun eller region"),
}
STATUSES: Final[Mapping[str, LazyText]] = {
    Company.Status.ACTIVE: _("Aktivt"),
    Company.Status.BANKRUPT: _("I konkurs"),
    Company.Status.IN_LIQUIDATION: _("I likvidation"),
    Company.Status.DISSOLVED: _("Upplöst"),
}
ROLES: Final[Mapping[str, LazyText]] = {
    Officer.Role.CHAIR: _("Styrelseordförande"),
    Officer.Role.BOARD_MEMBER: _("Styrelseledamot"),
    Officer.Role.DEPUTY: _("Styrelsesuppleant"),
    Officer.Role.MANAGING_DIRECTOR: _("Verkställande direktör"),
    Officer.Role.DEPUTY_MANAGING_DIRECTOR: _("Vice verkställande direktör"),
    Officer.Role.SIGNATORY: _("Särskild firmatecknare"),
    Officer.Role.PARTNER: _("Bolagsman"),
    Officer.Role.GENERAL_PARTNER: _("Komplementär"),
    Officer.Role.LIMITED_PARTNER: _("Kommanditdelägare"),
    Officer.Role.OWNER: _("Innehavare"),
    Officer.Role.LIQUIDATOR: _("Likvidator"),
    Officer.Role.AUDITOR: _("Revisor"),
    Officer.Role.OTHER: _("Annan roll"),
}
RULES: Final[Mapping[str, LazyText]] = {
    SignatoryRule.Kind.ALONE: _("En ensam"),
    SignatoryRule.Kind.TWO_JOINTLY: _("Två i förening"),
    SignatoryRule.Kind.BOARD: _("Styrelsen"),
    SignatoryRule.Kind.MANAGING_DIRECTOR: _("Verkställande direktören, i löpande förvaltning"),
    SignatoryRule.Kind.WITH_ONE_OF: _("Flera i förening, varav en viss"),
    SignatoryRule.Kind.GROUP: _("Ett antal ur en grupp"),
    SignatoryRule.Kind.NOT_INTERPRETABLE: _("Kan inte tolkas maskinellt"),
}
GUARDIANS: Final[Mapping[str, LazyText]] = {
    Guardianship.Kind.GOD_MAN: _("God man"),
    Guardianship.Kind.ADMINISTRATOR: _("Förvaltare"),
}
PERSON_STATES: Final[Mapping[PersonState, LazyText]] = {
    PersonState.PROTECTED: _("Skyddade personuppgifter"),
    PersonState.DECEASED: _("Avliden"),
    PersonState.EMIGRATED: _("Utflyttad"),
    PersonState.CHANGED_NUMBER: _("Har bytt nummer"),
    PersonState.HAS_GUARDIAN: _("Har god man eller förvaltare"),
}
REGISTERS: Final[Mapping[str, LazyText]] = {
    Register.PEOPLE: _("Folkbokföringsregistret"),
    Register.COMPANIES: _("Bolagsregistret"),
}
PROBLEMS: Final[Mapping[str, LazyText]] = {
    Problem.DATA_MISSING: _("Uppgifter saknas"),
    Problem.DATA_UNCERTAIN: _("Uppgifterna är osäkra"),
    Problem.DATA_UNEXPECTED: _("Uppgifterna har oväntad form"),
    Problem.SOURCE_INACCESSIBLE: _("Registret svarar inte"),
}
