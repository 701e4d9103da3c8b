"""Test persons' e-legitimations: made on first use, kept, revoked, and wrong on purpose."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from infra.pki import files, personal
from infra.pki.personal import Subject
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from mailbox_ui.eid import legitimations
from mailbox_ui.eid.legitimations import Legitimation

MARIA = Subject("198101052382", "Maria Åsa Ek")


def reason_against(held: Legitimation) -> CertificateReason:
    with pytest.raises(CertificateProblem) as refused:
        personal.current_trust().check(held.certificate, intermediates=held.issuers)
    return refused.value.reason


def is_trusted(held: Legitimation) -> bool:
    personal.current_trust().check(held.certificate, intermediates=held.issuers)
    return True


def test_the_first_use_makes_one_and_later_uses_keep_it(pki: Path) -> None:
    first = legitimations.legitimation_of(MARIA)

    assert is_trusted(first)
    assert legitimations.legitimation_of(MARIA).certificate == first.certificate


def test_the_certificate_names_the_person_as_the_plain_form_does(pki: Path) -> None:
    certificate = legitimations.legitimation_of(MARIA).certificate

    assert personal.subject_of(certificate) == MARIA
    names = {x509.NameOID.SERIAL_NUMBER: "SERIALNUMBER", x509.NameOID.GIVEN_NAME: "GIVENNAME"}
    text = certificate.subject.rfc4514_string(names | {x509.NameOID.SURNAME: "SURNAME"})
    assert text == "SERIALNUMBER=198101052382,GIVENNAME=Maria Åsa,SURNAME=Ek,CN=Maria Åsa Ek,C=SE"


def test_key_and_certificate_fit_and_the_key_is_nobody_else_s_to_read(pki: Path) -> None:
    held = legitimations.legitimation_of(MARIA)

    public = held.certificate.public_key()
    assert isinstance(public, RSAPublicKey)
    assert public.public_numbers() == held.key.public_key().public_numbers()
    [key] = pki.glob("eid/persons/*/client.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_many_first_uses_at_once_make_one(pki: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        held = list(pool.map(legitimations.legitimation_of, [MARIA] * 4))

    assert len({each.certificate for each in held}) == 1


def test_one_that_is_about_to_expire_is_renewed_with_the_same_key(pki: Path) -> None:
    held = legitimations.legitimation_of(MARIA)
    soon = datetime.now(UTC) - timedelta(days=725)
    old = personal.issue_certificate(personal.load_issuing_authority(pki), held.key, MARIA, begins=soon)
    files.write_file(pki / "eid/persons" / MARIA.number / "client.pem", files.to_pem(old))

    renewed = legitimations.legitimation_of(MARIA)

    assert renewed.certificate not in {old, held.certificate}
    assert renewed.certificate.public_key() == held.certificate.public_key()
    assert is_trusted(renewed)


def test_a_revoked_one_is_no_longer_trusted_and_the_next_use_makes_another(pki: Path) -> None:
    held = legitimations.legitimation_of(MARIA)

    assert legitimations.revoke_legitimation(MARIA.number)

    assert reason_against(held) is CertificateReason.REVOKED
    assert is_trusted(legitimations.legitimation_of(MARIA))


def test_nobody_s_cannot_be_revoked(pki: Path) -> None:
    assert not legitimations.revoke_legitimation(MARIA.number)


def test_flaws_have_their_reason_and_leave_the_right_one_as_it_is(pki: Path) -> None:
    held = legitimations.legitimation_of(MARIA)

    assert reason_against(legitimations.make_expired(MARIA)) is CertificateReason.EXPIRED
    assert reason_against(legitimations.make_untrusted(MARIA)) is CertificateReason.UNTRUSTED
    assert reason_against(legitimations.make_revoked(MARIA)) is CertificateReason.REVOKED
    assert is_trusted(held)


def test_the_revoked_one_is_made_once_so_that_the_list_does_not_grow(pki: Path) -> None:
    first = legitimations.make_revoked(MARIA)

    assert legitimations.make_revoked(MARIA).certificate == first.certificate


@pytest.mark.parametrize(
    ("name", "kept"), [("Tolvan", "Tolvan"), ("Å" * 200, "Å" * 32), ("aÅ" * 200, "aÅ" * 21 + "a")]
)
def test_any_name_fits_in_a_certificate(pki: Path, name: str, kept: str) -> None:
    held = legitimations.legitimation_of(Subject("191212121212", name))

    assert personal.subject_of(held.certificate).name == kept
