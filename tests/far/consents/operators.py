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


def trial_of(
    holder: str, *signed: str, new: str | None = None, action: str = "Ownership"
) -> authority_service.TestNewSigner:
    """The request of testNewSigner: would these signatures, and the new one, do?"""
    return authority_service.TestNewSigner(
        arg0=holder,
        arg1=[authority.Person(id=number, name="Någon") for number in signed],
        arg2=new,
        arg3=authority.AccountActions(action),
    )


def verification_of(
    holder: str, data: list[common.SignatureData], text: bytes = TEXT.encode(), action: str = "Ownership"
) -> authority_service.VerifyAuthorizedSignatures:
    """The request of verifyAuthorizedSignatures."""
    return authority_service.VerifyAuthorizedSignatures(
        arg0=holder, arg1=data, arg2=text, arg3=authority.AccountActions(action)
    )


@dataclass
class Operator:
    """Asks as one mailbox operator. The methods named after operations expect an answer that is no fault."""

    sender: Sender

    @classmethod
    def named(cls, name: str, post: Post) -> Operator:
        return cls(Sender(store.load_identity(name), name, post))

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
        reply = self.register_reply(account, holder, *signers, kind=kind, text=text)
        result: authority.SignatureAuthorizationResult = self._read(reply, consent_service.RegisterConsentResponse)
        return result

    def register_reply(
        self, account: str, holder: str, *signers: str, kind: str | None = None, text: str | None = TEXT
    ) -> Reply:
        request = consent_service.RegisterConsent(
            arg0=order(account, holder, kind, text), arg1=signed_by(*signers)
        )
        return self.ask(request)

    def register_fault(
        self, account: str, holder: str, *signers: str, kind: str | None = None, text: str | None = TEXT
    ) -> int:
        return self.register_reply(account, holder, *signers, kind=kind, text=text).fault.code

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
        result: authority.SignatureAuthorizationResult = self._read(reply, consent_service.CancelResponse)
        return result

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
        found: authority.UserAccessRightsResult = self._answer(
            request, authority_service.GetUserAccessRightsResponse
        )
        return found

    def rights_without_consents(self, user: str) -> authority.UserAccessRightsResult:
        request = authority_service.GetUserAccessRightsNoConcent(arg0=user)
        found: authority.UserAccessRightsResult = self._answer(
            request, authority_service.GetUserAccessRightsNoConcentResponse
        )
        return found

    def tested(
        self, holder: str, *signed: str, new: str | None = None, action: str = "Ownership"
    ) -> authority.SignatureAuthorizationResult:
        request = trial_of(holder, *signed, new=new, action=action)
        result: authority.SignatureAuthorizationResult = self._answer(
            request, authority_service.TestNewSignerResponse
        )
        return result

    def verified(
        self, holder: str, *signers: str, action: str = "Ownership"
    ) -> authority.SignatureAuthorizationResult:
        request = verification_of(holder, signed_by(*signers), action=action)
        result: authority.SignatureAuthorizationResult = self._answer(
            request, authority_service.VerifyAuthorizedSignaturesResponse
        )
        return result

    def _answer(self, request: object, response_class: type[Any]) -> Any:
        return self._read(self.ask(request), response_class)

    @staticmethod
    def _read(reply: Reply, response_class: type[Any]) -> Any:
        assert reply.status == 200, reply.body.decode()
        return codec.from_element(response_class, reply.element).return_value
