"""What somebody who means harm may try with every address: frames, forged forms, redirects, sessions, headers."""

import uuid
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mailbox_operator.models import Attachment, Message
from mailbox_ui.models import LoginOrder
from tests.cast import ARVID
from tests.mailbox_ui import acting
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.addresses import RULES, Address, Door, addresses

AT = "minmyndighetspost.se"
ELSEWHERE = (
    "https://ond.example/", "//ond.example/", "/\\ond.example/", "\\\\ond.example", "/\t/ond.example/",
    "javascript:alert(1)", "https:ond.example", "http:///ond.example", " //ond.example", "/%0d%0aSet-Cookie:x=1",
    "data:text/html,x", "///ond.example",
)  # fmt: skip
WITHOUT_EFFECT = {"check-signatures", "login"}
"""Change nothing. The check would read all of a large body before its size is looked at; a log-in lets one choose
again, since its form is often old."""
REDIRECTING = ("till", "next", "har", "tillbaka", "url", "return")
"""Names under which pages take an address to go on to, or which one could think that they do."""


pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def letter() -> Message:
    """Arvid's, with a PDF."""
    return make.message(acting.mailbox_of(ARVID), files=(("Beslut.pdf", "application/pdf", make.pdf()),))


@pytest.fixture
def arvid() -> Client:
    return acting.browser_of(ARVID)


def path_to(item: Address, letter: Message) -> str:
    known = {
        "place": AT, "operator": AT, "public_id": letter.public_id, "number": 1 if "place" in item.parameters else
        make.ANNA, "page": 1, "folder": "0" * 12, "step": "0" * 12, "channel": "email", "company": "165560000001",
        "action": "0", "phone_token": uuid.uuid4(), "reference": uuid.uuid4(), "code": "0", "key": uuid.uuid4(),
    }  # fmt: skip
    return reverse(f"mail:{item.name}", kwargs={name: known[name] for name in item.parameters})


def test_no_page_can_be_framed_by_another_site(arvid: Client, letter: Message) -> None:
    for item in addresses():
        answer = arvid.get(path_to(item, letter))
        assert answer["X-Frame-Options"] in {"SAMEORIGIN", "DENY"}, item
        assert (
            "frame-ancestors 'self'" in answer["Content-Security-Policy"]
            or "sandbox" in answer["Content-Security-Policy"]
        ), item


def test_a_forged_form_is_refused_at_every_address(letter: Message) -> None:
    browser = Client(enforce_csrf_checks=True)
    letter_before = letter.read_at

    for item in addresses():
        answer = browser.post(path_to(item, letter), {"do": "archive"})
        assert answer.status_code in {403, 405} or item.name in WITHOUT_EFFECT, item
    letter.refresh_from_db()
    assert letter.read_at == letter_before
    assert not LoginOrder.objects.exists()


def test_nothing_behind_a_log_in_is_kept_by_the_browser(arvid: Client, letter: Message) -> None:
    """So that the back button after a log-out shows nothing."""
    for item in addresses():
        if item.name in RULES and RULES[item.name].door is not Door.OPEN:
            answer = arvid.get(path_to(item, letter))
            control = answer.get("Cache-Control", "")
            is_guarded = answer.status_code in {404, 405} or ("no-store" in control and "private" in control)
            assert is_guarded or item.name in {"letter", "page-picture", "attachment", "download"}, (item, control)


def test_no_address_leads_to_another_site(arvid: Client, letter: Message) -> None:
    for item in addresses():
        path = path_to(item, letter)
        for target in ELSEWHERE[:3]:
            told = dict.fromkeys(REDIRECTING, target)
            for answer in (arvid.get(path, told), arvid.post(f"{path}", told, headers={"referer": target})):
                place = urlsplit(answer.get("Location", "/"))
                assert (place.scheme, place.netloc) == ("", ""), (item, target, answer["Location"])
                assert not answer.get("Location", "/").startswith(("//", "/\\")), (item, target)
                assert "ond.example" not in urlsplit(answer.get("HX-Redirect", "")).netloc, item
        make.log_in(arvid, ARVID)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_log_in_never_leads_to_another_site(letter: Message, target: str) -> None:
    browser = Client()
    browser.post(reverse("mail:login"), {"number": make.ANNA, "till": target})
    order = LoginOrder.objects.latest("created_at")

    answer = browser.post(reverse("mail:identify", args=[order.phone_token]), {"answer": "approve", "here": "1"})

    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).netloc == ""
    assert answer["Location"].startswith("/post/") or answer["Location"].startswith("/%")


def test_a_session_begins_anew_at_log_in(letter: Message) -> None:
    """Session fixation: what the attacker put into the browser before is worth nothing afterwards."""
    browser = Client()
    browser.post(reverse("mail:login"), {"number": make.ANNA, "till": "/post/"})
    planted = browser.cookies[settings.SESSION_COOKIE_NAME].value
    order = LoginOrder.objects.latest("created_at")
    browser.post(reverse("mail:identify", args=[order.phone_token]), {"answer": "approve", "here": "1"})
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert attacker.get(reverse("mail:inbox", args=[AT])).status_code == 302
    assert browser.get(reverse("mail:inbox", args=[AT])).status_code == 200


def test_a_made_up_session_key_is_not_taken_over(letter: Message) -> None:
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    make.log_in(browser, make.ANNA)

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


def test_the_form_token_changes_when_somebody_else_logs_in(arvid: Client, letter: Message) -> None:
    arvid.get(reverse("mail:login"))
    before = arvid.cookies[settings.CSRF_COOKIE_NAME].value

    make.log_in(arvid, make.BERIT)

    assert arvid.cookies[settings.CSRF_COOKIE_NAME].value != before


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(arvid: Client) -> None:
    session = arvid.cookies[settings.SESSION_COOKIE_NAME]

    assert session["httponly"]
    assert session["samesite"] == "Lax"


@pytest.mark.parametrize(
    "name",
    [
        "a\r\nSet-Cookie: x=1.pdf",
        'a".pdf; filename="b.exe',
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "beslut\u202efdp.exe",
        "\x00.pdf",
        "å" * 300 + ".pdf",
        ".htaccess",
        "",
    ],
)
def test_a_file_name_stays_within_its_header_and_its_folder(arvid: Client, letter: Message, name: str) -> None:
    Attachment.objects.filter(message=letter, position=0).update(filename=name.replace("\x00", "")[:255])
    path = reverse("mail:download", args=[AT, letter.public_id, 1])

    answer = arvid.get(path)

    assert answer.status_code == 200
    told = answer["Content-Disposition"]
    assert told.startswith("attachment")
    assert not set("\r\n\0") & set(told)
    assert "Set-Cookie" not in answer.headers or "x=1" not in answer["Set-Cookie"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_subject_that_turns_the_text_around_does_not_turn_the_page(arvid: Client, letter: Message) -> None:
    letter.subject = "Beslut \u202etxet nedlod"
    letter.save()

    for path in (reverse("mail:inbox", args=[AT]), reverse("mail:message", args=[AT, letter.public_id])):
        assert "\u202e" not in arvid.get(path).content.decode(), path
