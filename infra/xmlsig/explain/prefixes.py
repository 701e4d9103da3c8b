"""Signed with namespace prefixes that were not sent, so that they must be guessed."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice, permutations
from typing import Final

from lxml import etree

from infra.xmlsig.explain.failed_signature import FailedSignature, Finding, PossibleMistake
from infra.xmlsig.names import DS, ds
from infra.xmlsig.normalise import canonicalise_element, without_signature

_BUDGET: Final = 32 * 1024 * 1024
"""Octets written for guesses before giving up, which takes under half a second for letters of all sizes."""

_MOST_GUESSES: Final = 240
_SIGNATURE: Final = re.compile(rb'<Signature xmlns="%b">.*?</Signature>' % re.escape(DS.encode()), re.DOTALL)
_TAG: Final = re.compile(rb"<(/?)(?=[A-Za-z])")


def inner_signature_prefixed(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Sealed while the sender's Signature still had the prefix that its library wrote."""
    found = _SIGNATURE.search(failed.octets) if failed.signed_as.is_seal else None
    if found is None:
        return
    before, signature, after = failed.octets[: found.start()], found[0], failed.octets[found.end() :]
    for prefix in _signature_prefixes(failed):
        name, declared = prefix.encode(), f' xmlns:{prefix}="{DS}"'.encode()
        written = _TAG.sub(rb"<\g<1>" + name + b":", signature)
        explanation = Finding(
            "seal-over-prefixed-signature",
            f"Förseglingen räknades ut medan avsändarens Signature hade kvar sitt prefix {prefix}:; ta bort "
            "prefixen ur Signature, också innan SignatureValue räknas ut, och försegla sedan.",
            f"The seal was computed while the sender's Signature still had its prefix {prefix}:; remove the "
            "prefixes from Signature, also before SignatureValue is computed, and seal after that.",
        )
        here = written.replace(f' xmlns="{DS}"'.encode(), declared, 1)
        yield PossibleMistake(before + here + after, explanation)
        # Inclusively canonicalised, the declaration stands where the stack wrote it: on the root.
        bare = written.replace(f' xmlns="{DS}"'.encode(), b"", 1)
        yield PossibleMistake(before.replace(b">", declared + b">", 1) + bare + after, explanation)


def _signature_prefixes(failed: FailedSignature) -> Iterator[str]:
    found = next(failed.received.iter(ds("SignedInfo")), None)
    sent = None if found is None else found.prefix
    yield from dict.fromkeys(
        prefix for prefix in (sent, "ds", "dsig", "sig", "ns2", "ns3", "ns4", "ns5") if prefix
    )


def numbered_prefixes(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Signed with ns2:, ns3: and so on, as JAXB writes them, in any order, and sent without."""
    tree = without_signature(failed.copy())
    if any(not etree.QName(element).namespace for element in tree.iter(etree.Element)):
        return
    explanation = Finding(
        "signed-with-numbered-prefixes",
        f"{failed.signed_as.local_name} signerades med numrerade prefix (ns2:, ns3: …, som JAXB skriver dem) men "
        "skickades utan; ta bort alla prefix innan du räknar ut signaturen.",
        f"{failed.signed_as.local_name} was signed with numbered prefixes (ns2:, ns3: …, as JAXB writes them) but "
        "sent without; remove all prefixes before you compute the signature.",
    )
    most = min(_MOST_GUESSES, _BUDGET // len(failed.octets))
    for prefixes in islice(_possible_numberings(tree), most // 2):
        written = _written_with(tree, prefixes)
        for exclusive in (True, False):
            yield PossibleMistake(canonicalise_element(written, exclusive=exclusive), explanation)


def _possible_numberings(tree: etree._Element) -> Iterator[Mapping[str | None, str]]:
    used = list(dict.fromkeys(str(etree.QName(element).namespace) for element in tree.iter(etree.Element)))
    root, others = used[0], used[1:]
    for order in permutations(others):
        yield {None: root, **_numbered_prefixes(order, 2)}
    for order in permutations(used):
        yield _numbered_prefixes(order, 2)
    for order in permutations(used):
        yield _numbered_prefixes(order, 1)


def _numbered_prefixes(namespaces: tuple[str, ...], first: int) -> dict[str | None, str]:
    return {f"ns{number}": namespace for number, namespace in enumerate(namespaces, first)}


def _written_with(tree: etree._Element, prefixes: Mapping[str | None, str]) -> etree._Element:
    root = etree.Element(tree.tag, nsmap=dict(prefixes))
    _fill_element(root, tree)
    return root


def _fill_element(target: etree._Element, source: etree._Element) -> None:
    target.text = source.text
    for name, value in source.attrib.items():
        target.set(name, value)
    for child in source.iterchildren(etree.Element):
        written = etree.SubElement(target, child.tag)
        written.tail = child.tail
        _fill_element(written, child)
