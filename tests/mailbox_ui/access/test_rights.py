"""An address names a mailbox by its operator, and another holder's by a key; the key alone opens nothing."""

import re

import pytest
from django.http import Http404
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mailbox_operator.models import Mailbox, Message
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import OpenedMailbox, Place, Right, place_of
from tests.mailbox_ui import factories as make

AT = "minmyndighetspost.se"
DOMAINS = st.from_regex(r"[a-z0-9.-]{1,40}", fullmatch=True)
KEYS = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)


@given(DOMAINS, KEYS | st.just(""))
def test_a_place_is_read_as_it_was_written(operator: str, key: str) -> None:
    assert Place.read(str(Place(operator, key))) == Place(operator, key)


@given(st.text())
def test_any_text_can_be_read_as_a_place(written: str) -> None:
    assert Place.read(written).operator in written


def test_a_key_is_twelve_digits_and_each_mailbox_has_its_own(annas_mailbox: Mailbox, berit: Client) -> None:
    keys = set(Mailbox.objects.values_list("key", flat=True))

    assert len(keys) == 2
    assert all(re.fullmatch("[0-9a-f]{12}", key) for key in keys)


def test_ones_own_mailbox_is_named_by_its_operator_alone(annas_mailbox: Mailbox) -> None:
    opened = mailboxes.open_mailbox(make.holder(make.ANNA), AT, needs=Right.OWN)

    assert opened == OpenedMailbox(annas_mailbox, Right.OWN, AT)
    assert opened.is_own
    assert opened.allows(Right.MANAGE)


def test_anothers_mailbox_is_named_by_its_key(annas_mailbox: Mailbox) -> None:
    assert place_of(make.holder(make.CARL), annas_mailbox) == f"{AT}~{annas_mailbox.key}"


@pytest.mark.parametrize("number", [make.BERIT, make.CARL])
def test_the_key_of_anothers_mailbox_opens_nothing(annas_mailbox: Mailbox, number: str) -> None:
    with pytest.raises(Http404):
        mailboxes.open_mailbox(make.holder(number), f"{AT}~{annas_mailbox.key}")


@pytest.mark.parametrize("page", ["", "nytt/", "installningar/"])
def test_no_page_opens_by_the_key_of_anothers_mailbox(annas_mailbox: Mailbox, berit: Client, page: str) -> None:
    answer = berit.get(f"/post/{AT}~{annas_mailbox.key}/{page}")

    assert answer.status_code == 404
    assert make.SECRET not in answer.content.decode()


def test_no_letter_opens_by_the_key_of_anothers_mailbox(annas_letter: Message, berit: Client) -> None:
    place = f"{AT}~{annas_letter.mailbox.key}"

    assert berit.get(f"/post/{place}/meddelande/{annas_letter.public_id}/").status_code == 404
