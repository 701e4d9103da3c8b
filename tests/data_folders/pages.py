"""What the pages show of a data folder: mailboxes, phones and console, as a person's browser gets them."""

import re
from hashlib import sha256
from typing import Any

from django.test import Client
from lxml import html

from infra.outbox.mobile_numbers import international_number
from tests.data_folders import rest

LINKED_MESSAGE = re.compile(r'href="(/post/[^/"]+/meddelande/[0-9a-f-]{36}/)"')
LINKED_MAILBOX = re.compile(r'href="(/post/[^/"]+/)"')
LINKED_FILE = re.compile(r'href="([^"]+/bilaga/\d+/ladda-ner)"')
LINKED_PHONE = re.compile(r'href="/telefon/(\d{12})"')
LINKED_FROM_PHONE = re.compile(r"/oppna/([0-9a-f-]{36})")
APPROVAL = re.compile(r"/legitimera/[0-9a-f-]{36}/")
CONSOLE = (
    "",
    "brev/",
    "regler/",
    "regler/plan/",
    "regler/adresser/",
    "utskrift/",
    "filer/",
    "kontor/",
    "webhooks/",
)
FACTS = {
    *("distribution_id", "subscription_id", "event_id", "sender_name", "reference", "correlation_id", "label"),
    *("trace", "trans_id", "url", "email", "address", "subject", "operator"),
}
"""Fields of REST whose values pages show as they are."""


def everything() -> dict[str, Any]:
    return {"mailboxes": mailboxes(), "phones": phones(), "console": console()}


def browser(language: str = "sv") -> Client:
    fresh = Client(SERVER_NAME="localhost")
    fresh.post("/sprak/", {"language": language})
    return fresh


def log_in(anybody: Client, number: str) -> None:
    """Log in as a person does on one device: begin, and approve on the phone."""
    anybody.post("/logga-in/", {"number": number, "till": "/post/"})
    waiting = anybody.get("/logga-in/vantar/").content.decode()
    anybody.post(APPROVAL.findall(waiting)[0], {"answer": "approve", "here": "1"})


def mailboxes() -> dict[str, Any]:
    """Of each person, by number and mailbox: the messages in order, and the preferences."""
    numbers = sorted(set(LINKED_PHONE.findall(_get(browser(), "/telefon/"))))
    return {number: _of_person(number) for number in numbers if not number.startswith("16")}


def _of_person(number: str) -> dict[str, Any]:
    holder = browser()
    log_in(holder, number)
    shown = holder.get("/post/", follow=True)
    here = {shown.request["PATH_INFO"]} | set(LINKED_MAILBOX.findall(shown.content.decode()))
    return {path: _mailbox(holder, path) for path in sorted(here) if LINKED_MAILBOX.match(f'href="{path}"')}


def _mailbox(holder: Client, path: str) -> dict[str, Any]:
    inbox = _get(holder, path)
    links = list(dict.fromkeys(LINKED_MESSAGE.findall(inbox)))
    return {
        "preferences": _preferences(_get(holder, f"{path}installningar/")),
        "unread": inbox.count("row--unread"),
        "messages": {link: _message(holder, link) for link in links},
    }


def _preferences(page: str) -> dict[str, Any]:
    """The confirmed addresses, and which of them announce new mail."""
    tree = html.fromstring(page)
    fields = {name: value for form in tree.forms for name, value in form.fields.items() if "csrf" not in name}
    addresses = {
        name: _words(tree.xpath(f"string(//*[@data-address='{channel}'])")) or None
        for name, channel in (("email", "email"), ("mobile", "sms"))
    }
    if addresses["mobile"]:
        addresses["mobile"] = international_number(addresses["mobile"])
    return addresses | {name: fields.get(name) for name in ("announce_by_email", "announce_by_sms")}


def _message(holder: Client, link: str) -> dict[str, Any]:
    page = _get(holder, link)
    files = list(dict.fromkeys(LINKED_FILE.findall(page)))
    return {
        "heading": _words("".join(html.fromstring(page).xpath("string(//h1)"))),
        "letter": _words(html.fromstring(_get(holder, f"{link}innehall/")).xpath("string(//body)")),
        "files": [_download(holder, file) for file in files],
    }


def _download(holder: Client, link: str) -> dict[str, str]:
    answer = holder.get(link)
    name = answer.headers["Content-Disposition"]
    return {"name": name, "sha256": sha256(b"".join(answer)).hexdigest()}


def phones() -> dict[str, Any]:
    """Of each phone: how many messages lie on it, and which letters they lead to."""
    numbers = sorted(set(LINKED_PHONE.findall(_get(browser(), "/telefon/"))))
    pages = {number: _get(browser(), f"/telefon/{number}") for number in numbers}
    return {
        number: {
            "bubbles": len(html.fromstring(page).xpath('//li[contains(@class, "bubble ")]')),
            "letters": LINKED_FROM_PHONE.findall(page),
        }
        for number, page in pages.items()
    }


def console() -> dict[str, dict[str, bool]]:
    """Of each page of the console: which facts of the REST interface it shows, in Swedish and in English alike."""
    answers = rest.answers()
    known = sorted({fact for fact in _facts(answers) if len(fact) > 3})
    both = [browser("sv"), browser("en")]
    return {path: _shown(path, known, both) for path in _console_paths(answers)}


def _console_paths(answers: dict[str, Any]) -> list[str]:
    paths = [
        *CONSOLE,
        *(f"regler/{page}?sender={one}" for page in ("", "plan/", "adresser/") for one in rest.SENDERS),
    ]
    for page, collection, key in (
        ("brev", "deliveries", "distribution_id"),
        ("filer", "batches", "file_id"),
        ("webhooks", "webhooks", "subscription_id"),
    ):
        paths += [f"{page}/{one[key]}/" for one in answers[collection]]
    return [f"/konsol/{path}" for path in paths]


def _shown(path: str, known: list[str], both: list[Client]) -> dict[str, bool]:
    # Without a sender these pages showed the first one by name, which was Kommun A then.
    here = f"{path}?sender={rest.SENDERS[0]}" if path.startswith("/konsol/regler/") and "?" not in path else path
    swedish, english = (html.fromstring(_get(one, here)).text_content() for one in both)
    assert swedish != english, f"{path} is the same in both languages"
    return {fact: True for fact in known if fact in swedish and fact in english}


def _facts(answer: Any, key: str = "") -> set[str]:
    if isinstance(answer, dict):
        return {fact for name, value in answer.items() for fact in _facts(value, name)}
    if isinstance(answer, list):
        return {fact for value in answer for fact in _facts(value, key)}
    return {answer} if isinstance(answer, str) and key in FACTS else set()


def _get(somebody: Client, path: str) -> str:
    answer = somebody.get(path, follow=True)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.content.decode()


def _words(text: str) -> str:
    return " ".join(text.split())
