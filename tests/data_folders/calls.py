"""What a sender does with a simulator that runs: letters, mails, print files, and calls to REST."""

import io
import smtplib
import zipfile
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

import requests

from contracts import message_v3, notification_v3
from infra import trace
from infra.identity import RecipientId
from infra.pki import store
from infra.soap import client, local
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from sender import compose
from tests.data_folders.folders import FIRST_PORT
from tests.mailbox_ui import factories

HTTP, SOAP, SMTP = FIRST_PORT, FIRST_PORT + 1, FIRST_PORT + 2
API = f"http://localhost:{HTTP}/api/v1"


def relay(sender: str, number: str, subject: str, **options: Any) -> None:
    """Hand a letter, signed, to the relay."""
    signer = store.load_identity(sender)
    files = [compose.AttachedFile("bilaga.pdf", pdf())] if options.get("with_pdf") else []
    text = compose.MessageText(subject, "Hej! Det här brevet går genom förmedlaren.", attachments=files)
    content = compose.compose_delivery(signer.organisation, signer.title, RecipientId.parse(number), [text])
    content.header.correlation_id = options.get("correlation_id")
    content.header.reference = f"Ref {subject}"
    names = "{http://minameddelanden.gov.se/schema/Message/v3}"
    signed = compose.sign_delivery(content, signer)
    body = envelope.wrap_element(
        for_wire(signed, wrapper=f"{names}distributeSecure", argument=f"{names}signedDelivery")
    )
    address = f"https://localhost:{SOAP}/webservice/accao/Message/v3"
    with local.on_the_wire(), trace.use_label(options.get("label", "fixtur")):
        client.send_message(address, body, message_v3.DistributeSecureResponse, identity=signer)


def ask(sender: str, service: str, request: Any) -> None:
    """Put a SOAP question to the relay, over the wire."""
    address = f"https://localhost:{SOAP}/webservice/accao/{service}/v3"
    with local.on_the_wire():
        client.call_service(
            address, request, notification_v3.DistributeResponse, identity=store.load_identity(sender)
        )


def mail(sender: str, number: str, subject: str) -> None:
    """Send a mail to the office gateway."""
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = sender, f"{number}@mm.local", subject
    written["Message-ID"] = make_msgid(domain="kontoret.example")
    written.set_content("Hej!\n\nDet här brevet skrevs i ett e-postprogram.")
    with smtplib.SMTP("127.0.0.1", SMTP, timeout=30) as server:
        server.send_message(written)


def print_file(lines: list[tuple[str, str, str]]) -> bytes:
    """A print file with one PDF per line: recipient, subject, reference."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        index = ["identitetsnummer;pdf;rubrik;referens"]
        for place, (number, subject, reference) in enumerate(lines, 1):
            index.append(f"{number};brev/{place}.pdf;{subject};{reference}")
            archive.writestr(f"brev/{place}.pdf", pdf())
        archive.writestr("index.csv", "\n".join(index))
    return stream.getvalue()


def pdf() -> bytes:
    """A blank page."""
    return factories.pdf(pages=1)


def post_file(sender: str, name: str, content: bytes) -> None:
    files = {"file": (name, content, "application/zip")}
    requests.post(f"{API}/batches", data={"sender": sender}, files=files, timeout=60).raise_for_status()


def subscribe(url: str, **wishes: Any) -> str:
    return str(
        post("webhooks", {"url": url, "secret": "a secret of sixteen or more", **wishes})["subscription_id"]
    )


def put(path: str, body: Any) -> None:
    requests.put(f"{API}/{path}", json=body, timeout=30).raise_for_status()


def post(path: str, body: Any) -> Any:
    answer = requests.post(f"{API}/{path}", json=body, timeout=30)
    assert answer.ok, f"{path}: {answer.text}"
    return answer.json()


def rest(path: str) -> Any:
    return requests.get(f"{API}/{path}", timeout=30).json()


def open_lanes() -> set[str]:
    """Lanes whose operator has been given up for a while."""
    return {lane["name"] for lane in rest("lanes") if lane["breaker"] != "closed"}


def count(state: str) -> int:
    return len(rest(f"deliveries?state={state}&limit=200")["results"])
