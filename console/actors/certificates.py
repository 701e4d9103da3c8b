"""Certificates as pages show them, and the forms that order and upload them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from console.actors import names
from console.fields import LimitedIntegerFormField
from console.state_names import LazyText
from infra.identity import OrganisationNumber
from infra.pki import trusted_authorities
from infra.pki.issuing import certificate_order, downloads, ledger, signing_requests
from infra.pki.issuing.certificate_order import CertificateCondition, CertificateOrder
from infra.pki.issuing.certificate_states import CertificateState, States
from infra.pki.issuing.hosts import MAX_HOST, MAX_HOSTS
from infra.pki.issuing.ledger import Record
from infra.pki.validation.problems import name_of
from infra.validation.unstorable import number_in_address

LISTED: Final = 20


@dataclass(frozen=True)
class CertificateView:
    """A certificate, whether it is valid, and the files that can be fetched."""

    record: Record
    state: CertificateState
    files: list[str]

    @property
    def state_name(self) -> LazyText:
        return names.CERTIFICATE_STATES[self.state]

    @property
    def tone(self) -> str:
        return names.CERTIFICATE_TONES[self.state]

    @property
    def origin(self) -> LazyText:
        return names.ORIGINS[self.record.origin]

    @property
    def can_be_revoked(self) -> bool:
        return self.state is not CertificateState.REVOKED


@dataclass(frozen=True)
class CertificatesPage:
    """Some certificates, those issued last first."""

    shown: list[CertificateView]
    older: int | None
    """The key before which the next page begins; None: these are the first."""


@dataclass(frozen=True)
class TrustedView:
    """A trusted certificate of a file."""

    name: str
    issuer: str
    certificate: x509.Certificate
    sha256: str


@dataclass(frozen=True)
class TrustedFileView:
    """A file of var/pki/trusted."""

    name: str
    certificates: list[TrustedView]
    problem: str


class OrderForm(forms.Form):
    """The form that orders a certificate. Its defaults order one that works."""

    condition = forms.ChoiceField(
        label=_("Certifikatet är"), choices=list(names.CONDITIONS.items()), required=False
    )
    minutes = LimitedIntegerFormField(
        certificate_order.MINUTES, label=_("Giltigt i minuter"), required=False, help_text=_("Tomt: två år.")
    )
    single_valued = forms.BooleanField(label=_("Organisationsnummer och namn i skilda RDN"), required=False)
    folder = forms.CharField(
        label=_("Mapp i var/pki/clients"), required=False, max_length=48, help_text=_("Tomt: organisationsnumret.")
    )
    csr = forms.CharField(
        label=_("Egen begäran (CSR, PKCS#10 i PEM)"),
        required=False,
        strip=False,
        max_length=signing_requests.MAX_CHARACTERS,
        help_text=_("Nyckeln stannar hos den som gjorde begäran."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    keep_subject = forms.BooleanField(label=_("Behåll begärans eget subject"), required=False)
    hosts = forms.CharField(
        label=_("Värdnamn för en egen server"),
        required=False,
        max_length=MAX_HOSTS * (MAX_HOST + 1),
        help_text=_("Med mellanrum mellan flera. Då duger certifikatet även till serverns TLS."),
    )

    def order_for(self, organisation: OrganisationNumber, title: str) -> CertificateOrder:
        """The order for an organisation."""
        values: dict[str, Any] = self.cleaned_data
        return CertificateOrder(
            organisation=organisation,
            title=title[: certificate_order.MAX_TITLE].strip(),
            folder=values["folder"].strip(),
            condition=CertificateCondition(values["condition"] or CertificateCondition.VALID),
            minutes=values["minutes"] or CertificateOrder.minutes,
            is_multi_valued=not values["single_valued"],
            csr=values["csr"] or None,
            keeps_subject=values["keep_subject"],
            hosts=tuple(values["hosts"].replace(",", " ").split()),
        )


class AuthorityForm(forms.Form):
    """An authority to trust, as a file or pasted."""

    file = forms.FileField(label=_("Fil"), required=False, help_text=_("PEM eller DER."))
    certificate = forms.CharField(
        label=_("Eller klistra in PEM"),
        required=False,
        strip=False,
        max_length=trusted_authorities.MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("file") and not values.get("certificate") and not self.errors:
            self.add_error("file", _("Välj en fil, eller klistra in certifikatet."))
        return values

    @property
    def content(self) -> bytes:
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("certificate", "")
        # One byte more than is allowed, so that a file that is too large is refused for that.
        return file.read(trusted_authorities.MAX_BYTES + 1) if file else str(pasted).encode()


def pki_dir() -> Path:
    """The folder of keys and certificates that the settings name."""
    return Path(settings.PKI_DIR)


def certificates_page(before: str, organisation: str | None = None) -> CertificatesPage:
    """A page of certificates. `before` as written in an address; nonsense counts as absent."""
    found, older = ledger.page_of_records(
        pki_dir(), LISTED, organisation=organisation, before=number_in_address(before) or None
    )
    states = States(pki_dir())
    return CertificatesPage([view_certificate(record, states) for record in found], older)


def view_certificate(record: Record, states: States) -> CertificateView:
    return CertificateView(record, states.of(record), downloads.names_of(pki_dir(), record))


def trusted_files() -> list[TrustedFileView]:
    return [
        TrustedFileView(file.name, [_view_trusted(each) for each in file.certificates], file.problem)
        for file in trusted_authorities.trusted_files(pki_dir())
    ]


def _view_trusted(certificate: x509.Certificate) -> TrustedView:
    issuer = certificate.issuer.rfc4514_string()
    return TrustedView(name_of(certificate), issuer, certificate, trusted_authorities.fingerprint_of(certificate))
