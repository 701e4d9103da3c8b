"""The caller is the organisation of the certificate that the TLS socket, or a trusted proxy, presents."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.errors import CertificateError, InternalError
from infra.errors.codes import ErrorCode
from infra.pki import files, peer, revocation, store
from infra.pki.peer import PROXY_HEADER
from infra.pki.trust import TrustStore
from tests.infra.pki.makers import SUBJECT, authority, made

PROXY = "192.0.2.10"


class Socket:
    """A TLS connection whose peer presented these certificates."""

    def __init__(self, *chain: x509.Certificate) -> None:
        self._chain = list(chain)

    def peer_certificate_chain(self) -> list[x509.Certificate]:
        return self._chain


@pytest.fixture(scope="session")
def trust(made_pki: Path) -> TrustStore:
    return TrustStore.from_folder(made_pki)


def presented(made_pki: Path, name: str) -> dict[str, Any]:
    return {"gunicorn.socket": Socket(*files.read_certificates(made_pki / "clients" / name / "client.pem"))}


def proxied(header: str, address: str = PROXY) -> dict[str, Any]:
    environ = {PROXY_HEADER: header, "REMOTE_ADDR": address}
    peer.take_proxied_certificate(environ)
    return environ


def pem_of(made_pki: Path, name: str) -> str:
    return (made_pki / "clients" / name / "client.pem").read_text()


@pytest.fixture
def proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = frozenset({PROXY})


def test_the_caller_is_the_organisation_of_the_certificate(made_pki: Path, trust: TrustStore) -> None:
    caller = peer.caller_from_environ(presented(made_pki, "kommun-a"), trust)

    assert (caller.organisation.value, caller.name) == ("162021004748", "Kommun A")


def test_a_caller_without_a_name_is_called_by_its_number() -> None:
    alone = made("serialNumber=162021004748,C=SE", None).certificate
    trust = TrustStore(anchors=(alone,), intermediates=(), revoked=frozenset())

    assert peer.caller_from_environ({"gunicorn.socket": Socket(alone)}, trust).name == "162021004748"


@pytest.mark.parametrize("environ", [{}, {"gunicorn.socket": Socket()}, {"gunicorn.socket": object()}])
def test_without_a_certificate_the_caller_is_told_how_to_call(trust: TrustStore, environ: dict[str, Any]) -> None:
    with pytest.raises(CertificateError) as refusal:
        peer.caller_from_environ(environ, trust)

    assert refusal.value.code == ErrorCode.CERTIFICATE_ERROR
    assert "var/pki/clients/kommun-a/client.pem" in refusal.value.text.swedish
    assert "var/pki/clients/kommun-a/client.pem" in refusal.value.text.english


@pytest.mark.parametrize(("name", "words"), [(store.EXPIRED, "expired on"), (store.REVOKED, "is revoked")])
def test_a_certificate_that_is_not_accepted_is_refused_with_the_reason(
    made_pki: Path, trust: TrustStore, name: str, words: str
) -> None:
    with pytest.raises(CertificateError, match=words):
        peer.caller_from_environ(presented(made_pki, name), trust)


def test_a_short_lived_certificate_is_refused_with_the_minute(made_pki: Path, trust: TrustStore) -> None:
    ended = files.read_certificates(made_pki / "clients" / store.EXPIRED / "client.pem")[0].not_valid_after_utc

    with pytest.raises(CertificateError) as refusal:
        peer.caller_from_environ(presented(made_pki, store.EXPIRED), trust)

    assert f"gick ut {ended:%Y-%m-%d %H:%M} UTC" in refusal.value.text.swedish
    assert f"expired on {ended:%Y-%m-%d %H:%M} UTC" in refusal.value.text.english


def test_an_unknown_issuer_is_named(trust: TrustStore) -> None:
    stranger = made(SUBJECT, authority("Stranger CA")).certificate

    with pytest.raises(
        CertificateError, match="CN=Stranger CA,O=Test,C=SE, which the simulator does not trust"
    ) as refusal:
        peer.caller_from_environ({"gunicorn.socket": Socket(stranger)}, trust)

    assert "var/pki/trusted" in refusal.value.text.swedish


def test_the_intermediates_that_the_caller_sends_lead_to_the_anchor() -> None:
    root = authority("Root")
    issuing = authority("Issuing", root)
    leaf = made(SUBJECT, issuing)
    trust = TrustStore(anchors=(root.certificate,), intermediates=(), revoked=frozenset())

    whole = {"gunicorn.socket": Socket(leaf.certificate, issuing.certificate)}
    assert peer.caller_from_environ(whole, trust).certificate == leaf.certificate
    with pytest.raises(CertificateError):
        peer.caller_from_environ({"gunicorn.socket": Socket(leaf.certificate)}, trust)


def test_without_a_revocation_list_the_trouble_is_the_simulator_s_own(own_pki: Path) -> None:
    revocation.list_path(own_pki).unlink()
    trust = TrustStore.from_folder(own_pki)

    with pytest.raises(InternalError) as refusal:
        peer.caller_from_environ(presented(own_pki, "kommun-a"), trust)

    assert refusal.value.code == ErrorCode.INTERNAL_ERROR


def test_a_trusted_proxy_presents_its_caller(made_pki: Path, trust: TrustStore, proxy: None) -> None:
    environ = proxied(quote(pem_of(made_pki, "kommun-b"), safe=""))

    assert peer.caller_from_environ(environ, trust).organisation.value == "162021003898"
    assert PROXY_HEADER not in environ


@pytest.mark.parametrize("address", ["192.0.2.11", "", "127.0.0.1"])
def test_anybody_else_presents_nobody(made_pki: Path, trust: TrustStore, proxy: None, address: str) -> None:
    environ = proxied(quote(pem_of(made_pki, "kommun-b"), safe=""), address)

    assert PROXY_HEADER not in environ
    with pytest.raises(CertificateError, match="has no client certificate"):
        peer.caller_from_environ(environ, trust)


def test_the_header_itself_is_never_believed(made_pki: Path, trust: TrustStore, proxy: None) -> None:
    environ = {PROXY_HEADER: quote(pem_of(made_pki, "kommun-b"), safe=""), "REMOTE_ADDR": PROXY}

    with pytest.raises(CertificateError, match="has no client certificate"):
        peer.caller_from_environ(environ, trust)


def test_the_socket_s_certificate_goes_before_the_header_s(made_pki: Path, trust: TrustStore, proxy: None) -> None:
    environ = {
        **proxied(quote(pem_of(made_pki, "kommun-b"), safe="")),
        **presented(made_pki, "kommun-a"),
    }

    assert peer.caller_from_environ(environ, trust).organisation.value == "162021004748"


@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.text(st.characters(max_codepoint=255)))
def test_any_header_is_answered_with_a_certificate_error(trust: TrustStore, proxy: None, header: str) -> None:
    with pytest.raises(CertificateError):
        peer.caller_from_environ(proxied(header), trust)


@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_certificate_that_was_changed_on_the_way_is_never_another_caller(
    made_pki: Path, trust: TrustStore, proxy: None, data: st.DataObject
) -> None:
    text = pem_of(made_pki, "kommun-b").partition("-----END")[0] + "-----END CERTIFICATE-----\n"
    place = data.draw(st.integers(28, len(text) - 28), label="place")
    changed = text[:place] + data.draw(st.sampled_from("AbZ09+/=-\n"), label="sign") + text[place + 1 :]

    try:
        caller = peer.caller_from_environ(proxied(quote(changed, safe="")), trust)
    except CertificateError:
        return
    assert caller.organisation.value == "162021003898"


def test_a_role_that_calls_without_a_socket_is_its_identity_s_organisation(own_pki: Path) -> None:
    caller = peer.caller_of_identity(store.read_identity(own_pki / "internal" / "kivra.com"))

    assert (caller.organisation.value, caller.name) == ("165569999062", "Kivra (simulerad)")
