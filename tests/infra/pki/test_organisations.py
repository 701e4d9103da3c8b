"""The organisation of a certificate is the one number in its subject, in every shape of subject."""

import pytest

from infra.pki.trust import organisation_of
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.infra.pki.makers import made

NUMBER = "162021004748"


@pytest.mark.parametrize(
    "subject",
    [
        f"serialNumber={NUMBER}",
        f"serialNumber={NUMBER}+CN=a.example,O=Kommun A,C=SE",
        f"C=SE,O=Kommun A,CN=a.example,serialNumber={NUMBER}",
        f"O=Kommun A+serialNumber={NUMBER}+C=SE",
    ],
)
def test_the_number_is_found_wherever_it_stands(subject: str) -> None:
    assert organisation_of(made(subject, None).certificate).value == NUMBER


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("O=Kommun A,C=SE", "(-)"),
        ("serialNumber=2021004748,O=Kommun A", "2021004748"),
        ("serialNumber=16202100-4748,O=Kommun A", "16202100-4748"),
        ("serialNumber=162021004749,O=Kommun A", "162021004749"),
        ("serialNumber=198101052382,CN=Maria", "198101052382"),
        ("serialNumber=SE162021004748,O=Kommun A", "SE162021004748"),
        (f"serialNumber={NUMBER},serialNumber={NUMBER}", f"{NUMBER}, {NUMBER}"),
    ],
)
def test_a_certificate_without_exactly_one_right_number_is_refused_with_what_it_has(
    subject: str, found: str
) -> None:
    with pytest.raises(CertificateProblem) as problem:
        organisation_of(made(subject, None).certificate)

    assert problem.value.reason is CertificateReason.NO_ORGANISATION
    assert found in problem.value.text.swedish
    assert found in problem.value.text.english
