"""Operators that register and change accounts, and the people and companies that sign."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from xsdata.models.datatype import XmlDate

from contracts import authority, codec, common, recipient, recipient_v2, recipient_v3
from contracts import sender as sender_contract
from far.models import Account
from infra.pki import store
from infra.pki.store import Identity
from infra.soap.messages import envelope
from tests.cast import ARVID, MARIA, TOLVAN, Post, Reply

RECIPIENT = "/webservice/accao/Recipient/v3"
MMP, KIVRA, DIGIMAIL = "minmyndighetspost.se", "kivra.com", "digimail.se"
KOMMUN_A, KOMMUN_B, BANK = "162021004748", "162021003898", "165569999161"
EVA, JOHAN, PROTECTED, DECEASED = "197901012380", "198301012392", "199601012397", "193801029202"
UNKNOWN = "190001019801"
"""An official test number of somebody whom the population register lacks."""
BIRGITTA, LENA, ANNIKA, MATTIAS = "195701032863", "196001062626", "196801029288", "197201079295"
BJORKEN, FJALLBACK, BYNS_KRAFT = "165560000001", "165560000019", "165560000027"
TEXT = "Jag godkänner användarvillkoren för Mina meddelanden."
FOREIGN = "no12345678901"
NAMES = {
    ARVID: "Arvid Lindgren",
    MARIA: "Maria Svensson",
    TOLVAN: "Tolvan Tolvansson",
    BIRGITTA: "Birgitta Norén",
    LENA: "Lena Sjöberg",
    ANNIKA: "Annika Hedlund",
    MATTIAS: "Mattias Falk",
}
Response = TypeVar("Response")
_nonces = itertools.count(1)


def signed_by(number: str, nonce: str | None = None) -> common.SignatureData:
    """A person's signature in the plain form for tests, another one each time."""
    first, _, last = NAMES.get(number, "Någon Annan").partition(" ")
    subject = f"SERIALNUMBER={number}, GIVENNAME={first}, SURNAME={last}, CN={first} {last}, C=SE"
    return common.SignatureData(
        signature=subject.encode(), certificate="Test", nonce=nonce or f"number {next(_nonces)}"
    )


def unsigned() -> common.SignatureData:
    """What stands in place of a signature of an anonymous account: the schema demands the element."""
    return common.SignatureData(signature=b"", certificate="")


def account_request(holder: str, kind: str, at: str, text: str = TEXT) -> recipient.AccountRequest:
    return recipient.AccountRequest(
        id=holder,
        type_value=recipient.AccountRequestTypes(kind),
        agreement_text=text,
        timestamp=XmlDate(2026, 11, 28),
        service_supplier=at,
    )


def is_complete(reply: Reply, response: type[Any]) -> bool:
    return result(reply, response).status is authority.AuthorizationStatus.COMPLETE


def result(reply: Reply, response: type[Any]) -> authority.SignatureAuthorizationResult:
    """What the signatures amount to."""
    answer = read(reply, response)
    found = getattr(answer, "return_value", None) or answer.signature_authorization_result
    assert isinstance(found, authority.SignatureAuthorizationResult)
    return found


def read(reply: Reply, response: type[Response]) -> Response:
    assert reply.status == 200, reply.body.decode()
    return codec.from_element(response, reply.element)


@dataclass
class Operator:
    """A mailbox operator with its certificate, as it calls the register."""

    name: str
    post: Post

    @property
    def identity(self) -> Identity:
        return store.load_identity(self.name)

    def call(self, request: object) -> Reply:
        return self.post(RECIPIENT, envelope.wrap_element(codec.to_element(request)), self.identity)

    def register(
        self,
        holder: str,
        *signers: str,
        at: str | None = None,
        text: str = TEXT,
        kind: str = "Create",
        account_type: str = "Secure",
        signatures: list[common.SignatureData] | None = None,
    ) -> Reply:
        return self.call(
            recipient_v3.Register(
                account_request=account_request(holder, kind, at or self.name, text),
                account_type=recipient.AccountTypes(account_type),
                signature=signatures or _signatures(signers or (holder,)),
            )
        )

    def deregister(
        self,
        holder: str,
        *signers: str,
        at: str | None = None,
        text: str = TEXT,
        kind: str = "Delete",
        signatures: list[common.SignatureData] | None = None,
    ) -> Reply:
        return self.call(
            recipient_v3.Deregister(
                deregister_account=account_request(holder, kind, at or self.name, text),
                signature=signatures or _signatures(signers or (holder,)),
            )
        )

    def pending(self, user: str, *holders: str) -> list[recipient.PendingAccountRequest]:
        return read(self.ask_pending(user, *holders), recipient_v3.GetPendingAccountRequestResponse).return_value

    def ask_pending(self, user: str, *holders: str) -> Reply:
        return self.call(recipient_v3.GetPendingAccountRequest(recipient_id=list(holders), user_identity=user))

    def withdraw(self, holder: str, user: str | None = None) -> Reply:
        return self.call(
            recipient_v3.DeletePendingAccountRequest(recipient_id=holder, user_identity=user or holder)
        )

    def change(
        self,
        holder: str,
        *signers: str,
        to: str | None = None,
        user: str | None = None,
        text: str = TEXT,
        signatures: list[common.SignatureData] | None = None,
    ) -> Reply:
        people = signers or (holder,)
        return self.call(
            recipient_v2.ChangeServiceSupplier(
                id=recipient_v2.Id(value=holder),
                user_identity=recipient_v2.UserIdentity(value=user or people[0]),
                service_supplier=to or self.name,
                agreement_text=text,
                signature_data=signatures or _signatures(people),
            )
        )

    def pending_change(self, holder: str, user: str | None = None) -> Reply:
        return self.call(
            recipient_v2.GetPendingChangeServiceSupplier(
                id=recipient_v2.Id(value=holder), user_identity=recipient_v2.UserIdentity(value=user or holder)
            )
        )

    def withdraw_change(self, holder: str, user: str | None = None) -> Reply:
        return self.call(
            recipient_v2.DeletePendingChangeServiceSupplier(organization_identity=_identity(holder, user))
        )

    def store(
        self,
        holder: str,
        accepted: Iterable[str],
        *signers: str,
        user: str | None = None,
        text: str = TEXT,
        about: str | None = None,
        signatures: list[common.SignatureData] | None = None,
    ) -> Reply:
        people = signers or (holder,)
        senders = [sender_contract.Sender(id=number, name="Avsändare") for number in accepted]
        return self.call(
            recipient_v2.StoreAccountPreferences(
                id=recipient_v2.Id(value=holder),
                user_identity=recipient_v2.UserIdentity(value=user or people[0]),
                preferences=recipient.AccountPreferences(id=about or holder, accepted_senders=senders),
                agreement_text=text,
                signature_data=signatures or _signatures(people),
            )
        )

    def preferences(self, holder: str, user: str | None = None) -> list[str]:
        """The numbers of the senders that the holder accepts."""
        answer = read(self.ask_preferences(holder, user), recipient_v3.GetAccountPreferencesResponse)
        assert answer.return_value.id == holder
        return [sender.id for sender in answer.return_value.accepted_senders]

    def ask_preferences(self, holder: str, user: str | None = None) -> Reply:
        return self.call(recipient_v3.GetAccountPreferences(recipient_id=holder, user_identity=user or holder))

    def pending_preferences(self, holder: str, user: str | None = None) -> Reply:
        return self.call(
            recipient_v2.GetPendingAccountPreferences(
                id=recipient_v2.Id(value=holder), user_identity=recipient_v2.UserIdentity(value=user or holder)
            )
        )

    def withdraw_preferences(self, holder: str, user: str | None = None) -> Reply:
        return self.call(
            recipient_v2.DeletePendingAccountPreferences(organization_identity=_identity(holder, user))
        )

    def signer(self, company: str, user: str) -> Reply:
        return self.call(
            recipient_v2.IsAuthorizedSigner(
                company_id=recipient_v2.CompanyId(value=company),
                user_identity=recipient_v2.UserIdentity(value=user),
            )
        )

    def status(self, holder: str) -> recipient.AccountStatus:
        answer = read(
            self.call(recipient_v3.IsRegistered(recipient_id=[holder])), recipient_v3.IsRegisteredResponse
        )
        [status] = answer.return_value
        return status

    def state(self, holder: str) -> tuple[str, bool, str | None]:
        """What isRegistered answers: type, pending, operator."""
        status = self.status(holder)
        supplier = status.service_supplier
        return status.type_value.value, status.pending, supplier.name if supplier else None


def without_account(holder: str) -> None:
    """The seeded world without this account."""
    Account.objects.filter(recipient=holder).delete()


def _signatures(signers: Iterable[str]) -> list[common.SignatureData]:
    return [signed_by(number) for number in signers]


def _identity(holder: str, user: str | None) -> recipient_v2.OrganizationIdentity:
    return recipient_v2.OrganizationIdentity(
        id=recipient_v2.Id(value=holder), user_identity=recipient_v2.UserIdentity(value=user or holder)
    )
