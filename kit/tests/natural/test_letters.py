"""Letters: sent by a sender of one's own, read back, seen on their way."""

import hashlib

import pytest
from minameddelanden import File, NotInTime, Person, Run, Sender, Unreachable

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n"


def test_a_sender_of_one_s_own_sends_a_letter(run: Run) -> None:
    sender = run.sender("Region Exempel")

    sent = sender.send(run.person(), "Kallelse")

    assert sent.delivered
    assert sent.id


def test_a_letter_is_read_back_with_the_bytes_of_its_files(run: Run, sender: Sender, person: Person) -> None:
    sender.send(person, "Beslut om förskoleplats", body="Du har fått plats.", files=[File("beslut.pdf", PDF)])

    message = run.messages.wait_for_one(recipient=person)

    assert (message.subject, message.body) == ("Beslut om förskoleplats", "Du har fått plats.")
    [file] = message.attachments()
    assert (file.name, file.content, file.sha256) == ("beslut.pdf", PDF, hashlib.sha256(PDF).hexdigest())


def test_a_direct_delivery_is_seen_from_the_first_byte_to_the_mailbox(
    run: Run, sender: Sender, person: Person
) -> None:
    sent = sender.send(person)

    exchange = run.exchanges.wait_for_one(trace=sent.trace, operation="deliverSecure")

    assert exchange.verdict == "accepted"
    assert run.messages.wait_for_one(trace=sent.trace).trans_id == sent.id


def test_a_person_at_another_operator_is_announced_to_by_sms(run: Run, sender: Sender) -> None:
    person = run.person(operator="kivra.com", announcements=["sms"])

    sender.send(person, "Faktura")

    message = run.messages.wait_for_one(recipient=person, operator="kivra.com")
    assert [announcement["channel"] for announcement in message.announcements] == ["sms"]


def test_a_person_without_a_mailbox_is_known_before_sending(run: Run, sender: Sender) -> None:
    person = run.person(operator=None)

    [found] = sender.reachability(person)

    assert found.type == "Not"
    with pytest.raises(Unreachable):
        sender.send(person)


def test_a_person_who_refuses_a_sender_gets_nothing_from_it(run: Run) -> None:
    wanted, unwanted = run.sender("Kommunen"), run.sender("Reklam")
    person = run.person(refuses=[unwanted.organisation])

    [from_wanted], [from_unwanted] = wanted.reachability(person), unwanted.reachability(person)

    assert from_wanted.accepted
    assert not from_unwanted.accepted
    assert not unwanted.deliver(unwanted.sealed(person), from_unwanted.address).delivered
    assert run.verify(0, recipient=person)


def test_the_relay_finds_the_way_and_tells_of_it(run: Run, sender: Sender, person: Person) -> None:
    sent = sender.send_by_relay(person, "Genom förmedlaren")

    assert run.messages.wait_for_one(recipient=person).subject == "Genom förmedlaren"
    [delivery] = run.deliveries.wait(recipient=person, state="delivered")
    assert delivery.id == sent.id


def test_a_letter_is_read_as_its_holder(run: Run, sender: Sender, person: Person) -> None:
    sender.send(person)
    message = run.messages.wait_for_one(recipient=person)
    assert not message.is_read

    message.read()

    assert run.messages.wait_for_one(recipient=person, read=True).id == message.id


def test_several_recipients_are_asked_for_in_one_call_and_answered_in_order(run: Run, sender: Sender) -> None:
    people = [run.person(operator=operator) for operator in ("kivra.com", None, "minmyndighetspost.se")]

    found = sender.reachability(*people)

    assert [status.operator for status in found] == ["kivra.com", "", "minmyndighetspost.se"]


def test_a_company_gets_letters_as_people_do(run: Run, sender: Sender) -> None:
    company = run.company(name="Exempelbolaget AB", operator="minmyndighetspost.se")

    sender.send(company, "Beslut om serveringstillstånd")

    assert run.messages.wait_for_one(recipient=company).subject == "Beslut om serveringstillstånd"


def test_a_wait_that_ends_says_what_came_closest_and_why(run: Run, sender: Sender, person: Person) -> None:
    sender.send(person, "Ett annat ämne")

    with pytest.raises(NotInTime) as ended:
        run.messages.wait(recipient=person, subject="Beslut", timeout=0.2)

    assert ended.value.closest is not None
    assert ended.value.closest["message"]["subject"] == "Ett annat ämne"
    assert ended.value.reason


def test_counts_are_verified_with_a_readable_difference(run: Run, sender: Sender, person: Person) -> None:
    sender.send(person)

    assert run.verify(1, recipient=person)
    assert run.verify(at_least=1, recipient=person)
    verdict = run.verify(2, recipient=person)

    assert (verdict.holds, verdict.found) == (False, 1)
    assert verdict.difference


def test_letters_are_held_until_the_test_releases_them(run: Run, sender: Sender, person: Person) -> None:
    with run.timing.held("lookup") as timing:
        sender.send_by_relay(person, "Ett")
        assert [letter["recipient"] for letter in timing.letters()] == [person.number]
        with pytest.raises(NotInTime, match="is held"):
            run.messages.wait(recipient=person, timeout=0)

        assert len(timing.release()) == 1

        assert run.messages.wait_for_one(recipient=person).subject == "Ett"
    assert timing.letters() == []
