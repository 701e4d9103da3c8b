"""What a letter says of an official matter is kept with it, however the contract lets a sender write it."""

from datetime import date

import pytest
from lxml import etree
from xsdata.models.datatype import XmlDate

from contracts import message_v3, official_matter_v3
from infra.xmlsig import sign_element
from mailbox_operator.models import MatterEvent
from sender import compose
from tests.cast import ARVID, Sender

MESSAGE = "{http://minameddelanden.gov.se/schema/Message/v3}"
MATTER = "{http://minameddelanden.gov.se/schema/OfficialMatter/v3}"
EVENT = compose.MatterEvent(
    matter_id="BN-2026-17",
    event_id="H-2",
    preceding_event_id="H-1",
    subject="Bygglov för altan",
    event_type="Komplettering begärd",
    status=compose.MatterStatus.RECIPIENTINITIATIVE,
    created_on=date(2026, 3, 2),
)


def test_a_letter_with_an_official_matter_is_kept_with_its_facts(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(matter=EVENT))).delivered

    kept = MatterEvent.objects.get()
    assert kept.message.mailbox == kept.mailbox
    assert (kept.matter_id, kept.event_id, kept.preceding_event_id) == ("BN-2026-17", "H-2", "H-1")
    assert (kept.matter_subject, kept.event_type) == ("Bygglov för altan", "Komplettering begärd")
    assert kept.status == MatterEvent.Status.YOUR_TURN
    assert kept.created_on == date(2026, 3, 2)


def test_a_letter_without_one_leaves_no_event(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter()).delivered

    assert not MatterEvent.objects.exists()


def test_each_message_of_a_delivery_has_its_own_event(kommun_a: Sender) -> None:
    first = kommun_a.text(matter=compose.MatterEvent(event_id="H-1"))
    second = kommun_a.text(matter=compose.MatterEvent(event_id="H-2"))

    assert kommun_a.deliver(kommun_a.letter(ARVID, first, kommun_a.text(), second)).delivered

    kept = MatterEvent.objects.order_by("message__position")
    assert [(event.message.position, event.event_id) for event in kept] == [(0, "H-1"), (2, "H-2")]


def test_the_extension_may_stand_as_the_element_of_its_own_namespace(kommun_a: Sender) -> None:
    letter = kommun_a.letter(ARVID, kommun_a.text(matter=EVENT))
    content = etree.fromstring(etree.tostring(letter.signed[0]))
    extension = next(content.iter(f"{MESSAGE}OfficialMatterExtension"))
    extension.tag = f"{MATTER}OfficialMatterExtension"
    signed = etree.Element(letter.signed.tag)
    signed.append(content)
    letter.signed = sign_element(signed, kommun_a.identity.key, kommun_a.identity.certificate)

    assert kommun_a.deliver(letter).delivered

    assert MatterEvent.objects.get().matter_id == "BN-2026-17"


def test_an_event_with_nothing_but_its_date_is_kept(kommun_a: Sender) -> None:
    bare = official_matter_v3.OfficialMatterExtension(timestamp=XmlDate(2026, 3, 2))
    letter = kommun_a.letter(
        change=lambda delivery: setattr(
            delivery.message[0].header,
            "official_matter",
            message_v3.OfficialMatter(official_matter_extension=bare),
        )
    )

    assert kommun_a.deliver(letter).delivered

    kept = MatterEvent.objects.get()
    assert (kept.matter_id, kept.event_id, kept.status) == ("", "", "")


@pytest.mark.parametrize("year", [12026, -1])
def test_a_year_of_no_calendar_is_kept_as_unknown(kommun_a: Sender, year: int) -> None:
    odd = official_matter_v3.OfficialMatterExtension(timestamp=XmlDate(year, 3, 2))
    letter = kommun_a.letter(
        change=lambda delivery: setattr(
            delivery.message[0].header,
            "official_matter",
            message_v3.OfficialMatter(official_matter_extension=odd),
        )
    )

    assert kommun_a.deliver(letter).delivered

    assert MatterEvent.objects.get().created_on is None


def test_a_status_that_the_contract_does_not_have_is_refused(kommun_a: Sender) -> None:
    request = kommun_a.letter(ARVID, kommun_a.text(matter=EVENT)).request

    answer = kommun_a.deliver(request.replace(b"recipientinitiative", b"nobodysinitiative"))

    assert answer.fault.code == 5001
    assert not MatterEvent.objects.exists()
