"""A sender of its own, without a line of the simulator's code: ask, sign, seal, deliver.

    .venv/bin/python docs/examples/send_letter.py 198101052382 --pdf decision.pdf

Needs zeep and signxml, which `make test` installs. Run it in the repository while `make run` is up.
"""

import argparse
import sys
import uuid
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path

import requests
import zeep
from lxml import etree
from signxml.algorithms import CanonicalizationMethod
from signxml.signer import XMLSigner

SENDER, NAME = "162021004748", "Kommun A"
MESSAGE = "http://minameddelanden.gov.se/schema/Message"
V2, V3 = f"{MESSAGE}/v2", f"{MESSAGE}/v3"
WHO = "http://minameddelanden.gov.se/schema/Sender"
SERVICE = "http://minameddelanden.gov.se/schema/Service/v3"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def element(namespace: str, name: str, *content: etree._Element | str) -> etree._Element:
    """An element without a prefix: that is the form in which senders sign."""
    made = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})
    for part in content:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made


def delivery(recipient: str, subject: str, text: str, pdf: Path | None) -> etree._Element:
    sender = element(V2, "Sender", element(WHO, "Id", SENDER), element(WHO, "Name", NAME))
    header = element(
        V3,
        "Header",
        element(V3, "Id", str(uuid.uuid4())),
        element(V3, "Subject", subject),
        element(V3, "Supportinfo", element(V3, "Text", "Ring växeln, 0123-456 00.")),
        element(V3, "Language", "svSE"),
    )
    body = element(V3, "Body", *content("text/plain", text.encode()))
    message = element(V3, "Message", header, body, *([attachment(pdf)] if pdf else []))
    return element(V3, "Delivery", element(V3, "Header", sender, element(V2, "Recipient", recipient)), message)


def content(content_type: str, body: bytes) -> tuple[etree._Element, etree._Element]:
    return element(MESSAGE, "ContentType", content_type), element(MESSAGE, "Body", b64encode(body).decode())


def attachment(pdf: Path) -> etree._Element:
    body = pdf.read_bytes()
    checksum = element(MESSAGE, "Checksum", md5(body, usedforsecurity=False).hexdigest().upper())
    parts = content("application/pdf", body)
    return element(V3, "Attachment", *parts, checksum, element(MESSAGE, "Filename", pdf.name))


def signed(root: etree._Element, folder: Path) -> etree._Element:
    """One reference, enveloped-signature only, SHA-256; SignedInfo without its ds: prefix."""
    signer = XMLSigner(c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0)
    signer.namespaces = {None: "http://www.w3.org/2000/09/xmldsig#"}  # type: ignore[dict-item]  # lxml takes None for the default namespace
    made = signer.sign(
        etree.fromstring(etree.tostring(root)),
        key=(folder / "client.key").read_bytes(),
        cert=(folder / "client.pem").read_text(),
        exclude_c14n_transform_element=True,
    )
    return etree.fromstring(etree.tostring(made))


def request(letter: etree._Element, folder: Path) -> bytes:
    """The sender is its own relay here, so the same organisation seals."""
    today = element(MESSAGE, "ReceivedTime", datetime.now(UTC).date().isoformat())
    seal = element(V3, "Seal", today, element(MESSAGE, "SignaturesOK", "true"))
    sealed = signed(element(V3, "SealedDelivery", signed(letter, folder), seal), folder)
    call = element(SERVICE, "deliverSecure", element(SERVICE, "deliverSecure", *sealed))
    return etree.tostring(element(SOAP, "Envelope", element(SOAP, "Body", call)))


def main(recipient: str, pdf: Path | None, base: str, pki: Path) -> None:
    folder = pki / "clients/kommun-a"
    session = requests.Session()
    session.trust_env = False  # REQUESTS_CA_BUNDLE would win over verify
    session.verify = str(pki / "ca.pem")
    session.cert = (str(folder / "client.pem"), str(folder / "client.key"))

    register = zeep.Client(f"{base}Recipient/v3?wsdl", transport=zeep.Transport(session=session))  # type: ignore[no-untyped-call]  # zeep has no types
    (status,) = register.service.isReachable(senderOrgNr=SENDER, recipientId=[recipient])
    supplier = status.AccountStatus.ServiceSupplier
    if supplier is None or status.AccountStatus.Pending or not status.SenderAccepted:
        sys.exit(f"{recipient} cannot be reached; send the letter another way.")

    letter = element(V3, "SignedDelivery", delivery(recipient, "Hej från zeep", "Ett brev.", pdf))
    headers = {"Content-Type": "text/xml; charset=utf-8"}
    answer = session.post(supplier.ServiceAdress, data=request(letter, folder), headers=headers, timeout=60)
    sys.stdout.write(f"{answer.status_code} {answer.text}\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("recipient")
    options.add_argument("--pdf", type=Path)
    options.add_argument("--base", default="https://localhost:8443/webservice/accao/")
    options.add_argument("--pki", type=Path, default=Path("var/pki"))
    main(**vars(options.parse_args()))
