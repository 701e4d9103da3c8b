"""The plain form of the reference implementation: accepted in tests, marked, and refused where it is off."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from contracts import common
from far.signatures import verify_signature
from infra.errors import SignatureFault
from infra.errors.codes import ErrorCode

TOLVAN = "191212121212"
PLAIN = f"SERIALNUMBER={TOLVAN}, GIVENNAME=Tolvan, SURNAME=Tolvansson, CN=Tolvan Tolvansson, C=SE"


def data(plain: str | bytes, **others: str) -> common.SignatureData:
    octets = plain.encode() if isinstance(plain, str) else plain
    return common.SignatureData(**{"signature": octets, "certificate": "Utfärdare"} | others)  # type: ignore[arg-type]  # fields are given by name


def refusal_of(plain: str | bytes) -> SignatureFault:
    with pytest.raises(SignatureFault) as refused:
        verify_signature(data(plain), "En text")
    assert refused.value.code is ErrorCode.SIGNATURE_ERROR
    return refused.value


def test_the_plain_form_names_the_signer_and_is_marked() -> None:
    verified = verify_signature(data(PLAIN), "Vilken text som helst")

    assert (verified.number, verified.name, verified.is_mocked) == (TOLVAN, "Tolvan Tolvansson", True)


@pytest.mark.parametrize(
    ("plain", "name"),
    [
        (f"C=SE,CN=Tolvan T,SERIALNUMBER={TOLVAN}", "Tolvan T"),
        (f"serialNumber={TOLVAN}, givenName=Tolvan, surname=Tolvansson", "Tolvan Tolvansson"),
        (f"SERIALNUMBER={TOLVAN}, CN=Tolvansson, Tolvan, C=SE", "Tolvansson, Tolvan"),
        (f" SERIALNUMBER = {TOLVAN} ", TOLVAN),
        (f"SERIALNUMBER={TOLVAN}, CN=Åsa Öberg", "Åsa Öberg"),
    ],
)
def test_the_parts_may_come_in_any_order(plain: str, name: str) -> None:
    verified = verify_signature(data(plain), "En text")

    assert (verified.number, verified.name) == (TOLVAN, name)


def test_it_can_be_switched_off(settings: Settings) -> None:
    settings.MOCKED_SIGNATURES = False

    refused = refusal_of(PLAIN)

    assert "MM_MOCKED_SIGNATURES=off" in refused.text.swedish
    assert "MM_MOCKED_SIGNATURES=off" in refused.text.english


def test_the_same_data_have_the_same_digest_and_another_nonce_another() -> None:
    digests = {verify_signature(data(PLAIN), text).digest for text in ("En text", "En annan")}
    assert len(digests) == 1

    assert verify_signature(data(PLAIN, nonce="1"), "En text").digest not in digests
    assert verify_signature(data(PLAIN, certificate="Någon annan"), "En text").digest not in digests
    assert verify_signature(data(PLAIN, encoding_of_signed_text="UTF-8"), "En text").digest in digests


@pytest.mark.parametrize(
    ("plain", "swedish", "english"),
    [
        ("CN=Tolvan Tolvansson, C=SE", "fattas", "is missing"),
        ("SERIALNUMBER=, C=SE", "fattas", "is missing"),
        ("SERIALNUMBER=191212121213", "fel kontrollsiffra", "wrong check digit"),
        ("SERIALNUMBER=191299121212", "en dag som inte finns", "a day that does not exist"),
        ("SERIALNUMBER=162021004748", "en persons tolv siffror", "a person's twelve digits"),
        ("SERIALNUMBER=121212-1212", "en persons tolv siffror", "a person's twelve digits"),
        ("SERIALNUMBER=1212121212", "en persons tolv siffror", "a person's twelve digits"),
        ("SERIALNUMBER=Tolvan", "annat än siffror", "other things than digits"),
        (f"{PLAIN}, SERIALNUMBER=198101052382", "varje del en gång", "each part once"),
        (f"SERIALNUMBER={TOLVAN}, CN=Tol\x00van", "utan styrtecken", "without control characters"),
        (f"SERIALNUMBER={TOLVAN}, CN=Tol\nvan", "utan styrtecken", "without control characters"),
        (f"SERIALNUMBER={TOLVAN}, CN={'T' * 2_000}", "högst 2000 byte", "at most 2000 bytes"),
        (f"SERIALNUMBER={TOLVAN}, CN=Åsa".encode("latin-1"), "fattas", "is missing"),
    ],
)
def test_a_wrong_one_is_refused_with_what_is_wrong(plain: str | bytes, swedish: str, english: str) -> None:
    refused = refusal_of(plain)

    assert swedish in refused.text.swedish
    assert english in refused.text.english


@hypothesis_settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_in_it_is_read_or_refused(name: str, value: str) -> None:
    try:
        verified = verify_signature(data(f"SERIALNUMBER={TOLVAN}, {name}={value}"), "En text")
    except SignatureFault:
        return
    assert verified.number == TOLVAN
