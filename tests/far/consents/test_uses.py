"""Every use of another's mailbox is logged for its owner to see."""

import pytest

from far.consents import uses
from far.models import Consent, MailboxUse
from infra.errors import UserNotAuthorised
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA
from tests.far.consents.operators import Operator
from tests.far.people import BENGT, LENA, NILS

Kind, Grant = MailboxUse.Kind, MailboxUse.Grant


def test_asking_for_access_rights_is_a_use(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    mmp.rights_of(MARIA)

    [use], _ = uses.list_uses(10, account=ARVID)
    assert (use.person, use.person_name, use.kind) == (MARIA, "Maria Svensson", Kind.ACCESS_RIGHTS)
    assert (use.grant, use.asked_by) == (Grant.READ, mmp.number)
    assert use.consent == Consent.objects.get()


def test_asking_without_consents_is_none(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    mmp.rights_without_consents(MARIA)

    assert not MailboxUse.objects.exists()


def test_a_guardian_leaves_a_trace_too(mmp: Operator) -> None:
    mmp.rights_of(BENGT)

    [use], _ = uses.list_uses(10, account=NILS)
    assert (use.person, use.grant, use.consent) == (BENGT, Grant.GUARDIAN, None)


def test_an_operator_that_does_not_have_the_mailbox_uses_nothing(mmp: Operator, kivra: Operator) -> None:
    mmp.given(ARVID, MARIA)

    kivra.rights_of(MARIA)
    kivra.rights_of(BENGT)

    assert not MailboxUse.objects.exists()


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_of_use_can_be_recorded(mmp: Operator, kind: str) -> None:
    mmp.given(ARVID, MARIA)

    use = uses.record_use(RecipientId(ARVID), MARIA, Kind(kind), mmp.number)

    assert MailboxUse.objects.get() == use


def test_a_guardians_use_can_be_recorded(mmp: Operator) -> None:
    use = uses.record_use(RecipientId(NILS), BENGT, Kind.OPENED_MAILBOX, mmp.number)

    assert (use.grant, use.person_name) == (Grant.GUARDIAN, "Bengt Hallberg")


def test_without_a_right_there_is_no_use(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    for person in (MARIA, LENA, ARVID):
        with pytest.raises(UserNotAuthorised):
            uses.record_use(RecipientId(ARVID), person, Kind.OPENED_MAILBOX, mmp.number)

    assert not MailboxUse.objects.exists()


def test_the_log_comes_in_pages_newest_first(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    made = [uses.record_use(RecipientId(ARVID), MARIA, Kind.READ_MESSAGE, mmp.number).pk for _ in range(5)]

    first, following = uses.list_uses(2, account=ARVID)
    second, last = uses.list_uses(10, following, account=ARVID)

    assert [use.pk for use in (*first, *second)] == made[::-1]
    assert last is None
