"""Fill a data folder with one of everything, through a simulator that runs: how the next fixture is made.

README.md beside this file says how to run it. Most of its minutes are spent waiting for a deadline to pass.
"""

import re
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import requests
from django.conf import settings
from django.test import Client

from contracts import notification_v3
from infra import clock
from infra.identity import OrganisationNumber, RecipientId
from infra.pki import store
from infra.soap import local
from sender import compose, direct
from tests.data_folders import folders
from tests.data_folders.calls import (
    API,
    ask,
    count,
    mail,
    open_lanes,
    pdf,
    post,
    post_file,
    print_file,
    put,
    relay,
    rest,
    subscribe,
)
from tests.data_folders.folders import FIRST_PORT, PORTS
from tests.data_folders.pages import LINKED_MESSAGE, log_in
from tests.infra.supervisor.simulator import Simulator
from tests.notification_parts import compose_email, compose_sms
from tests.waiting import eventually

RECEIVER, NOBODY = FIRST_PORT + 3, FIRST_PORT + 4
"""Where the fixture's webhooks go: to a receiver, and to a port where nobody listens."""
KOMMUN_A, KOMMUN_B = "162021004748", "162021003898"
ARVID, MARIA, TOLVAN = "192705178354", "198101052382", "191212121212"
JOHAN, LINNEA, BENGT = "198301012392", "198501012382", "196401053076"
OSKAR, ELIN, ANTON, MOA, PER = "198801012397", "199001012385", "199201012391", "199401012381", "197601012391"
PROTECTED, COMPANY, COMPANY_WITHOUT = "199601012397", "165560000001", "165560000027"
YEAR_IN_MINUTES = 365 * 24 * 60
OFFICE_A, OFFICE_B = "handlaggare@kommun-a.example", "handlaggare@kommun-b.example"
PLAYED = {"kivra.com", "digimail.se", "minmyndighetspost.se"}
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
        eventually(lambda: open_lanes() >= PLAYED, 60)
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
    attachments = [
        compose.AttachedFile("Beslut å.pdf", pdf()),
        compose.AttachedFile("tid.ics", b"BEGIN:", "text/calendar"),
    ]
    html = compose.MessageText("Ett brev i HTML", "<h1>Hej</h1><p>Läs <b>detta</b>.</p>", "text/html", attachments)
    plain = compose.MessageText("Ett vanligt brev", "Hej!\n\nÅäö.", support_phone="0123-456 00")
    with local.on_the_wire():
        for number in (ARVID, MARIA, JOHAN, LINNEA, COMPANY):
            direct.deliver_messages(store.load_identity("kommun-a"), RecipientId.parse(number), [html, plain])
        direct.deliver_messages(store.load_identity("kommun-b"), RecipientId.parse(MARIA), [plain])


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
        written = compose.compose_notification(
            OrganisationNumber.parse(sender),
            name,
            everybody,
            compose.MessageText(f"Biblioteket i {name} stänger", "På fredag, från klockan 12."),
            email=compose_email("bibliotek@kommun.example", "Stängt", "Biblioteket har stängt."),
            sms=compose_sms("Biblioteket", "Biblioteket har stängt."),
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
    confirm(browser, "email", "maria.ny@example.com")
    confirm(browser, "sms", "0701740611")
    switch_sms_off = {"announce_by_email": "on", "language": "sv"}
    assert browser.post("/post/minmyndighetspost.se/installningar/", switch_sms_off).status_code == 302
    requests.patch(f"{API}/lanes/kivra.com", json={"concurrency": 7}, timeout=30).raise_for_status()
    Client(SERVER_NAME="localhost").post("/logga-in/", {"number": ARVID})


def confirm(browser: Client, channel: str, address: str) -> None:
    """Give an address, and type the code that the phone shows."""
    contact = f"/post/minmyndighetspost.se/installningar/kontakt/{channel}/"
    assert browser.post(contact, {"do": "send", "address": address}).status_code == 302
    phone = browser.get(f"/telefon/{MARIA}").content.decode()
    code = re.findall(r"\b\d{6}\b", re.sub(r"<[^>]*>", " ", phone))[0]
    assert browser.post(contact, {"do": "confirm", "code": code}).status_code == 302


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
