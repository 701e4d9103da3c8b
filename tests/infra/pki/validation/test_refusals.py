"""A refused certificate is told what it is, who issued it and what to do, in both languages."""

import pytest

from infra.errors.explanation import AtFault, Check
from infra.pki.validation import refusals
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.infra.pki.makers import SUBJECT, Made, authority, made, of_version_1

ISSUER: Made = authority("Someone")
LEAF = made(SUBJECT, ISSUER).certificate
EVERY = (
    refusals.no_revocation_list_error(),
    refusals.revoked_error(LEAF),
    refusals.old_version_error(of_version_1(SUBJECT).certificate),
    refusals.untrusted_error(LEAF, set()),
)


@pytest.mark.parametrize("problem", EVERY, ids=lambda problem: problem.reason.value)
def test_every_refusal_speaks_both_languages_and_says_what_to_do(problem: CertificateProblem) -> None:
    assert problem.text.swedish != problem.text.english
    assert all(problem.explanation.fix)


def test_a_missing_revocation_list_is_the_infrastructures_and_may_pass() -> None:
    problem = refusals.no_revocation_list_error()

    assert problem.is_ours
    assert problem.explanation.at_fault is AtFault.INFRASTRUCTURE
    assert problem.explanation.check is Check.SYSTEM
    assert problem.explanation.retry


def test_a_revoked_certificate_is_named_with_its_serial_number_and_stays_revoked() -> None:
    problem = refusals.revoked_error(LEAF)

    assert problem.reason is CertificateReason.REVOKED
    assert f"{LEAF.serial_number:x}" in problem.text.swedish
    assert "kommun-a.example" in problem.text.english
    assert not problem.explanation.retry


def test_an_unknown_issuer_is_named() -> None:
    problem = refusals.untrusted_error(LEAF, set())

    assert "CN=Someone" in problem.text.english
    assert "which the simulator does not trust" in problem.text.english


def test_an_issuer_with_a_trusted_name_but_another_key_is_told_from_an_unknown_one() -> None:
    problem = refusals.untrusted_error(LEAF, {ISSUER.certificate.subject})

    assert "but by another key" in problem.text.english
    assert "men med en annan nyckel" in problem.text.swedish


def test_a_certificate_that_signed_itself_is_told_so() -> None:
    assert "is signed by itself" in refusals.untrusted_error(made(SUBJECT, None).certificate, set()).text.english
