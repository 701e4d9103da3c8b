"""Which names an authority may give: those that lie in a permitted directory tree, and in no excluded one."""

from cryptography import x509
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.pki.validation.names import require_permitted_names
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.infra.pki.makers import Made, authority, made

OIDS = (x509.NameOID.COUNTRY_NAME, x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME)

Parts = list[tuple[x509.ObjectIdentifier, str]]

parts = st.lists(
    st.tuples(st.sampled_from(OIDS[1:]), st.sampled_from(["Kommun A", "Kommun B", "Ö"])), min_size=1, max_size=4
)
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Each example signs certificates."""


def name(written: Parts) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in written])


def is_permitted(leaf: Made, issuer: Made, *, all_forms: bool = True) -> bool:
    refusal = refusal_of([leaf, issuer], all_forms=all_forms)
    assert refusal is None or refusal.reason is CertificateReason.NAME_CONSTRAINTS
    return refusal is None


def refusal_of(path: list[Made], *, all_forms: bool) -> CertificateProblem | None:
    try:
        require_permitted_names([each.certificate for each in path], all_forms=all_forms)
    except CertificateProblem as problem:
        return problem
    return None


def issuer_with(
    permitted: list[x509.GeneralName] | None = None, excluded: list[x509.GeneralName] | None = None
) -> Made:
    return authority("Issuer", None, [(x509.NameConstraints(permitted, excluded), True)])


def directory(written: Parts) -> x509.DirectoryName:
    return x509.DirectoryName(name(written))


@slow
@given(subject=parts, tree=parts)
def test_a_permitted_tree_allows_the_names_that_begin_with_it_and_an_excluded_one_the_others(
    subject: Parts, tree: Parts
) -> None:
    begins = subject[: len(tree)] == tree
    leaf = made(name(subject), authority("Root"))

    assert is_permitted(leaf, issuer_with(permitted=[directory(tree)])) is begins
    assert is_permitted(leaf, issuer_with(excluded=[directory(tree)])) is not begins


@slow
@given(subject=parts, below=parts)
def test_all_names_below_a_permitted_name_are_allowed(subject: Parts, below: Parts) -> None:
    assert is_permitted(made(name(subject + below), authority("Root")), issuer_with([directory(subject)]))


@slow
@given(subject=parts, blanks=st.integers(1, 3))
def test_case_and_surplus_blanks_make_no_other_name(subject: Parts, blanks: int) -> None:
    shouted = [(oid, f" {value.upper()} ".replace(" ", " " * blanks)) for oid, value in subject]
    issuer = issuer_with([directory(shouted)])

    assert is_permitted(made(name(subject), authority("Root")), issuer)


@slow
@given(subject=parts, permitted=st.lists(parts, min_size=1, max_size=3), excluded=st.lists(parts, max_size=2))
def test_one_permitted_tree_is_enough_and_one_excluded_is_too_much(
    subject: Parts, permitted: list[Parts], excluded: list[Parts]
) -> None:
    def lies_in(trees: list[Parts]) -> bool:
        return any(subject[: len(tree)] == tree for tree in trees)

    issuer = issuer_with([*map(directory, permitted)], [*map(directory, excluded)] or None)

    assert is_permitted(made(name(subject), authority("Root")), issuer) is (
        lies_in(permitted) and not lies_in(excluded)
    )


def test_without_constraints_every_name_is_allowed() -> None:
    issuer = authority("Issuer")

    assert is_permitted(made(name([(OIDS[1], "Anybody")]), issuer), issuer)


def test_a_certificate_without_a_subject_is_named_by_its_alternative_names() -> None:
    wrong = x509.SubjectAlternativeName([directory([(OIDS[1], "Kommun B")])])
    leaf = made(x509.Name([]), authority("Root"), [(wrong, True)])

    assert not is_permitted(leaf, issuer_with([directory([(OIDS[1], "Kommun A")])]))
    assert is_permitted(leaf, issuer_with([directory([(OIDS[1], "Kommun B")])]))


def test_a_new_key_of_the_same_authority_is_not_bound_by_its_own_limits() -> None:
    limits = (x509.NameConstraints([directory([(OIDS[1], "Kommun A")])], None), True)
    old = authority("Issuer", None, [limits])
    basic = (x509.BasicConstraints(ca=True, path_length=None), True)
    new = made("CN=Issuer,O=Test,C=SE", old, [basic], number=3)
    leaf = made(name([(OIDS[1], "Kommun A")]), new)

    require_permitted_names([leaf.certificate, new.certificate, old.certificate], all_forms=True)


def test_a_limit_far_above_is_a_limit() -> None:
    limits = (x509.NameConstraints([directory([(OIDS[1], "Kommun A")])], None), True)
    root = authority("Root", None, [limits])
    basic = (x509.BasicConstraints(ca=True, path_length=None), True)
    issuer = made(name([(OIDS[1], "Kommun A")]), root, [basic], number=2)
    leaf = made(name([(OIDS[1], "Kommun B")]), issuer)

    refusal = refusal_of([leaf, issuer, root], all_forms=True)

    assert refusal is not None
    assert "O=Kommun B" in refusal.text.swedish
    assert "O=Kommun B" in refusal.text.english
    assert "Root" in refusal.text.english


def test_names_of_another_constrained_form_are_refused_only_where_nobody_else_looks_at_them() -> None:
    issuer = issuer_with([x509.DNSName("a.example")])
    leaf = made(
        name([(OIDS[1], "Kommun A")]),
        authority("Root"),
        [(x509.SubjectAlternativeName([x509.DNSName("www.a.example")]), False)],
    )

    assert is_permitted(leaf, issuer, all_forms=False)
    assert not is_permitted(leaf, issuer, all_forms=True)
