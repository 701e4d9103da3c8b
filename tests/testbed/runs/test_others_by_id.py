"""Within a run, what other runs have made cannot be reached by its id, at no address that takes one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pytest_django.fixtures import Settings

from formedlare.models import Distribution, Leg
from infra.pki import files
from mailbox_operator.models import Message
from testbed.journal.models import Exchange
from testbed.journal.recording.recorder import recorder
from tests.cast import ARVID
from tests.infra.pki.makers import authority
from tests.relay import Relay, work
from tests.testbed.journal.conftest import Journal, journal
from tests.testbed.runs.conftest import MakeRun, Run

__all__ = ["journal"]

SHARED = {
    "print-runs/{number}": "a print run has the letters of all",
    "registers/failures/{register}": "a whole register",
}
OPENAPI = Path(__file__).parents[3] / "docs" / "openapi.yaml"
METHODS = ("get", "put", "patch", "post", "delete")
REFUSED = {"of-another-run", "held-letter-unknown"}
FURTHER = {"download": "client.pem", "form": "sha256", "signature": "seal", "position": "0", "register": "people"}
"""What names a part of the thing."""


def addresses() -> Iterator[tuple[str, str]]:
    """Each method and address with an id that the interface describes."""
    described = yaml.load(OPENAPI.read_text(), yaml.CSafeLoader)
    for path, methods in described["paths"].items():
        if "{" in path and path.removeprefix("/api/v1/") not in SHARED:
            yield from ((method, path.removeprefix("/api/v1/")) for method in METHODS if method in methods)


class Theirs:
    """A run with something of each kind."""

    def __init__(self, run: Run) -> None:
        self.run = run
        sender = run.sender(roles=["sender", "relay"])
        self.person, self.company = run.person(), str(run.make("companies")["number"])
        self.organisation = sender.identity.organisation.value
        self.serial = f"{sender.identity.certificate.serial_number:x}"
        self.operator = str(run.make("operators")["domain"])
        Relay(sender).distribute(self.person)
        work()
        recorder.write()
        self.letter = Distribution.objects.get(label=run.label)
        self.webhook = run.make("webhooks", url="http://127.0.0.1:9/told")["subscription_id"]

    def ids(self) -> dict[str, str]:
        """By address up to the parameter, or by name of the parameter, what stands in its place."""
        authority_file = self.run.make(
            "trusted-authorities", certificate=files.to_pem(authority("Deras CA").certificate).decode()
        )["file"]
        rule = self.run.make("faults", at="smtp", fault={"code": 421})["id"]
        consent = self.run.make("consents", account=self.person, holder=ARVID, level="ConsentRead")["consent_id"]
        batch = self.run.make("batches", sender="kommun-a", name="brev.zip", size=1_000, sha256="0" * 64)[
            "file_id"
        ]
        office = self.run.make("office-senders", address="@var.example", identity="kommun-a")["address"]
        return {
            "organisation": self.organisation,
            "file_id": batch,
            "serial": self.serial,
            "consent_id": consent,
            "distribution_id": str(self.letter.distribution_id),
            "recipient": self.person,
            "exchanges/{key}": str(Exchange.objects.filter(label=self.run.label).order_by("-pk")[0].pk),
            "held/{key}": str(Leg.objects.get(distribution=self.letter).pk),
            "rule_id": rule,
            "holder": self.person,
            "identity": self.person,
            "person": self.person,
            "company": self.company,
            "message_id": str(Message.objects.get(delivery__label=self.run.label).public_id),
            "address": office,
            "name": self.operator,
            "run": self.run.label,
            "file": authority_file,
            "subscription_id": self.webhook,
            "event_id": self.webhook,
            **FURTHER,
        }


def filled(path: str, ids: dict[str, str]) -> str:
    for start in ("exchanges/{key}", "held/{key}"):
        if path.startswith(start):
            path = path.replace("{key}", ids[start])
    query = "?days=30" if path.endswith("unused-mailboxes") else ""
    return re.sub(r"{(\w+)}", lambda match: ids[match[1]], path) + query


def ask(run: Run, method: str, path: str) -> Any:
    headers = {"X-MM-Label": run.label}
    if method == "get":
        return run.client.get(f"/api/v1/{path}", headers=headers)
    return getattr(run.client, method)(f"/api/v1/{path}", "{}", content_type="application/json", headers=headers)


def test_what_a_query_names_is_not_anothers_either(make_run: MakeRun) -> None:
    ours, theirs = make_run(name="Vår"), make_run(name="Deras")
    serial = f"{theirs.sender().identity.certificate.serial_number:x}"

    answer = ask(ours, "get", f"preflight?certificate={serial}")

    assert (answer.status_code, json.loads(answer.content)["slug"]) == (404, "of-another-run")


def test_no_address_leads_to_what_another_run_made(
    make_run: MakeRun, settings: Settings, journal: Journal
) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    ours, theirs = make_run(name="Vår"), Theirs(make_run(name="Deras"))
    ids = theirs.ids()
    owned = theirs.run.owns()

    reached = []
    for method, path in addresses():
        answer = ask(ours, method, filled(path, ids))
        said = json.loads(answer.content).get("slug") if answer.status_code == 404 else None
        if said not in REFUSED:
            reached.append(f"{answer.status_code} {method} {path}")

    assert "; ".join(reached) == ""
    assert theirs.run.owns() == owned
