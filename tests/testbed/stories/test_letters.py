"""What the letters of the stories hold: the facts of the matter, its thread, and a document that can be read."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from far.models import Dispatcher, DispatchRight, Sender
from formedlare.models import ContactAddress, Distribution
from infra import clock
from mailbox_operator.models import MatterEvent, Message
from sender.direct import LetterNotSent
from testbed import world as demo_world
from testbed.stories import agencies, documents, sending
from testbed.stories.sending import STORIES, SentStory
from tests import cast
from tests.relay import work

NUMBERS = {each.number for each in [*demo_world.named_persons(), *demo_world.list_companies()]}
LINE = st.text("abcdefghijklmnopqrstuvwxyzåäöÅÄÖ0123456789", min_size=1, max_size=20)


@pytest.fixture
def told(world: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def tell(number: str) -> list[SentStory]:
    sent = [*STORIES[number].tell()]
    work()
    return sent


def text_of(pdf: bytes) -> str:
    [page] = PdfReader(io.BytesIO(pdf)).pages
    return page.extract_text()


def document_to(recipient: str) -> bytes:
    """The file of the one message to somebody."""
    return bytes(Message.objects.get(mailbox__holder=recipient).attachments.get().content)


def test_a_decision_says_who_decides_what_about_what_and_why() -> None:
    facts = [("Inkomstår", "2026"), ("Skatteavdrag", "24 procent av lönen")]

    text = text_of(documents.decision_pdf("Skatteverket", "Beslut om jämkning", facts, "Lämna det vidare."))

    parts = ["Skatteverket", "Beslut om jämkning", *(part for fact in facts for part in fact), "Lämna det vidare."]
    assert all(part in text for part in parts)
    assert f"{clock.today():%Y-%m-%d}" in text


def test_a_decision_is_dated_by_the_simulator_s_clock() -> None:
    clock.move_clock(clock.Setting(offset=timedelta(days=400)))

    text = text_of(documents.decision_pdf("Skatteverket", "Beslut", [], "Skäl."))

    assert f"{clock.today():%Y-%m-%d}" in text
    assert f"{clock.real_now():%Y-%m-%d}" not in text


@given(LINE, LINE, st.lists(st.tuples(LINE, LINE), max_size=6))
def test_any_swedish_words_can_stand_in_a_decision(agency: str, title: str, facts: list[tuple[str, str]]) -> None:
    text = text_of(documents.decision_pdf(agency, title, facts, "Skäl."))

    assert agency in text
    assert title in text.replace("\n", "")
    assert all(name in text and value in text for name, value in facts)


def test_a_decision_tells_readers_its_title_and_its_language() -> None:
    reader = PdfReader(io.BytesIO(documents.decision_pdf("Skatteverket", "Beslut om jämkning", [], "Skäl.")))

    assert reader.metadata is not None
    assert reader.metadata.title == "Beslut om jämkning"
    assert str(reader.root_object["/Lang"]) == "sv"


@pytest.mark.parametrize("agency", [agencies.TAX_AGENCY, agencies.COMPANIES_OFFICE], ids=lambda each: each.name)
@pytest.mark.usefixtures("told")
def test_an_agency_is_connected_once_as_any_sender_is(agency: agencies.Agency) -> None:
    first, again = agencies.connect_agency(agency), agencies.connect_agency(agency)

    assert first.organisation.value == again.organisation.value == agency.number
    assert first.certificate == again.certificate
    assert Sender.objects.get(organisation=agency.number).name == agency.name
    rights = DispatchRight.objects.filter(sender__organisation=agency.number)
    assert "Simulatorns förmedlare" in set(rights.values_list("dispatcher__name", flat=True))
    assert Dispatcher.objects.filter(organisation=agency.number).count() <= 1


def test_the_agencies_are_told_from_the_real_ones_by_name_and_number() -> None:
    both = [agencies.TAX_AGENCY, agencies.COMPANIES_OFFICE]

    assert all(agency.name.endswith("(simulerat)") for agency in both)
    assert not {agency.number for agency in both} & NUMBERS
    assert len({agency.number for agency in both}) == 2


@pytest.mark.parametrize("number", STORIES)
@pytest.mark.usefixtures("told")
def test_every_letter_goes_to_somebody_of_the_demo_world_and_can_be_looked_at(number: str, client: Client) -> None:
    for letter in tell(number):
        assert letter.recipient in NUMBERS
        assert Distribution.objects.filter(distribution_id=letter.distribution_id).exists()
        assert client.get(f"/konsol/brev/{letter.distribution_id}/").status_code == 200
        assert client.get(letter.look_at, follow=True).status_code == 200


@pytest.mark.usefixtures("told")
def test_the_customer_and_the_company_get_the_same_decision() -> None:
    tell("5.1")

    assert document_to(sending.MARIA) == document_to(sending.CARPENTERS)
    text = text_of(document_to(sending.MARIA))
    assert "3 600 kr" in text
    assert "Städning, 12 timmar" in text


@pytest.mark.usefixtures("told")
def test_a_matter_is_the_same_in_each_letter_about_it() -> None:
    tell("5.1")

    assert set(MatterEvent.objects.values_list("matter_id", flat=True)) == {"ROT-2026-1041"}


@pytest.mark.usefixtures("told")
def test_the_second_event_of_a_registration_follows_the_first() -> None:
    tell("5.2")

    first, second = MatterEvent.objects.order_by("pk")
    assert first.matter_id == second.matter_id == "BV-2026-77"
    assert second.preceding_event_id == first.event_id
    assert not first.preceding_event_id


@pytest.mark.usefixtures("told")
def test_the_decision_on_tax_is_for_the_year_of_the_simulator_s_clock() -> None:
    tell("5.3")

    assert f"{clock.today():%Y}" in text_of(document_to(cast.ARVID))


@pytest.mark.usefixtures("told")
def test_the_address_that_an_agency_knows_is_confirmed_lately_each_time() -> None:
    ContactAddress.objects.create(
        sender=agencies.COMPANIES_OFFICE.number,
        recipient=sending.WITH_EMAIL_ALONE,
        email="gammal@bynskraft.example",
        confirmed_on=clock.today() - timedelta(days=2_000),
    )

    tell("5.2")

    known = ContactAddress.objects.get(sender=agencies.COMPANIES_OFFICE.number)
    assert known.email == sending.EMAIL_OF_COMPANY
    assert clock.today() - known.confirmed_on == timedelta(days=30)


def test_a_story_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(CommandError, match=r"'5\.1', '5\.2', '5\.3'"):
        call_command("story", "5.4")


def test_the_help_of_the_command_names_every_story(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("story", "--help")

    told = " ".join(capsys.readouterr().out.split())
    assert all(f"{number}, {story.title}" in told for number, story in STORIES.items())


def test_a_letter_that_is_refused_is_an_error_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> list[SentStory]:
        raise LetterNotSent("Avsändaren är avstängd.", "The sender is suspended.")

    monkeypatch.setitem(STORIES, "5.1", sending.Story("refused", refuse))

    with pytest.raises(CommandError, match="The sender is suspended"):
        call_command("story", "5.1")


def test_the_command_says_where_to_look_for_each_letter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = SentStory(cast.ARVID, "Beslut om jämkning", "7f3c", "/post/")
    monkeypatch.setitem(STORIES, "5.3", sending.Story("one letter", lambda: [sent]))

    call_command("story", "5.3")

    letter, where = capsys.readouterr().out.splitlines()
    assert letter == f"{cast.ARVID}  Beslut om jämkning"
    assert "/konsol/brev/7f3c/" in where
    assert where.endswith("/post/")
