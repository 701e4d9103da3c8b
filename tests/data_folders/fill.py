"""Fill a data folder with one of everything, through a simulator that runs: how the next fixture is made.

README.md beside this file says how to run it. Most of its minutes are spent waiting for a deadline to pass.
"""

import io
import smtplib
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import requests
from django.conf import settings
from django.test import Client

from contracts import message_v3, notification_v3
from formedlare.sending import compose, direct
from infra import clock, trace
from infra.identity import OrganisationNumber, RecipientId
from infra.pki import store
from infra.soap import client, envelope, local
from infra.xmlsig import for_wire
from tests.data_folders import folders
from tests.data_folders.folders import FIRST_PORT, PORTS
from tests.data_folders.pages import LINKED_MESSAGE, log_in
from tests.mailbox_ui import factories
from tests.supervisor.simulator import Simulator
from tests.waiting import eventually

HTTP, SOAP, SMTP = FIRST_PORT, FIRST_PORT + 1, FIRST_PORT + 2
RECEIVER, NOBODY = FIRST_PORT + 3, FIRST_PORT + 4
"""Where the fixture's webhooks go: to a receiver, and to a port where nobody listens."""
API = f"http://localhost:{HTTP}/api/v1"
KOMMUN_A, KOMMUN_B = "162021004748", "162021003898"
ARVID, MARIA, TOLVAN = "192705178354", "198101052382", "191212121212"
JOHAN, LINNEA, BENGT = "198301012392", "198501012382", "196401053076"
OSKAR, ELIN, ANTON, MOA, PER = "198801012397", "199001012385", "199201012391", "199401012381", "197601012391"
PROTECTED, COMPANY, COMPANY_WITHOUT = "199601012397", "165560000001", "165560000027"
YEAR_IN_MINUTES = 365 * 24 * 60
OFFICE_A, OFFICE_B = "handlaggare@kommun-a.example", "handlaggare@kommun-b.example"
FAILURES = 5
"""In a row, that open a breaker."""
WITHOUT_OPERATORS = "far,formedlare,ui,testbed"


class Receiver(BaseHTTPRequestHandler):
    """Takes webhooks at /taken, and refuses them elsewhere."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204 if self.path == "/taken" else 500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def main() -> None:
    """Fill the data folder of the settings, pack it, and write down what an unpacked copy shows."""
    receiver = HTTPServer(("localhost", RECEIVER), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    fill(settings.DATA_DIR)
    receiver.shutdown()
    archive = folders.FOLDER / f"{clock.today()}.tar.xz"
    folders.pack(settings.DATA_DIR, archive)
    folders.record(archive)


def fill(folder: Path) -> None:
    """Run the simulator three times: whole, without operators, and without workers of the relay."""
    environment = {
        **PORTS,
        "MM_PRINT_EVERY_SECONDS": "0",
        "MM_WEBHOOK_ALLOWED": f"localhost:{RECEIVER},localhost:{NOBODY}",
        "MM_SOAP_READ_SECONDS": "3",
        "MM_SLOW_OPERATOR_SECONDS": "6",
    }
    with running(folder, **environment):
        set_up_senders()
        deliver_directly()
        hand_over_to_relay()
        notify()
        send_office_mails()
        bring_print_files(folder)
        use_pages()
        print_and_queue()
        wait_for_deadline()
    with running(folder, **environment, MM_ROLES=WITHOUT_OPERATORS):
        for number in (JOHAN, LINNEA, ARVID):
            relay("kommun-a", number, f"Väntar på operatören {number[-4:]}", correlation_id="ordning")
            relay("kommun-a", number, f"Väntar på brevet före {number[-4:]}", correlation_id="ordning")
        for operator in ("kivra.com", "digimail.se", "minmyndighetspost.se"):
            found = f"deliveries?state=waiting&operator={operator}"
            eventually(lambda found=found: rest(found)["results"], 60)  # type: ignore[misc]
            eventually(lambda name=operator: rest(f"lanes/{name}")["failures"] >= FAILURES, 60)  # type: ignore[misc]
    with running(folder, **environment, MM_RELAY_WORKERS="0"):
        relay("kommun-a", MARIA, "Mottaget, men inte uppslaget")
        relay("kommun-b", TOLVAN, "Mottaget, till någon utan brevlåda")
        post_file("kommun-b", "ej-läst.zip", print_file([(MARIA, "Inte läst än", "")]))


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[None]:
    """The simulator of this process's data folder, stopped in good order afterwards."""
    simulator = Simulator(folder, **environment)
    try:
        simulator.start()
        yield
    finally:
        simulator.stop()


def set_up_senders() -> None:
    """Rules, plans, addresses, webhooks and office senders."""
    plan = {"deadline_minutes": YEAR_IN_MINUTES, "first_pause_seconds": 2, "longest_pause_seconds": 4}
    put(f"senders/{KOMMUN_A}/plan", plan)
    put(f"senders/{KOMMUN_B}/plan", {**plan, "deadline_minutes": 1})
    rules = [
        {
            "name": "Info på alla vägar",
            "conditions": {"protection_class": 1},
            "channels": ["mina_meddelanden", "email", "sms"],
        },
        {
            "name": "Brev till personer",
            "conditions": {"recipient": "person", "smaller_than_bytes": 500_000, "message_type": "secure"},
            "channels": ["mina_meddelanden", "print"],
        },
        {"name": "Bara digitalt", "channels": ["mina_meddelanden"]},
    ]
    put(f"senders/{KOMMUN_B}/rules", {"rules": rules})
    email, mobile = {"email": "tolvan@example.com"}, {"mobile": "070-174 06 30"}
    lines = [
        {"recipient": TOLVAN, **email, "confirmed_on": f"{clock.today()}"},
        {"recipient": PROTECTED, **mobile, "confirmed_on": f"{clock.today()}"},
        {"recipient": OSKAR, **email, **mobile, "confirmed_on": "2020-02-29"},
    ]
    post(f"senders/{KOMMUN_B}/addresses", lines)
    post(f"senders/{KOMMUN_A}/addresses", lines[:1])
    subscribe(f"http://localhost:{RECEIVER}/taken")
    refused = subscribe(f"http://localhost:{RECEIVER}/refused", sender=KOMMUN_A, events=["delivered", "failed"])
    requests.post(f"{API}/webhooks/{refused}/ping", timeout=30).raise_for_status()
    subscribe(f"http://localhost:{NOBODY}/nobody", sender=KOMMUN_B, events=["printed", "waiting"])
    asleep = subscribe(f"http://localhost:{NOBODY}/asleep")
    requests.patch(f"{API}/webhooks/{asleep}", json={"active": False}, timeout=30).raise_for_status()
    post("office-senders", {"address": OFFICE_B, "identity": "kommun-b", "receipts": True})
    post("office-senders", {"address": "@skolan.example", "identity": "kommun-b"})


def deliver_directly() -> None:
    """Letters of a sender that is its own relay, with attachments and HTML."""
    enclosures = [
        compose.Enclosure("Beslut å.pdf", pdf()),
        compose.Enclosure("tid.ics", b"BEGIN:", "text/calendar"),
    ]
    html = compose.Text("Ett brev i HTML", "<h1>Hej</h1><p>Läs <b>detta</b>.</p>", "text/html", enclosures)
    plain = compose.Text("Ett vanligt brev", "Hej!\n\nÅäö.", support_phone="0123-456 00")
    with local.on_the_wire():
        for number in (ARVID, MARIA, JOHAN, LINNEA, COMPANY):
            direct.deliver(store.identity("kommun-a"), RecipientId.parse(number), [html, plain])
        direct.deliver(store.identity("kommun-b"), RecipientId.parse(MARIA), [plain])


def hand_over_to_relay() -> None:
    """Letters that the relay delivers, prints, tries again, and gives up."""
    for number in (ARVID, MARIA, JOHAN, LINNEA, BENGT, TOLVAN, ELIN, PER, PROTECTED, COMPANY, COMPANY_WITHOUT):
        relay("kommun-a", number, f"Genom förmedlaren {number[-4:]}", with_pdf=number in {MARIA, TOLVAN})
    for number in (OSKAR, ANTON, MOA):
        relay("kommun-a", number, f"Operatör i knipa {number[-4:]}")
        relay("kommun-a", number, f"Först av två {number[-4:]}", correlation_id="ordning")
        relay("kommun-a", number, f"Sist av två {number[-4:]}", correlation_id="ordning")
        relay("kommun-b", number, f"Ges upp vid tidsgränsen {number[-4:]}", label="övning")


def notify() -> None:
    """Notifications into mailboxes, by e-mail, by SMS, and some that nobody can carry."""
    everybody = [ARVID, MARIA, JOHAN, LINNEA, TOLVAN, PROTECTED, OSKAR, ELIN, COMPANY]
    for sender, name in ((KOMMUN_A, "Kommun A"), (KOMMUN_B, "Kommun B")):
        written = compose.notification(
            OrganisationNumber.parse(sender),
            name,
            everybody,
            compose.Text(f"Biblioteket i {name} stänger", "På fredag, från klockan 12."),
            email=compose.email("bibliotek@kommun.example", "Stängt", "Biblioteket har stängt."),
            sms=compose.sms("Biblioteket", "Biblioteket har stängt."),
        )
        ask(
            name.lower().replace(" ", "-"),
            "Notification",
            notification_v3.Distribute(notification_delivery=written),
        )


def send_office_mails() -> None:
    """Mails that are delivered, that bounce, and that are refused at the door."""
    mail(OFFICE_A, MARIA, "Kontoret skriver till Maria")
    mail(OFFICE_B, ARVID, "Kontoret vill ha kvitto")
    mail(OFFICE_B, COMPANY_WITHOUT, "Kontoret får en studs")
    mail(OFFICE_B, TOLVAN, "Kontoret skriver på papper")
    for sender, to in ((OFFICE_A, "198101052383"), ("nobody@example.com", MARIA)):
        try:
            mail(sender, to, "Nekas")
        except smtplib.SMTPException:
            continue
        raise AssertionError(f"the gateway took a mail from {sender} to {to}")


def bring_print_files(folder: Path) -> None:
    """Print files that are done, bad in part, refused, unfinished, announced only, and from the folder."""
    good = [(ARVID, "Fil: Arvid", ""), (MARIA, "Fil: Maria", "REF-1"), (TOLVAN, "Fil: Tolvan", "REF-2")]
    post_file("kommun-a", "klar.zip", print_file(good[:2]))
    post_file("kommun-a", "felaktiga-rader.zip", print_file([*good, ("19810105-2383", "Fel nummer", "")]))
    post_file("kommun-a", "oavslutad.zip", print_file([*good, (OSKAR, "Fil: Oskar", "REF-3")]))
    post_file("kommun-a", "ingen-zip.zip", b"PK no zip at all" * 4)
    post("batches", {"sender": "kommun-b", "name": "halv.zip", "size": 4000, "sha256": "ab" * 32})
    part = folder / "batch" / "in" / "kommun-b" / "bevakad.zip.part"
    part.write_bytes(print_file([(LINNEA, "Bevakad mapp", "REF-4")]))
    part.rename(part.with_suffix(""))
    eventually((part.parent / "done" / "bevakad.zip.resultat.csv").exists, 90)
    eventually(lambda: rest("batches?state=done")["results"][1:], 60)


def use_pages() -> None:
    """Log in on the phone, read a letter, change preferences; and change a lane's width in the console."""
    browser = Client(SERVER_NAME="localhost")
    log_in(browser, MARIA)
    inbox = browser.get("/post/minmyndighetspost.se/").content.decode()
    browser.get(LINKED_MESSAGE.findall(inbox)[0])
    preferences = {"email": "maria.ny@example.com", "announce_by_email": "on", "mobile": "0701740611"}
    assert browser.post("/post/minmyndighetspost.se/installningar/", preferences).status_code == 302
    requests.patch(f"{API}/lanes/kivra.com", json={"concurrency": 7}, timeout=30).raise_for_status()
    Client(SERVER_NAME="localhost").post("/logga-in/", {"number": ARVID})


def print_and_queue() -> None:
    """One print run; then letters that lie in the print queue."""
    eventually(lambda: rest("print-queue")["letters"] >= 4, 60)
    requests.post(f"{API}/print-runs", json={"most": 3}, timeout=60).raise_for_status()
    requests.post(f"{API}/print-runs", timeout=60).raise_for_status()
    for number in (TOLVAN, COMPANY_WITHOUT):
        relay("kommun-a", number, f"Ligger i utskriftskön {number[-4:]}")
    eventually(lambda: rest("print-queue")["letters"] >= 2, 60)


def wait_for_deadline() -> None:
    """Until what Kommun B sent to operators in trouble has been given up, and what it cannot send has bounced."""
    found = f"deliveries?sender={KOMMUN_B}&state=waiting"
    eventually(lambda: not rest(found)["results"], 150)
    eventually(lambda: count("failed") > 1, 30)
    eventually(lambda: all(one["state"] != "handed_over" for one in rest("office-mails")["results"]), 60)


def relay(sender: str, number: str, subject: str, **options: Any) -> None:
    """Hand a letter, signed, to the relay."""
    signer = store.identity(sender)
    files = [compose.Enclosure("bilaga.pdf", pdf())] if options.get("with_pdf") else []
    text = compose.Text(subject, "Hej! Det här brevet går genom förmedlaren.", enclosures=files)
    content = compose.delivery(signer.organisation, signer.title, RecipientId.parse(number), [text])
    content.header.correlation_id = options.get("correlation_id")
    content.header.reference = f"Ref {subject}"
    names = "{http://minameddelanden.gov.se/schema/Message/v3}"
    signed = compose.signed(content, signer)
    body = envelope.wrap(for_wire(signed, wrapper=f"{names}distributeSecure", argument=f"{names}signedDelivery"))
    address = f"https://localhost:{SOAP}/webservice/accao/Message/v3"
    with local.on_the_wire(), trace.use_label(options.get("label", "fixtur")):
        client.send(address, body, message_v3.DistributeSecureResponse, identity=signer)


def ask(sender: str, service: str, request: Any) -> None:
    """Put a SOAP question to the relay, over the wire."""
    address = f"https://localhost:{SOAP}/webservice/accao/{service}/v3"
    with local.on_the_wire():
        client.call(address, request, notification_v3.DistributeResponse, identity=store.identity(sender))


def mail(sender: str, number: str, subject: str) -> None:
    """Send a mail to the office gateway."""
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = sender, f"{number}@mm.local", subject
    written["Message-ID"] = f"<{abs(hash(subject))}@kontoret.example>"
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


def count(state: str) -> int:
    return len(rest(f"deliveries?state={state}&limit=200")["results"])


if __name__ == "__main__":
    main()
