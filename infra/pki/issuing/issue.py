"""Certificates in the shape of the real ones: two years, the organisation's number in the subject.

Source: facts.md 5 (decoded test certificates), wire.md (multi-valued RDNs).
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from infra.identity import OrganisationNumber

KEY_BITS = 2048
TWO_YEARS = timedelta(days=730)
TWENTY_YEARS = timedelta(days=7300)


@dataclass(frozen=True)
class Authority:
    """A certificate authority: its certificate and the key that signs."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def new_key() -> rsa.RSAPrivateKey:
    """An RSA key of KEY_BITS bits. It takes about a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def subject_name(
    organisation: OrganisationNumber, name: str, common_name: str, *, is_multi_valued: bool = True
) -> x509.Name:
    """C, O, then serialNumber and CN: together in one RDN, as real organisation certificates have them, or apart.

    Source: wire.md, Transport: real ones come in both shapes.
    """
    who = [
        x509.NameAttribute(NameOID.SERIAL_NUMBER, organisation.value),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name),
    ]
    last = [who] if is_multi_valued else [[attribute] for attribute in who]
    return x509.Name(
        [
            _rdn(NameOID.COUNTRY_NAME, "SE"),
            _rdn(NameOID.ORGANIZATION_NAME, name),
            *(x509.RelativeDistinguishedName(attributes) for attributes in last),
        ]
    )


def root_authority(key: rsa.RSAPrivateKey, common_name: str) -> Authority:
    """An authority that signs itself and may have one level of authorities below it."""
    name = _authority_name(common_name)
    return Authority(_authority_certificate(name, name, key, key, path_length=1), key)


def issuing_authority(root: Authority, key: rsa.RSAPrivateKey, common_name: str) -> Authority:
    """An authority below the root, for certificates that issue no others."""
    name = _authority_name(common_name)
    return Authority(_authority_certificate(name, root.certificate.subject, key, root.key, path_length=0), key)


def client_certificate(
    issuer: Authority,
    key: rsa.RSAPrivateKey | rsa.RSAPublicKey,
    name: x509.Name,
    *,
    crl_url: str,
    begins: datetime | None = None,
    lasts: timedelta = TWO_YEARS,
    hosts: Sequence[str] = (),
) -> x509.Certificate:
    """An organisation's certificate: to call with, and to sign with. The public key suffices.

    With `hosts` its own listener can show it, too, under these names and addresses.
    """
    builder = _new_builder(name, issuer.certificate.subject, key, begins, lasts)
    uses = [ExtendedKeyUsageOID.CLIENT_AUTH, *([ExtendedKeyUsageOID.SERVER_AUTH] if hosts else [])]
    builder = _add_leaf_extensions(builder, issuer, crl_url, *uses)
    return _add_hosts(builder, hosts).sign(issuer.key, hashes.SHA256())


def server_certificate(
    issuer: Authority, key: rsa.RSAPrivateKey, hosts: list[str], *, crl_url: str, begins: datetime | None = None
) -> x509.Certificate:
    """A listener's certificate, valid for every host name and address given."""
    name = x509.Name([_rdn(NameOID.COMMON_NAME, hosts[0])])
    builder = _new_builder(name, issuer.certificate.subject, key, begins)
    builder = _add_leaf_extensions(builder, issuer, crl_url, ExtendedKeyUsageOID.SERVER_AUTH)
    return _add_hosts(builder, hosts).sign(issuer.key, hashes.SHA256())


def _add_hosts(builder: x509.CertificateBuilder, hosts: Sequence[str]) -> x509.CertificateBuilder:
    if not hosts:
        return builder
    names = x509.SubjectAlternativeName([_general_name(host) for host in hosts])
    return builder.add_extension(names, critical=False)


def _rdn(oid: x509.ObjectIdentifier, value: str) -> x509.RelativeDistinguishedName:
    return x509.RelativeDistinguishedName([x509.NameAttribute(oid, value)])


def _authority_name(common_name: str) -> x509.Name:
    organisation = "Simulator of Mina meddelanden"
    return x509.Name(
        [
            _rdn(NameOID.COUNTRY_NAME, "SE"),
            _rdn(NameOID.ORGANIZATION_NAME, organisation),
            _rdn(NameOID.COMMON_NAME, common_name),
        ]
    )


def _new_builder(
    name: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey | rsa.RSAPublicKey,
    begins: datetime | None = None,
    lasts: timedelta = TWO_YEARS,
) -> x509.CertificateBuilder:
    public_key = key.public_key() if isinstance(key, rsa.RSAPrivateKey) else key
    # An hour back, since the clocks of some clients are slow.
    start = begins or datetime.now(UTC) - timedelta(hours=1)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _authority_certificate(
    name: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer_key: rsa.RSAPrivateKey,
    path_length: int,
) -> x509.Certificate:
    builder = _new_builder(name, issuer, key, lasts=TWENTY_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
    builder = builder.add_extension(_key_usage(certificates=True), critical=True)
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return builder.add_extension(issuer_id, critical=False).sign(issuer_key, hashes.SHA256())


def _add_leaf_extensions(
    builder: x509.CertificateBuilder, issuer: Authority, crl_url: str, *uses: x509.ObjectIdentifier
) -> x509.CertificateBuilder:
    where = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_url)], None, None, None)
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(uses), critical=False)
        .add_extension(x509.CRLDistributionPoints([where]), critical=False)
        .add_extension(issuer_id, critical=False)
    )


def _key_usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not certificates,
        key_encipherment=not certificates,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
