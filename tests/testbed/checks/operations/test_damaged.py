"""Letters that were damaged on their way to the check: always told, never an error of the simulator's own."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from infra.errors.codes import ErrorCode
from mailbox_operator.models import Delivery, Message
from testbed.checks.envelope import MAX_VIOLATIONS, check_envelope
from testbed.checks.findings import Findings
from testbed.refusals.catalogue import address_of
from tests import cast

ANY = how(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def request_bytes(kommun_a: cast.Sender) -> bytes:
    return kommun_a.letter(cast.MARIA).request


def require_explained(findings: Findings) -> None:
    """Each problem has a reason with a page, and says itself in both languages."""
    for problem in findings.problems:
        swedish, english = problem.text
        assert swedish
        assert english
        assert problem.reason
        assert problem.docs == address_of(problem.reason)
        assert problem.code == 0 or ErrorCode(problem.code)


def test_the_letter_itself_is_whole(request_bytes: bytes) -> None:
    assert check_envelope(request_bytes).is_ok


@ANY
@given(st.floats(0, 1, exclude_max=True))
def test_a_letter_that_was_cut_off_anywhere_is_no_letter(request_bytes: bytes, share: float) -> None:
    findings = check_envelope(request_bytes[: int(len(request_bytes) * share)])

    assert not findings.is_ok
    require_explained(findings)


@ANY
@given(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4))
def test_octets_that_came_in_between_are_told_of_or_change_nothing(
    request_bytes: bytes, share: float, octets: bytes
) -> None:
    place = int(len(request_bytes) * share)

    require_explained(check_envelope(request_bytes[:place] + octets + request_bytes[place:]))


@ANY
@given(st.binary(max_size=300))
def test_any_octets_are_told_of(world: None, octets: bytes) -> None:
    findings = check_envelope(octets)

    assert not findings.is_ok
    require_explained(findings)


@ANY
@given(st.text(min_size=1, max_size=10))
def test_any_name_of_a_charset_is_taken_or_told_of(request_bytes: bytes, charset: str) -> None:
    require_explained(check_envelope(request_bytes, charset))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Beslut om", b"Avslag om"),
        (cast.MARIA.encode(), cast.ARVID.encode()),
        (b"beslut.pdf", b"avslag.pdf"),
        (b"162021004748", b"162021003898"),
        (b"Kommun A", b"Kommun B"),
        (b"svSE", b"fiSE"),
    ],
)
def test_a_word_that_was_changed_breaks_the_signature(request_bytes: bytes, before: bytes, after: bytes) -> None:
    assert before in request_bytes

    findings = check_envelope(request_bytes.replace(before, after))

    assert 5012 in {problem.code for problem in findings.problems}
    require_explained(findings)


def test_a_hundred_violations_are_told_and_not_the_rest(request_bytes: bytes) -> None:
    wrong = b"<x/>" * (MAX_VIOLATIONS + 50)
    broken = request_bytes.replace(b"</soap:Body>", wrong + b"</soap:Body>")

    assert len(check_envelope(broken).problems) <= MAX_VIOLATIONS + 10


def test_nothing_that_was_checked_is_kept(request_bytes: bytes) -> None:
    for octets in (request_bytes, request_bytes[:-10], b""):
        check_envelope(octets)

    assert not Delivery.objects.exists()
    assert not Message.objects.exists()
