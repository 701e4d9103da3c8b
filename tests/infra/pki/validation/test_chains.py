"""Chains from a certificate to an anchor: which are found, in which order, and at which moments they count."""

from datetime import timedelta

import pytest
from cryptography import x509

from infra.pki.validation.chains import MAX_CHAIN_LENGTH, Chain, Link, find_chains, validity_problem
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.infra.pki.makers import SUBJECT, UNKNOWN, Made, authority, key, made


def chains(
    leaf: Made, *, anchors: tuple[Made, ...], own: tuple[Made, ...] = (), given: tuple[Made, ...] = ()
) -> list[Chain]:
    def certificates(these: tuple[Made, ...]) -> tuple[x509.Certificate, ...]:
        return tuple(one.certificate for one in these)

    return list(
        find_chains(certificates(anchors), certificates(own), leaf.certificate, certificates(given), to_call=True)
    )


def path_of(chain: Chain) -> list[x509.Certificate]:
    return [link.certificate for link in chain.links]


def below(top: Made, count: int) -> list[Made]:
    """Authorities, each issued by the one before, the first by the top."""
    found = [top]
    for number in range(count):
        found.append(authority(f"Between {number}", found[-1]))
    return found[1:]


def test_a_certificate_below_an_anchor_has_one_chain() -> None:
    root = authority("Root")
    leaf = made(SUBJECT, root)

    [chain] = chains(leaf, anchors=(root,))

    assert path_of(chain) == [leaf.certificate, root.certificate]
    assert chain.problem is None


def test_a_pinned_certificate_is_its_own_chain_and_its_issuer_is_not_asked() -> None:
    root = authority("Root")
    leaf = made(SUBJECT, root)

    [chain] = chains(leaf, anchors=(leaf, root))

    assert path_of(chain) == [leaf.certificate]


def test_without_a_way_to_an_anchor_there_is_no_chain() -> None:
    leaf = made(SUBJECT, authority("Root"))

    assert chains(leaf, anchors=(authority("Another"),)) == []
    assert chains(leaf, anchors=()) == []


def test_an_issuer_with_the_same_name_and_another_key_is_none() -> None:
    root = authority("Root")
    public = root.certificate.public_key()
    other = next(number for number in range(5) if key(number).public_key() != public)
    can_issue = (x509.BasicConstraints(ca=True, path_length=None), True)
    impostor = made(root.certificate.subject, None, [can_issue], number=other)

    assert chains(made(SUBJECT, root), anchors=(impostor,)) == []


def test_what_may_issue_nothing_is_no_issuer() -> None:
    no_authority = made("CN=Root,O=Test,C=SE", None, [(x509.BasicConstraints(ca=False, path_length=None), True)])

    assert chains(made(SUBJECT, no_authority), anchors=(no_authority,)) == []


@pytest.mark.parametrize("where", ["own", "given"])
def test_those_between_are_found_among_our_own_and_among_those_that_came_along(where: str) -> None:
    root = authority("Root")
    between = authority("Between", root)
    leaf = made(SUBJECT, between)

    [chain] = chains(leaf, anchors=(root,), **{where: (between,)})

    assert path_of(chain) == [leaf.certificate, between.certificate, root.certificate]


def test_a_chain_has_at_most_so_many_certificates() -> None:
    root = authority("Root")
    fitting = below(root, MAX_CHAIN_LENGTH - 2)
    too_many = below(root, MAX_CHAIN_LENGTH - 1)

    [chain] = chains(made(SUBJECT, fitting[-1]), anchors=(root,), given=tuple(fitting))

    assert len(chain.links) == MAX_CHAIN_LENGTH
    assert chains(made(SUBJECT, too_many[-1]), anchors=(root,), given=tuple(too_many)) == []


def test_each_way_to_an_anchor_is_a_chain_and_our_own_come_first() -> None:
    root, other_root = authority("Root"), authority("Other root")
    ours = authority("Issuing", root)
    theirs = authority("Issuing", other_root)
    leaf = made(SUBJECT, ours)

    found = chains(leaf, anchors=(root, other_root), own=(ours,), given=(theirs,))

    assert [path_of(chain)[1:] for chain in found] == [
        [ours.certificate, root.certificate],
        [theirs.certificate, other_root.certificate],
    ]


def test_a_chain_that_breaks_a_rule_is_found_with_the_rule() -> None:
    root = authority("Root")

    [chain] = chains(made(SUBJECT, root, [(UNKNOWN, True)]), anchors=(root,))

    assert chain.problem is not None
    assert chain.problem.reason is CertificateReason.CRITICAL_EXTENSION


def test_a_certificate_that_cannot_be_read_has_no_chains_but_a_reason() -> None:
    root = authority("Root")
    unreadable = made(SUBJECT, root, [(x509.UnrecognizedExtension(x509.BasicConstraints.oid, b"\xff"), False)])

    with pytest.raises(CertificateProblem):
        chains(unreadable, anchors=(root,))


def test_certificates_that_issued_one_another_end_the_search() -> None:
    first = authority("Ring")
    second = authority("Ring", first)

    assert chains(made(SUBJECT, second), anchors=(authority("Root"),), given=(first, second)) == []


def test_a_certificate_counts_from_its_first_moment_to_its_last() -> None:
    link = Link.of(made(SUBJECT, None).certificate)

    assert validity_problem(link, link.begins) is None
    assert validity_problem(link, link.ends) is None


@pytest.mark.parametrize(
    ("seconds_from_end", "reason", "english"),
    [
        (1, CertificateReason.EXPIRED, "expired on"),
        (86_400, CertificateReason.EXPIRED, "Order a new one"),
        (-90 * 86_400, CertificateReason.NOT_YET_VALID, "not valid before"),
    ],
)
def test_outside_its_time_a_certificate_is_refused_with_the_moment(
    seconds_from_end: int, reason: CertificateReason, english: str
) -> None:
    link = Link.of(made(SUBJECT, None).certificate)
    moment = link.ends + timedelta(seconds=seconds_from_end)

    problem = validity_problem(link, moment)

    assert problem is not None
    assert problem.reason is reason
    assert english in problem.text.english
    assert f"{moment:%Y-%m-%d}" in str(problem.explanation.expected)


def test_a_link_is_known_by_its_issuer_and_number() -> None:
    root = authority("Root")
    leaf = made(SUBJECT, root)

    link = Link.of(leaf.certificate)

    assert link.identity == (root.certificate.subject.public_bytes(), leaf.certificate.serial_number)
