"""What has become of a certificate."""

from pathlib import Path

import pytest

from infra.pki import revocation
from infra.pki.issuing import orders
from infra.pki.issuing.certificate_order import CertificateCondition
from infra.pki.issuing.certificate_states import CertificateState, States
from tests.infra.pki.ordering import issue


@pytest.mark.parametrize(
    ("condition", "state"),
    [
        (CertificateCondition.VALID, CertificateState.VALID),
        (CertificateCondition.EXPIRED, CertificateState.EXPIRED),
        (CertificateCondition.REVOKED, CertificateState.REVOKED),
        (CertificateCondition.NOT_YET_VALID, CertificateState.NOT_YET_VALID),
    ],
)
def test_each_is_told_as_it_was_made(
    own_pki: Path, condition: CertificateCondition, state: CertificateState
) -> None:
    record = issue(own_pki, condition=condition)

    assert States(own_pki).of(record) is state


def test_one_that_is_revoked_later_is_told_as_that(own_pki: Path) -> None:
    record = issue(own_pki, condition=CertificateCondition.EXPIRED)
    orders.revoke_certificate(own_pki, record.serial)

    assert States(own_pki).of(record) is CertificateState.REVOKED


def test_without_a_revocation_list_the_dates_are_told(own_pki: Path) -> None:
    record = issue(own_pki)
    revocation.list_path(own_pki).unlink()

    assert States(own_pki).of(record) is CertificateState.VALID
