"""A certificate of version 1 is refused with what it is, how it became so, and what to do."""

from pathlib import Path

import pytest
from cryptography import x509

from infra.pki import files, trusted_authorities
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from infra.validation import InvalidValues
from tests.infra.pki.makers import SUBJECT, Made, authority, made, of_version_1


def trusting(*anchors: Made) -> TrustStore:
    return TrustStore(tuple(one.certificate for one in anchors), (), frozenset())


def refusal(store: TrustStore, certificate: Made, *along: Made) -> CertificateProblem:
    with pytest.raises(CertificateProblem) as refused:
        store.check(certificate.certificate, intermediates=[one.certificate for one in along], to_call=True)
    return refused.value


def test_an_organisation_s_certificate_of_version_1_is_named_as_such() -> None:
    issuer = authority("Own CA")
    leaf = of_version_1(SUBJECT, issuer, number=3)
    assert leaf.certificate.version is x509.Version.v1

    problem = refusal(trusting(issuer), leaf)

    assert problem.reason is CertificateReason.VERSION
    assert "kommun-a.example är av version 1" in problem.text.swedish
    assert "is of version 1 of X.509" in problem.text.english
    assert "-extfile" in problem.text.english
    assert "issue_certificate" in problem.text.english


def test_so_is_the_issuer_that_is_of_version_1() -> None:
    issuer = of_version_1("CN=Old CA,O=Test,C=SE", number=2)

    problem = refusal(trusting(issuer), made(SUBJECT, issuer))

    assert problem.reason is CertificateReason.VERSION
    assert "Old CA is of version 1" in problem.text.english
    assert "CA:TRUE" in problem.text.english


def test_and_one_between_that_comes_with_the_call() -> None:
    root = authority("Root CA")
    between = of_version_1("CN=Between CA,O=Test,C=SE", root, number=2)

    assert "Between CA is of version 1" in refusal(trusting(root), made(SUBJECT, between), between).text.english


def test_one_of_version_1_that_is_trusted_itself_is_taken() -> None:
    leaf = of_version_1(SUBJECT, authority("Nobody"), number=3)

    trusting(leaf).check(leaf.certificate, to_call=True)


def test_an_authority_of_version_1_cannot_be_made_trusted_by_upload(tmp_path: Path) -> None:
    issuer = of_version_1("CN=Old CA,O=Test,C=SE", number=2)

    with pytest.raises(InvalidValues) as refused:
        trusted_authorities.add_authorities(tmp_path, files.to_pem(issuer.certificate))

    assert "Old CA is of version 1" in refused.value.text.english
