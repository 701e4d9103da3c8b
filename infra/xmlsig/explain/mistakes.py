"""The usual mistakes of signers, each made on purpose: which octets would it have digested?

Bounded on purpose: at most some eighty canonicalisations, and numbered prefixes within a budget, so that
a letter of 2 MiB is explained in a second or two.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from infra.texts import Text
from infra.xmlsig.explain.failed_signature import FailedSignature, Finding, PossibleMistake
from infra.xmlsig.explain.prefixes import inner_signature_prefixed, numbered_prefixes
from infra.xmlsig.names import SignedName, child_elements, ds
from infra.xmlsig.normalise import canonicalise_element, rename_root, without_signature

Mistake = Callable[[FailedSignature], Iterator[PossibleMistake]]


def prefixes_kept(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Signed with the prefixes that the SOAP stack wrote: in the envelope or before it, either name."""
    explanation = Finding(
        "signed-with-prefixes",
        f"{failed.signed_as.local_name} signerades som det togs emot, med namnrymdsprefixen kvar; ta bort alla "
        "prefix (xmlns på varje element där namnrymden byts) innan du signerar, också i SignedInfo.",
        f"{failed.signed_as.local_name} was signed as received, namespace prefixes kept; remove all "
        "prefixes (xmlns on each element where the namespace changes) before signing, in SignedInfo too.",
        fix=Text(
            f'Skriv {failed.signed_as.local_name} med xmlns="…" i stället för prefix, signera det, och '
            "lägg det i kuvertet efteråt. docs/signatures.md visar formen; octets ger våra oktetter.",
            f'Write {failed.signed_as.local_name} with xmlns="…" instead of prefixes, sign that, and put '
            "it into the envelope afterwards. docs/signatures.md shows the form; octets gives our octets.",
        ),
    )
    for name in (str(failed.received.tag), failed.signed_as.value):
        for tree in _received_trees(failed):
            tree.tag = name
            for exclusive in (False, True):
                yield PossibleMistake(canonicalise_element(tree, exclusive=exclusive), explanation)


def _received_trees(failed: FailedSignature) -> Iterator[etree._Element]:
    yield without_signature(etree.fromstring(etree.tostring(failed.received, with_tail=False)))
    yield without_signature(copy.deepcopy(failed.received))


def another_name(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Signed without prefixes, but under the name of the SOAP wrapper or of another version."""
    other_versions = {name.value for name in SignedName if name.local_name == failed.signed_as.local_name}
    names = {str(failed.received.tag), failed.signed_as.local_name, *failed.signed_as.travels_as, *other_versions}
    for name in sorted(names - {failed.signed_as.value}):
        explanation = Finding(
            "signed-under-another-name",
            f"Signaturen är uträknad under elementnamnet {name}; signera under {failed.signed_as.value} "
            "och låt SOAP-lagret byta namn först efteråt.",
            f"The signature was computed under the element name {name}; sign under {failed.signed_as.value} "
            "and let the SOAP layer rename only afterwards.",
            fix=Text(
                f"Låt roten heta {failed.signed_as.value} medan du signerar, inte {name}; byt namn först "
                "när kuvertet skrivs.",
                f"Let the root be named {failed.signed_as.value} while you sign, not {name}; rename it "
                "only when the envelope is written.",
            ),
        )
        yield PossibleMistake(
            canonicalise_element(without_signature(rename_root(failed.normalised, name))), explanation
        )


def another_extent(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Signed the first child alone (Delivery, or SignedDelivery), or the whole SOAP message."""
    first = child_elements(failed.normalised)[0]
    child = etree.QName(first).localname
    yield PossibleMistake(
        canonicalise_element(first, exclusive=True),
        Finding(
            "child-signed-alone",
            f"Bara {child} signerades; signera hela {failed.signed_as.local_name}, som {child} ligger i.",
            f"Only {child} was signed; sign the whole {failed.signed_as.local_name} that {child} stands in.",
        ),
    )
    explanation = Finding(
        "whole-soap-message-signed",
        f"Hela SOAP-meddelandet signerades; signera bara {failed.signed_as.local_name}, före kuvertet.",
        f"The whole SOAP message was signed; sign only {failed.signed_as.local_name}, before the envelope.",
    )
    envelope = _envelope_without_signature(failed)
    for exclusive in (False, True):
        yield PossibleMistake(canonicalise_element(envelope, exclusive=exclusive), explanation)


def _envelope_without_signature(failed: FailedSignature) -> etree._Element:
    envelope = failed.received.getroottree().getroot()
    place = list(envelope.iter()).index(failed.received)
    whole = copy.deepcopy(envelope)
    without_signature(list(whole.iter())[place])
    return whole


def comments_kept(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Canonicalised with comments, which the infrastructure's verifiers leave out."""
    tree = without_signature(rename_root(failed.received, failed.signed_as.value))  # a verified tree has none left
    if next(tree.iter(etree.Comment), None) is None:
        return
    yield PossibleMistake(
        etree.tostring(tree, method="c14n", with_comments=True),
        Finding(
            "comments-signed",
            "Kommentarer i XML räknades med i signaturen; ta bort dem innan du signerar.",
            "Comments in the XML were counted into the signature; remove them before signing.",
        ),
    )


def inner_signature_missing(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Sealed with the sender's signature taken away: many libraries remove every Signature they find."""
    inner = None if not failed.signed_as.is_seal else (tree := failed.copy()).find(failed.signed_as.inner.value)
    if inner is None:
        return
    without_signature(inner)
    yield PossibleMistake(
        canonicalise_element(without_signature(tree)),
        Finding(
            "sealed-without-inner-signature",
            "Förseglingen räknades ut utan avsändarens Signature; transformen enveloped-signature tar bort "
            "bara förseglingens egen. Låt SignedDelivery ha kvar sin Signature när du förseglar.",
            "The seal was computed without the sender's Signature; the enveloped-signature transform removes "
            "only the seal's own. Leave SignedDelivery its Signature when sealing.",
            fix=Text(
                "Ta bara bort den Signature som är direkt barn till SealedDelivery när du räknar "
                "förseglingen. Använd inte en transform som tar bort alla (//ds:Signature).",
                "Remove only the Signature that is a direct child of SealedDelivery when you compute the "
                "seal. Use no transform that removes all (//ds:Signature).",
            ),
        ),
    )


def white_space_between_elements(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Pretty-printed after signing, or signed pretty-printed and sent compact."""
    printed = Finding(
        "pretty-printed-after-signing",
        "Meddelandet indenterades (radbröt mellan elementen) efter signeringen; skicka det signerade "
        "utan att formatera om det.",
        "The message was pretty-printed (white space between the elements) after signing; send what was "
        "signed without formatting it anew.",
        fix=Text(
            "Stäng av indenteringen där kuvertet skrivs: pretty_print=False i lxml, OutputKeys.INDENT "
            '"no" i Java, WriterSettings.Indent=false i .NET.',
            "Switch off indenting where the envelope is written: pretty_print=False in lxml, "
            'OutputKeys.INDENT "no" in Java, WriterSettings.Indent=false in .NET.',
        ),
    )
    yield PossibleMistake(canonicalise_element(_compact(without_signature(failed.copy()))), printed)
    compacted = Finding(
        "white-space-changed-after-signing",
        "Meddelandet signerades indenterat, men indenteringen ändrades eller togs bort efteråt; signera utan "
        "blanktecken mellan elementen, eller skicka dem oförändrade.",
        "The message was signed pretty-printed, but that white space was changed or removed afterwards; sign "
        "without white space between the elements, or send it unchanged.",
        fix=Text(
            "Bygg trädet utan blanktecken (etree.XMLParser(remove_blank_text=True), "
            "setIgnoringElementContentWhitespace) innan du signerar.",
            "Build the tree without white space (etree.XMLParser(remove_blank_text=True), "
            "setIgnoringElementContentWhitespace) before signing.",
        ),
    )
    for space in ("  ", "    ", "\t"):
        tree = _compact(without_signature(failed.copy()))
        etree.indent(tree, space)
        yield PossibleMistake(canonicalise_element(tree), compacted)
        tree = _compact(failed.copy())
        etree.indent(tree, space)
        yield PossibleMistake(canonicalise_element(without_signature(tree)), compacted)


def _compact(tree: etree._Element) -> etree._Element:
    """Remove white space between elements, in place."""
    for element in tree.iter(etree.Element):
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return tree


_LINES: Final = tuple((width, end, last) for width in (76, 64) for end in ("\n", "\r\n") for last in ("", end))


def base64_wrapped_anew(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Bodies, or the sender's signature inside a seal, written in other lines than when signed."""
    contents = Finding(
        "body-base64-rewrapped",
        "Base64 i Body (innehåll eller bilaga) radbröts på annat sätt efter signeringen; skicka samma rader "
        "som signerades, helst en enda rad.",
        "The base64 of Body (content or attachment) was wrapped in other lines after signing; send the lines "
        "that were signed, best of all one single line.",
    )
    signature = Finding(
        "signature-base64-rewrapped",
        "Avsändarens SignatureValue eller X509Certificate radbröts på annat sätt efter förseglingen "
        "(Java skriver &#13;); skriv dem så som de ska skickas innan du förseglar.",
        "The sender's SignatureValue or X509Certificate was wrapped in other lines after sealing "
        "(Java writes &#13;); write them as they will be sent before you seal.",
    )
    everything = Finding(
        "all-base64-rewrapped",
        "All base64 (Body, bilagor, SignatureValue och X509Certificate) radbröts på annat sätt efter "
        "förseglingen; skicka samma rader som förseglades, helst en enda rad var.",
        "All base64 (Body, attachments, SignatureValue and X509Certificate) was wrapped in other lines after "
        "sealing; send the lines that were sealed, best of all one single line each.",
    )
    signed = (ds("SignatureValue"), ds("X509Certificate"))
    names = [(("{*}Body",), contents), (signed, signature), (("{*}Body", *signed), everything)]
    for wrapped, explanation in names if failed.signed_as.is_seal else names[:1]:
        yield from _rewrapped(failed, wrapped, explanation)


def _rewrapped(failed: FailedSignature, names: tuple[str, ...], explanation: Finding) -> Iterator[PossibleMistake]:
    tree = without_signature(failed.copy())
    found = [(element, _one_line(element)) for element in tree.iter(*names) if not len(element)]
    if not found:
        return
    for width, end, last in ((0, "", ""), *_LINES):
        for element, line in found:
            element.text = _wrapped(line, width, end) + last if width else line
        yield PossibleMistake(canonicalise_element(tree), explanation)


def _one_line(element: etree._Element) -> str:
    return "".join((element.text or "").split())


def _wrapped(line: str, width: int, end: str) -> str:
    return end.join(line[start : start + width] for start in range(0, len(line), width))


def line_ends_changed(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Carriage returns lost or added: XML parsers turn an unescaped CR LF into LF."""
    explanation = Finding(
        "line-ends-changed",
        "Radslut (CR LF mot LF) ändrades efter signeringen; signera med enbart LF, eller skriv CR som &#13;.",
        "Line ends (CR LF against LF) were changed after signing; sign with LF only, or write CR as &#13;.",
        fix=Text(
            'Byt CR LF mot LF i Subject och Body innan du signerar (text.replace("\\r\\n", "\\n")).',
            'Replace CR LF by LF in Subject and Body before signing (text.replace("\\r\\n", "\\n")).',
        ),
    )
    lines = failed.octets.replace(b"&#xD;\n", b"\n")
    yield PossibleMistake(lines, explanation)
    yield PossibleMistake(lines.replace(b"&#xD;", b"\n"), explanation)
    yield PossibleMistake(lines.replace(b"\n", b"&#xD;\n"), explanation)
    yield PossibleMistake(failed.octets.replace(b"&#xD;", b""), explanation)


def empty_elements_added(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Optional elements that the SOAP stack wrote empty although they were absent when signed."""
    tree = without_signature(failed.copy())
    empty = [element for element in tree.iter(etree.Element) if _is_empty(element)]
    names = ", ".join(etree.QName(element).localname for element in empty)
    for element in empty:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    yield PossibleMistake(
        canonicalise_element(tree),
        Finding(
            "empty-elements-added",
            f"De tomma elementen ({names}) fanns inte när meddelandet signerades; utelämna dem.",
            f"The empty elements ({names}) were not there when the message was signed; omit them.",
        ),
    )


def _is_empty(element: etree._Element) -> bool:
    return not len(element) and not element.text and not element.tail and not element.attrib


MISTAKES: Final[tuple[Mistake, ...]] = (
    prefixes_kept,
    another_name,
    inner_signature_missing,
    white_space_between_elements,
    base64_wrapped_anew,
    line_ends_changed,
    empty_elements_added,
    comments_kept,
    another_extent,
    inner_signature_prefixed,
    numbered_prefixes,
)
