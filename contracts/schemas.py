"""Validation by the contracts' schemas, with errors that name the element, the line and the mistake."""

import re
import threading
from collections.abc import Iterable
from functools import cache
from itertools import islice

from lxml import etree

from contracts.catalogue import Service
from contracts.generate import DOCUMENTS
from contracts.large_texts import without_large_texts
from contracts.value_wording import Words, words_on_base64, words_on_value

XS = "http://www.w3.org/2001/XMLSchema"
NAMESPACE = re.compile(r"\{(?:http|urn)[^}]*\}")
EXPECTED = re.compile(r"Expected is (?:one of )?\(?\s*(.*?)\s*\)")
STEP = re.compile(r"(?P<name>[^\[]+)(?:\[(?P<place>\d+)\])?")


class SchemaViolation(Exception):
    """An element that the contract's schema does not allow, in Swedish and English."""

    def __init__(self, element: str, line: int, words: Words, number_of_its_kind: int = 1) -> None:
        super().__init__(words.english)
        self.element = element
        self.line = line
        self.number_of_its_kind = number_of_its_kind
        """Its position among its siblings of the same name, from 1."""
        self.swedish = f"<{element}>, rad {line}: {words.swedish}"
        self.english = f"<{element}>, line {line}: {words.english}"


class _Compiled:
    """A service's compiled schemas. They take a megabyte, so the threads share them under a lock."""

    def __init__(self, service: Service) -> None:
        self._schema = etree.XMLSchema(etree.fromstring(_document(service), base_url=_BASE_URL))
        self._lock = threading.Lock()

    def first_error(self, element: etree._Element) -> etree._LogEntry | None:
        errors = self.all_errors(element)
        return errors[0] if errors else None

    def all_errors(self, element: etree._Element) -> list[etree._LogEntry]:
        # A compiled schema keeps the errors of its latest validation, so the lock covers reading them.
        with self._lock:
            return [] if self._schema.validate(element) else _most_specific(list(self._schema.error_log))


def _most_specific(errors: list[etree._LogEntry]) -> list[etree._LogEntry]:
    """One error for each place: the first, or, where its length is wrong, the next one, which names the form."""
    telling: dict[str, etree._LogEntry] = {}
    for error in errors:
        path = error.path or ""
        if path not in telling or telling[path].type_name == "SCHEMAV_CVC_LENGTH_VALID":
            telling[path] = error
    return list(telling.values())


_compiled: dict[str, _Compiled] = {}
_compiling = threading.Lock()


def validate_element(service: Service, element: etree._Element) -> None:
    """Check a body element, request, response or fault, against the service's schemas.

    Raises:
        SchemaViolation: the first thing that is wrong.
    """
    if is_valid(service, element):
        return
    if (error := _schema(service).first_error(element)) is not None:
        raise _violation(element, error)


def all_violations(service: Service, element: etree._Element) -> list[SchemaViolation]:
    """Everything in a body element that the service's schemas do not allow, in the order of the document."""
    if is_valid(service, element):
        return []
    return [_violation(element, error) for error in _schema(service).all_errors(element)]


def is_valid(service: Service, element: etree._Element) -> bool:
    """Whether the service's schemas allow the element. `validate_element` says what is wrong."""
    return _schema(service).first_error(without_large_texts(element)) is None


def compile_all(services: Iterable[Service]) -> None:
    """Compile now what the first request would compile: before a process forks, its children share it."""
    for service in services:
        _schema(service)


def _schema(service: Service) -> _Compiled:
    if service.path not in _compiled:
        with _compiling:
            if service.path not in _compiled:
                _compiled[service.path] = _Compiled(service)
    return _compiled[service.path]


_BASE_URL = f"{DOCUMENTS.as_uri()}/"


@cache
def _document(service: Service) -> bytes:
    """A schema that imports all that the service's description does."""
    root = etree.Element(f"{{{XS}}}schema", nsmap={"xs": XS})
    for document in service.documents:
        namespace = str(etree.parse(DOCUMENTS / document).getroot().get("targetNamespace"))
        etree.SubElement(root, f"{{{XS}}}import", {"namespace": namespace, "schemaLocation": document})
    return etree.tostring(root)


def _violation(element: etree._Element, error: etree._LogEntry) -> SchemaViolation:
    name = _short(error.message.partition("'")[2].partition("'")[0])
    faulty = _found(element, error)
    number = _number_of_its_kind(faulty)
    words = words_on_base64(error, faulty) or _words(error, number)
    return SchemaViolation(name, error.line, words, number)


def _found(element: etree._Element, error: etree._LogEntry) -> etree._Element | None:
    """The element that the error's path leads to. The path's root is the element that was validated."""
    found: etree._Element | None = element
    for step in (error.path or "").lstrip("/").split("/")[1:]:
        match = STEP.fullmatch(step)
        if found is None or match is None:
            return None
        alike = (child for child in found.iterchildren("*") if match["name"] in {"*", _as_written(child)})
        found = next(islice(alike, int(match["place"] or 1) - 1, None), None)
    return None if found is element else found


def _as_written(element: etree._Element) -> str:
    # Steps count what has the same prefix, so that one name in two prefixes is counted as two.
    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix else name


def _number_of_its_kind(faulty: etree._Element | None) -> int:
    return 1 if faulty is None else 1 + len(list(faulty.itersiblings(str(faulty.tag), preceding=True)))


def _short(name: str) -> str:
    return NAMESPACE.sub("", name)


def _words(error: etree._LogEntry, number: int) -> Words:
    reason = _short(error.message.partition(": ")[2]).strip()
    match = EXPECTED.search(reason)
    expected = match[1] if match else ""
    if error.type_name != "SCHEMAV_ELEMENT_CONTENT":
        return words_on_value(error.type_name, reason)
    if "Missing child" in reason:
        # Where there are several, any of them may stand here.
        swedish, english = (expected.replace(", ", word) for word in (" eller ", " or "))
        return Words(f"här saknas {swedish}.", f"{english} is missing here.")
    if number > 1 and not expected:
        return Words(
            f"det är nummer {number} av sitt slag, fler än kontraktet tillåter.",
            f"it is number {number} of its kind, more than the contract allows.",
        )
    if expected:
        return _words_on_namespace(error.message) or Words(
            f"elementet hör inte hemma här; här ska stå {expected}.",
            f"the element does not belong here; expected is {expected}.",
        )
    return Words("elementet hör inte hemma här.", "the element does not belong here.")


def _words_on_namespace(message: str) -> Words | None:
    """The right element in the wrong namespace: the contracts mix five of them in one letter."""
    match = EXPECTED.search(message)
    found = etree.QName(message.partition("'")[2].partition("'")[0])
    for name in match[1].split(", ") if match else []:
        expected = etree.QName(name) if NAMESPACE.match(name) else None
        if expected is not None and expected.localname == found.localname:
            is_in, belongs_in = found.namespace, expected.namespace
            return Words(
                f"elementet står i namnrymden {is_in or '(ingen)'}, men hör hemma i {belongs_in}.",
                f"the element is in the namespace {is_in or '(none)'}, but belongs in {belongs_in}.",
            )
    return None
