"""Refusals name elements as the caller's version of the contract does, in that call alone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from infra.errors import InvalidInput
from infra.identity import RecipientId
from infra.identity.element_names import element_name, elements_named
from infra.identity.recipients import require_check_digits

WRONG = RecipientId("192705178355")


def test_without_words_of_the_caller_s_the_element_has_its_own_name() -> None:
    assert element_name("recipientId") == "recipientId"


def test_only_the_named_elements_get_other_words() -> None:
    with elements_named(recipientId="arg0"):
        assert element_name("recipientId") == "arg0"
        assert element_name("UserIdentity") == "UserIdentity"


def test_the_words_end_with_the_call_also_when_it_fails() -> None:
    @elements_named(recipientId="arg0")
    def handle() -> None:
        require_check_digits([WRONG])

    with pytest.raises(InvalidInput, match="arg0 number 1"):
        handle()
    with pytest.raises(InvalidInput, match="recipientId number 1"):
        require_check_digits([WRONG])


def test_a_call_within_a_call_has_its_own_words() -> None:
    with elements_named(recipientId="arg0"):
        with elements_named(recipientId="arg1"):
            assert element_name("recipientId") == "arg1"
        assert element_name("recipientId") == "arg0"


def test_calls_at_the_same_moment_do_not_see_one_another_s_words() -> None:
    together = Barrier(8, timeout=10)

    def call(number: int) -> str:
        with elements_named(recipientId=f"arg{number}"):
            together.wait()
            return element_name("recipientId")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(call, range(8))) == [f"arg{number}" for number in range(8)]


def test_the_caller_may_name_the_element_itself() -> None:
    with elements_named(Account="arg0/Account"), pytest.raises(InvalidInput, match="arg0/Account number 2"):
        require_check_digits([RecipientId("192705178354"), WRONG], "Account")
