"""A refusal has a code that programs decide by, and a text in both languages."""

import pytest

from infra import errors
from infra.errors import ApplicationError, MinaMeddelandenError, SystemFault
from infra.errors.codes import ErrorCode, is_permanent
from infra.texts import Text


def families(base: type[MinaMeddelandenError]) -> list[type[MinaMeddelandenError]]:
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, base)]


@pytest.mark.parametrize("kind", families(MinaMeddelandenError))
def test_every_error_says_the_same_in_both_languages(kind: type[MinaMeddelandenError]) -> None:
    error = kind("Det går inte.", "It cannot be done.")

    assert error.text == Text("Det går inte.", "It cannot be done.")
    assert str(error) == "It cannot be done."
    assert kind.saying(error.text).text == error.text
    assert isinstance(kind.saying(error.text), kind)


@pytest.mark.parametrize("kind", families(ApplicationError))
def test_a_request_that_is_at_fault_is_refused_again_when_it_is_sent_again(
    kind: type[MinaMeddelandenError],
) -> None:
    assert is_permanent(kind.code)


@pytest.mark.parametrize("kind", families(SystemFault))
def test_the_system_s_own_trouble_may_pass(kind: type[MinaMeddelandenError]) -> None:
    assert not is_permanent(kind.code)


@pytest.mark.parametrize(
    ("code", "permanent"),
    [
        (0, False),
        (1, False),
        (2, False),
        (3, True),
        (4, False),
        (5, True),
        (4999, False),
        (5000, True),
        (9999, True),
    ],
)
def test_codes_from_5000_and_those_about_the_caller_are_permanent(code: int, permanent: bool) -> None:
    assert is_permanent(code) is permanent


def test_the_codes_are_those_of_the_contract_each_once() -> None:
    assert len(set(ErrorCode)) == len(ErrorCode.__members__)
