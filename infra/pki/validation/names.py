"""Name constraints (RFC 5280, 4.2.1.10): which names an authority may give to those below it.

Organisations are named by the subject, a directory name. cryptography's verifier does not know this form.
"""

from collections.abc import Iterator, Sequence

from cryptography import x509

from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of


def require_permitted_names(path: Sequence[x509.Certificate], *, all_forms: bool) -> None:
    """Return if no authority of the path forbids a directory name below it.

    `all_forms`: no other check covers the other forms, so a name of a form that is constrained is refused.

    Raises:
        CertificateProblem: one does, and which name.
    """
    for height, authority in enumerate(path[1:], start=1):
        constraints = _constraints_of(authority)
        if constraints is None:
            continue
        for depth, below in enumerate(path[:height]):
            # A certificate that an authority issued to itself, as when it changes its key, names no other party.
            if depth == 0 or below.subject != below.issuer:
                _require_permitted(authority, constraints, below, all_forms=all_forms)


def _require_permitted(
    authority: x509.Certificate, constraints: x509.NameConstraints, below: x509.Certificate, *, all_forms: bool
) -> None:
    permitted = _directory_trees(constraints.permitted_subtrees)
    excluded = _directory_trees(constraints.excluded_subtrees)
    for name in _directory_names(below):
        is_permitted = not permitted or any(_lies_in(name, tree) for tree in permitted)
        if not is_permitted or any(_lies_in(name, tree) for tree in excluded):
            raise _forbidden_name(authority, below, name.rfc4514_string())
    if all_forms and (kinds := _constrained_kinds(constraints)):
        for other in _alternative_names(below):
            if type(other) in kinds:
                raise _forbidden_name(authority, below, str(other.value))


def _constraints_of(certificate: x509.Certificate) -> x509.NameConstraints | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound:
        return None


def _alternative_names(certificate: x509.Certificate) -> list[x509.GeneralName]:
    try:
        return list(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except x509.ExtensionNotFound:
        return []


def _directory_names(certificate: x509.Certificate) -> Iterator[x509.Name]:
    if certificate.subject.rdns:
        yield certificate.subject
    for name in _alternative_names(certificate):
        if isinstance(name, x509.DirectoryName):
            yield name.value


def _directory_trees(names: Sequence[x509.GeneralName] | None) -> list[x509.Name]:
    return [name.value for name in names or () if isinstance(name, x509.DirectoryName)]


def _constrained_kinds(constraints: x509.NameConstraints) -> set[type[x509.GeneralName]]:
    named = [*(constraints.permitted_subtrees or ()), *(constraints.excluded_subtrees or ())]
    return {type(name) for name in named} - {x509.DirectoryName}


def _lies_in(name: x509.Name, tree: x509.Name) -> bool:
    """The name begins with all parts of the tree's name."""
    parts = _comparable_parts(tree)
    return _comparable_parts(name)[: len(parts)] == parts


def _comparable_parts(name: x509.Name) -> list[frozenset[tuple[x509.ObjectIdentifier, str]]]:
    """The name without case and surplus blanks, in which equal names may differ (RFC 5280, 7.1)."""
    return [
        frozenset((attribute.oid, " ".join(str(attribute.value).casefold().split())) for attribute in part)
        for part in name.rdns
    ]


def _forbidden_name(authority: x509.Certificate, below: x509.Certificate, name: str) -> CertificateProblem:
    return CertificateProblem(
        CertificateReason.NAME_CONSTRAINTS,
        f"Utfärdaren {name_of(authority)} får inte ge ut certifikat i namnet {name} (nameConstraints), så "
        f"{name_of(below)} godtas inte. Använd en utfärdare som får det.",
        f"The issuer {name_of(authority)} may not issue certificates in the name {name} (nameConstraints), so "
        f"{name_of(below)} is not accepted. Use an issuer that may.",
        slug="certificate-name-not-permitted",
    )
