"""What a person may do in which mailboxes: getUserAccessRights and getUserAccessRightsNoConcent."""

import pytest

from base_registers.models import Company, Guardianship, Officer, Person, SourceFailure
from contracts import authority, authority_service
from far.access_rights import ACTIVITIES, Activity, GrantType
from far.models import Account, Consent
from infra import clock
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.consents.operators import Operator
from tests.far.people import (
    ANNIKA,
    BENGT,
    BIRGITTA,
    BJORKEN,
    BYNS_KRAFT,
    ERIK,
    FJALLBACK,
    GRETA,
    JOHAN,
    LENA,
    MATTIAS,
    NILS,
    UNKNOWN,
)

ALL = {activity.value for activity in Activity}


def activities(right: authority.UserAccessRights) -> set[str]:
    return {activity.value for activity in right.granted_access}


def grants(found: authority.UserAccessRightsResult) -> dict[str, str]:
    return {right.id: right.grant_type.value for right in found.rights}


def test_the_own_mailbox_gives_all_rights(mmp: Operator) -> None:
    [own] = mmp.rights_of(ARVID).rights

    assert (own.id, own.user_identity, own.grant_type.value) == (ARVID, ARVID, "AuthorizedSignatory")
    assert activities(own) == ALL
    assert (own.organization_name, own.role) == (None, None)


@pytest.mark.parametrize("person", [TOLVAN, JOHAN], ids=["no mailbox", "another operator's"])
def test_a_mailbox_that_is_not_here_can_come_here(mmp: Operator, person: str) -> None:
    [own] = mmp.rights_of(person).rights

    assert activities(own) == {"InitiateAccountAction"}


def test_who_signs_alone_is_a_signatory(mmp: Operator) -> None:
    _, company = mmp.rights_of(BIRGITTA).rights

    assert (company.id, company.grant_type.value) == (BJORKEN, "AuthorizedSignatory")
    assert (company.organization_name, company.role) == ("Snickeri Björken AB", "Styrelseledamot")
    assert activities(company) == ALL


def test_who_signs_with_another_has_the_role(mmp: Operator) -> None:
    _, company = mmp.rights_of(LENA).rights

    assert (company.id, company.grant_type.value, company.role) == (
        FJALLBACK,
        "AuthorizedRole",
        "Styrelseordförande",
    )
    assert activities(company) == ALL - {"EditSettingsInactivate"}


def test_a_rule_that_cannot_be_interpreted_leaves_the_board_its_role(mmp: Operator) -> None:
    _, company = mmp.rights_of(MATTIAS).rights

    assert (company.id, company.grant_type.value) == (BYNS_KRAFT, "AuthorizedRole")
    assert activities(company) == {"InitiateAccountAction"}, "it has no mailbox yet"


def test_an_auditor_may_nothing(mmp: Operator) -> None:
    Officer.objects.create(company_id=BJORKEN, person_id=MARIA, role="Auditor")

    assert grants(mmp.rights_of(MARIA)) == {MARIA: "AuthorizedSignatory"}


def test_a_dissolved_company_gives_no_right(mmp: Operator) -> None:
    Company.objects.filter(number=BJORKEN).update(status="Dissolved")

    assert BJORKEN not in grants(mmp.rights_of(BIRGITTA))


@pytest.mark.parametrize("level", Consent.Level.values)
def test_a_consent_gives_the_right_of_its_level(mmp: Operator, level: str) -> None:
    mmp.given(ARVID, MARIA)
    Consent.objects.update(level=level)

    _, given = mmp.rights_of(MARIA).rights

    assert (given.id, given.user_identity, given.grant_type.value) == (ARVID, MARIA, level)
    assert activities(given) == {activity.value for activity in ACTIVITIES[GrantType(level)]}


def test_no_level_of_consent_can_be_given_on() -> None:
    for grant in (GrantType.CONSENT_READ, GrantType.CONSENT_READ_EXTEND_UNREAD, GrantType.CONSENT_MANAGE):
        for activity in ACTIVITIES[grant]:
            assert "Initiate" not in activity.value
            assert activity is not Activity.EDIT_SETTINGS_CONSENT
            assert activity is not Activity.EDIT_SETTINGS_INACTIVATE


def test_each_level_gives_at_least_what_the_one_below_it_gives() -> None:
    read, extended, manage = (set(ACTIVITIES[GrantType(level)]) for level in Consent.Level.values)

    assert read <= extended <= manage < set(ACTIVITIES[GrantType.AUTHORIZED_ROLE])


def test_a_companys_consent_names_the_company(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)

    _, given = mmp.rights_of(MARIA).rights

    assert given.organization_name == "Fjällbäck Konsult AB"


def test_what_is_not_in_force_gives_nothing(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)
    assert grants(mmp.rights_of(MARIA)) == {MARIA: "AuthorizedSignatory"}

    mmp.accept(ARVID, MARIA)
    mmp.cancelled(ARVID, MARIA, user=MARIA)
    assert grants(mmp.rights_of(MARIA)) == {MARIA: "AuthorizedSignatory"}


def test_without_consents_neither_consents_nor_guardianships_are_told(mmp: Operator) -> None:
    mmp.given(ARVID, BENGT)

    assert grants(mmp.rights_without_consents(BENGT)) == {BENGT: "AuthorizedSignatory"}
    assert set(grants(mmp.rights_of(BENGT))) == {BENGT, ARVID, NILS}


def test_a_guardian_has_the_right_without_anybodys_acceptance(mmp: Operator) -> None:
    _, guarded = mmp.rights_of(BENGT).rights

    assert (guarded.id, guarded.grant_type.value, guarded.role) == (NILS, "ConsentManage", "God man")
    assert not Consent.objects.exists()


def test_rights_do_not_go_through_another_person(mmp: Operator) -> None:
    """Arvid -> Maria -> Lena -> Arvid, and Lena signs for a company: each has what the next gave, no more."""
    mmp.given(ARVID, MARIA)
    mmp.given(MARIA, LENA)
    mmp.given(LENA, ARVID)
    mmp.given(NILS, MARIA)

    assert set(grants(mmp.rights_of(MARIA))) == {MARIA, ARVID, NILS}
    assert set(grants(mmp.rights_of(LENA))) == {LENA, FJALLBACK, MARIA}
    assert set(grants(mmp.rights_of(ARVID))) == {ARVID, LENA}


def test_consents_are_told_to_the_operator_that_has_the_mailbox(mmp: Operator, kivra: Operator) -> None:
    mmp.given(ARVID, JOHAN)

    assert set(grants(mmp.rights_of(JOHAN))) == {JOHAN, ARVID}
    assert set(grants(kivra.rights_of(JOHAN))) == {JOHAN}


def test_consents_move_with_the_mailbox(mmp: Operator, kivra: Operator) -> None:
    mmp.given(ARVID, JOHAN)
    kivra_itself = Account.objects.get(recipient=JOHAN).supplier
    Account.objects.filter(recipient=ARVID).update(supplier=kivra_itself)

    assert set(grants(kivra.rights_of(JOHAN))) == {JOHAN, ARVID}
    assert set(grants(mmp.rights_of(JOHAN))) == {JOHAN}


@pytest.mark.parametrize(
    ("user", "code"),
    [(UNKNOWN, 6007), (GRETA, 6007), (ERIK, 6006), ("fi010170-1234", 6007), ("192705178355", 5001)],
    ids=["nobody", "a dead person", "a protected person", "a foreign identity", "a wrong check digit"],
)
def test_some_users_cannot_be_told_about(mmp: Operator, user: str, code: int) -> None:
    for request in (
        authority_service.GetUserAccessRights(arg0=user),
        authority_service.GetUserAccessRightsNoConcent(arg0=user),
    ):
        assert mmp.ask(request).fault.code == code


def test_a_person_with_a_new_number_is_asked_about_by_that(mmp: Operator) -> None:
    Person.objects.filter(number=TOLVAN).update(changed_to=ARVID)

    assert mmp.ask(authority_service.GetUserAccessRights(arg0=TOLVAN)).fault.code == 6007


def test_only_mailbox_operators_may_ask(mmp: Operator, kommun_a: object) -> None:
    sender = Operator(kommun_a)  # type: ignore[arg-type]  # a sender in the place of an operator

    for request in (
        authority_service.GetUserAccessRights(arg0=ARVID),
        authority_service.GetUserAccessRightsNoConcent(arg0=ARVID),
    ):
        assert sender.ask(request).fault.code == 5002


@pytest.mark.parametrize("problem", SourceFailure.Problem.values)
def test_when_the_company_register_fails_the_other_rights_are_told(mmp: Operator, problem: str) -> None:
    mmp.given(ARVID, BIRGITTA)
    SourceFailure.objects.create(register="companies", problem=problem)

    found = mmp.rights_of(BIRGITTA)

    assert set(grants(found)) == {BIRGITTA, ARVID}
    [told] = found.problems
    assert (told.source.value, told.type_value.value, told.object_id) == ("Bolagsverket", problem, BIRGITTA)
    assert " | " in told.description, "in Swedish and English"


def test_when_it_fails_about_one_company_the_others_are_told(mmp: Operator) -> None:
    Officer.objects.create(company_id=FJALLBACK, person_id=BIRGITTA, role="BoardMember")
    SourceFailure.objects.create(register="companies", number=FJALLBACK, problem="DataUncertain")

    found = mmp.rights_of(BIRGITTA)

    assert set(grants(found)) == {BIRGITTA, BJORKEN}
    [told] = found.problems
    assert (told.type_value.value, told.object_id) == ("DataUncertain", FJALLBACK)


def test_when_the_population_register_fails_nothing_can_be_told(mmp: Operator) -> None:
    SourceFailure.objects.create(register="people", problem="SourceInaccessible")

    assert mmp.ask(authority_service.GetUserAccessRights(arg0=ARVID)).fault.code == 5017


def test_of_the_companies_that_a_person_signs_for_each_is_told(mmp: Operator) -> None:
    Officer.objects.create(company_id=BYNS_KRAFT, person_id=BIRGITTA, role="BoardMember")
    account = Account.objects.get(recipient=BJORKEN)
    Account.objects.create(recipient=BYNS_KRAFT, supplier=account.supplier, registered_at=clock.now())

    assert grants(mmp.rights_of(BIRGITTA)) == {
        BIRGITTA: "AuthorizedSignatory",
        BYNS_KRAFT: "AuthorizedRole",
        BJORKEN: "AuthorizedSignatory",
    }


def test_a_managing_director_has_the_role_and_all_roles_are_named(mmp: Operator) -> None:
    company = Company.objects.get(number=FJALLBACK)
    company.rules.create(kind="ManagingDirector", text="VD tecknar löpande förvaltning.", position=2)
    Officer.objects.create(company=company, person_id=MARIA, role="ManagingDirector")
    Officer.objects.create(company=company, person_id=LENA, role="Other")

    _, as_director = mmp.rights_of(MARIA).rights
    _, as_chair = mmp.rights_of(LENA).rights

    assert (as_director.grant_type.value, as_director.role) == ("AuthorizedRole", "Verkställande direktör")
    assert as_chair.role == "Styrelseordförande, Funktionär"


@pytest.mark.parametrize("kind", ["GodMan", "Forvaltare"])
def test_a_guardians_role_is_named(mmp: Operator, kind: str) -> None:
    Guardianship.objects.filter(principal=NILS).update(kind=kind)

    _, guarded = mmp.rights_of(BENGT).rights

    assert guarded.role == {"GodMan": "God man", "Forvaltare": "Förvaltare"}[kind]


def test_a_guardianship_that_has_ended_gives_nothing(mmp: Operator) -> None:
    Guardianship.objects.filter(principal=NILS).delete()

    assert set(grants(mmp.rights_of(BENGT))) == {BENGT}


def test_a_guardians_guardian_gets_nothing(mmp: Operator) -> None:
    Guardianship.objects.create(principal_id=BENGT, guardian_id=MARIA, kind="GodMan", decided_on=clock.today())

    assert set(grants(mmp.rights_of(MARIA))) == {MARIA, BENGT}


def test_what_a_principal_was_given_is_not_the_guardians(mmp: Operator) -> None:
    mmp.given(ARVID, NILS)

    assert set(grants(mmp.rights_of(BENGT))) == {BENGT, NILS}


def test_a_mailbox_whose_registration_waits_cannot_be_used_yet(mmp: Operator) -> None:
    Account.objects.filter(recipient=BJORKEN).update(pending=True)

    _, company = mmp.rights_of(BIRGITTA).rights

    assert activities(company) == {"InitiateAccountAction"}


@pytest.mark.parametrize("form", ["SF", "ST", "IF", "MY", "KO"])
def test_an_organisation_that_can_have_no_mailbox_gives_no_right(mmp: Operator, form: str) -> None:
    Company.objects.filter(number=BJORKEN).update(form=form)

    assert set(grants(mmp.rights_of(BIRGITTA))) == {BIRGITTA}


def test_a_company_in_bankruptcy_is_not_signed_for_by_its_board(mmp: Operator) -> None:
    Company.objects.filter(number=BJORKEN).update(status="Bankrupt")

    assert set(grants(mmp.rights_of(BIRGITTA))) == {BIRGITTA}


def test_the_rights_stand_in_order(mmp: Operator) -> None:
    """The own mailbox, companies, consents by account, guardianships."""
    Officer.objects.create(company_id=BJORKEN, person_id=BENGT, role="BoardMember")
    mmp.given(MARIA, BENGT)
    mmp.given(ARVID, BENGT)

    assert [right.id for right in mmp.rights_of(BENGT).rights] == [BENGT, BJORKEN, ARVID, MARIA, NILS]
