"""Recipient in its three versions, with the arguments of each."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.operations.cases import PORTS
from tests.operations.clients import Clients

V1, V2, V3 = "Recipient", "Recipient/v2", "Recipient/v3"
ALL_VERSIONS = (V1, V2, V3)
MMP, KIVRA, DIGIMAIL = "minmyndighetspost.se", "kivra.com", "digimail.se"
TEXT = "Jag godkänner användarvillkoren för Mina meddelanden."
_nonces = itertools.count(1)


def signature(person: str, nonce: str = "") -> dict[str, object]:
    """A person's signature in the plain form for tests, another one each time."""
    subject = f"SERIALNUMBER={person}, GIVENNAME=Någon, SURNAME=Person, CN=Någon Person, C=SE"
    return {
        "Signature": subject.encode(),
        "Certificate": "Test",
        "Nonce": nonce or f"operations {next(_nonces)}",
    }


def signatures(*people: str) -> list[dict[str, object]]:
    return [signature(person) for person in people]


EMPTY_SIGNATURE: dict[str, object] = {"Signature": b"", "Certificate": ""}
"""What stands in place of a signature of an anonymous account: the schema demands the element."""


NO_SIGNATURE: dict[str, object] = {"Signature": b"signed, honestly", "Certificate": "Test"}


@dataclass
class Recipient:
    """The service in one version, as mailbox operators and senders call it."""

    path: str
    clients: Clients

    @property
    def is_first_family(self) -> bool:
        return self.path != V3

    def ask(self, operation: str, *arguments: object, by: str = KIVRA) -> Any:
        return self.clients.call(self.path, operation, by, *arguments)

    def register(
        self,
        holder: str,
        *signers: str,
        by: str = KIVRA,
        at: str = "",
        text: str = TEXT,
        kind: str = "Create",
        account_type: str = "Secure",
        signed: Sequence[dict[str, object]] = (),
    ) -> Any:
        emails = [["anna@example.com"]] if self.is_first_family else []
        given = list(signed) or signatures(*(signers or (holder,)))
        return self.ask("register", _request(holder, kind, at or by, text), account_type, *emails, given, by=by)

    def deregister(
        self,
        holder: str,
        *signers: str,
        by: str = KIVRA,
        at: str = "",
        text: str = TEXT,
        kind: str = "Delete",
        signed: Sequence[dict[str, object]] = (),
    ) -> Any:
        emails: list[object] = [[]] if self.is_first_family else []
        given = list(signed) or signatures(*(signers or (holder,)))
        return self.ask("deregister", _request(holder, kind, at or by, text), *emails, given, by=by)

    def change(
        self,
        holder: str,
        *signers: str,
        to: str,
        by: str = "",
        user: str = "",
        signed: Sequence[dict[str, object]] = (),
    ) -> Any:
        people = signers or (holder,)
        given = [] if self.path == V1 else [TEXT, list(signed) or signatures(*people)]
        return self.ask("changeServiceSupplier", holder, user or people[0], to, *given, by=by or to)

    def store(
        self,
        holder: str,
        accepted: Iterable[str],
        *signers: str,
        by: str = MMP,
        user: str = "",
        about: str = "",
        signed: Sequence[dict[str, object]] = (),
    ) -> Any:
        people = signers or (holder,)
        senders = [{"Id": number, "Name": "Avsändare"} for number in accepted]
        preferences = {"Id": about or holder, "AcceptedSenders": senders}
        given = [] if self.path == V1 else [TEXT, list(signed) or signatures(*people)]
        return self.ask("storeAccountPreferences", holder, user or people[0], preferences, *given, by=by)

    def delete_pending(self, what: str, holder: str, user: str, by: str = KIVRA) -> Any:
        return self.ask(f"deletePending{what}", {"Id": holder, "UserIdentity": user}, by=by)

    def state(self, holder: str) -> str:
        """What isRegistered answers, in words."""
        [status] = self.ask("isRegistered", [holder])
        at = f" at {status.ServiceSupplier.Name}" if status.ServiceSupplier else ""
        return f"{status.Type}{', pending' if status.Pending else ''}{at}"


def _request(holder: str, kind: str, at: str, text: str) -> dict[str, object]:
    return {
        "Id": holder,
        "Type": kind,
        "AgreementText": text,
        "Timestamp": date(2026, 11, 28),
        "ServiceSupplier": at,
    }


for version in ALL_VERSIONS:
    PORTS[version] = Recipient
