"""The code that confirms an address: how long it is good, how often it may be tried, and what it changes."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.outbox.models import OutboxMessage
from mailbox_operator.customers import contacts
from mailbox_operator.customers.contacts import Channel, CodeOutcome, TooManyCodes
from mailbox_operator.models import ContactCode, Mailbox, MailboxLogEntry
from tests.mailbox_operator.conftest import Clock
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db
EMAIL, SMS = Channel.EMAIL, Channel.SMS
ADDRESS, MOBILE = "anna@exempel.se", "+46701740605"


@pytest.fixture
def box(clock: Clock) -> Mailbox:
    return make.mailbox(make.ANNA)


def send(box: Mailbox, channel: Channel = EMAIL, address: str = ADDRESS) -> str:
    """Returns the code that was sent."""
    contacts.send_code(box, channel, address, make.ANNA)
    return ContactCode.objects.latest("pk").code


def confirm(box: Mailbox, typed: str, channel: Channel = EMAIL) -> CodeOutcome:
    return contacts.confirm_address(box, channel, typed, make.ANNA, "Anna Test")


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def events(box: Mailbox) -> list[tuple[str, str]]:
    return list(MailboxLogEntry.objects.filter(mailbox=box).order_by("pk").values_list("event", "about"))


@pytest.mark.parametrize(
    ("channel", "address", "kept"),
    [(EMAIL, ADDRESS, (ADDRESS, True, "", False)), (SMS, MOBILE, ("", False, MOBILE, True))],
)
def test_the_right_code_makes_the_address_the_mailbox_s_own(
    box: Mailbox, channel: Channel, address: str, kept: tuple[str, bool, str, bool]
) -> None:
    code = send(box, channel, address)

    assert confirm(box, code, channel) is CodeOutcome.CONFIRMED

    box.refresh_from_db()
    assert (box.email, box.announce_by_email, box.mobile, box.announce_by_sms) == kept
    assert events(box) == [("contact-confirmed", address)]


def test_a_code_has_six_digits_and_is_sent_once_to_the_address(box: Mailbox) -> None:
    code = send(box)

    [sent] = OutboxMessage.objects.all()
    assert (len(code), code.isdigit()) == (6, True)
    assert (sent.address, sent.recipient, sent.sender_name) == (ADDRESS, make.ANNA, "Min myndighetspost")
    assert f"Din kod hos Min myndighetspost är {code}." in sent.text
    assert code not in sent.subject


def test_a_text_message_with_a_code_has_no_subject(box: Mailbox) -> None:
    send(box, SMS, MOBILE)

    assert OutboxMessage.objects.get().subject == ""


def test_the_words_around_the_code_are_in_the_mailbox_s_language(box: Mailbox) -> None:
    box.language = "en"

    code = send(box)

    sent = OutboxMessage.objects.get()
    assert code in sent.text
    assert "Din kod" not in sent.text + sent.subject
    assert "code" in sent.subject


def test_a_code_is_good_for_half_an_hour_and_not_a_second_longer(box: Mailbox, clock: Clock) -> None:
    code = send(box)
    clock.move(contacts.VALID_FOR)
    assert contacts.waiting_code(box, EMAIL) is not None

    clock.move(timedelta(seconds=1))

    assert contacts.waiting_code(box, EMAIL) is None
    assert confirm(box, code) is CodeOutcome.NOT_VALID
    box.refresh_from_db()
    assert box.email == ""


def test_a_code_can_be_typed_in_its_last_second(box: Mailbox, clock: Clock) -> None:
    code = send(box)
    clock.move(contacts.VALID_FOR)

    assert confirm(box, code) is CodeOutcome.CONFIRMED


def test_the_fifth_wrong_try_ends_the_code_also_for_the_right_one(box: Mailbox) -> None:
    code = send(box)

    tries = [confirm(box, other_than(code)) for _ in range(contacts.MAX_WRONG_TRIES)]

    assert tries == [CodeOutcome.WRONG] * 4 + [CodeOutcome.NOT_VALID]
    assert confirm(box, code) is CodeOutcome.NOT_VALID
    assert events(box) == []


def test_after_four_wrong_tries_the_right_code_still_counts(box: Mailbox) -> None:
    code = send(box)
    for _ in range(contacts.MAX_WRONG_TRIES - 1):
        confirm(box, other_than(code))

    assert confirm(box, code) is CodeOutcome.CONFIRMED


def test_a_code_counts_once(box: Mailbox) -> None:
    code = send(box)

    assert [confirm(box, code), confirm(box, code)] == [CodeOutcome.CONFIRMED, CodeOutcome.NOT_VALID]
    assert len(events(box)) == 1


def test_a_new_code_takes_the_place_of_the_one_before(box: Mailbox, clock: Clock) -> None:
    first = send(box, address="gammal@exempel.se")
    clock.move(timedelta(minutes=1))
    second = send(box)
    ContactCode.objects.filter(code=first).exclude(address=ADDRESS).update(code=other_than(second))

    assert confirm(box, other_than(second)) is CodeOutcome.WRONG
    assert confirm(box, second) is CodeOutcome.CONFIRMED
    box.refresh_from_db()
    assert box.email == ADDRESS


def test_a_code_for_one_channel_confirms_nothing_in_the_other(box: Mailbox) -> None:
    code = send(box, EMAIL)

    assert confirm(box, code, SMS) is CodeOutcome.NOT_VALID
    assert contacts.waiting_code(box, EMAIL) is not None


def test_a_code_for_one_mailbox_confirms_nothing_in_another(box: Mailbox) -> None:
    code = send(box)
    other = make.mailbox(make.BERIT, at=box.operator)

    assert confirm(other, code) is CodeOutcome.NOT_VALID
    other.refresh_from_db()
    assert other.email == ""


def test_five_codes_an_hour_are_sent_and_no_sixth(box: Mailbox, clock: Clock) -> None:
    for _ in range(contacts.MAX_CODES):
        send(box)

    with pytest.raises(TooManyCodes):
        send(box)

    assert OutboxMessage.objects.count() == contacts.MAX_CODES
    assert send(box, SMS, MOBILE), "the other channel has its own count"
    clock.move(contacts.WITHIN)
    assert send(box)


def test_the_hour_of_each_code_begins_when_it_was_sent(box: Mailbox, clock: Clock) -> None:
    for _ in range(contacts.MAX_CODES):
        send(box)
        clock.move(timedelta(minutes=10))
    clock.move(timedelta(minutes=9))
    with pytest.raises(TooManyCodes):
        send(box)

    clock.move(timedelta(minutes=1))

    assert send(box), "the first of them is an hour old"
    with pytest.raises(TooManyCodes):
        send(box)


def test_what_is_withdrawn_cannot_be_confirmed_and_still_counts_within_the_hour(box: Mailbox) -> None:
    codes = [send(box) for _ in range(contacts.MAX_CODES)]

    contacts.withdraw_codes(box, EMAIL)

    assert confirm(box, codes[-1]) is CodeOutcome.NOT_VALID
    with pytest.raises(TooManyCodes):
        send(box)


def test_a_withdrawn_address_leaves_the_one_that_was_confirmed(box: Mailbox) -> None:
    confirm(box, send(box))
    send(box, address="ny@exempel.se")

    contacts.withdraw_codes(box, EMAIL)

    box.refresh_from_db()
    assert (box.email, box.announce_by_email) == (ADDRESS, True)


@pytest.mark.parametrize(("channel", "address"), [(EMAIL, ADDRESS), (SMS, MOBILE)])
def test_a_removed_address_is_told_of_nothing_more_and_the_log_says_which(
    box: Mailbox, channel: Channel, address: str
) -> None:
    confirm(box, send(box, channel, address), channel)

    contacts.remove_address(box, channel, make.ANNA, "Anna Test")

    box.refresh_from_db()
    assert (box.email, box.mobile, box.announce_by_email, box.announce_by_sms) == ("", "", False, False)
    assert events(box)[-1] == ("contact-removed", address)


def test_removing_an_address_that_is_not_there_is_not_noted(box: Mailbox) -> None:
    contacts.remove_address(box, SMS, make.ANNA, "Anna Test")

    assert events(box) == []


def test_removing_one_address_leaves_the_other(box: Mailbox) -> None:
    confirm(box, send(box))
    confirm(box, send(box, SMS, MOBILE), SMS)

    contacts.remove_address(box, EMAIL, make.ANNA, "Anna Test")

    box.refresh_from_db()
    assert (box.email, box.mobile, box.announce_by_sms) == ("", MOBILE, True)


@pytest.fixture
def code_of_anna(box: Mailbox) -> tuple[Mailbox, str]:
    return box, send(box)


@given(typed=st.text(max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_the_six_digits_is_right(code_of_anna: tuple[Mailbox, str], typed: str) -> None:
    box, code = code_of_anna
    ContactCode.objects.update(wrong_tries=0)

    outcome = confirm(box, typed)

    assert outcome is (CodeOutcome.CONFIRMED if typed.replace(" ", "") == code else CodeOutcome.WRONG)


@pytest.mark.parametrize("blanks", ["{a} {b}", " {a}{b}", "{a}{b} ", "  {a}   {b}  "])
def test_blanks_in_a_code_mean_nothing(box: Mailbox, blanks: str) -> None:
    code = send(box)

    assert confirm(box, blanks.format(a=code[:3], b=code[3:])) is CodeOutcome.CONFIRMED


def test_two_pages_that_type_at_once_share_the_tries(box: Mailbox) -> None:
    code = send(box)
    pages = [Mailbox.objects.get(pk=box.pk) for _ in range(2)]

    tries = [confirm(pages[number % 2], other_than(code)) for number in range(contacts.MAX_WRONG_TRIES)]

    assert tries[-1] is CodeOutcome.NOT_VALID
    assert confirm(pages[0], code) is CodeOutcome.NOT_VALID


def test_a_clock_that_is_set_back_does_not_end_a_code(box: Mailbox, clock: Clock) -> None:
    code = send(box)
    clock.move(-timedelta(days=1))

    assert confirm(box, code) is CodeOutcome.CONFIRMED


def test_without_a_code_there_is_nothing_to_confirm(box: Mailbox) -> None:
    assert contacts.waiting_code(box, EMAIL) is None
    assert [confirm(box, typed) for typed in ("", "000000")] == [CodeOutcome.NOT_VALID] * 2
