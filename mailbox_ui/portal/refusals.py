"""What the register's refusals mean to the person, by slug, and by code where another register has no slug."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from infra.errors.codes import ErrorCode


@dataclass(frozen=True, slots=True)
class KindWords:
    """A heading, and what the person can do."""

    title: "str | Promise"
    text: "str | Promise"


TOO_YOUNG = KindWords(
    _("Du är lite för ung än"),
    _(
        "Den här brevlådan kan man inte ha förrän man är äldre, och en vårdnadshavare kan inte skaffa den åt dig. "
        "Myndigheternas brev kommer hem på papper som vanligt, ofta till din vårdnadshavare. Åldersgränsen är "
        "inte densamma hos alla operatörer: jämför dem gärna."
    ),
)
PROTECTED = KindWords(
    _("Vi kan inte öppna en brevlåda åt dig"),
    _(
        "Du har skyddade personuppgifter, och då får uppgifter om dig inte stå i registret över brevlådor. Post "
        "från myndigheter kommer till dig på samma säkra sätt som hittills, genom Skatteverkets förmedling."
    ),
)
DECEASED = KindWords(
    _("Personen är avliden"),
    _(
        "Enligt folkbokföringen är personen avliden, och en ny brevlåda kan inte öppnas. Vi beklagar sorgen. "
        "Dödsboets post kommer på papper. Finns det redan en brevlåda, kan dödsboet vända sig till operatören."
    ),
)
UNKNOWN = KindWords(
    _("Vi hittar dig inte i folkbokföringen"),
    _(
        "Numret finns inte i folkbokföringen, så ingen brevlåda kan öppnas. Är du nyinflyttad kan det ta några "
        "dagar innan du syns där. Frågor om folkbokföring besvarar Skatteverket."
    ),
)
NEW_NUMBER = KindWords(
    _("Du har fått ett nytt personnummer"),
    _("Det gamla numret gäller inte längre. Logga in med en e-legitimation som har ditt nya nummer."),
)
EXISTS = KindWords(
    _("Du har redan en brevlåda"),
    _("Registret säger att brevlådan redan finns. Under Dina brevlådor ser du hos vem, och där kan du byta."),
)
PENDING_ELSEWHERE = KindWords(
    _("Något annat väntar redan på underskrift"),
    _(
        "En anmälan är redan påbörjad, hos en annan operatör eller med en annan text. Skriv under den, eller ta "
        "tillbaka den och börja om."
    ),
)
COMPANY_FORM = KindWords(
    _("Den här organisationsformen kan inte ha brevlåda"),
    _(
        "Aktiebolag, handelsbolag, kommanditbolag, bostadsrättsföreningar och ekonomiska föreningar kan ha "
        "brevlåda. Har du enskild firma kommer firmans post till din egen brevlåda."
    ),
)
COMPANY_INACTIVE = KindWords(
    _("Företaget är inte verksamt"),
    _(
        "Enligt Bolagsverket är företaget upplöst eller i konkurs, och ingen brevlåda kan öppnas eller flyttas. "
        "Vid konkurs är det konkursförvaltaren som tar emot posten."
    ),
)
NOT_SIGNER = KindWords(
    _("Du kan inte skriva under för den här brevlådan"),
    _(
        "Bolagsverkets uppgifter säger inte att du tecknar firman, eller så är företaget i konkurs. Har det "
        "ändrats nyligen kan det dröja tills det syns. Inget har ändrats."
    ),
)
NO_ACCOUNT = KindWords(
    _("Det finns ingen brevlåda"),
    _("Registret har ingen brevlåda för numret. Den kan ha avslutats från en annan flik. Inget har ändrats."),
)
SIGNATURE = KindWords(
    _("Underskriften godtogs inte"),
    _(
        "Inget har ändrats. Börja om och skriv under på nytt. Händer det igen, vänd dig till operatörens "
        "kundtjänst."
    ),
)
SOURCE_DOWN = KindWords(
    _("Folkbokföringen eller Bolagsverket svarar inte"),
    _("Vi kan inte kontrollera uppgifterna just nu. Inget har ändrats. Försök igen om en stund."),
)
OPERATOR = KindWords(
    _("Operatören kan inte göra det här"),
    _(
        "Registret godtar inte att just den här operatören gör ändringen. Inget har ändrats. Gå till Dina "
        "brevlådor."
    ),
)
OTHER = KindWords(
    _("Registret sa nej"),
    _(
        "Det gick inte, och vi kan inte säga mer om varför. Inget har ändrats. Vänd dig till operatörens "
        "kundtjänst."
    ),
)

BY_SLUG: Final[Mapping[str, KindWords]] = {
    "person-too-young": TOO_YOUNG,
    "holder-is-protected": PROTECTED,
    "person-deceased": DECEASED,
    "person-unknown": UNKNOWN,
    "person-has-new-number": NEW_NUMBER,
    "account-exists": EXISTS,
    "account-already-at-operator": EXISTS,
    "registration-pending-elsewhere": PENDING_ELSEWHERE,
    "signed-registration-pending": PENDING_ELSEWHERE,
    "registration-waits-for-signatures": PENDING_ELSEWHERE,
    "company-not-active": COMPANY_INACTIVE,
    "company-form-without-mailbox": COMPANY_FORM,
    "no-account": NO_ACCOUNT,
    "operator-unknown": OPERATOR,
}
BY_CODE: Final[Mapping[int, KindWords]] = {
    ErrorCode.PROTECTED_IDENTITY: PROTECTED,
    ErrorCode.IDENTITY_DOES_NOT_EXIST: UNKNOWN,
    ErrorCode.COMPANY_FORM_NOT_SUPPORTED: COMPANY_FORM,
    ErrorCode.ALREADY_EXISTS: EXISTS,
    ErrorCode.ILLEGAL_STATE: PENDING_ELSEWHERE,
    ErrorCode.REGISTER_SIGNATURE_ERROR: NOT_SIGNER,
    ErrorCode.SIGNATURE_ERROR: SIGNATURE,
    ErrorCode.USER_NOT_AUTHORISED: NOT_SIGNER,
    ErrorCode.ACCOUNT_DOES_NOT_EXIST: NO_ACCOUNT,
    ErrorCode.POPULATION_REGISTER_ERROR: SOURCE_DOWN,
    ErrorCode.BOLAGSVERKET_ERROR: SOURCE_DOWN,
    ErrorCode.ACCESS_DENIED: OPERATOR,
    ErrorCode.CERTIFICATE_ERROR: OPERATOR,
    ErrorCode.SERVICE_PROVIDER_DOES_NOT_EXIST: OPERATOR,
}


def words_for(slug: str, code: int | None) -> KindWords:
    """The page's text of a refusal, chosen by its code. The refusal's own sentence is for developers."""
    return BY_SLUG.get(slug) or BY_CODE.get(code or 0, OTHER)
