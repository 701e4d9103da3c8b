"""SOAP calls over mutual TLS, as any sender makes them."""

import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import urllib3
from lxml import etree

from minameddelanden.errors import NoAnswer, Refused
from minameddelanden.letters import SOAP

TIMEOUT_SECONDS: Final = 60.0
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True)
class Answer:
    """What a SOAP call was answered."""

    content: etree._Element
    """The first element of the body."""
    octets: bytes
    trace: str
    """Finds the letter in the journal."""

    def text(self, name: str) -> str:
        """The text of the first element with the local name; empty where there is none."""
        return next((found.text or "" for found in self.content.iter(f"{{*}}{name}")), "")


class Connection:
    """Calls with one client certificate."""

    def __init__(self, client_pem: str, key_pem: str, ca_pem: str, label: str = "") -> None:
        self._label = label
        self._pool = urllib3.PoolManager(
            ssl_context=_context(client_pem, key_pem, ca_pem), maxsize=16, retries=False
        )

    def call(self, address: str, octets: bytes, timeout: float = TIMEOUT_SECONDS) -> Answer:
        """Post the SOAP message.

        Raises:
            Refused: the answer is a fault.
            NoAnswer: there was none, or it is no SOAP.
        """
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        if self._label:
            headers["X-MM-Label"] = self._label.encode().decode("latin-1")
        try:
            answer = self._pool.request("POST", address, body=octets, headers=headers, timeout=timeout)
        except urllib3.exceptions.HTTPError as problem:
            raise NoAnswer(f"{address}: {problem}") from problem
        return _read(answer)


def _read(answer: urllib3.BaseHTTPResponse) -> Answer:
    try:
        body = etree.fromstring(answer.data, _PARSER).find(f"{{{SOAP}}}Body")
    except etree.XMLSyntaxError as problem:
        raise NoAnswer(f"HTTP {answer.status}, and no SOAP: {answer.data[:200]!r}") from problem
    if body is None or len(body) == 0:
        raise NoAnswer(f"HTTP {answer.status}, and no SOAP body: {answer.data[:200]!r}")
    found = Answer(body[0], answer.data, answer.headers.get("X-Trace-Id", ""))
    if found.content.tag == f"{{{SOAP}}}Fault":
        raise _refusal(found, answer.status)
    return found


def _refusal(answer: Answer, status: int) -> Refused:
    code = answer.text("ErrorCode").strip()
    description = answer.text("Description") or answer.text("faultstring")
    return Refused(int(code) if code.isdecimal() else 0, description, answer.text("CallId"), status)


def _context(client_pem: str, key_pem: str, ca_pem: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=ca_pem)
    # Python reads a client's key from a file only.
    with tempfile.TemporaryDirectory(prefix="minameddelanden-") as folder:
        file = Path(folder) / "client.pem"
        file.touch(mode=0o600)
        file.write_text(f"{client_pem}\n{key_pem}")
        context.load_cert_chain(file)
    return context
