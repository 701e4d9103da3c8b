"""Which senders a holder accepts: stored in the register, and read from it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.errors import InternalError
from infra.far_client import RegisterRefused
from mailbox_operator import register
from mailbox_operator.customers import choices
from mailbox_operator.customers.signing import SigningProgress
from mailbox_operator.models import Mailbox, SeenSenders
from mailbox_ui.eid import sign_text
from tests.cast import ARVID, MARIA, TOLVAN, Sender
from tests.far.accounts.cast import FJALLBACK, JOHAN, KIVRA, KOMMUN_A, KOMMUN_B, MMP
from tests.mailbox_ui.acting import ANNIKA, LENA

pytestmark = pytest.mark.usefixtures("world")


def store(accepted: set[str], *, holder: str = ARVID, by: str = "", at: str = MMP) -> SigningProgress:
    names = choices.registered_senders(MMP)
    text = choices.write_agreement(
        "Arvid Lindgren", [name for each, name in names.items() if each not in accepted]
    )
    user = by or holder
    return choices.store_choices(at, holder, user, accepted, text, sign_text(user, text))


def everybody() -> set[str]:
    return set(choices.registered_senders(MMP))


def test_the_senders_are_told_in_order_of_name_without_regard_to_case() -> None:
    names = list(choices.registered_senders(MMP).values())

    assert names == sorted(names, key=str.casefold)
    assert {KOMMUN_A, KOMMUN_B} <= everybody()


def test_what_is_stored_is_what_is_accepted() -> None:
    assert store({KOMMUN_B}).is_complete

    assert choices.accepted_senders(MMP, ARVID, ARVID) == {KOMMUN_B}


def test_a_sender_hears_at_once_that_it_is_refused(kommun_a: Sender) -> None:
    store(everybody() - {KOMMUN_A})

    assert not kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered
    [found] = register.reachability_of(MMP, KOMMUN_A, [ARVID])
    assert not found.sender_accepted


def test_a_sender_that_is_accepted_again_can_deliver_again(kommun_a: Sender) -> None:
    store(everybody() - {KOMMUN_A})
    store(everybody())

    assert kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered


def test_the_choices_of_one_leave_those_of_another() -> None:
    before = choices.accepted_senders(MMP, MARIA, MARIA)

    store(set())

    assert choices.accepted_senders(MMP, ARVID, ARVID) == frozenset()
    assert choices.accepted_senders(MMP, MARIA, MARIA) == before != frozenset()


def test_the_customer_of_another_operator_is_refused_by_its_code() -> None:
    with pytest.raises(RegisterRefused) as asked:
        choices.accepted_senders(MMP, JOHAN, JOHAN)
    with pytest.raises(RegisterRefused) as told:
        store({KOMMUN_A}, holder=JOHAN)

    assert (asked.value.fault_code, told.value.fault_code) == (5002, 5002)
    assert choices.accepted_senders(KIVRA, JOHAN, JOHAN)


def test_nobody_reads_or_changes_the_choices_of_another_person() -> None:
    with pytest.raises(RegisterRefused) as asked:
        choices.accepted_senders(MMP, ARVID, MARIA)
    with pytest.raises(RegisterRefused) as told:
        store(set(), holder=ARVID, by=MARIA)

    assert (asked.value.fault_code, told.value.fault_code) == (8003, 8003)
    assert choices.accepted_senders(MMP, ARVID, ARVID) != frozenset()


def test_who_has_no_mailbox_has_no_choices() -> None:
    with pytest.raises(RegisterRefused) as refused:
        choices.accepted_senders(MMP, TOLVAN, TOLVAN)

    assert refused.value.fault_code >= 5000


class TestCompanyOfTwo:
    """Its list waits for the other's signature."""

    def test_a_list_that_waits_changes_nothing_yet(self) -> None:
        before = choices.accepted_senders(MMP, FJALLBACK, LENA)

        signing = store({KOMMUN_A}, holder=FJALLBACK, by=LENA)

        assert not signing.is_complete
        assert choices.accepted_senders(MMP, FJALLBACK, LENA) == before

    def test_the_other_is_told_the_list_and_who_has_signed(self) -> None:
        store({KOMMUN_A}, holder=FJALLBACK, by=LENA)

        waiting = choices.pending_choices(MMP, FJALLBACK, ANNIKA)

        assert waiting is not None
        assert waiting.accepted == {KOMMUN_A}
        assert waiting.signing.lacks(ANNIKA)
        assert [signer.number for signer in waiting.signing.signed_by] == [LENA]

    def test_the_second_signature_of_the_same_list_makes_it_count(self) -> None:
        store({KOMMUN_A}, holder=FJALLBACK, by=LENA)

        assert store({KOMMUN_A}, holder=FJALLBACK, by=ANNIKA).is_complete

        assert choices.accepted_senders(MMP, FJALLBACK, LENA) == {KOMMUN_A}
        assert choices.pending_choices(MMP, FJALLBACK, LENA) is None

    def test_another_list_is_refused_while_one_waits(self) -> None:
        store({KOMMUN_A}, holder=FJALLBACK, by=LENA)

        with pytest.raises(RegisterRefused) as refused:
            store({KOMMUN_B}, holder=FJALLBACK, by=ANNIKA)

        assert refused.value.fault_code == 5011

    def test_a_withdrawn_list_waits_no_more_and_another_can_be_signed(self) -> None:
        store({KOMMUN_A}, holder=FJALLBACK, by=LENA)

        choices.withdraw_pending(MMP, FJALLBACK, ANNIKA)

        assert choices.pending_choices(MMP, FJALLBACK, LENA) is None
        assert not store({KOMMUN_B}, holder=FJALLBACK, by=ANNIKA).is_complete


def test_without_a_list_that_waits_there_is_none() -> None:
    assert choices.pending_choices(MMP, ARVID, ARVID) is None


def test_nobody_is_told_the_list_of_a_company_that_they_do_not_sign_for() -> None:
    store({KOMMUN_A}, holder=FJALLBACK, by=LENA)

    with pytest.raises(RegisterRefused):
        choices.pending_choices(MMP, FJALLBACK, ARVID)


def test_while_the_register_is_down_no_choice_is_guessed(settings: Settings) -> None:
    text = choices.write_agreement("Arvid Lindgren", [])
    settings.REGISTER_URL = "https://localhost:1/nothing/"

    with pytest.raises(InternalError):
        choices.accepted_senders(MMP, ARVID, ARVID)
    with pytest.raises(InternalError):
        choices.pending_choices(MMP, ARVID, ARVID)
    with pytest.raises(InternalError):
        choices.store_choices(MMP, ARVID, ARVID, set(), text, sign_text(ARVID, text))


def test_the_signed_text_names_each_sender_that_is_refused() -> None:
    assert choices.write_agreement("Arvid", []).endswith("från alla avsändare i Mina meddelanden.")
    lines = choices.write_agreement("Arvid", ["Kommun A", "Kommun B"]).splitlines()
    assert (lines[0].endswith("utom:"), lines[1:]) == (True, ["– Kommun A", "– Kommun B"])


def test_no_sender_is_new_at_the_first_look_and_a_later_one_is_new_once() -> None:
    box = Mailbox.objects.get(holder=ARVID, operator__name=MMP)

    looks = [choices.new_senders(box, numbers) for numbers in ([KOMMUN_A], [KOMMUN_A, KOMMUN_B], [KOMMUN_B])]

    assert looks == [frozenset(), {KOMMUN_B}, frozenset()]


@given(looks=st.lists(st.sets(st.sampled_from("abcdef")), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sender_that_never_stood_in_the_list_is_new_and_one_of_the_last_list_is_not(
    looks: list[set[str]], db: None
) -> None:
    box = Mailbox.objects.get(holder=ARVID, operator__name=MMP)
    SeenSenders.objects.filter(mailbox=box).delete()
    first, *later = looks
    assert choices.new_senders(box, first) == frozenset()
    ever, last = set(first), first

    for numbers in later:
        new = choices.new_senders(box, numbers)
        assert numbers - ever <= new <= numbers
        assert new.isdisjoint(last)
        ever, last = ever | numbers, numbers
