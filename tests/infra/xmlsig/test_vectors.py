"""Real signed deliveries of other makers' software hold, and no text of theirs can be changed."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from infra.errors import SignatureFault
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from infra.xmlsig import SealedVerified, SignatureWarning, SignedForm, verify_sealed
from infra.xmlsig.names import DS, ds
from infra.xmlsig.signature_element import decode_base64
from tests.infra.xmlsig.letters import V1, V3, find, received

ERLANG = "deliverSecure-v3-sha1-prefixed.xml"
PYTHON = "deliverSecure-v1-sha1-prefixed.xml"
VERSIONS = {ERLANG: V3, PYTHON: V1}
SIGNERS = {ERLANG: "165568402266", PYTHON: "162021003898"}
TIMES = {ERLANG: datetime(2023, 10, 11, tzinfo=UTC), PYTHON: datetime(2013, 11, 14, tzinfo=UTC)}


def pinning(*certificates: x509.Certificate) -> TrustStore:
    """A trust of exactly these certificates, while they are valid."""
    return TrustStore(anchors=certificates, intermediates=(), revoked=frozenset())


@cache
def pinned(octets: bytes) -> TrustStore:
    text = decode_base64(find(received(octets), "X509Certificate"))
    return pinning(x509.load_der_x509_certificate(text))


def verified(octets: bytes, name: str, changed: etree._Element | None = None) -> SealedVerified:
    element = received(octets) if changed is None else changed
    return verify_sealed(element, VERSIONS[name], pinned(octets), at=TIMES[name])


@pytest.fixture(params=[ERLANG, PYTHON])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_both_signatures_of_a_real_letter_hold_in_normalised_form(shared: Path, name: str) -> None:
    octets = (shared / "vectors" / name).read_bytes()

    result = verified(octets, name)

    assert [part.form for part in (result.outer, result.inner)] == [SignedForm.NORMALISED] * 2
    assert [str(part.organisation) for part in (result.outer, result.inner)] == [SIGNERS[name]] * 2
    assert [part.signed_as for part in (result.outer, result.inner)] == [VERSIONS[name], VERSIONS[name].inner]


def test_sha1_and_short_keys_are_told_as_warnings(shared: Path) -> None:
    warnings = {
        name: verified((shared / "vectors" / name).read_bytes(), name).inner.warnings for name in (ERLANG, PYTHON)
    }

    assert warnings == {
        ERLANG: (SignatureWarning.SHA1,),
        PYTHON: (SignatureWarning.SHA1, SignatureWarning.SHORT_KEY),
    }


def test_what_comes_back_is_the_contract_s_element_without_its_signature(shared: Path, name: str) -> None:
    result = verified((shared / "vectors" / name).read_bytes(), name)

    assert result.outer.element.tag == VERSIONS[name].value
    assert [etree.QName(part).localname for part in result.outer.element] == ["SignedDelivery", "Seal"]
    assert [etree.QName(part).localname for part in result.inner.element] == ["Delivery"]
    assert all(part.prefix is None for part in result.outer.element.iter())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_change_of_one_character_is_refused(shared: Path, name: str, data: st.DataObject) -> None:
    octets = (shared / "vectors" / name).read_bytes()
    element = received(octets)
    texts = [part for part in element.iter() if part.text and part.tag != ds("X509SubjectName")]
    part = data.draw(st.sampled_from(texts))
    assert part.text is not None
    place = data.draw(st.integers(0, len(part.text) - 1))
    other = data.draw(st.sampled_from("aZ09+/= \n\r&<å\u00a0"))
    before = part.text
    part.text = before[:place] + other + before[place + 1 :]
    assume(_says_something_else(part, before))

    with pytest.raises(SignatureFault):
        verified(octets, name, element)


def _says_something_else(part: etree._Element, before: str) -> bool:
    """The seal's own value and certificate are not signed text: there, only other octets are a change."""
    if part.text == before:
        return False
    is_signed = sum(1 for _ in part.iterancestors(ds("SignedInfo"), "{*}SignedDelivery")) > 0
    if is_signed or etree.QName(part).namespace != DS:
        return True
    changed = etree.Element(part.tag)
    changed.text = before
    try:
        return decode_base64(part) != decode_base64(changed)
    except SignatureFault:
        return True


def test_a_certificate_that_is_not_trusted_is_refused_in_the_trust_s_own_words(shared: Path) -> None:
    octets = (shared / "vectors" / ERLANG).read_bytes()

    with pytest.raises(SignatureFault) as refused:
        verify_sealed(received(octets), V3, pinning(), at=TIMES[ERLANG])

    problem = refused.value.__cause__
    assert isinstance(problem, CertificateProblem)
    assert problem.reason is CertificateReason.UNTRUSTED
    what = "SealedDelivery"
    assert refused.value.text.on_wire == f"{what}: {problem.text.swedish} | {what}: {problem.text.english}"


def test_the_time_of_validity_is_the_trust_s_to_judge(shared: Path) -> None:
    octets = (shared / "vectors" / PYTHON).read_bytes()

    with pytest.raises(SignatureFault) as refused:
        verify_sealed(received(octets), V1, pinned(octets), at=datetime(2024, 1, 1, tzinfo=UTC))

    problem = refused.value.__cause__
    assert isinstance(problem, CertificateProblem)
    assert problem.reason is CertificateReason.EXPIRED
