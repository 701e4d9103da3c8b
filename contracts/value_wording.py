"""Errors about a value that its simple type does not allow, with the form that the type has."""

import re
from typing import NamedTuple

from lxml import etree

from contracts import base64_text, certificate_wording

MAX_VALUE_SHOWN = 60
X509_CERTIFICATE = "{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
_LENGTHS = r"length of '(\d+)'.*length of '(\d+)'"
_BASE64 = re.compile(r"'(?:xs:base64Binary|\{[^}]*xmldsig#\}(?:DigestValueType|CryptoBinary|SignatureValueType))'")
_PERSON = re.compile(r"(?<!\d)((?:18|19|20)\d{6})[-+ ]?\d{3,}|(?<!\d)(\d{2}[01]\d{3})[-+]?\d{4}(?!\d)")
"""A person's number, as contracts or people write it, or with a digit too many or too few."""


class Words(NamedTuple):
    """An error in both languages."""

    swedish: str
    english: str


class _Mistake(NamedTuple):
    swedish: str
    english: str
    names: str = ""
    """The pattern, in libxml2's sentence, of what stands in for {}."""


_PERSON_FORM = Words("12 siffror, ÅÅÅÅMMDDNNNN", "12 digits, YYYYMMDDNNNN")
_FORMS_OF_PATTERNS = [
    ("16", Words("12 siffror: 16 och organisationsnumret", "12 digits: 16 and the organisation number")),
    (
        "(16",
        Words(
            "12 siffror utan bindestreck: personens nummer, ÅÅÅÅMMDDNNNN, eller 16 och organisationsnumret",
            "12 digits without hyphen: the person's number, YYYYMMDDNNNN, or 16 and the organisation number",
        ),
    ),
    ("18", _PERSON_FORM),
    (
        "(18",
        Words(
            f"{_PERSON_FORM.swedish}, eller landets två små bokstäver och numret där",
            f"{_PERSON_FORM.english}, or the country's two small letters and the number there",
        ),
    ),
    (".+@", Words("en e-postadress, som namn@exempel.se", "an e-mail address, as name@example.se")),
    (r"\d{5}'", Words("fem siffror", "five digits")),
]
"""By the beginning of the pattern: the form of values that it accepts."""
_FORMS_OF_TYPES = {
    "xs:dateTime": Words("ÅÅÅÅ-MM-DDThh:mm:ss", "YYYY-MM-DDThh:mm:ss"),
    "xs:date": Words("ett datum som finns, ÅÅÅÅ-MM-DD", "a date that exists, YYYY-MM-DD"),
    "xs:boolean": Words("true eller false", "true or false"),
    "xs:int": Words("ett heltal", "a whole number"),
    "xs:integer": Words("ett heltal", "a whole number"),
    "xs:anyURI": Words("en adress (URI)", "an address (URI)"),
}

_WRONG_PATTERN = "SCHEMAV_CVC_PATTERN_VALID"
_WRONG_TYPE = "SCHEMAV_CVC_DATATYPE_VALID_1_2_1"
_ATTRIBUTE_NOT_ALLOWED = _Mistake(
    "attributet {} är inte tillåtet här.", "the attribute {} is not allowed here.", r"attribute '([^']*)'"
)
_TEXT_ALONE = _Mistake(
    "här står element, men bara text får stå här.", "there are elements, but only text may stand here."
)
_MISTAKES = {
    "SCHEMAV_CVC_LENGTH_VALID": _Mistake(
        "värdet har {} tecken; det ska ha {}.", "the value has {} characters; it must have {}.", _LENGTHS
    ),
    "SCHEMAV_CVC_MAXLENGTH_VALID": _Mistake(
        "värdet har {} tecken; högst {} får plats.", "the value has {} characters; at most {} fit.", _LENGTHS
    ),
    "SCHEMAV_CVC_MINLENGTH_VALID": _Mistake(
        "värdet har {} tecken; minst {} krävs.", "the value has {} characters; at least {} are needed.", _LENGTHS
    ),
    "SCHEMAV_CVC_ENUMERATION_VALID": _Mistake(
        "värdet '{}' är inget av {}.", "the value '{}' is none of {}.", r"The value '(.*)' is not .* set \{(.*)\}"
    ),
    "SCHEMAV_CVC_TYPE_3_1_1": _ATTRIBUTE_NOT_ALLOWED,
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": _ATTRIBUTE_NOT_ALLOWED,
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": _ATTRIBUTE_NOT_ALLOWED,
    "SCHEMAV_CVC_COMPLEX_TYPE_4": _Mistake(
        "attributet {} saknas.", "the attribute {} is missing.", r"attribute '([^']*)' is required"
    ),
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": _Mistake(
        "här står text, men bara element får stå här.", "there is text, but only elements may stand here."
    ),
    "SCHEMAV_CVC_TYPE_3_1_2": _TEXT_ALONE,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_2": _TEXT_ALONE,
}
"""libxml2's errors by their names. Its sentences have what the error is about, which lxml gives nowhere else."""


def words_on_base64(error: etree._LogEntry, faulty: etree._Element | None) -> Words | None:
    """The error in an element that should hold base64; None when the error is another one."""
    if faulty is None or not _BASE64.search(error.message):
        return None
    text = faulty.text or ""
    if faulty.tag == X509_CERTIFICATE and (known := certificate_wording.complaint_on_text(text)):
        return Words(f"värdet är {known.swedish}.", f"the value is {known.english}.")
    swedish, english = base64_text.explain_mistake(text)
    return Words(f"värdet är {swedish}", f"the value is {english}")


def words_on_value(kind: str, reason: str) -> Words:
    """The error, from libxml2's name for its kind and its reason without namespaces."""
    if kind in {_WRONG_PATTERN, _WRONG_TYPE}:
        return _words_on_form(reason, _form_of(kind, reason))
    known = _MISTAKES.get(kind)
    if known and (match := re.search(known.names, reason)):
        names = [_shown(name) for name in match.groups()]
        return Words(known.swedish.format(*names), known.english.format(*names))
    shown = _masked(reason)
    return Words(f"värdet följer inte schemat: {shown}", f"the value does not follow the schema: {shown}")


def _form_of(kind: str, reason: str) -> Words | None:
    # The pattern or the type ends the sentence; the value before it may hold anything.
    if kind == _WRONG_PATTERN:
        pattern = reason.rpartition("pattern '")[2]
        return next((form for beginning, form in _FORMS_OF_PATTERNS if pattern.startswith(beginning)), None)
    return _FORMS_OF_TYPES.get(reason.rpartition("type '")[2].partition("'")[0])


def _words_on_form(reason: str, form: Words | None) -> Words:
    value = reason.partition("The value '")[2].partition("'")[0] or reason.partition("'")[2].partition("'")[0]
    if reason.partition("The value '")[2].startswith("'"):
        value = ""
    shown = _shown(value)
    if form is None:
        return Words(
            f"värdet {shown!r} har inte den form som kontraktet kräver.",
            f"the value {shown!r} does not have the form that the contract demands.",
        )
    return Words(
        f"värdet {shown!r} har inte rätt form; det ska vara {form.swedish}.",
        f"the value {shown!r} does not have the right form; it must be {form.english}.",
    )


def _shown(value: str) -> str:
    value = _masked(value)
    return value if len(value) <= MAX_VALUE_SHOWN else f"{value[:MAX_VALUE_SHOWN]}…"


def _masked(text: str) -> str:
    return _PERSON.sub(lambda found: f"{found[1] or found[2]}****", text)
