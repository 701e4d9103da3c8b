"""After five wrong passwords an address waits before it may try again, longer each time."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from infra.web.access.wrong_passwords import (
    FREE_ATTEMPTS,
    count_wrong_password,
    forget_wrong_passwords,
    seconds_to_wait,
)

ADDRESS, OTHER = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def _none_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def send_wrong(times: int, address: str = ADDRESS) -> None:
    for _ in range(times):
        count_wrong_password(address)


@pytest.mark.parametrize("times", range(FREE_ATTEMPTS + 1))
def test_nobody_waits_for_the_first_slips(times: int) -> None:
    send_wrong(times)

    assert seconds_to_wait(ADDRESS) == 0


def test_the_sixth_wrong_password_costs_a_pause() -> None:
    send_wrong(FREE_ATTEMPTS + 1)

    assert seconds_to_wait(ADDRESS) >= 1


def test_the_pauses_grow_and_never_pass_a_minute() -> None:
    send_wrong(FREE_ATTEMPTS)
    pauses = []
    for _ in range(15):
        send_wrong(1)
        pauses.append(seconds_to_wait(ADDRESS))

    assert pauses[0] < pauses[4] < pauses[-1]
    assert all(1 <= pause <= 60 for pause in pauses)


def test_another_address_does_not_wait_with_it() -> None:
    send_wrong(FREE_ATTEMPTS + 5)

    assert seconds_to_wait(OTHER) == 0


def test_the_right_password_forgets_the_wrong_ones_of_its_address_alone() -> None:
    send_wrong(FREE_ATTEMPTS + 3)
    send_wrong(FREE_ATTEMPTS + 3, OTHER)

    forget_wrong_passwords(ADDRESS)

    assert seconds_to_wait(ADDRESS) == 0
    assert seconds_to_wait(OTHER) > 0
    send_wrong(FREE_ATTEMPTS)
    assert seconds_to_wait(ADDRESS) == 0


def test_an_address_without_wrong_passwords_can_be_forgotten() -> None:
    forget_wrong_passwords(ADDRESS)

    assert seconds_to_wait(ADDRESS) == 0


@given(st.ip_addresses().map(str))
def test_every_address_of_both_versions_is_counted(address: str) -> None:
    forget_wrong_passwords(address)
    send_wrong(FREE_ATTEMPTS + 1, address)

    assert seconds_to_wait(address) >= 1
    forget_wrong_passwords(address)
