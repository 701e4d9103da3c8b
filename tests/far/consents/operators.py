"""A mailbox operator that speaks Consent and Authority, as a test reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xsdata.models.datatype import XmlDate

from contracts import authority, authority_service, codec, common, consent, consent_service
from infra.pki import store
from tests.cast import Post, Reply, Sender
from tests.far.signing import signed_by

TEXT = "Jag låter den här personen läsa min post i Mina meddelanden."
TODAY = XmlDate(2026, 11, 28)
NAMES = {"198101052382": "Maria Svensson"}


def order(
    account: str, holder: str, kind: str | None = None, text: str | None = TEXT, day: XmlDate = TODAY
) -> consent.ConsentRequest:
    """The ConsentRequest between the two."""
    return consent.ConsentRequest(
        account=account,
        consent_holder=authority.Person(id=holder, name=NAMES.get(holder, "Någon Annan")),
        type_value=consent.ConsentRequestTypes(kind) if kind else None,
        agreement_text=text,
        timestamp=day,
    )


@dataclass
class Operator:
    """Asks as one mailbox operator. The methods named after operations expect an answer that is no fault."""

    sender: Sender

    @classmethod
    def named(cls, name: str, post: Post) -> Operator:
        return cls(Sender(store.identity(name), name, post))

    @property
    def number(self) -> str:
        return self.sender.identity.organisation.value

    def ask(self, request: object) -> Reply:
        """The bytes that come back, of whichever service has the request."""
        service = "Authority" if type(request).__name__ in vars(authority_service) else "Consent"
        return self.sender.ask(service, request)

    def register(
        self, account: str, holder: str, *signers: str, kind: str | None = None, text: str | None = TEXT
    ) -> authority.SignatureAuthorizationResult:
        request = consent_service.RegisterConsent(
            arg0=order(account, holder, kind, text), arg1=signed_by(*signers)
        )
        return self._answer(request, consent_service.RegisterConsentResponse)

    def register_fault(
        self, account: str, holder: str, *signers: str, kind: str | None = None, text: str | None = TEXT
    ) -> int:
        request = consent_service.RegisterConsent(
            arg0=order(account, holder, kind, text), arg1=signed_by(*signers)
        )
        return self.ask(request).fault.code

    def accept(self, account: str, user: str) -> Reply:
        return self.ask(consent_service.Accept(arg0=account, arg1=user))

    def refuse(self, account: str, user: str) -> Reply:
        return self.ask(consent_service.Refuse(arg0=account, arg1=user))

    def cancel(self, account: str, holder: str, *signers: str, user: str) -> Reply:
        request = consent_service.Cancel(arg0=order(account, holder), arg1=signed_by(*signers), arg2=user)
        return self.ask(request)

    def cancelled(
        self, account: str, holder: str, *signers: str, user: str
    ) -> authority.SignatureAuthorizationResult:
        reply = self.cancel(account, holder, *signers, user=user)
        return self._read(reply, consent_service.CancelResponse)

    def given(self, account: str, holder: str, *signers: str) -> None:
        """Give a consent and accept it."""
        self.register(account, holder, *(signers or (account,)))
        assert self.accept(account, holder).status == 200

    def all_of(self, user: str, *accounts: str) -> list[consent.Consent]:
        request = consent_service.GetAll(arg0=list(accounts), arg1=user)
        found: list[consent.Consent] = self._answer(request, consent_service.GetAllResponse)
        return found

    def private_of(self, user: str, *accounts: str) -> list[consent.Consent]:
        request = consent_service.GetAllPrivate(arg0=list(accounts), arg1=user)
        found: list[consent.Consent] = self._answer(request, consent_service.GetAllPrivateResponse)
        return found

    def rights_of(self, user: str) -> authority.UserAccessRightsResult:
        request = authority_service.GetUserAccessRights(arg0=user)
        return self._answer(request, authority_service.GetUserAccessRightsResponse)

    def rights_without_consents(self, user: str) -> authority.UserAccessRightsResult:
        request = authority_service.GetUserAccessRightsNoConcent(arg0=user)
        return self._answer(request, authority_service.GetUserAccessRightsNoConcentResponse)

    def _answer(self, request: object, response_class: type[Any]) -> Any:
        return self._read(self.ask(request), response_class)

    @staticmethod
    def _read(reply: Reply, response_class: type[Any]) -> Any:
        assert reply.status == 200, reply.body.decode()
        return codec.from_element(response_class, reply.element).return_value


def signatures(*numbers: str) -> list[common.SignatureData]:
    return signed_by(*numbers)
