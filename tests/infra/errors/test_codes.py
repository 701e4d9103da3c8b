"""Which refusals are final: by the code alone, a sender decides whether to try again."""

import pytest

from infra.errors.codes import ErrorCode, is_permanent


@pytest.mark.parametrize("code", [ErrorCode.SYSTEM_INVALID_INPUT, ErrorCode.INTERNAL_ERROR, 2, 4])
def test_trouble_of_the_system_may_pass(code: int) -> None:
    assert not is_permanent(code)


@pytest.mark.parametrize("code", [ErrorCode.CERTIFICATE_ERROR, ErrorCode.UNAUTHORISED])
def test_a_refused_caller_is_refused_again_until_it_has_another_certificate(code: ErrorCode) -> None:
    assert is_permanent(code)


@pytest.mark.parametrize("code", [code for code in ErrorCode if code >= ErrorCode.UNKNOWN])
def test_a_request_at_fault_is_refused_again(code: ErrorCode) -> None:
    assert is_permanent(code)


def test_a_code_that_we_do_not_know_counts_by_its_number() -> None:
    assert is_permanent(9999)
    assert not is_permanent(4000)
