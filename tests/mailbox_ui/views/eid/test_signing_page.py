"""The page where a tester signs a text as a test person."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from lxml import etree

from contracts import codec, common
from far.signatures import verify_signature
from infra.errors import RegistrationNotSigned, SignatureFault
from infra.pki import personal
from mailbox_ui.eid import Flaw, SignatureForm
from mailbox_ui.signing_form import FLAWS, FORMS

PAGE, MARIA, TEXT = "/signera/", "198101052382", "Jag öppnar en brevlåda.\n<Villkor & annat>"


@pytest.fixture(autouse=True)
def personal_authority(db: None) -> None:
    personal.ensure_authority(Path(settings.PKI_DIR))


def signed(client: Client, **others: str) -> common.SignatureData:
    answer = client.post(PAGE, {"person": "19810105-2382", "text": TEXT, "form": "xml", "flaw": ""} | others)
    assert answer.status_code == 200
    [element] = re.findall(r"<textarea class=\"code\".*?>(.*?)</textarea>", answer.content.decode(), re.DOTALL)
    return codec.from_element(common.SignatureData, etree.fromstring(html.unescape(element)))


@pytest.mark.parametrize("form", SignatureForm)
def test_the_register_accepts_the_element_that_is_shown(client: Client, form: SignatureForm) -> None:
    assert verify_signature(signed(client, form=form.value), TEXT).number == MARIA


@pytest.mark.parametrize("flaw", [flaw for flaw in Flaw if flaw is not Flaw.WRONG_PERSON])
def test_the_register_refuses_a_flaw(client: Client, flaw: Flaw) -> None:
    data = signed(client, flaw=flaw.value)

    with pytest.raises((SignatureFault, RegistrationNotSigned)):
        verify_signature(data, TEXT)


def test_every_form_and_flaw_is_offered() -> None:
    assert (set(FORMS), set(FLAWS)) == (set(SignatureForm), set(Flaw))


def test_the_page_can_be_opened_for_a_person(client: Client) -> None:
    page = client.get(f"{PAGE}?person={MARIA}").content.decode()

    assert f'value="{MARIA}"' in page
    assert "<textarea class" not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"person": "162021004748"}, "personnummer eller samordningsnummer"),
        ({"person": ""}, "Skriv ett personnummer."),
        ({"text": ""}, "Skriv avtalstexten."),
        ({"form": "mocked", "flaw": "expired"}, "wrong_person"),
        ({"form": "pdf"}, "giltigt alternativ"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client: Client, wrong: dict[str, str], says: str) -> None:
    answer = client.post(PAGE, {"person": MARIA, "text": TEXT, "form": "xml", "flaw": ""} | wrong)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert page.count('class="field__error"') == 1
    assert "<textarea class" not in page


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert getattr(client, method)(PAGE).status_code == 405


@override_settings(CONSOLE_PASSWORD="en lång mening")
def test_with_a_password_set_nobody_signs_without_it(client: Client) -> None:
    assert client.get(PAGE).status_code == 401
    assert client.post(PAGE, {"person": MARIA, "text": TEXT, "form": "xml"}).status_code == 401


def test_no_other_site_s_page_can_have_something_signed(client: Client) -> None:
    answer = client.post(
        PAGE, {"person": MARIA, "text": TEXT, "form": "xml"}, headers={"Origin": "https://elsewhere.example"}
    )

    assert answer.status_code == 403


def test_the_portal_leads_there(client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/").content.decode()
