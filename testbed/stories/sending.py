"""The stories: the letters that each sends, the whole real way, and where to look for them afterwards.

Source: founding document 5.1, 5.2 and 5.3.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from formedlare.models import ContactAddress
from infra import clock
from infra.identity import RecipientId
from infra.pki.store import Identity
from sender import direct
from sender.compose import AttachedFile, MatterEvent, MatterStatus, MessageText
from testbed.stories import agencies
from testbed.stories.documents import decision_pdf

MARIA: Final = "198101052382"
"""Has a mailbox, and is told by e-mail and SMS."""
TOLVAN: Final = "191212121212"
"""Has no mailbox."""
ARVID: Final = "192705178354"
CARPENTERS: Final = "165560000001"
"""A company with a mailbox."""
OWNER_OF_CARPENTERS: Final = "195701032863"
"""Its board member, who signs for it alone and has a mailbox of her own."""
WITH_EMAIL_ALONE: Final = "165560000027"
"""A company without a mailbox. The agency knows its e-mail address."""
WITH_POSTAL_ADDRESS: Final = "165560000035"
BOARD_MEMBER_WITHOUT_MAILBOX: Final = TOLVAN
DAYS_TO_ACT: Final = timedelta(days=5)
EMAIL_OF_COMPANY: Final = "styrelsen@bynskraft.example"


@dataclass(frozen=True)
class SentStory:
    """A letter of a story, at the relay."""

    recipient: str
    what: str
    distribution_id: str
    look_at: str
    """Path of the page where it is to be seen."""


def send_rot_rut() -> list[SentStory]:
    """5.1: the decision on a tax reduction goes to the company and to two customers, one without a mailbox."""
    agency = agencies.connect_agency(agencies.TAX_AGENCY)
    title = "Beslut om skattereduktion för hushållsarbete"
    facts = [("Arbete", "Städning, 12 timmar"), ("Arbetskostnad", "7 200 kr"), ("Skattereduktion", "3 600 kr")]
    paper = decision_pdf(
        agency.title, title, facts, "Skatteverket betalar ut skattereduktionen till företaget som utförde arbetet."
    )
    matter = MatterEvent(matter_id="ROT-2026-1041", subject=title, event_type="Beslut", status=MatterStatus.CLOSED)
    text = MessageText(
        title,
        "Hej! Skatteverket har beslutat om skattereduktion för det arbete som du har köpt. "
        "Beslutet finns i den bifogade filen.",
        attachments=[AttachedFile("Beslut om skattereduktion.pdf", paper)],
        support_url="https://www.skatteverket.example/rotrut",
        matter=matter,
    )
    return [
        _send(agency, MARIA, text, f"/telefon/{MARIA}"),
        _send(agency, CARPENTERS, text, f"/telefon/{CARPENTERS}"),
        _send(agency, TOLVAN, text, "/konsol/utskrift/"),
    ]


def send_registration() -> list[SentStory]:
    """5.2: companies get a confirmation, and board members are told that they are registered."""
    agency = agencies.connect_agency(agencies.COMPANIES_OFFICE)
    _know_email_of_company(agency)
    begun, done = "Vi har tagit emot er anmälan", "Ändringen är registrerad"
    case = MatterEvent(matter_id="BV-2026-77", subject="Ändring av styrelse")
    received = replace(
        case, event_id="BV-2026-77/1", event_type="Anmälan mottagen", status=MatterStatus.SENDERINITIATIVE
    )
    registered = replace(
        case,
        event_id="BV-2026-77/2",
        preceding_event_id="BV-2026-77/1",
        event_type="Registrerat",
        status=MatterStatus.CLOSED,
    )
    member = MessageText(
        "Du är registrerad som styrelseledamot",
        "Bolagsverket har registrerat dig som ledamot i en styrelse. Stämmer det inte? Hör av dig till oss.",
        support_url="https://www.bolagsverket.example/styrelse",
    )
    return [
        _send(agency, CARPENTERS, _about_company(begun, received), "/post/"),
        _send(agency, CARPENTERS, _about_company(done, registered), "/post/"),
        _notify(agency, WITH_EMAIL_ALONE, _about_company(done, None), f"/telefon/{WITH_EMAIL_ALONE}"),
        _send(agency, WITH_POSTAL_ADDRESS, _about_company(done, None), "/konsol/utskrift/"),
        _send(agency, OWNER_OF_CARPENTERS, member, f"/telefon/{OWNER_OF_CARPENTERS}"),
        _send(agency, BOARD_MEMBER_WITHOUT_MAILBOX, member, "/konsol/utskrift/"),
    ]


def send_tax_adjustment() -> list[SentStory]:
    """5.3: a decision as PDF, which the person then sends on to the employer."""
    agency = agencies.connect_agency(agencies.TAX_AGENCY)
    title = "Beslut om jämkning"
    facts = [("Inkomstår", f"{clock.today():%Y}"), ("Skatteavdrag", "24 procent av lönen")]
    paper = decision_pdf(agency.title, title, facts, "Lämna beslutet till din arbetsgivare, som ska använda det.")
    matter = MatterEvent(
        matter_id="JMK-2026-305", subject="Jämkning", event_type="Beslut", status=MatterStatus.RECIPIENTINITIATIVE
    )
    text = MessageText(
        title,
        "Hej! Du har ansökt om jämkning. Beslutet finns i den bifogade filen. Lämna det till din arbetsgivare.",
        attachments=[AttachedFile("Beslut om jämkning.pdf", paper)],
        deadline=clock.today() + DAYS_TO_ACT,
        support_url="https://www.skatteverket.example/jamkning",
        matter=matter,
    )
    return [_send(agency, ARVID, text, "/post/")]


@dataclass(frozen=True)
class Story:
    """A story that can be told again and again: each time, new letters are sent."""

    title: str
    tell: Callable[[], Sequence[SentStory]]


STORIES: Final[Mapping[str, Story]] = {
    "5.1": Story("ROT/RUT: the decision by the way that suits each recipient", send_rot_rut),
    "5.2": Story("A registration at Bolagsverket: companies and board members", send_registration),
    "5.3": Story("A tax adjustment, sent on to the employer", send_tax_adjustment),
}


def _about_company(subject: str, matter: MatterEvent | None) -> MessageText:
    return MessageText(
        subject,
        f"{subject}. Ärendet gäller ändring av styrelse. Ni behöver inte göra något nu.",
        support_url="https://www.bolagsverket.example/arenden",
        matter=matter,
    )


def _send(agency: Identity, recipient: str, text: MessageText, look_at: str) -> SentStory:
    distribution_id = direct.hand_over(agency, RecipientId(recipient), [text])
    return SentStory(recipient, text.subject, distribution_id, look_at)


def _notify(agency: Identity, recipient: str, text: MessageText, look_at: str) -> SentStory:
    """A less sensitive message (protection class 1). Where there is no mailbox it may go by e-mail."""
    distribution_id = direct.send_notification(agency, RecipientId(recipient), text)
    return SentStory(recipient, text.subject, distribution_id, look_at)


def _know_email_of_company(agency: Identity) -> None:
    """The address register of the agency, which its channel switch asks."""
    ContactAddress.objects.update_or_create(
        sender=agency.organisation.value,
        recipient=WITH_EMAIL_ALONE,
        label="",
        defaults={"email": EMAIL_OF_COMPANY, "confirmed_on": clock.today() - timedelta(days=30)},
    )
