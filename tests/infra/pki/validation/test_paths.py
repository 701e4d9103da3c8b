"""Certificates after RFC 5280: each rule refuses in words of its own, and what keeps the rules passes."""

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from infra.pki import files
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.infra.pki.makers import SUBJECT, UNKNOWN, Extensions, Made, authority, made, name, usage

CALLS = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False)
SERVES = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)


def constraints(*permitted: x509.GeneralName, excluded: tuple[x509.GeneralName, ...] = ()) -> Extensions:
    return [(x509.NameConstraints(list(permitted) or None, list(excluded) or None), True)]


def directory(text: str) -> x509.DirectoryName:
    return x509.DirectoryName(name(text))


def also_named(*names: x509.GeneralName) -> Extensions:
    return [(x509.SubjectAlternativeName(names), False)]


def refused(root: Made, leaf: Made, *between: Made, to_call: bool = True) -> CertificateProblem | None:
    """Why the leaf is not accepted where the root is pinned; nothing: it is."""
    trust = TrustStore(anchors=(root.certificate,), intermediates=(), revoked=frozenset())
    try:
        trust.check(leaf.certificate, intermediates=[one.certificate for one in between], to_call=to_call)
    except CertificateProblem as problem:
        return problem
    return None


def reason(root: Made, leaf: Made, *between: Made, to_call: bool = True) -> CertificateReason | None:
    problem = refused(root, leaf, *between, to_call=to_call)
    return problem.reason if problem else None


@pytest.mark.parametrize(
    "extensions",
    [
        [],
        [CALLS],
        [(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE]), True)],
        [(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, *CALLS[0]]), False)],
        [(usage(digital_signature=True, key_encipherment=True), True)],
        [(x509.BasicConstraints(ca=False, path_length=None), True), CALLS],
        [(UNKNOWN, False)],
        also_named(x509.DNSName("kommun-a.example"), x509.RFC822Name("a@kommun-a.example")),
    ],
    ids=str,
)
def test_profiles_that_keep_the_rules_pass(extensions: Extensions) -> None:
    root = authority("Root")
    issuing = authority("Issuing", root, [(usage(key_cert_sign=True), True)], length=0)

    leaf = made(SUBJECT, issuing, extensions)

    assert reason(root, leaf, issuing) is None


def test_one_that_is_signed_with_sha1_is_accepted_only_when_it_is_pinned_itself(tmp_path: Path) -> None:
    root = authority("Root")
    leaf = signed_with_sha1(tmp_path, root, made(SUBJECT, None))

    found = refused(root, leaf)

    assert found
    assert "med sha1" in found.text.swedish
    assert "only the certificate itself can be made trusted" in found.text.english
    assert reason(leaf, leaf) is None


def signed_with_sha1(folder: Path, issuer: Made, leaf: Made) -> Made:
    """cryptography signs with nothing so old any more; OpenSSL issues a self-signed certificate anew."""
    for name_, one in (("issuer", issuer), ("leaf", leaf)):
        (folder / f"{name_}.pem").write_bytes(files.to_pem(one.certificate))
        (folder / f"{name_}.key").write_bytes(files.key_bytes(one.key))
    command = "openssl x509 -in leaf.pem -CA issuer.pem -CAkey issuer.key -CAcreateserial -sha1 -out old.pem"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return Made(files.read_certificates(folder / "old.pem")[0], leaf.key)


@pytest.mark.parametrize(
    "subject",
    [
        "CN=kommun-a.example,serialNumber=162021004748,O=Kommun A,C=SE",
        "C=SE,O=Kommun A,serialNumber=162021004748+OU=IT+CN=a",
        "serialNumber=162021004748",
    ],
)
def test_the_subject_may_have_every_shape(subject: str) -> None:
    root = authority("Root")

    assert reason(root, made(subject, root)) is None


@pytest.mark.parametrize(("length", "below", "why"), [(0, 0, None), (0, 1, "PATH_LENGTH"), (1, 1, None)])
def test_an_issuer_has_no_more_issuers_below_it_than_it_may(length: int, below: int, why: str | None) -> None:
    root = authority("Root", length=length)
    chain = [root]
    for number in range(below):
        chain.append(authority(f"Issuing {number}", chain[-1]))

    found = refused(root, made(SUBJECT, chain[-1]), *chain[1:])

    assert (found.reason.name if found else None) == why
    if found:
        assert "CN=" not in found.text.swedish
        assert "Utfärdaren Root får ha högst 0 utfärdare under sig (pathLenConstraint)" in found.text.swedish


def test_an_issuer_that_issued_to_itself_does_not_count() -> None:
    root = authority("Root", length=0)
    renewed = authority("Root", root, [(x509.SubjectKeyIdentifier(b"new"), False)], length=0)

    assert reason(root, made(SUBJECT, renewed), renewed) is None


def test_an_organisation_s_certificate_issues_no_others() -> None:
    root = authority("Root")
    organisation = made(SUBJECT, root, [(x509.BasicConstraints(ca=False, path_length=None), True)], number=1)

    assert reason(root, made(SUBJECT, organisation), organisation) is CertificateReason.UNTRUSTED


def test_an_authority_whose_key_may_not_sign_certificates_issues_none() -> None:
    root = authority("Root")
    lame = authority("Lame", root, [(usage(crl_sign=True, digital_signature=True), True)])

    assert reason(root, made(SUBJECT, lame), lame) is CertificateReason.UNTRUSTED


@pytest.mark.parametrize(
    "extension",
    [UNKNOWN, x509.PolicyConstraints(0, None), x509.InhibitAnyPolicy(0)],
    ids=lambda extension: extension.oid.dotted_string,
)
@pytest.mark.parametrize("where", ["leaf", "issuer", "root"])
def test_a_critical_extension_that_nobody_understands_is_named(extension: x509.ExtensionType, where: str) -> None:
    mine: Extensions = [(extension, True)]
    root = authority("Root", None, mine if where == "root" else ())
    issuing = authority("Issuing", root, mine if where == "issuer" else ())
    leaf = made(SUBJECT, issuing, mine if where == "leaf" else ())

    found = refused(root, leaf, issuing)

    assert found
    assert found.reason is CertificateReason.CRITICAL_EXTENSION
    assert extension.oid.dotted_string in found.text.english


@pytest.mark.parametrize("critical", [True, False])
@pytest.mark.parametrize("where", ["leaf", "issuer"])
def test_a_certificate_for_servers_calls_and_signs_nothing(where: str, critical: bool) -> None:
    mine: Extensions = [(SERVES[0], critical)]
    root = authority("Root")
    issuing = authority("Issuing", root, mine if where == "issuer" else ())
    leaf = made(SUBJECT, issuing, mine if where == "leaf" else ())

    for to_call in (True, False):
        found = refused(root, leaf, issuing, to_call=to_call)
        assert found
        assert found.reason is CertificateReason.EXTENDED_KEY_USAGE
        assert "clientAuth" in found.text.swedish
        assert "serverAuth" in found.text.swedish


@pytest.mark.parametrize(
    ("allowed", "calls", "signs"),
    [
        (usage(digital_signature=True), True, True),
        (usage(content_commitment=True), False, True),
        (usage(key_encipherment=True), False, False),
        (usage(key_agreement=True, data_encipherment=True), False, False),
    ],
)
def test_a_key_does_what_its_certificate_says(allowed: x509.KeyUsage, calls: bool, signs: bool) -> None:
    root = authority("Root")
    leaf = made(SUBJECT, root, [(allowed, True)])

    for to_call, may in ((True, calls), (False, signs)):
        assert reason(root, leaf, to_call=to_call) is (None if may else CertificateReason.KEY_USAGE)


@pytest.mark.parametrize(
    ("limits", "names", "passes"),
    [
        (constraints(directory("O=Kommun A,C=SE")), (), True),
        (constraints(directory("O=KOMMUN  a,C=SE")), (), True),
        (constraints(directory("C=SE")), (), True),
        (constraints(directory("O=Kommun B,C=SE")), (), False),
        (constraints(directory("O=Kommun B,C=SE"), directory("O=Kommun A,C=SE")), (), True),
        (constraints(excluded=(directory("O=Kommun A,C=SE"),)), (), False),
        (constraints(excluded=(directory("O=Kommun B,C=SE"),)), (), True),
        (constraints(directory("C=SE"), excluded=(directory("O=Kommun A,C=SE"),)), (), False),
        (constraints(directory("C=SE")), also_named(directory("O=Kommun A,C=NO")), False),
        (constraints(x509.DNSName("a.se")), (), True),
        (constraints(x509.DNSName("a.se")), also_named(x509.DNSName("www.a.se")), True),
        (constraints(x509.DNSName("a.se")), also_named(x509.DNSName("b.se")), False),
        (constraints(excluded=(x509.DNSName("b.se"),)), also_named(x509.DNSName("b.se")), False),
        (constraints(x509.RFC822Name("a.se")), also_named(x509.RFC822Name("x@b.se")), False),
        (constraints(x509.DNSName("a.se"), directory("C=SE")), also_named(x509.DNSName("b.se")), False),
    ],
)
@pytest.mark.parametrize("where", ["root", "issuer"])
def test_an_issuer_gives_only_the_names_that_it_may(
    limits: Extensions, names: Extensions, passes: bool, where: str
) -> None:
    root = authority("Root", None, limits if where == "root" else ())
    issuing = made(
        "CN=Issuing,O=Kommun A,C=SE" if passes else "CN=Issuing,C=SE",
        root,
        [(x509.BasicConstraints(ca=True, path_length=None), True), *(limits if where == "issuer" else ())],
        number=1,
    )
    found = refused(root, made(SUBJECT, issuing, names), issuing)

    assert (found is None) == passes, found
    if found:
        assert found.reason is CertificateReason.NAME_CONSTRAINTS


def test_another_way_to_an_anchor_is_found_where_the_first_breaks_a_rule() -> None:
    root = authority("Root")
    strict = authority("Issuing", root, constraints(directory("O=Kommun B,C=SE")))
    free = authority("Issuing", root)
    leaf = made(SUBJECT, free)

    assert reason(root, leaf, strict) is CertificateReason.NAME_CONSTRAINTS
    assert reason(root, leaf, strict, free) is None


def test_many_issuers_of_one_name_cost_no_more_than_some() -> None:
    root = authority("Root")
    loops = [authority("Loop", authority("Loop"), length=9) for _ in range(60)]

    assert reason(root, made(SUBJECT, loops[0]), *loops) is CertificateReason.UNTRUSTED


def test_a_pinned_certificate_is_trusted_as_it_is_but_not_beyond_its_time() -> None:
    alone = made(SUBJECT, None, [(SERVES[0], True), (UNKNOWN, True)])
    expired = made(SUBJECT, None, days=(-9, -2))

    assert reason(alone, alone) is None
    assert reason(expired, expired) is CertificateReason.EXPIRED
