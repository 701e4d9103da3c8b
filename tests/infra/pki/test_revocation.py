"""The revocation list: what is put on it stays, it is renewed in time, and another's is not believed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.pki import revocation, store
from infra.pki.issuing import issue
from infra.pki.issuing.issue import Authority
from tests.infra.pki.makers import authority

SUBJECT = "O=Kommun A,C=SE"


@pytest.fixture(scope="module")
def issuer() -> Authority:
    made_authority = authority("Issuer")
    return Authority(made_authority.certificate, made_authority.key)


def numbers_on(folder: Path, issuer: Authority) -> set[int]:
    name = issuer.certificate.subject.public_bytes()
    found = revocation.revoked_by(folder, issuer.certificate)
    assert {each for each, _ in found} <= {name}
    return {number for _, number in found}


def write_list(folder: Path, issuer: Authority, *, lapses: timedelta, number: int = 7) -> None:
    """A list as another version, or another program, may have written it."""
    now = datetime.now(UTC)
    entry = (
        x509.RevokedCertificateBuilder().serial_number(number).revocation_date(now - timedelta(days=40)).build()
    )
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
    builder = (
        builder.last_update(now - timedelta(days=40)).next_update(now + lapses).add_revoked_certificate(entry)
    )
    signed = builder.sign(issuer.key, hashes.SHA256())
    revocation.list_path(folder).write_bytes(signed.public_bytes(Encoding.DER))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.integers(1, 2**159 - 1), min_size=1, max_size=8))
def test_all_that_was_revoked_is_on_the_list_once(tmp_path: Path, issuer: Authority, numbers: list[int]) -> None:
    revocation.list_path(tmp_path).unlink(missing_ok=True)
    for number in [*numbers, numbers[0]]:
        revocation.add_to_list(tmp_path, issuer, number)

    assert numbers_on(tmp_path, issuer) == set(numbers)
    assert len(list(revocation.read_list(tmp_path))) == len(set(numbers))


def test_revoking_again_keeps_the_day_of_the_first_time(tmp_path: Path, issuer: Authority) -> None:
    write_list(tmp_path, issuer, lapses=timedelta(days=20))
    before = next(iter(revocation.read_list(tmp_path))).revocation_date_utc

    revocation.add_to_list(tmp_path, issuer, 7)

    assert next(iter(revocation.read_list(tmp_path))).revocation_date_utc == before


def test_a_list_that_lapses_soon_is_signed_anew_with_what_was_on_it(tmp_path: Path, issuer: Authority) -> None:
    write_list(tmp_path, issuer, lapses=timedelta(days=6))

    revocation.renew_list(tmp_path, issuer)

    lapses = revocation.read_list(tmp_path).next_update_utc
    assert lapses is not None
    assert lapses > datetime.now(UTC) + timedelta(days=29)
    assert numbers_on(tmp_path, issuer) == {7}


def test_a_list_that_is_valid_for_long_is_left_as_it_is(tmp_path: Path, issuer: Authority) -> None:
    write_list(tmp_path, issuer, lapses=timedelta(days=8))
    before = revocation.list_path(tmp_path).read_bytes()

    revocation.renew_list(tmp_path, issuer)

    assert revocation.list_path(tmp_path).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x30\x00"])
def test_a_file_that_is_no_list_is_not_believed(tmp_path: Path, issuer: Authority, content: bytes) -> None:
    revocation.list_path(tmp_path).write_bytes(content)

    assert not revocation.is_believable(tmp_path, issuer)
    with pytest.raises(revocation.NoList) as problem:
        revocation.revoked_by(tmp_path, issuer.certificate)
    assert problem.value.args[0] == revocation.list_path(tmp_path)


def test_a_list_that_another_authority_signed_is_not_believed(tmp_path: Path, issuer: Authority) -> None:
    # A key of its own: those of the makers are shared.
    write_list(tmp_path, Authority(issuer.certificate, issue.new_key()), lapses=timedelta(days=20))

    with pytest.raises(revocation.NoList, match="not signed by the simulator's issuing authority"):
        revocation.revoked_by(tmp_path, issuer.certificate)


def test_the_list_is_never_seen_half_written(tmp_path: Path, issuer: Authority) -> None:
    revocation.add_to_list(tmp_path, issuer, 1)
    revocation.add_to_list(tmp_path, issuer, 2)

    assert [file.name for file in tmp_path.iterdir()] == ["issuing.crl"]


def test_certificates_name_the_address_at_which_the_list_is_served(own_pki: Path) -> None:
    identity = store.read_identity(own_pki / "clients" / "kommun-a")
    points = identity.certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value

    assert [name.value for point in points for name in point.full_name or ()] == [revocation.list_url()]
    assert revocation.list_url().endswith("/pki/crl")
