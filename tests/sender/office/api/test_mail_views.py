"""The mails that came and what went back, over REST and on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from infra import clock
from sender.office.models import OfficeMail, OfficeSender
from tests.formedlare.api.conftest import Api, api
from tests.relay import later, work
from tests.sender.office.conftest import CLERK, OTHER_CLERK, Office, written

__all__ = ["api", "later"]

PATH = "office-mails"
DEAD = "193801029202"


def test_a_bounce_can_be_read_with_the_mail_and_the_letter_it_is_about(office: Office, api: Api) -> None:
    office.send(written("Ett brev"), f"{DEAD}@mm.local")
    work()

    [mail] = api.get(PATH)["results"]

    assert (mail["sender"], mail["recipient"], mail["subject"]) == (CLERK, DEAD, "Ett brev")
    assert (mail["addressed_to"], mail["state"], mail["automatic"]) == (f"{DEAD}@mm.local", "failed", False)
    assert mail["number"] == OfficeMail.objects.get().pk
    assert api.get(f"deliveries/{mail['distribution_id']}")["reference"] == mail["message_id"]
    reply = mail["reply"]
    assert (reply["kind"], reply["left_the_simulator"], reply["last_error"]) == ("bounce", False, "")
    assert reply["subject"].startswith("Kom inte fram: Ett brev")
    assert "Skriv till dödsboet" in reply["text"]


def test_a_mail_that_nothing_goes_back_for_has_no_reply(office: Office, api: Api) -> None:
    office.send(written())
    work()

    [mail] = api.get(PATH)["results"]

    assert (mail["state"], mail["reply"]) == ("delivered", None)


def test_a_receipt_can_be_read(office: Office, api: Api) -> None:
    OfficeSender.objects.update(receipts=True)
    office.send(written())
    work()

    assert api.get(PATH)["results"][0]["reply"]["kind"] == "receipt"


def from_other_clerk() -> bytes:
    mail = written()
    mail.replace_header("From", OTHER_CLERK)
    return mail.as_bytes()


def test_mails_are_found_by_sender_and_by_domain(office: Office, api: Api) -> None:
    office.send(written())
    office.send(from_other_clerk(), sender=OTHER_CLERK)

    def senders(**wanted: str) -> list[str]:
        return [mail["sender"] for mail in api.get(PATH, **wanted)["results"]]

    assert senders() == [OTHER_CLERK, CLERK]
    assert senders(sender=CLERK.upper()) == [CLERK]
    assert senders(sender="@kommun-b.example") == [OTHER_CLERK]
    assert senders(sender="kommun-b.example") == []


def test_mails_are_found_by_when_they_came(office: Office, api: Api, later: Callable[[timedelta], None]) -> None:
    office.send(written("Först"))
    later(timedelta(hours=2))
    middle = clock.now() - timedelta(hours=1)
    office.send(written("Sedan"))

    def subjects(**given: str) -> list[str]:
        return [mail["subject"] for mail in api.get(PATH, **given)["results"]]

    assert subjects(received_after=middle.isoformat()) == ["Sedan"]
    assert subjects(received_before=middle.isoformat()) == ["Först"]


def test_the_list_goes_on_over_pages(office: Office, api: Api) -> None:
    for number in range(3):
        office.send(written(f"Brev {number}"))

    first = api.get(f"{PATH}?limit=2&sender=@kommun-a.example")
    following = api.client.get(first["next"]).json()

    subjects = [mail["subject"] for page in (first, following) for mail in page["results"]]
    assert (subjects, following["next"]) == (["Brev 2", "Brev 1", "Brev 0"], None)


def test_a_filter_that_is_wrong_is_named(world: None, api: Api) -> None:
    assert api.problem("GET", f"{PATH}?avsandare=x")["errors"][0]["pointer"] == "/avsandare"
    assert api.problem("GET", f"{PATH}?received_after=igår")["errors"][0]["pointer"] == "/received_after"
    assert api.problem("GET", f"{PATH}?limit=1000")["errors"][0]["pointer"] == "/limit"


def test_a_page_of_mails_costs_the_same_questions_however_many_there_are(
    office: Office, api: Api, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(4):
        office.send(written(f"Brev {number}"))
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]  # the fixture has no public type
        assert len(api.get(PATH)["results"]) == 4
